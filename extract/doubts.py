"""Figures that are read, but not for sure: marked, so that what they state is uncertain."""

from __future__ import annotations

from schemas.printed import Word

UNSURE = ""  # what a second reading says that confirms nothing


def doubt(word: Word) -> None:
    """Marks a word as doubtful; one that a second reading has otherwise keeps that.

    What two readings agree on may still be in doubt: they read the same ink, and where it belongs
    neither of them says.
    """
    if not word.doubtful:
        word.second = UNSURE
