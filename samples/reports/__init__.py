"""The reports: their facts and the layout that each is printed in."""
