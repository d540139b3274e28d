"""Pages that are pictures, read: words and rules with their places, doubts marked."""
