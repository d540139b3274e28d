"""Writes datasets; nothing upstream knows of it."""
