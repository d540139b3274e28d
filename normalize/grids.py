"""A printed table as a grid: each slot gives the cell that covers it."""

from __future__ import annotations

from dataclasses import dataclass

from normalize.remembered import briefly
from normalize.text import clean
from schemas.printed import PrintedCell, PrintedTable, Text


@dataclass(frozen=True, slots=True)
class Grid:
    """The slots of a table; a merged cell stands in every slot that it covers."""

    rows: int
    columns: int
    header_rows: int
    slots: dict[tuple[int, int], PrintedCell]
    heads: tuple[str, ...]

    def at(self, row: int, column: int) -> PrintedCell | None:
        """The cell that covers a slot; None outside the table."""
        return self.slots.get((row, column))

    def text(self, row: int, column: int) -> str:
        """What the cell over a slot says, cleaned; empty where there is none."""
        cell = self.slots.get((row, column))
        return clean(cell.text.value) if cell is not None else ""

    def header(self, column: int) -> str:
        """The header cells over a column, from the top, in one line."""
        return self.heads[column]


@briefly
def grid_of(table: PrintedTable) -> Grid:
    """The grid of a table."""
    slots = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    heads = tuple(_header(slots, column, table.header_rows) for column in range(table.columns))
    return Grid(table.rows, table.columns, table.header_rows, slots, heads)


def _header(slots: dict[tuple[int, int], PrintedCell], column: int, header_rows: int) -> str:
    over = dict.fromkeys(slots[row, column] for row in range(header_rows) if (row, column) in slots)
    return clean(Text.join([cell.text for cell in over if cell.text]).value)
