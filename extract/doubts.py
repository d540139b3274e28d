"""Figures that are read, but not for sure: marked, so that what they state is uncertain."""

from __future__ import annotations

from dataclasses import replace

from schemas.printed import Word

UNSURE = ""  # what a second reading says that confirms nothing


def in_doubt(word: Word) -> Word:
    """The word as a doubtful one; itself where it is one."""
    return word if word.doubtful else replace(word, second=UNSURE)


def doubt(word: Word) -> None:
    """Marks a word as doubtful; one that a second reading has otherwise keeps that.

    What two readings agree on may still be in doubt: they read the same ink, and where it belongs
    neither of them says.
    """
    if not word.doubtful:
        word.second = UNSURE
