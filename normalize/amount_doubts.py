"""What makes an amount in prose doubtful: what stands before it, and words that make it vague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from normalize.amount_reading import AmountSpan, doubted
from normalize.values import one_of, vocabulary

_DATE_BEFORE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-]$")
_SCALED_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:mille|millions?|milliards?)|[0-9][ \u00a0]?(?:k|m|md|mds))"
    r"[ \u00a0](?:et[ \u00a0])?$"
)
_BETWEEN = re.compile(r"(?<![a-z])entre[ \u00a0]+$")
BOUND = "borne d'une fourchette"
APPROXIMATE = "valeur approchée"


class Number(NamedTuple):
    """A number in digits: characters start..end of the text, and what is in doubt of it."""

    start: int
    end: int
    text: str
    doubts: tuple[str, ...]


@cache
def _numbered_thing() -> re.Pattern[str]:
    words = one_of(vocabulary("cues")["numbered"])
    return re.compile(rf"(?<![a-z]){words}[ \u00a0]*$")


def bounds(folded: str, spans: list[AmountSpan]) -> Iterator[AmountSpan]:
    """The spans; those of `entre 500 € et 800 €` are in doubt: a range states no sum."""
    vague = {
        id(span)
        for one, other in pairwise(spans)
        if folded[one.end : other.start].strip(" \u00a0") == "et"
        and _BETWEEN.search(folded, max(0, one.start - 8), one.start)
        for span in (one, other)
    }
    for span in spans:
        known = id(span) not in vague or BOUND in span.reading.note
        yield span if known else replace(span, reading=doubted(span.reading, (BOUND,)))


def glued_date(printed: str, at: int) -> bool:
    """Whether the figures at a place are the year of a date in figures."""
    return _DATE_BEFORE.search(printed, max(0, at - 6), at) is not None


def glued(printed: str, folded: str, number: Number) -> tuple[str, ...]:
    """Doubts from what stands right before the number."""
    low = max(0, number.start - 24)
    before = printed[low : number.start]
    doubts: list[str] = []
    if before and re.search(r"(?:(?<![a-zà-ÿ])[A-Za-zà-ÿ]|[A-Z]|[°º_/])$", before):
        doubts += () if glued_date(printed, number.start) else ("collé à ce qui précède",)
    elif re.search(r"[0-9][ \u00a0]?[.,'][ \u00a0]?$", before) and not _after_comma(before, number):
        doubts.append("blanc au milieu d'un nombre")
    groups = re.findall(r"[ \u00a0]", number.text)
    lead = re.split(r"[ \u00a0]", number.text)[0]
    sure = groups[:1] == ["\u00a0"] and before.endswith(" ")
    if groups and not sure and _numbered_thing().search(folded[low : number.start]):
        doubts.append(f"{lead} peut être un numéro")
    if _SCALED_BEFORE.search(folded[low : number.start]):
        doubts.append("suite d'un nombre en lettres")
    if re.match(r"0[0-9]", number.text):
        doubts.append("zéro de tête")
    return tuple(doubts)


def _after_comma(before: str, number: Number) -> bool:
    """Whether a comma of prose stands before (`en 2022, 41 250 €`), not one of decimals.

    Decimals have neither groups nor decimals of their own.
    """
    return before.endswith((", ", ",\u00a0")) and re.search(r"[^0-9]", number.text) is not None


@cache
def changing() -> re.Pattern[str]:
    """What says, before `de 5 000 à 6 000 €`, that a sum changes: both are then sums stated."""
    stems = one_of(vocabulary("cues")["changes"])
    return re.compile(rf"(?<![a-z]){stems}[a-z]*(?:[ \u00a0]+[a-z'-]+){{0,2}}[ \u00a0]+$")


def approximate(folded: str, start: int, end: int) -> tuple[str, ...]:
    """The doubt that `environ` gives, before the amount or closing it."""
    before = _approximations().search(folded, max(0, start - 24), start)
    after = _approximately_after().match(folded, end)
    return (APPROXIMATE,) if before or after else ()


@cache
def _approximations() -> re.Pattern[str]:
    words = one_of(vocabulary("slot")["approximately"])
    return re.compile(rf"(?<![a-z]){words}[ \u00a0]*$")


@cache
def _approximately_after() -> re.Pattern[str]:
    words = one_of(vocabulary("slot")["approximately"])
    return re.compile(rf"[ \u00a0]+{words}(?=[ \u00a0]*(?:$|[.,;:)\n]))")
