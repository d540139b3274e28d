"""Characters that a font does not name: what can still be told of them, and what is lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.characters import CIRCLED, LOST, SIGNS, Characters, Flags, Integers

ZERO, NINE = ord("0"), ord("9")
HYPHENS = (0x1E, 0x1F)  # of word processors: their fonts are as sure as others
PRIVATE = (0xE000, 0xF8FF)
PRIVATE_BLANKS = (0xF020, 0xF0A0)
SIGN_DIGITS = (0xF030, 0xF039)  # digits of a font whose codes are its own: never bullets


def lose_unnamed(found: Characters, starts: Sequence[int]) -> set[int]:
    """Makes what no font names LOST, in place; a sign that stands alone may be a bullet.

    Returns the starts of the words whose figures are not sure for it.
    """
    if not found.odd:
        return set()
    codes = found.letters.code
    word = np.repeat(np.arange(len(starts)), np.diff([*starts, len(codes)]))
    control = (codes < 0x20) | _between(codes, (0x7F, 0x9F)) & ~np.isin(codes, SIGNS)
    private = _between(codes, PRIVATE) & ~np.isin(codes, PRIVATE_BLANKS)
    ringed = np.isin(codes, CIRCLED)
    figures = _are_digits(codes) | private | ringed
    # What opens a word of letters may be its bullet.
    within = _beside(figures, word) | _beside(_are_letters(codes), word, after=False)
    several = np.bincount(word)[word] > 1
    lost = control & several | private & (within | _between(codes, SIGN_DIGITS))
    lost |= ringed & _beside(figures, word)
    wrong = control & ~np.isin(codes, HYPHENS)
    codes[lost] = LOST
    lost = codes == LOST
    touched = np.bincount(word[lost | _of_their_fonts(found, wrong)], minlength=len(starts)) > 0
    figures = np.bincount(word[_are_digits(codes)], minlength=len(starts)) > 0
    found.unmapped = max(found.unmapped, int(lost.sum()))
    return {starts[each] for each in np.flatnonzero(touched & figures).tolist()}


def _between(codes: Integers, ends: tuple[int, int]) -> Flags:
    inside: Flags = (codes >= ends[0]) & (codes <= ends[1])
    return inside


def _are_digits(codes: Integers) -> Flags:
    return _between(codes, (ZERO, NINE))


def _are_letters(codes: Integers) -> Flags:
    """Whether these are letters, by and large: ASCII and what Latin scripts add to it."""
    return _between(codes | 32, (ord("a"), ord("z"))) | _between(codes, (0xC0, 0x24F))


def _beside(these: Flags, word: Integers, *, after: bool = True) -> Flags:
    """Whether one of these stands right before each letter in its word, or right after it."""
    beside = np.zeros(len(these), np.bool_)
    same = word[1:] == word[:-1]
    beside[1:] |= these[:-1] & same
    if after:
        beside[:-1] |= these[1:] & same
    return beside


def _of_their_fonts(found: Characters, control: Flags) -> Flags:
    """The letters of the fonts that give control characters: they may not be what they seem."""
    if not control.any():
        return control
    fonts = np.array([style.font for style in found.styles], np.uint64)[found.letters.style]
    return np.isin(fonts, fonts[control])
