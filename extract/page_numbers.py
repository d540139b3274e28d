"""Page numbers: alone on a line, or before or behind the words of a running line."""

from __future__ import annotations

import re

from extract.marks import anatomy, fold

_PAGE = r"(?:page|p\.?|folio)?\s*[-–—|]?\s*(\d{1,4})\s*(?:(?:/|sur|de)\s*(\d{1,4}))?\s*[-–—|]?"
_BESIDE = r"[-–—|•·~*\[\]()<>/\s]*"  # what is set around a page number
_BARE = re.compile(rf"^{_BESIDE}{_PAGE}{_BESIDE}$", re.IGNORECASE)
# A page number at one end of a line of words: named, out of so many, set off, or bare.
_NAMED = r"\b(?:page|folio|p\.)\s*(\d{1,4})(?:\s*(?:/|sur|de)\s*\d{1,4})?|\b(\d{1,4})\s*(?:/|sur)\s*\d{1,4}"
_SET_OFF = r"(?<=[-–—|•·])\s*(\d{1,4})|(?<=\s)(\d{1,3})"
_THEN = r"(?=[-–—|•·\s])"
_NUMBERS_BESIDE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BESIDE}(?:{_NAMED}){_BESIDE}$",
        rf"^{_BESIDE}(?:{_NAMED}){_THEN}{_BESIDE}",
        rf"{_BESIDE}(?:{_SET_OFF}){_BESIDE}$",
        rf"^{_BESIDE}(?:(\d{{1,4}})(?=\s*[-–—|•·]\s)|(\d{{1,3}})(?=\s)){_BESIDE}",
    )
)
FIGURES = re.compile(r"\d+")
_ROMAN_PAGE = re.compile(rf"^{_BESIDE}(?:page\s+)?([ivxl]{{1,7}}){_BESIDE}$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def page_number(text: str) -> int | None:
    """The number that a line is made of, as pages have it: `- 3 -`, `Page 3 sur 12`, `iv`."""
    found = _BARE.match(text)
    if found:
        return int(found[1])
    roman = _ROMAN_PAGE.match(text)
    return _roman(roman[1]) if roman else None


def _roman(figures: str) -> int:
    """The value of a roman number; a smaller figure before a greater one is taken off it.

    >>> [_roman(each) for each in ("iii", "iv", "xliv")]
    [3, 4, 44]
    """
    values = [_VALUES[each] for each in figures]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


def numbered_words(text: str) -> tuple[str, int] | None:
    """Words with a page number before or behind them, parted; a heading's number is none."""
    for pattern in _NUMBERS_BESIDE if FIGURES.search(text) else ():
        found = pattern.search(text)
        if found and not _ends_in_heading_word(text[: found.start()]):
            words = text[: found.start()] + text[found.end() :]
            return words.strip(), _first_figure(found)
    return None


def _first_figure(found: re.Match[str]) -> int:
    return int(next(figure for figure in found.groups() if figure))


def _ends_in_heading_word(text: str) -> bool:
    """Whether what follows is the number of a thing: `Annexe`, `Fiche action n°`."""
    words = fold(text).rstrip(" -–—:.").split() or [""]
    return words[-1].endswith(("n°", "no", "nº")) or words[-1] in anatomy()["headings"]
