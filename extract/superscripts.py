"""What raised pieces print: marks of notes, powers, ordinals, cents."""

from __future__ import annotations

import re

SUPERSCRIPTS = str.maketrans("0123456789()+-–−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁻⁻")
LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz()", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁽⁾")
FIGURES = re.compile(r"[()]*\d[\d()\s,;./*+–−-]*|\(?[*†‡]+\)?|[()+–−-]")
CENTS = re.compile(r"[.,]\d{1,2}")
LETTER = re.compile(r"\([a-pr-z]\)|[abcfg]")  # what ends no ordinal and is no unit
UNCLEAR = re.compile(r"\d{2,}|[+–−-]")
MARK = re.compile(r"[*†‡()]+|[^\W\d_]+")


def superscript(piece: str) -> str:
    """A raised piece as superscripts, character for character; words stay as they are.

    A note's mark read as a digit would make another number of the one that it stands on; raised
    cents behind their comma are part of it.

    >>> [superscript(each) for each in ("1", "1,2", "(1)(2)", "2-3", "er", "(a)", ",50")]
    ['¹', '¹,²', '⁽¹⁾⁽²⁾', '²⁻³', 'er', '⁽ᵃ⁾', ',50']
    """
    if CENTS.fullmatch(piece):
        return piece
    if FIGURES.fullmatch(piece):
        return piece.translate(SUPERSCRIPTS)
    return piece.translate(LETTERS) if LETTER.fullmatch(piece) else piece


def is_unclear(piece: str) -> bool:
    """Whether a piece that is raised on a figure may change what it states.

    Figures that no bracket or comma sets apart may be its cents; signs alone may be anything.

    >>> [is_unclear(each) for each in ("50", "123", "1", "(12)", "er", "*", ",50", "-", "1a")]
    [True, True, False, False, False, False, False, True, True]
    """
    if CENTS.fullmatch(piece) or MARK.fullmatch(piece):
        return False
    return bool(UNCLEAR.fullmatch(piece)) or superscript(piece) == piece
