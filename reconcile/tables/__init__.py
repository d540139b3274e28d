"""Tables of any kind: which rows and columns are made of others, and whether they are."""
