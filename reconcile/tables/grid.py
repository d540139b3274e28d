"""A table as lines of figures: its rows, or its columns, each with what it calls itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from reconcile.evidence import Figure, figure
from reconcile.tables import labels
from reconcile.tables.labels import Kind
from schemas.dataset import DocumentFacts
from schemas.facts import Cell, Table

_YEARS = (1900, 2100)
_TABLE = attrgetter("table_id")
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Line:
    """A row (or a column): its label, its kind, its figures by lane.

    `unknown` are the lanes where something stands that gives no number, so that no sum over them
    can be judged; `heading` lines have a label and no figure.
    """

    index: int
    label: str
    kind: Kind
    strong: bool
    values: Mapping[int, Figure]
    unknown: frozenset[int]
    number: str = ""

    @property
    def heading(self) -> bool:
        """Whether it only names what follows."""
        return not self.values and not self.unknown


@dataclass(frozen=True, slots=True)
class Lane:
    """A column (or a row) along which lines are added up."""

    index: int
    label: str
    unit: str | None
    summed: bool  # whether its figures may be added up at all
    named: bool  # whether its header says that it holds sums or counts
    coded: bool = False  # whether its figures are names: codes, ranks


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines in order, lanes by index; `across` when the lines are columns."""

    table: Table
    lines: tuple[Line, ...]
    lanes: Mapping[int, Lane]
    across: bool


def by_table(facts: DocumentFacts) -> Iterator[tuple[Table, Sequence[Cell]]]:
    """Each table with its cells, so that no more than one need be in memory.

    The cells of a table stand together, in the order of the tables; where they do not (rows put
    together by hand), they are gathered first.
    """
    runs = [key for key, _ in groupby(facts.cells, _TABLE)]
    order = iter([table.table_id for table in facts.tables])
    if not all(key in order for key in runs):
        yield from _gathered(facts)
        return
    coming = groupby(facts.cells, _TABLE)
    key, cells = next(coming, (None, iter(())))
    for table in facts.tables:
        if key == table.table_id:
            yield table, list(cells)
            key, cells = next(coming, (None, iter(())))
        else:
            yield table, []


def _gathered(facts: DocumentFacts) -> Iterator[tuple[Table, Sequence[Cell]]]:
    cells: dict[str, list[Cell]] = {}
    for cell in facts.cells:
        cells.setdefault(cell.table_id, []).append(cell)
    for table in facts.tables:
        yield table, cells.get(table.table_id, [])


class _Slot(NamedTuple):
    """A cell below the headers: its figure, and whether it holds digits that gave no number."""

    cell: Cell
    figure: Figure | None
    hides: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """The cells below the headers, and what names each column and each row."""

    table: Table
    body: Sequence[_Slot]
    columns: Mapping[int, list[Cell]]
    rows: Mapping[int, list[Cell]]


def grids(table: Table, cells: Sequence[Cell]) -> tuple[Grid, Grid]:
    """The table by rows, and by columns."""
    named = _named(table, cells)
    return _grid(named, across=False), _grid(named, across=True)


def by_rows(table: Table, cells: Sequence[Cell]) -> Grid:
    """The table by rows alone."""
    return _grid(_named(table, cells), across=False)


def _named(table: Table, cells: Sequence[Cell]) -> _Named:
    headers = _header_rows(cells)
    columns = _column_names(cells, headers)
    rows = _row_names(cells, headers)
    body = [cell for cell in cells if cell.row not in headers]
    return _Named(table, list(_slots(table, body, columns, rows)), columns, rows)


def _slots(
    table: Table,
    body: Iterable[Cell],
    columns: Mapping[int, list[Cell]],
    rows: Mapping[int, list[Cell]],
) -> Iterator[_Slot]:
    """Each cell with its figure; a whole number under words that say so is a count."""
    counting = {index for index, names in columns.items() if _says_counted(names)}
    counted = {index for index, names in rows.items() if _says_counted(names)}
    for cell in body:
        of_count = (cell.column in counting or cell.row in counted) and _is_whole(cell)
        found = figure(cell, table.document_id, cell.number, counted=of_count)
        yield _Slot(cell, found and _sure(found, table), _hides_figures(cell))


def _header_rows(cells: Sequence[Cell]) -> frozenset[int]:
    """Rows that name columns: those read as headers, unless they hold figures."""
    figures = Counter(
        cell.row for cell in cells if cell.header and cell.number is not None and not _is_year(cell)
    )
    ranks = _rank_rows(cells)
    return frozenset(
        cell.row for cell in cells if cell.header and (figures[cell.row] < 2 or cell.row in ranks)
    )


def _rank_rows(cells: Sequence[Cell]) -> set[int]:
    """Rows that number the columns 1, 2, 3."""
    rows: dict[int, list[Decimal]] = {}
    for cell in cells:
        if cell.number is not None:
            rows.setdefault(cell.row, []).append(cell.number)
    return {row for row, values in rows.items() if len(values) > 2 and _is_rank(values)}


def _is_rank(values: Sequence[Decimal]) -> bool:
    return all(b - a == 1 for a, b in pairwise(values)) and values[0] < 3


