"""Tells what printed text means: euros, dates, funders, indicators. Knows no PDF."""
