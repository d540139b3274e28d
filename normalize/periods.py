"""Periods: two dates, a month, a half-year, a year, or one open end.

What the first date leaves out it takes from the second (`du 1er juillet au 31 décembre 2023`);
where that would put it after (`du 1er novembre au 31 mars 2024`) it is of the year before, and
the note says so.  Printed dates are never moved: an end before its start, or a date that the
calendar has not, makes the period invalid.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from normalize.blanks import fold, plain
from normalize.dates import DateReading, find_dates, month_names
from normalize.period_points import Point, months_later, point, point_pattern
from normalize.remembered import remembered
from normalize.values import one_of, vocabulary
from normalize.words_to_number import number_words, read_words

_DAY = dt.timedelta(days=1)
_DIGIT = re.compile("[0-9]")
_NEAR = "debut|mi|fin|courant"  # of a month or a year: the end of one, and the start, are days
_OPENS = re.compile(rf"(?<![a-z])(?:depuis|entre|de|du|d') ?(?:l[e'] ?)?(?:(?:{_NEAR})[ -]+)?$")
_GOES_ON = re.compile(r",? (?:a|au|aux|et|jusqu'\w+)(?![a-z])")


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """First and last day, both within the period; None where it is open, or `valid` is false.

    `raw` is the text as printed, characters span[0]..span[1] of what was given; `note` is in
    French.
    """

    start: dt.date | None
    end: dt.date | None
    valid: bool
    raw: str
    span: tuple[int, int]
    note: str = ""


def read_period(text: str) -> PeriodReading | None:
    """The one period of a text; None where there is none, or several (see `find_periods`).

    A bare year is a period where it is all that the text says.

    >>> read_period("du 1er juillet au 31 décembre 2023").start
    datetime.date(2023, 7, 1)
    """
    found = find_periods(text)
    if len(found) == 1:
        return found[0]
    year = re.fullmatch(r"\W*((?:19|20)[0-9]{2})\W*", plain(text))
    if found or year is None:
        return None
    number = int(year[1])
    first, last = dt.date(number, 1, 1), dt.date(number, 12, 31)
    return PeriodReading(first, last, True, year[1], year.span(1))


def find_periods(text: str) -> list[PeriodReading]:
    """Every period in the text, in order; single days and bare years are none."""
    return list(_found(text))


@remembered
def _found(text: str) -> tuple[PeriodReading, ...]:
    if not _DIGIT.search(text):
        return ()  # each of them tells a year
    folded = fold(plain(text))
    found: list[PeriodReading] = []
    for kind in (_durations, _ranges, _open_ended, _single):
        for period in kind(text, folded):
            low, high = period.span
            if all(high <= p.span[0] or p.span[1] <= low for p in found):
                found.append(period)
    return tuple(sorted(found, key=lambda period: period.span))


def read_as_of(text: str) -> DateReading | None:
    """The date at which a figure is taken (`au 30/06/2023`, `à la date du …`), if it is one.

    The end of a period (`du … au …`) is no such date.

    >>> read_as_of("Taux de consommation au 30/06/2023 :").raw
    '30/06/2023'
    """
    folded = fold(plain(text))
    periods = [period.span for period in find_periods(text)]
    found = [
        date
        for date in find_dates(text)
        if re.search(
            r"(?<![a-z])(?:(?<!jusqu')au|arretee?s? (?:au|le)|a la date du|en date du) +$",
            folded[: date.start],
        )
        and not any(low < date.start < high for low, high in periods)
    ]
    return found[0] if len(found) == 1 else None


def _made(
    text: str, span: tuple[int, int], first: Point | None, last: Point | None, note: str = ""
) -> PeriodReading:
    start, end = (first.first if first else None), (last.last if last else None)
    valid = all(p is None or p.first is not None for p in (first, last))
    if start and end and end < start:
        valid = False
    return PeriodReading(start, end, valid, text[slice(*span)], span, note)


@cache
def _range_pattern() -> re.Pattern[str]:
    spot = point_pattern(partial=True)
    full = point_pattern(partial=False)
    return re.compile(
        r"(?<![0-9a-z])(?<![0-9][/.-])(?:"
        rf"(?P<lead>depuis|entre|de|du|d') ?(?:(?:le|l') ?)?)?(?:(?P<near_a>{_NEAR})[ -]+)?(?P<a>{spot})"
        rf"(?P<link> ?- ?| ?/ ?| inclus au | (?:au|a|jusqu'au|jusqu'a|et) (?:le |la )?)"
        rf"(?:(?P<near_b>{_NEAR})[ -]+)?(?P<b>{full})"
        r"(?![0-9]|[-/.][0-9])"
    )


def _ranges(text: str, folded: str) -> Iterator[PeriodReading]:
    for match in _range_pattern().finditer(folded):
        last = point(match["b"])
        first = point(match["a"], last) if last else None
        if first is None or last is None or not _joined(match, first, last, folded):
            continue
        note = ""
        if first.inherits and first.first and last.last and first.first > last.last:
            first, note = first.year_before(), "année du début déduite"
        period = _made(text, match.span(), first, last, note)
        yield _about(period, match["near_a"], match["near_b"])


def _about(period: PeriodReading, start: str | None, end: str | None) -> PeriodReading:
    """The period whose ends words make vague: open on a side that they leave unsaid."""
    if not start and not end:
        return period
    said = ", ".join(word for word in (start, end) if word)
    note = "; ".join(filter(None, (period.note, f"approximatif : {said}")))
    return replace(
        period,
        start=period.start if start in (None, "debut") else None,
        end=period.end if end in (None, "fin") else None,
        note=note,
    )


def _joined(match: re.Match[str], first: Point, last: Point, folded: str) -> bool:
    """Whether the words between two points make them a period."""
    link, lead = match["link"].strip(), match["lead"]
    before = folded[max(0, match.start() - 16) : match.start()]
    if first.inherits and not lead:
        if re.search(rf"{month_names()}, $", before):
            return False
        return (
            first.kind in ("month", "part")
            and (link != "et" or _one_after(first, last))
            and not _of_a_day(folded, match.start())
        )
    if link == "et" and lead != "entre":
        follow = first.kind == last.kind == "year" and _one_after(first, last)
        return follow and bool(re.search(r"(?<![a-z])(?:annee|exercice)s $", before))
    if (first.kind == "year" or last.kind == "year") and not (match["near_a"] or match["near_b"]):
        numbered = re.search(r"(?:n°|no|nº|numero) ?$", before)
        return first.kind == last.kind and not numbered
    if link == "/":
        return False
    return not (link == "-" and first.inherits)


def _one_after(first: Point, last: Point) -> bool:
    return bool(first.last and last.first and first.last + _DAY == last.first)


@cache
def _duration_patterns() -> tuple[re.Pattern[str], ...]:
    count = rf"(?P<count>[0-9]{{1,3}}|{number_words().pattern})(?: \([0-9a-z -]{{1,20}}\))?"
    length = rf"{count} (?P<unit>{one_of(vocabulary('calendar')['durations'])})(?![a-z])"
    date = rf"(?P<a>{point_pattern(partial=False)})"
    since = r"(?:a compter|a partir) (?:du|de|d') ?(?:la date du )?(?:le )?"
    return (
        re.compile(rf"{length},? (?:\w+ )?{since}{date}"),
        re.compile(
            rf"{since}{date},? (?:et )?(?:pour une (?:duree|periode) (?:de|d') ?|pour ){length}"
        ),
    )


def _durations(text: str, folded: str) -> Iterator[PeriodReading]:
    """`12 mois à compter du 1er janvier 2023`: the last day is the eve of the anniversary."""
    if "compter" not in folded and "partir" not in folded:
        return
    for pattern in _duration_patterns():
        for match in pattern.finditer(folded):
            first = point(match["a"])
            count = int(match["count"]) if match["count"].isdigit() else read_words(match["count"])
            if first is None or not count:
                continue
            months = int(count) * vocabulary("calendar")["durations"][match["unit"]]
            last = months_later(first.first, months) - _DAY if first.first else None
            yield PeriodReading(
                first.first, last, first.first is not None, text[slice(*match.span())], match.span()
            )


@cache
def _open_pattern() -> re.Pattern[str]:
    date = point_pattern(partial=False)
    return re.compile(
        r"(?<![a-z])(?:(?P<until>jusqu'(?:au|a|en) (?:fin )?(?:le )?)"
        r"|(?P<since>(?:a compter|a partir) (?:du|de|d') ?(?:le )?|depuis (?:le |l'|la )?|des (?:le )?))"
        rf"(?P<point>{date})(?![0-9])"
    )


def _open_ended(text: str, folded: str) -> Iterator[PeriodReading]:
    for match in _open_pattern().finditer(folded):
        there = point(match["point"])
        if there is None:
            continue
        if match["until"]:
            yield _made(text, match.span(), None, there)
        else:
            yield _made(text, match.span(), there, None)


@cache
def _single_pattern() -> re.Pattern[str]:
    cues = [cue for cue in vocabulary("cues")["year"] if cue != "en"]
    return re.compile(
        rf"(?<![a-z0-9])(?P<parts>{point_pattern(partial=False, days=False, years=False)})(?![0-9])"
        rf"|(?<![a-z]){one_of(cues)} (?P<year>(?:19|20)[0-9]{{2}})(?![0-9/]| ?- ?[0-9])"
        rf"|(?<![a-z])en (?P<in>(?:19|20)[0-9]{{2}})(?![0-9/]| ?- ?[0-9])"
    )


def _single(text: str, folded: str) -> Iterator[PeriodReading]:
    """A month, a part of a year, or a year that a word announces."""
    for match in _single_pattern().finditer(folded):
        name = match.lastgroup or "parts"
        if name == "parts" and (_of_a_day(folded, match.start()) or _of_more(folded, match)):
            continue
        there = point(match[name])
        if there:
            about = re.search(
                rf"(?<![a-z])({_NEAR})[ -]+$",
                folded[max(0, match.start() - 12) : match.start()],
            )
            note = f"approximatif : {about[1]}" if about else ""
            yield _made(text, match.span(), there, there, note)


def _of_a_day(folded: str, start: int) -> bool:
    """Whether a month is that of a date to the day."""
    return bool(
        re.search(rf"[0-9](?:er|°| er)? ?$|{month_names()} ?$", folded[max(0, start - 16) : start])
    )


def _of_more(folded: str, match: re.Match[str]) -> bool:
    """Whether a month is an end of something that could not be read, or the last of several."""
    before = folded[max(0, match.start() - 24) : match.start()]
    opened = _OPENS.search(before) and _GOES_ON.match(folded, match.end())
    listed = re.search(rf"{month_names()}(?:,| et| ou) $", before)
    return bool(opened or listed)
