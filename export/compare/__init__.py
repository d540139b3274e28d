"""Départements side by side: what each states, and statistics of that alone."""
