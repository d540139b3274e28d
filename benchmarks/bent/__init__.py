"""Bundles of acts drawn at random: their facts, their words, what must be read in them."""
