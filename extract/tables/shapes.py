"""The shapes that pass between the steps of the table engine; all positions in points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from schemas.printed import Box, PrintedCell, Ruling


class Segment(NamedTuple):
    """A ruling line once broken, dashed and double lines are joined.

    `at` is its place across (y of a level one, x of an upright one), `start` and `end` where it
    begins and ends along; `stops` are the inner ends of the pieces that it was joined from.
    """

    at: float
    start: float
    end: float
    stops: tuple[float, ...] = ()

    @property
    def length(self) -> float:
        """Points."""
        return self.end - self.start


class Area(NamedTuple):
    """Slots that one cell covers: rows row..row_end-1, columns column..column_end-1."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True, eq=False)
class Frame:
    """Rules that touch one another, directly or through others."""

    level: tuple[Segment, ...]
    upright: tuple[Segment, ...]

    @cached_property
    def box(self) -> Box:
        """Around all of its rules."""
        x0s = [s.start for s in self.level] + [s.at for s in self.upright]
        x1s = [s.end for s in self.level] + [s.at for s in self.upright]
        tops = [s.at for s in self.level] + [s.start for s in self.upright]
        bottoms = [s.at for s in self.level] + [s.end for s in self.upright]
        return Box(min(x0s), min(tops), max(x1s), max(bottoms))


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Column edges (x), row edges (y) and the cells on them; every slot is covered once.

    `open_top` and `open_bottom` tell for each column whether the table ends there without a
    rule, as it does where a page break cuts a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    open_top: tuple[bool, ...] = ()
    open_bottom: tuple[bool, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def box(self) -> Box:
        """Around all of its cells."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def area_box(self, area: Area) -> Box:
        """The place of one cell."""
        return Box(
            self.xs[area.column], self.ys[area.row], self.xs[area.column_end], self.ys[area.row_end]
        )


@dataclass(frozen=True, slots=True, eq=False)
class PageTable:
    """What one page prints of a table.

    Rows and columns of `cells` count from 0 on this page, every slot covered once; `edges` has
    columns+1 positions (x), `bands` rows+1 (y); `words` holds id() of the page's words that the
    table took.
    """

    page: int
    box: Box
    ruling: Ruling
    rows: int
    columns: int
    header_rows: int
    cells: tuple[PrintedCell, ...]
    words: frozenset[int]
    edges: tuple[float, ...]
    bands: tuple[float, ...]
    open_top: tuple[bool, ...] = ()
    open_bottom: tuple[bool, ...] = ()
    sure: bool = True
    warnings: tuple[str, ...] = field(default_factory=tuple)

    @property
    def slots(self) -> list[list[PrintedCell]]:
        """The cell that covers each slot, row by row."""
        return slots_of(self.cells, range(self.rows), self.columns)


def slots_of(cells: Iterable[PrintedCell], rows: range, columns: int) -> list[list[PrintedCell]]:
    """The cell that covers each slot of some rows; raises KeyError when one is bare."""
    covered = {
        (row, column): cell
        for cell in cells
        for row in range(max(cell.row, rows.start), min(cell.row + cell.row_span, rows.stop))
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return [[covered[row, column] for column in range(columns)] for row in rows]
