"""Sums of money in cells that print no currency, because their table or column states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.amount_reading import AmountReading, doubted
from normalize.captions import PERCENT, Measure, header_measure
from normalize.currency import may_have_marks
from normalize.grids import Grid, grid_of
from normalize.measures import column_measure, read_measured
from normalize.text import clean, fold
from normalize.vocabulary import any_of, load
from schemas.printed import PrintedCell, PrintedTable

YEAR = re.compile(r"(?:19|20)\d\d")
CUT_OPEN, CUT_CLOSED = re.compile(r"\([^()]*\Z"), re.compile(r"\A[^()]*\)")
CUT = "unité coupée sur plusieurs colonnes"
SEVERAL = 2  # years that make a row a header: one may be a sum


def money_cells(table: PrintedTable) -> Iterator[tuple[PrintedCell, AmountReading]]:
    """The body cells that state a sum by the unit over them, with what they state.

    Figures that make no number are an uncertain sum without amount.
    A column that says it counts something else (`Nombre`, `Taux`, `Année`) holds no sum; nor does
    the first one, which names the rows, nor a row of years that nothing sets apart as a header.
    """
    grid = grid_of(table)
    first, cut = _under_years(grid), _is_cut(grid)
    for column in range(1, grid.columns):
        measure = _measure(table, grid, column)
        if measure is None:
            continue
        for row in range(first, grid.rows):
            cell = grid.at(row, column)
            if cell is None or (cell.row, cell.column) != (row, column) or not cell.text:
                continue
            if not may_have_marks(cell.text.value):
                reading = read_measured(cell.text.value, measure)
                if reading.amount is not None or reading.state == "uncertain":
                    yield cell, doubted(reading, (CUT,)) if cut else reading


def _is_cut(grid: Grid) -> bool:
    """Whether what stands in brackets above is cut over columns: `(En milliards`, `de FCFA)`."""
    heads = [grid.header(column) for column in range(grid.columns)]
    return any(CUT_OPEN.search(head) or CUT_CLOSED.search(head) for head in heads)


def _under_years(grid: Grid) -> int:
    """The first row under the header, a row that names two years or more being one."""
    first = grid.header_rows
    if first < grid.rows:
        told = [grid.text(first, column) for column in range(1, grid.columns)]
        years = sum(bool(YEAR.fullmatch(text)) for text in told)
        if years >= SEVERAL and 2 * years > sum(map(bool, told)):
            return first + 1
    return first


def _measure(table: PrintedTable, grid: Grid, column: int) -> Measure | None:
    """In what the sums of a column count; None where it holds none."""
    header = grid.header(column)
    own = header_measure(header).unit
    if own == PERCENT or (own is None and _counts().search(fold(_own_header(grid, column)))):
        return None
    measure = column_measure(table, header)
    return measure if measure.unit is not None else None


def _own_header(grid: Grid, column: int) -> str:
    """The header cells over a column but those over the whole table: a title counts nothing."""
    over = [grid.at(row, column) for row in range(grid.header_rows)]
    own = [cell for cell in over if cell is not None and cell.column_span < grid.columns]
    return " ".join(clean(cell.text.value) for cell in dict.fromkeys(own))


@cache
def _counts() -> re.Pattern[str]:
    return re.compile(any_of(load("captions")["counting"]))
