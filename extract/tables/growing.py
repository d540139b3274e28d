"""What parts to come ask of a table so far, kept as rows come: no row is looked at again."""

from __future__ import annotations

from extract.tables.shapes import slots_of
from schemas.printed import PrintedCell


class Growing:
    """The last row of a table that grows, and what its columns hold.

    `cells` is the list that the table itself adds to; after that `grow` takes the new ones in.
    """

    def __init__(self, cells: list[PrintedCell], columns: int, header_rows: int) -> None:
        self._cells = cells
        self._header_rows = header_rows
        self._rows = self._seen = 0
        self.last: list[PrintedCell] = []  # the cell over each column of the last row
        self._places: dict[int, int] = {}  # of these in `cells`, by their id()
        self._filled = [0] * columns  # rows of the body, the last one apart, with a text there
        self._merged = [0] * columns  # cells of the body that begin there, over several rows
        self._blank = [0] * columns  # without a text
        self._small = [0] * columns  # that begin in small letters

    def grow(self, rows: int) -> None:
        """Takes in the cells that were added; the table has so many rows now."""
        if rows == self._rows and len(self._cells) == self._seen:
            return
        fresh = self._cells[self._seen :]
        places = self._places | {id(cell): self._seen + at for at, cell in enumerate(fresh)}
        for cell in fresh:
            self._count(cell, 1)
        first = max(self._rows - 1, 0)
        *above, self.last = slots_of([*self.last, *fresh], range(first, rows), len(self._filled))
        for line in above[max(self._header_rows - first, 0) :]:
            for column, cell in enumerate(line):
                self._filled[column] += bool(cell.text)
        self._places = {id(cell): places[id(cell)] for cell in self.last}
        self._rows, self._seen = rows, len(self._cells)

    def always_filled(self) -> tuple[set[int], int]:
        """Columns with a text in every row of the body but the last; how many such rows are."""
        rows = max(self._rows - 1 - self._header_rows, 0)
        return {at for at, filled in enumerate(self._filled) if filled == rows}, rows

    def merges(self, column: int) -> bool:
        """Whether a cell of the body that begins in a column covers several rows."""
        return self._merged[column] > 0

    def others(self, cell: PrintedCell) -> tuple[bool, bool]:
        """Of the other cells of the body in its column: whether one is blank; begins small."""
        blank = self._blank[cell.column] - (not cell.text)
        return blank > 0, self._small[cell.column] > _is_small(cell)

    def swap(self, old: PrintedCell, new: PrintedCell) -> None:
        """Puts a longer cell in the place of one of the last row."""
        self._cells[self._places[id(old)]] = new
        self._places[id(new)] = self._places.pop(id(old))
        self.last = [new if cell is old else cell for cell in self.last]
        self._count(old, -1)
        self._count(new, 1)
        if new.text and not old.text:
            end = min(old.row + old.row_span, self._rows - 1)
            for column in range(old.column, old.column + old.column_span):
                self._filled[column] += max(end - max(old.row, self._header_rows), 0)

    def _count(self, cell: PrintedCell, by: int) -> None:
        if cell.row >= self._header_rows:
            self._merged[cell.column] += by * (cell.row_span > 1)
            self._blank[cell.column] += by * (not cell.text)
            self._small[cell.column] += by * _is_small(cell)


def _is_small(cell: PrintedCell) -> bool:
    return cell.text.value[:1].islower()