def _is_year(cell: Cell) -> bool:
    number = cell.number
    return (
        number is not None
        and cell.unit is None
        and number == int(number)
        and _YEARS[0] <= number <= _YEARS[1]
    )


def _is_name(cell: Cell) -> bool:
    """Whether the cell is words."""
    return cell.number is None and _WORD.search(cell.value) is not None


def _column_names(cells: Iterable[Cell], headers: frozenset[int]) -> dict[int, list[Cell]]:
    """Header cells above each column, the outermost first."""
    names: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.row):
        if cell.row in headers and cell.value:
            for column in range(cell.column, cell.column + cell.column_span):
                names.setdefault(column, []).append(cell)
    return names


def _row_names(cells: Iterable[Cell], headers: frozenset[int]) -> dict[int, list[Cell]]:
    """Words that stand in each row, from left to right; merged ones on every row they cover."""
    names: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.column):
        if cell.row not in headers and _is_name(cell):
            for row in range(cell.row, cell.row + cell.row_span):
                names.setdefault(row, []).append(cell)
    return names


def _grid(named: _Named, *, across: bool) -> Grid:
    lanes, lines = (named.rows, named.columns) if across else (named.columns, named.rows)
    values: dict[int, dict[int, Figure]] = {}
    unknown: dict[int, set[int]] = {}
    numbers: dict[int, list[Cell]] = {}
    for cell, found, hides in named.body:
        line, lane = (cell.column, cell.row) if across else (cell.row, cell.column)
        spans = (cell.row_span, cell.column_span) if across else (cell.column_span, cell.row_span)
        if found is None or spans[0] > 1:
            if hides:
                wide = range(lane, lane + spans[0])
                unknown.setdefault(line, set()).update(wide)
            continue
        values.setdefault(line, {})[lane] = found
        numbers.setdefault(lane, []).append(cell)
    every = sorted({*values, *unknown, *lines} if not across else {*values, *unknown})
    found_lanes = {
        index: _lane(index, lanes.get(index, []), cells) for index, cells in numbers.items()
    }
    made = (
        _line(
            index,
            lines.get(index, []),
            values.get(index, {}),
            unknown.get(index, set()) & found_lanes.keys(),
            across=across,
        )
        for index in every
    )
    return Grid(
        named.table, tuple(_settled(line, found_lanes) for line in made), found_lanes, across
    )


def _settled(line: Line, lanes: Mapping[int, Lane]) -> Line:
    """The line as a plain one where it has a code, a rank or a year as plain ones have."""
    coded = any(lanes[lane].coded for lane in line.values)
    return replace(line, kind="plain", strong=False) if coded else line


def _hides_figures(cell: Cell) -> bool:
    """Whether figures stand there that gave no number; a merged name may hold some."""
    merged = cell.column_span > 1 or cell.row_span > 1
    return any(map(str.isdigit, cell.value)) and not (merged and _is_name(cell))


def _sure(found: Figure, table: Table) -> Figure:
    if table.state != "uncertain" or not found.sure:
        return found
    return Figure(found.value, found.span, False, found.place, found.label)


def _is_whole(cell: Cell) -> bool:
    """Whether the figure may count things one by one: a whole number without a unit."""
    number = cell.number
    return cell.unit is None and number is not None and number == int(number)


def _says_counted(names: Iterable[Cell]) -> bool:
    """Whether words say that the figures under them count things."""
    return any(labels.says("counted", name.value) for name in names)


def _line(
    index: int,
    names: Sequence[Cell],
    values: Mapping[int, Figure],
    unknown: set[int],
    *,
    across: bool,
) -> Line:
    kind, strong, said = _kind(index, names, across=across)
    number = next((n for n in (labels.outline(name.value) for name in names) if n), "")
    return Line(index, said, kind, strong, values, frozenset(unknown), number)


def _kind(index: int, names: Sequence[Cell], *, across: bool) -> tuple[Kind, bool, str]:
    """What the words of a line make it; other words of its own beside `total` leave a doubt."""
    own_words = [name for name in names if across or (name.row == index and name.row_span == 1)]
    text = " ".join(name.value for name in names)
    best: tuple[Kind, bool, str] = ("plain", False, text)
    for name in names:
        label = labels.read(name.value)
        if label.kind == "plain":
            continue
        own = name.column_span == 1 if across else name.row_span == 1
        alone = own and (across or len(own_words) == 1)
        strong = label.strong and alone
        if best[0] == "plain" or (strong and not best[1]):
            best = (label.kind, strong, text if across else name.value)
    return best


def _lane(index: int, names: Sequence[Cell], cells: Sequence[Cell]) -> Lane:
    text = " ".join(name.value for name in names)
    unit, _ = Counter(cell.unit for cell in cells).most_common(1)[0]
    values = [cell.number for cell in cells if cell.number is not None]
    named = labels.says("summed", text) or unit == "EUR"
    years = sum(_is_year(cell) for cell in cells) * 2 > len(cells) and not named
    ranks = len(values) > 2 and _is_rank(values[:-1])
    barred = labels.says("not_summed", text) and unit != "EUR"
    summed = not (years or ranks or barred or unit == "%")
    coded = unit is None and (ranks or labels.says("codes", text))
    return Lane(index, text, unit, summed, named, coded)
