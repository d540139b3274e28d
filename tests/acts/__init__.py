"""Acts of an assembly: printed by the tests themselves, then read."""
