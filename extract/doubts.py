"""Figures that are read, but not for sure: marked, so that what they state is uncertain."""

from __future__ import annotations

from schemas.printed import Word

UNSURE = ""  # what a second reading says that confirms nothing


def doubt(word: Word) -> None:
    """Marks a word as doubtful, unless a second reading already says what it thinks of it."""
    if word.second is None:
        word.second = UNSURE
