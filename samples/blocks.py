"""What a printer prints, one block after the other; it knows nothing of budgets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from samples.layouts import Ruling


@dataclass(frozen=True)
class Heading:
    """`text` is what is printed; `number` and `title` what it says."""

    level: int
    text: str
    number: str | None
    title: str
    anchor: str
    toc: bool = False


@dataclass(frozen=True)
class Para:
    text: str
    style: str = "body"  # body, cover, title, lead
    keep: bool = False


@dataclass(frozen=True)
class Bullets:
    """Pairs of level (0, 1, 2) and text."""

    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Cell:
    text: str = ""
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Grid:
    """A table.  A row lists its cells; one covered by a span from above or the left is absent.

    `repeats` says, break after break, whether the header is printed again.
    """

    anchor: str
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    widths: tuple[float, ...]
    ruling: Ruling
    numeric_from: int = 1
    caption: str = ""
    unit: str = ""  # that the caption names
    total_row: bool = False
    repeats: tuple[bool, ...] = ()
    break_after: int | None = None
    cut_rows: bool = False  # whether a page break may cut a row
    align: str = "left"
    font_size: float = 8


@dataclass(frozen=True)
class PageBreak:
    """A new page, of another shape if asked: plain, columns, landscape."""

    shape: str = "plain"


@dataclass(frozen=True)
class Gap:
    """Empty space, in points."""

    height: float


@dataclass(frozen=True)
class Toc:
    title: str


Block = Heading | Para | Bullets | Grid | PageBreak | Gap | Toc


@dataclass
class Pages:
    """Where each anchor was printed: first and last page, from 1."""

    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def note(self, anchor: str, page: int) -> None:
        self.first.setdefault(anchor, page)
        self.last[anchor] = page


def placed(grid: Grid) -> tuple[tuple[int, int, Cell], ...]:
    """Row, column (from 0) and cell, in reading order."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(grid.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            found.append((row, column, cell))
            for below in range(cell.row_span):
                taken.update((row + below, column + right) for right in range(cell.column_span))
    return tuple(found)


def halves(grid: Grid) -> tuple[Grid, ...]:
    """The two grids that a table broken on purpose is printed as; else the grid itself."""
    cut = grid.break_after
    if cut is None or not grid.header_rows < cut < len(grid.rows):
        return (grid,)
    again = not grid.repeats or grid.repeats[0]
    head = grid.rows[: grid.header_rows] if again else ()
    first = replace(grid, rows=grid.rows[:cut], total_row=False, break_after=None)
    second = replace(
        grid, rows=head + grid.rows[cut:], header_rows=len(head), caption="", break_after=None
    )
    return first, second


def columns(grid: Grid) -> int:
    """How many."""
    return max(column + cell.column_span for _, column, cell in placed(grid))
