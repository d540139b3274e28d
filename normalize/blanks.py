"""Blanks, dashes, apostrophes and accents made uniform, one character for one.

Every function here but `key` keeps the length of the text, so that offsets found in what it
returns hold in what was printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from normalize.remembered import remembered

# Blanks that typesetters put inside a number or before a unit: never between two words.
TIGHT = "\u00a0\u202f\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2060\u200b\ufeff"
# Blanks that may stand anywhere.
LOOSE = " \t\n\r\f\v\u0085\u1680\u2000\u2001\u2002\u2003\u205f\u3000\u2028\u2029"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d\u00ad"
MINUS = "\u2212"
APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u00b4`\u2032"
NO_BREAK = "\u00a0"

_SIGNS = {
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, APOSTROPHES), "'"),
    0x80: "€",  # the euro of Windows-1252, where a font's mapping leaves it
    0x20A0: "€",
}


def _replacing(table: dict[int, str]) -> Callable[[str], str]:
    """What `str.translate` does with a table, many times as fast where few characters change."""
    changed = {chr(code): sign for code, sign in table.items() if chr(code) != sign}
    any_of_them = re.compile(f"[{re.escape(''.join(changed))}]")
    return lambda text: any_of_them.sub(lambda found: changed[found[0]], text)


_plain = _replacing({**dict.fromkeys(map(ord, TIGHT + LOOSE), " "), **_SIGNS})
_kinds = _replacing(
    {
        **dict.fromkeys(map(ord, TIGHT), NO_BREAK),
        **dict.fromkeys(map(ord, LOOSE), " "),
        **_SIGNS,
        ord(MINUS): MINUS,
    }
)


def _accents() -> dict[int, str]:
    folded = {}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base.isascii():
            folded[code] = base
    small = dict(zip("ᵃᵉᵐⁿᵒʳˢᵗᵈ", "aemnorstd", strict=True))
    return folded | {ord(raised): letter for raised, letter in small.items()}


_without_accents = _replacing(_accents())


# The mark of a note on a figure, and the power of ten that only looks like one.
_RAISED = re.compile(r"[⁽⁰¹²³⁴-⁹ᵃᵇᶜᶠᵍ⁻⁺]")  # one of which every mark holds
_MARK = r"(?:⁽(?:[⁰¹²³⁴-⁹]{1,3}|\w)⁾|[⁰¹²³⁴-⁹]{1,3}|[ᵃᵇᶜᶠᵍ⁻⁺])"
_NOTE = re.compile(rf"(?<=[0-9%€)]){_MARK}(?: ?[,;/⁻⁺]? ?{_MARK})*[,;]?(?![⁰¹²³⁴-⁹])")
_POWER = re.compile(r"(?<![0-9])(?<![0-9][ .,\u00a0\u202f])10\Z")


def without_notes(text: str, fill: str = " ") -> str:
    """Blanks (or `fill`) in place of the superscript marks that stand right on a figure.

    >>> without_notes("1 200¹ € sur 40 m² et 10⁶")
    '1 200  € sur 40 m² et 10⁶'
    """

    def blank(match: re.Match[str]) -> str:
        power = _POWER.search(text, 0, match.start())
        return match[0] if power else fill * len(match[0])

    return _NOTE.sub(blank, text) if _RAISED.search(text) else text


@remembered
def plain(text: str) -> str:
    """Every blank a space, every dash a hyphen, every apostrophe straight.

    >>> plain("1\u202f200\u00a0€ \u2212 l\u2019an")
    "1 200 € - l'an"
    """
    return _plain(without_notes(text))


def kinds(text: str) -> str:
    """As `plain`, but blanks stay of two kinds, and the minus sign is kept.

    A blank that never parts two words (no-break, thin, of a figure's width) becomes U+00A0, any
    other a space.
    """
    return _kinds(without_notes(text))


@remembered
def fold(text: str) -> str:
    """Lower case without accents; combining marks stay, since the length does.

    >>> fold("Néant, 1ᵉʳ Août")
    'neant, 1er aout'
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low if low.isascii() else _without_accents(low)


@remembered
def key(text: str) -> str:
    """What two spellings of one word share: folded, blanks squeezed, no combining marks.

    >>> key(" Non  communiqué ")
    'non communique'
    """
    folded = fold(unicodedata.normalize("NFC", plain(text)))
    return " ".join(folded.split())


def is_blank(text: str) -> bool:
    """Whether nothing is printed, or only dashes, dots, underscores that hold a place.

    >>> is_blank(" \u2013 "), is_blank("......"), is_blank("0")
    (True, True, False)
    """
    return not plain(text).strip(" -_.…/|")
