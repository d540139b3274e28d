"""Measures of the program beside others, on the same files, in the same run."""
