"""Conventions and avenants: who agrees with whom, for how long, for how much."""
