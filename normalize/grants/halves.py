"""Lists printed in several columns on one page: the same header twice or more in one row."""

from __future__ import annotations

from dataclasses import replace

from normalize.grants.columns import role_of
from normalize.grants.grid import Grid, grid_of
from normalize.text import fold
from schemas.printed import PrintedCell, PrintedTable

FARTHEST = 4  # rows from the top of a table to its header


def halves_of(table: PrintedTable) -> list[PrintedTable]:
    """The lists that stand side by side in a table, from left to right; the table where it is one.

    Rows keep their numbers; a cell over several lists stands in each of them.
    """
    width = _period(grid_of(table))
    if width == table.columns:
        return [table]
    return [_part(table, first, width) for first in range(0, table.columns, width)]


def _period(grid: Grid) -> int:
    """After how many columns the header begins anew."""
    columns = grid.table.columns
    for row in range(min(FARTHEST, grid.table.rows)):
        labels = [fold(grid.text(row, column)) for column in range(columns)]
        roles = [role_of(label) for label in labels]
        for width in range(2, columns // 2 + 1):
            again = columns % width == 0 and labels == labels[:width] * (columns // width)
            if again and "money" in roles and len(set(labels[:width])) == width:
                return width
    return columns


def _part(table: PrintedTable, first: int, width: int) -> PrintedTable:
    cells = [_within(cell, first, first + width) for cell in table.cells]
    return replace(table, columns=width, cells=tuple(cell for cell in cells if cell is not None))


def _within(cell: PrintedCell, first: int, last: int) -> PrintedCell | None:
    """What of a cell lies in the columns first..last, counted from the first."""
    low, high = max(cell.column, first), min(cell.column + cell.column_span, last)
    if low >= high:
        return None
    return replace(cell, column=low - first, column_span=high - low)
