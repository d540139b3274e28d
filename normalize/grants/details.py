"""What a description says beside its words: how many of what, and from when to when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from normalize.dates import find_dates, read_date
from normalize.grants.words import data, inflected
from normalize.numbers import read_number
from normalize.periods import PeriodReading, find_periods, read_period
from normalize.text import clean, fold_with_offsets
from normalize.words_to_number import number_words, read_words

_DIGITS = r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"

# `2019/2020` in a text is a season or a school year as often as two whole years.
_SEASON = re.compile(r"\d{4}\s?[/-]\s?\d{4}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what; `added` where the text adds it to another (`+ … 8,10 ETP`)."""

    value: Decimal
    unit: str | None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day as printed; `notes` say in French what of it cannot be."""

    start: dt.date | None = None
    end: dt.date | None = None
    notes: tuple[str, ...] = ()


@cache
def _pattern() -> re.Pattern[str]:
    units = inflected(data()["quantities"]["units"])
    range_before = r"(?P<range>(?:\d+ ?(?:a|ou|-|/) ?)|(?:entre \d+ et ))?"
    count = rf"(?<![\w,./])(?P<count>{_DIGITS})|(?P<words>{number_words().pattern})"
    return re.compile(rf"{range_before}(?:{count}) ?(?:\([^()]{{1,12}}\) ?)?(?P<unit>{units})")


def quantities(text: str) -> list[Quantity]:
    """Every count of something in a description, in order; ranges are none.

    >>> [(q.value, q.unit) for q in quantities("8 postes - Opération du 01/12/2023")]
    [(Decimal('8'), 'postes')]
    """
    printed = clean(text)
    folded = fold_with_offsets(printed)
    found = []
    for match in _pattern().finditer(folded.value):
        value = _count(match)
        if value is None or match["range"]:
            continue
        start, end = folded.origin(*match.span("unit"))
        before = folded.value[: match.start()]
        added = bool(re.search(r"\+[^+\d]*$", before))
        found.append(Quantity(value, printed[start:end], added))
    return found


def _count(match: re.Match[str]) -> Decimal | None:
    if match["words"]:
        # `une mesure nouvelle` names a measure, it does not count them.
        return None if match["words"] in ("un", "une") else read_words(match["words"])
    reading = read_number(match["count"])
    return reading.value if reading.state == "stated" else None


def period_of(text: str) -> Span:
    """The one period of a description; a date that the calendar has not is left out and said."""
    periods = find_periods(text)
    if not periods:
        alone = read_period(text)
        periods = [alone] if alone else []
    found = _distinct([one for one in periods if not _SEASON.fullmatch(one.raw)])
    if len(found) > 1:
        printed = ", ".join(period.raw for period in found)
        return Span(notes=(f"plusieurs périodes : {printed}",))
    return _span(found[0]) if found else Span()


def _distinct(periods: Sequence[PeriodReading]) -> list[PeriodReading]:
    unique = {(period.start, period.end, period.valid): period for period in periods}
    return list(unique.values())


def _span(period: PeriodReading) -> Span:
    wrong = [date.raw for date in find_dates(period.raw) if not date.valid]
    notes = tuple(f"date inexistante : {raw}" for raw in wrong)
    if period.start and period.end and period.end < period.start:
        notes = (*notes, f"la fin précède le début : {period.raw}")
    if period.note:
        notes = (*notes, f"{period.note} : {period.raw}")
    return Span(period.start, period.end, notes)


def bounds(first: str, last: str) -> Span:
    """A period whose first and last day have a column each."""
    readings = [read_date(text) for text in (first, last)]
    notes = tuple(f"date inexistante : {r.raw}" for r in readings if r and not r.valid)
    start, end = readings
    return Span(start.date if start else None, end.last if end else None, notes)
