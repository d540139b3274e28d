"""The marks of money: currencies, and the letters or words that multiply them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from normalize.blanks import fold, key
from normalize.values import one_of, vocabulary


@dataclass(frozen=True, slots=True)
class Mark:
    """A currency in text, its scale included; `start` is where the scale or it begins.

    `cut` is where the currency itself begins, so that number words may keep their `mille`.
    """

    unit: str
    scale: Decimal
    scaled: bool
    doubtful: bool
    start: int
    cut: int
    end: int
    spelled: bool  # a word (`euros`), that never precedes its number


@cache
def _currencies() -> dict[str, str]:
    units = {}
    for unit, forms in vocabulary("currencies").items():
        for form in (*forms["symbols"], *forms["codes"], *forms["words"]):
            units[key(form)] = unit
    return units


def _forms(kind: str) -> list[str]:
    return [form for forms in vocabulary("currencies").values() for form in forms[kind]]


@cache
def _currency_pattern() -> re.Pattern[str]:
    """Literals only, so that the search skips from one to the next; `_mark` judges what is around."""
    symbols, codes, words = (one_of(_forms(kind)) for kind in ("symbols", "codes", "words"))
    return re.compile(
        rf"(?:(?P<word>{words})|(?P<code>{codes}))(?![a-z])|(?P<symbol>{symbols})",
    )


_COMBINING = re.compile("[\u0300-\u036f]")


@cache
def _signs() -> tuple[str, ...]:
    """What a text without combining accents holds one of, where it has a currency."""
    words = {
        max(re.split(r"\s", form), key=len)
        for kind in ("symbols", "codes", "words")
        for form in _forms(kind)
    }
    words |= {"\x80", "\u20a0"}
    return tuple(
        sorted(word for word in words if not any(other in word for other in words - {word}))
    )


def may_have_marks(text: str) -> bool:
    """Whether a text as printed may hold a currency: a quick look before it is made uniform."""
    low = text.lower()
    if not any(map(low.__contains__, _signs())) and not _COMBINING.search(low):
        return False
    return bool(_currency_pattern().search(low)) or "\x80" in low or "\u20a0" in low


_GLUED = re.compile(r"(?<![a-z])(?:k|m|mds?|mrds?)$")


@cache
def _scale_pattern() -> re.Pattern[str]:
    scales = one_of(vocabulary("scales"))
    return re.compile(rf"(?<![a-z'])(?P<scale>{scales})[ \u00a0]?(?:d'|de[ \u00a0])?[ \u00a0]*$")


@cache
def _bare_scale_pattern() -> re.Pattern[str]:
    words = [word for word in vocabulary("scales") if len(word) > 3]
    return re.compile(rf"(?<![a-z])(?P<scale>{one_of(words)})[ \u00a0.]*$")


def find_marks(text: str, folded: str) -> list[Mark]:
    """Every currency of a text given with uniform blanks, as printed and folded."""
    marks = (_mark(text, folded, match) for match in _currency_pattern().finditer(folded))
    return [mark for mark in marks if mark]


def _mark(text: str, folded: str, match: re.Match[str]) -> Mark | None:
    """The mark that a currency makes with its scale; None where it ends some other word."""
    unit = _currencies()[key(match[0])]
    start = cut = match.start()
    printed = ""
    if folded[start - 1 : start].isalpha():
        glued = _GLUED.search(folded, max(0, start - 5), start)
        if glued:
            printed, start = text[slice(*glued.span())], glued.start()
            cut = start
        elif not match["symbol"]:
            return None
    if not printed:
        before = _scale_pattern().search(folded, max(0, start - 16), start)
        if before:
            printed, start = text[slice(*before.span("scale"))], before.start("scale")
            cut = start if len(printed) <= 4 and fold(printed) != "mille" else cut
    scale = Decimal(vocabulary("scales")[key(printed)]) if printed else Decimal(1)
    doubtful = printed in vocabulary("scale_cases")["doubtful"]
    spelled = match["word"] is not None
    return Mark(unit, scale, bool(printed), doubtful, start, cut, match.end(), spelled)


def bare_scale(folded: str) -> tuple[Decimal, int] | None:
    """The scale word that ends the text (`12 millions`) and where it begins; letters alone no."""
    match = _bare_scale_pattern().search(folded)
    if match is None:
        return None
    scales: dict[str, Any] = vocabulary("scales")
    return Decimal(scales[key(match["scale"])]), match.start()
