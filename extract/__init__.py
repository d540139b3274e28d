"""Reads what is printed: words, boxes, sections, bullets, tables. Knows no euro and no calendar."""
