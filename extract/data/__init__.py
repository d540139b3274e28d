"""Words that typography needs; reviewed like code."""
