"""Sums of money in cells that print no currency, because their table or column states it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from normalize.amount_reading import AmountReading
from normalize.amounts import read_amount
from normalize.captions import PERCENT, Measure, header_measure, table_measure
from normalize.currency import may_have_marks
from normalize.grids import Grid, grid_of
from normalize.text import fold
from normalize.vocabulary import any_of, load
from schemas.printed import PrintedCell, PrintedTable


def money_cells(table: PrintedTable) -> Iterator[tuple[PrintedCell, AmountReading]]:
    """The body cells that state a sum by the unit over them, with what they state.

    A column that says it counts something else (`Nombre`, `Taux`, `Année`) holds no sum; nor does
    the first one, which names the rows.
    """
    grid, whole = grid_of(table), table_measure(table)
    for column in range(1, grid.columns):
        measure = _measure(grid, column, whole)
        if measure is None:
            continue
        for row in range(grid.header_rows, grid.rows):
            cell = grid.at(row, column)
            if cell is None or (cell.row, cell.column) != (row, column) or not cell.text:
                continue
            if not may_have_marks(cell.text.value):
                reading = read_amount(cell.text.value, measure.scale or 1, measure.unit or "")
                if reading.amount is not None:
                    yield cell, reading


def _measure(grid: Grid, column: int, whole: Measure) -> Measure | None:
    header = grid.header(column)
    own = header_measure(header)
    if own.unit is not None:
        return None if own.unit == PERCENT else own
    if whole.unit in (None, PERCENT) or _counts().search(fold(header)):
        return None
    return whole


@cache
def _counts() -> regex.Pattern[str]:
    return regex.compile(any_of(load("captions")["counting"]))
