"""A table slot by slot: a merged cell stands on every slot that it covers."""

from __future__ import annotations

from dataclasses import dataclass

from normalize.remembered import briefly
from normalize.text import clean
from schemas.printed import Box, PrintedCell, PrintedTable, Text


@dataclass(frozen=True, slots=True)
class Grid:
    """`slots[row][column]` is the cell that covers the slot; None where the table has a hole."""

    table: PrintedTable
    slots: tuple[tuple[PrintedCell | None, ...], ...]

    def cell(self, row: int, column: int | None) -> PrintedCell | None:
        """The cell over a slot."""
        return None if column is None else self.slots[row][column]

    def text(self, row: int, column: int | None) -> str:
        """What is printed in the cell over a slot."""
        cell = self.cell(row, column)
        return clean(cell.text.value) if cell else ""

    def printed(self, row: int) -> list[PrintedCell]:
        """The cells with text over a row, each once, from left to right."""
        found: list[PrintedCell] = []
        for cell in self.slots[row]:
            if cell is not None and cell.text and (not found or found[-1] is not cell):
                found.append(cell)
        return found

    def own(self, row: int) -> list[PrintedCell]:
        """Those that stand on this row alone."""
        return [cell for cell in self.printed(row) if cell.row_span == 1]

    def edges(self) -> list[tuple[float, float]]:
        """Where each column begins and ends, by the narrowest of its cells; points."""
        found: dict[int, tuple[float, float]] = {}
        for cell in self.table.cells:
            if cell.column_span == 1:
                found.setdefault(cell.column, (cell.box.x0, cell.box.x1))
        return [found.get(column, (0.0, 0.0)) for column in range(self.table.columns)]

    def evidence(self, row: int) -> tuple[int, Box, str]:
        """Page, box and print of a row, the cells that it shares with other rows left out."""
        cells = self.own(row) or self.printed(row)
        text = Text.join([cell.text for cell in cells])
        return text.page, text.box, text.raw


@briefly
def grid_of(table: PrintedTable) -> Grid:
    """The slots of a table."""
    slots: list[list[PrintedCell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                slots[row][column] = cell
    return Grid(table, tuple(tuple(row) for row in slots))
