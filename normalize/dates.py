"""The one door for dates: `1er janvier 2023`, `30/06/22`, `l'an deux mille vingt-trois, le …`.

Figures are read day, month, year, or year, month, day where the year comes first (ISO 8601).
Two-digit years follow the rule of POSIX: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999.
A date that the calendar has not is kept as printed and marked invalid, never moved.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from normalize.blanks import fold, key, plain
from normalize.remembered import remembered
from normalize.values import one_of, vocabulary
from normalize.words_to_number import number_words, read_words

Precision = Literal["day", "month", "year"]

_B = r"[ \u00a0]"
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class DateReading:
    """A printed date; `date` is its first day, None where there is none or it cannot exist.

    `raw` is the text as printed, characters start..end of what was given.
    """

    date: dt.date | None
    precision: Precision
    valid: bool
    raw: str
    start: int
    end: int

    @property
    def last(self) -> dt.date | None:
        """The last day that the date covers, as its precision says."""
        if self.date is None or self.precision == "day":
            return self.date
        month = 12 if self.precision == "year" else self.date.month
        return dt.date(self.date.year, month, calendar.monthrange(self.date.year, month)[1])


def read_date(text: str) -> DateReading | None:
    """The date that the whole text states, its weekday and articles aside; None where it is none.

    A month or a year alone is a date of that precision.

    >>> read_date("le lundi 1er mars 2021").date
    datetime.date(2021, 3, 1)
    >>> read_date("31/11/2024").valid
    False
    """
    folded = fold(plain(text))
    found = find_dates(text)
    if len(found) == 1 and _only_articles(folded[: found[0].start], folded[found[0].end :]):
        return found[0]
    year = re.fullmatch(r"\W*(?:(?:l'an|annee|en)\s+)?((?:19|20)[0-9]{2})\W*", folded)
    month = re.fullmatch(r"\s*(0[1-9]|1[0-2])/((?:19|20)[0-9]{2})\s*", folded)
    if month and not found:
        span = (month.start(1), month.end(2))
        return _dated(text, span, int(month[2]), int(month[1]), 1, "month")
    if year and not found:
        first = dt.date(int(year[1]), 1, 1)
        return DateReading(first, "year", True, text[slice(*year.span(1))], *year.span(1))
    return None


def find_dates(text: str) -> list[DateReading]:
    """Every date in prose, to the day or to the month, in order; bare years are left alone.

    >>> [d.raw for d in find_dates("Du 30/06/2022 au 30 juin 2023, n° 12.06.2023.4")]
    ['30/06/2022', '30 juin 2023']
    """
    return list(_found(text))


@remembered
def _found(text: str) -> tuple[DateReading, ...]:
    folded = fold(plain(text))
    found: list[DateReading] = []
    for match in _date_pattern().finditer(folded) if _DIGIT.search(folded) else ():
        reading = _reading(text, match)
        if reading:
            found.append(reading)
    if "l'an" in folded or (" deux mil" in folded):
        found = _with_spelled(text, folded, found)
    return tuple(sorted(found, key=lambda reading: reading.start))


def year_of(printed: str) -> int:
    """The year that two or four digits print.

    >>> year_of("23"), year_of("1998"), year_of("81")
    (2023, 1998, 1981)
    """
    year = int(printed)
    return year if len(printed) == 4 else year + (2000 if year < 69 else 1900)


@cache
def month_names() -> str:
    """A pattern, without group, for the folded names of months."""
    return one_of(_months())


def month_of(name: str) -> int:
    """1 to 12; raises KeyError on what names no month."""
    return _months()[key(name)]


@cache
def _months() -> dict[str, int]:
    months = vocabulary("calendar")["months"]
    return {name: number for number, names in enumerate(months, 1) for name in names}


@cache
def _date_pattern() -> re.Pattern[str]:
    month = month_names()
    separator = rf"{_B}?[/.-]{_B}?"
    return re.compile(
        r"(?<![0-9a-z])(?<![0-9][.,/-])(?:"
        rf"(?P<iso>(?:19|20)[0-9]{{2}})(?P<s1>[-/.])(?P<im>[0-9]{{1,2}})(?P=s1)(?P<id>[0-9]{{1,2}})"
        rf"|(?P<day>[0-3]?[0-9])(?P<s2>{separator})(?P<month>[0-3]?[0-9])(?P=s2)"
        r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
        rf"|(?:(?P<wday>[0-9]{{1,2}})(?:{_B}?(?:er|°|º|e))?{_B}*)?"
        rf"(?P<name>{month}){_B}*(?P<wyear>(?:19|20)[0-9]{{2}}|'?[0-9]{{2}}(?={_B}*(?:$|[).;,])))"
        r")(?![0-9]|[.,/-][0-9])"
    )


def _reading(text: str, match: re.Match[str]) -> DateReading | None:
    """The date of one match; None for what only looks like one (a section number)."""
    if match["name"]:
        day = match["wday"]
        if day is None and len(match["wyear"]) != 4:
            return None
        year = year_of(match["wyear"].strip("'"))
        precision: Precision = "day" if day else "month"
        return _dated(text, match.span(), year, month_of(match["name"]), int(day or 1), precision)
    if match["iso"]:
        year, month, day_of = int(match["iso"]), int(match["im"]), int(match["id"])
        return _dated(text, match.span(), year, month, day_of, "day")
    if _numbers_a_section(match):
        return None
    year = year_of(match["year"])
    return _dated(text, match.span(), year, int(match["month"]), int(match["day"]), "day")


def _numbers_a_section(match: re.Match[str]) -> bool:
    """`1.1.23`, `24-25-26`: with dots or hyphens, short numbers are those of a heading or list."""
    if "/" in match["s2"] or len(match["year"]) == 4:
        return int(match["day"]) == 0 or int(match["month"]) == 0
    short = len(match["day"]) < 2 or len(match["month"]) < 2
    return short or not 1 <= int(match["month"]) <= 12 or not 1 <= int(match["day"]) <= 31


def _dated(
    text: str, span: tuple[int, int], year: int, month: int, day: int, precision: Precision
) -> DateReading:
    try:
        date: dt.date | None = dt.date(year, month, day)
    except ValueError:
        date = None
    return DateReading(date, precision, date is not None, text[slice(*span)], *span)


@cache
def _spelled_patterns() -> tuple[re.Pattern[str], ...]:
    words = number_words().pattern
    year = rf"(?P<year>(?:19|20)[0-9]{{2}}|{words})"
    day = rf"(?P<day>[0-9]{{1,2}}(?:{_B}?(?:er|°))?|premier|{words})"
    week = rf"(?:{one_of(vocabulary('calendar')['weekdays'])}{_B}+)?"
    name = rf"(?P<name>{month_names()})(?![a-z])"
    filler = r"(?:et|le|du mois de|[ ,:-])*"
    return (
        re.compile(rf"(?<![a-z])l'an{_B}+{year}{filler}{week}{day}{_B}+(?:du mois de{_B}+)?{name}"),
        re.compile(rf"(?<![a-z0-9]){day}{_B}+{name}{_B}+{year}"),
    )


def _with_spelled(text: str, folded: str, found: list[DateReading]) -> list[DateReading]:
    """Adds the dates whose year or day is in words; a date within one gives way to it."""
    for pattern in _spelled_patterns():
        for match in pattern.finditer(folded):
            year, day = _count(match["year"]), _count(match["day"])
            inside = any(d.start <= match.start() and match.end() <= d.end for d in found)
            if year is None or day is None or not 1000 <= year <= 2999 or inside:
                continue
            found = [d for d in found if d.end <= match.start() or match.end() <= d.start]
            found.append(_dated(text, match.span(), year, month_of(match["name"]), day, "day"))
    return found


def _count(printed: str) -> int | None:
    digits = re.match(r"[0-9]+", printed)
    if digits:
        return int(digits[0])
    value = 1 if printed == "premier" else read_words(printed)
    return None if value is None else int(value)


@cache
def _articles() -> re.Pattern[str]:
    weekdays = one_of(vocabulary("calendar")["weekdays"])
    return re.compile(rf"(?:le|la|en|du|au|date|de|depuis|a|{weekdays}|[\s,.:;()*-])*")


def _only_articles(before: str, after: str) -> bool:
    return bool(_articles().fullmatch(before)) and not after.strip(" .,;:()*-")


def moved(reading: DateReading, offset: int) -> DateReading:
    """The same reading within a text that starts `offset` characters earlier."""
    return replace(reading, start=reading.start + offset, end=reading.end + offset)
