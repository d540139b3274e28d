"""The words that tell rules what a row or a column is."""
