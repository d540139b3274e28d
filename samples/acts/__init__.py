"""Bundles of acts made for the tests: facts, what is printed of them, what must be read."""
