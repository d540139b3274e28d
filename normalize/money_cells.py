"""Sums of money in cells that print no currency, because their table or column states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.amount_reading import AmountReading
from normalize.captions import PERCENT, Measure, header_measure
from normalize.currency import may_have_marks
from normalize.grids import grid_of
from normalize.measures import column_measure, read_measured
from normalize.text import fold
from normalize.vocabulary import any_of, load
from schemas.printed import PrintedCell, PrintedTable


def money_cells(table: PrintedTable) -> Iterator[tuple[PrintedCell, AmountReading]]:
    """The body cells that state a sum by the unit over them, with what they state.

    Figures that make no number are an uncertain sum without amount.
    A column that says it counts something else (`Nombre`, `Taux`, `Année`) holds no sum; nor does
    the first one, which names the rows.
    """
    grid = grid_of(table)
    for column in range(1, grid.columns):
        measure = _measure(table, grid.header(column))
        if measure is None:
            continue
        for row in range(grid.header_rows, grid.rows):
            cell = grid.at(row, column)
            if cell is None or (cell.row, cell.column) != (row, column) or not cell.text:
                continue
            if not may_have_marks(cell.text.value):
                reading = read_measured(cell.text.value, measure)
                if reading.amount is not None or reading.state == "uncertain":
                    yield cell, reading


def _measure(table: PrintedTable, header: str) -> Measure | None:
    """In what the sums of a column count; None where it holds none."""
    own = header_measure(header).unit
    if own == PERCENT or (own is None and _counts().search(fold(header))):
        return None
    measure = column_measure(table, header)
    return measure if measure.unit is not None else None


@cache
def _counts() -> re.Pattern[str]:
    return re.compile(any_of(load("captions")["counting"]))
