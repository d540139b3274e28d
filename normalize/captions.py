"""In what a table counts: its unit and scale, as its caption, its title or its headers say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from normalize.blanks import fold, plain
from normalize.currency import Mark, find_marks
from normalize.remembered import remembered
from normalize.values import one_of
from normalize.vocabulary import load
from schemas.printed import PrintedCell, PrintedTable

PERCENT = "%"


class Measure(NamedTuple):
    """`unit`: EUR, FCFA, %…; `scale`: how many units one counts for; None where nothing says.

    A unit without a scale is one whose scale is not plain: `m€`, or two that differ.
    """

    unit: str | None = None
    scale: int | None = None


NO_MEASURE = Measure()


@remembered
def table_measure(table: PrintedTable) -> Measure:
    """The unit and scale of a whole table; those of its caption before those of its headers.

    A unit that headers state holds for the table where no header states another one; a share
    of a hundred only where every column of figures says so.
    """
    caption = stated_measure(table.caption.value)
    if caption.unit is not None:
        return caption
    headers = [cell for cell in table.cells if cell.row < table.header_rows and cell.text]
    found = _of_headers(headers, table.columns)
    return Measure(found.unit, caption.scale or found.scale)


@remembered
def stated_measure(text: str) -> Measure:
    """What a caption or a title states; an amount that it names states nothing.

    >>> stated_measure("Tableau 20 : Recettes (en milliers d'euros)")
    Measure(unit='EUR', scale=1000)
    >>> stated_measure("Tableau 3 – Subventions de plus de 10 000 €")
    Measure(unit=None, scale=None)
    """
    return _one(_stated(text, header=False))


@remembered
def header_measure(text: str) -> Measure:
    """What a column's header states: as a caption, or by a unit that ends it (`Montant €`)."""
    return _one(_stated(text, header=True))


def without_measure(text: str) -> str:
    """A header without the unit and scale that it states.

    >>> without_measure("Montant (en milliers d'euros)"), without_measure("Crédits ouverts K€")
    ('Montant ()', 'Crédits ouverts')
    """
    even = " ".join(plain(text).split())
    folded = fold(even)
    spans = [(mark.start, mark.end) for mark in find_marks(even, folded)]
    spans += [match.span() for match in _bare_scales().finditer(folded)]
    for start, end in sorted(spans, reverse=True):
        even = re.sub(r"(?i)\ben *$", "", even[:start]) + even[end:]
    return even.strip()


def _of_headers(headers: Sequence[PrintedCell], columns: int) -> Measure:
    measures = [(cell, header_measure(cell.text.value)) for cell in headers]
    sums = [(cell.column, each) for cell, each in measures if each.unit not in (None, PERCENT)]
    if sums:  # a title or the corner speaks for the whole table
        return _agreed({each for at, each in sums if at == 0} or {each for _, each in sums})
    shares = {
        column
        for cell, each in measures
        if each.unit == PERCENT
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return Measure(PERCENT, 1) if columns > 1 and shares >= set(range(1, columns)) else NO_MEASURE


def _one(found: Iterable[Measure]) -> Measure:
    """The one measure that a text states; money before shares; none where two units differ."""
    measures = set(found)
    money = {each for each in measures if each.unit not in (None, PERCENT)}
    return _agreed(money or measures)


def _agreed(measures: set[Measure]) -> Measure:
    """The one measure of several; a unit whose scales differ is one of doubtful scale."""
    if len(measures) == 1:
        return next(iter(measures))
    units = {each.unit for each in measures}
    return Measure(units.pop()) if len(units) == 1 else NO_MEASURE


def _stated(text: str, *, header: bool) -> list[Measure]:
    even = " ".join(plain(text).split())
    folded = fold(even)
    found = [
        Measure(mark.unit, _scale(mark))
        for mark in find_marks(even, folded)
        if _is_stated(folded, mark.start, mark.end, header=header)
    ]
    found += [
        Measure(PERCENT, 1)
        for match in _percent().finditer(folded)
        if _is_stated(folded, *match.span(), header=header)
    ]
    scales = _words()["scales"]
    return found or [
        Measure(None, scales[match["scale"]]) for match in _bare_scales().finditer(folded)
    ]


def _scale(mark: Mark) -> int | None:
    """None for a letter that some print for thousands and others for millions."""
    return None if mark.doubtful else int(mark.scale)


def _is_stated(folded: str, start: int, end: int, *, header: bool) -> bool:
    """Whether a unit is stated as such, not as that of an amount or in passing."""
    before, behind = folded[:start].rstrip(), folded[end:]
    if before[-1:].isdigit():
        return False
    if not before or _lead().search(before):
        return True
    ends = not behind.strip(" .)]*") or _tail().fullmatch(behind) is not None
    return ends and (header or before[-1:].isalpha())


@cache
def _words() -> dict[str, Any]:
    return load("captions")


@cache
def _lead() -> re.Pattern[str]:
    openings = "".join(re.escape(each) for each in _words()["openings"])
    return re.compile(rf"(?:(?<![a-z])(?:{one_of(_words()['leads'])})|[{openings}])$")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{one_of(_words()['tails'])})?[\s.)\]*]*")


@cache
def _percent() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{one_of(_words()['percent'])})(?![a-z])")


@cache
def _bare_scales() -> re.Pattern[str]:
    """A scale without currency, stated in brackets or at the end: `(en milliers)`."""
    return re.compile(rf"(?<![a-z])en (?P<scale>{one_of(_words()['scales'])})(?=\s*(?:[)\].]|$))")
