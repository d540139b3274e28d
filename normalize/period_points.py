"""The ends of periods: a day, a month, a part of a year or a year, complete or not."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from normalize.dates import find_dates, month_names, month_of
from normalize.values import one_of, vocabulary

_YEAR = r"(?:19|20)[0-9]{2}"


@dataclass(frozen=True, slots=True)
class Point:
    """A printed spot in time: its first and last day, both None where it cannot exist.

    `inherits`: whether its year (and month) are those of the other end.
    """

    first: dt.date | None
    last: dt.date | None
    kind: Literal["day", "month", "part", "year"]
    inherits: bool = False

    def year_before(self) -> Point:
        """The same spot one year earlier."""
        if self.first is None or self.last is None:
            return self
        first, last = months_later(self.first, -12), months_later(self.last, -12)
        return Point(first, last, self.kind, self.inherits)


@cache
def point_pattern(*, partial: bool, days: bool = True, years: bool = True) -> str:
    """A pattern, without group, for one point in folded text; partial ones lack their year."""
    month, part, ordinal = month_names(), _parts(), _ordinals()
    numeric = r"[0-3]?[0-9][/.-][0-3]?[0-9][/.-](?:(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9]))"
    iso = rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
    day = r"[0-9]{1,2}(?: ?(?:er|°|º))?"
    forms = [numeric, iso, rf"{day} ?{month} {_YEAR}"] if days else []
    forms += [
        rf"{month} {_YEAR}",
        rf"{ordinal} {part}(?: de)?(?: l'annee)? {_YEAR}",
        rf"[st][1-4] ?{_YEAR}",
    ]
    forms += [_YEAR] if years else []
    if partial:
        bare = rf"{month}(?! ?[0-9])|{ordinal} {part}"
        forms += [r"[0-3]?[0-9][/.-][0-3]?[0-9](?![/.-]?[0-9])", rf"{day} ?{bare}", bare, day]
    return "(?:" + "|".join(forms) + ")"


def point(printed: str, other: Point | None = None) -> Point | None:
    """What a text that `point_pattern` matched stands for; `other` lends its year and month."""
    dates = find_dates(printed)
    if dates:
        date = dates[0]
        return Point(date.date, date.last, "day" if date.precision == "day" else "month")
    if re.fullmatch(_YEAR, printed):
        return Point(dt.date(int(printed), 1, 1), dt.date(int(printed), 12, 31), "year")
    year = re.search(rf"(?<![0-9]){_YEAR}$", printed) or re.search(
        rf"(?<=[st][1-4]){_YEAR}$", printed
    )
    if year is None and (other is None or other.last is None or other.kind == "year"):
        return None
    lent = year is None
    number = int(year[0]) if year else other.last.year  # type: ignore[union-attr]
    part = _part(printed, number, lent)
    if part:
        return part
    return _day_or_month(printed, number, other) if lent else None


def _part(printed: str, year: int, lent: bool) -> Point | None:
    """`2e trimestre 2022`, `s1 2023`."""
    short = re.match(r"([st])([1-4])(?![0-9]{1,2}$)", printed)
    long = re.match(rf"({_ordinals()}) ({_parts()})", printed)
    if short:
        length, rank = {"s": 6, "t": 3}[short[1]], int(short[2])
    elif long:
        calendar = vocabulary("calendar")
        length, rank = calendar["parts"][long[2]], calendar["ordinals"][long[1]]
    else:
        return None
    rank = 12 // length if rank == -1 else rank
    if rank * length > 12:
        return Point(None, None, "part", lent)
    first = dt.date(year, (rank - 1) * length + 1, 1)
    return Point(first, months_later(first, length) - dt.timedelta(days=1), "part", lent)


def _day_or_month(printed: str, year: int, other: Point | None) -> Point | None:
    """A day, a day and its month, or a month, of the year that the other end prints."""
    figures = re.match(r"([0-9]{1,2})[/.-]([0-9]{1,2})$", printed)
    name = re.search(rf"({month_names()})$", printed)
    number = re.match(r"[0-9]{1,2}", printed)
    if figures:
        month = int(figures[2])
    elif name:
        month = month_of(name[1])
    elif other is not None and other.last is not None and other.kind == "day":
        month = other.last.month
    else:
        return None
    try:
        first = dt.date(year, month, int(number[0]) if number else 1)
    except ValueError:
        return Point(None, None, "day", True)
    if number:
        return Point(first, first, "day", True)
    return Point(first, months_later(first, 1) - dt.timedelta(days=1), "month", True)


def months_later(date: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last of a month that has no such day."""
    whole = date.year * 12 + date.month - 1 + months
    year, month = divmod(whole, 12)
    for day in range(date.day, 27, -1):
        try:
            return dt.date(year, month + 1, day)
        except ValueError:
            continue
    return dt.date(year, month + 1, min(date.day, 28))


@cache
def _ordinals() -> str:
    return one_of(vocabulary("calendar")["ordinals"])


@cache
def _parts() -> str:
    return one_of(vocabulary("calendar")["parts"])
