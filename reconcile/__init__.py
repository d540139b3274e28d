"""Checks figures against one another: pure functions from facts to findings and counts."""
