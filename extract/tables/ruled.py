"""Tables whose cells are closed by rules on both axes."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.cells import cell_text, part_merged_figures, place_words
from extract.tables.grid import make_grid
from extract.tables.header import header_rows
from extract.tables.overflow import settle
from extract.tables.shapes import Area, Frame, Grid, PageTable
from schemas.printed import PrintedCell, PrintedPage, Ruling, Word

TOP = 0.25  # part of the page height where the rest of a cut row stands


def ruled_table(frame: Frame, page: PrintedPage, words: Sequence[Word]) -> PageTable | None:
    """The table that a frame of rules closes; none when it is a box, a chart or a form."""
    grid = make_grid(frame)
    return None if grid is None else table_of(grid, "full", page, words)


def table_of(
    grid: Grid, ruling: Ruling, page: PrintedPage, words: Sequence[Word]
) -> PageTable | None:
    """The table on a grid; none when it has fewer than two columns or two cells with text."""
    placed = place_words(grid, words)
    grid = part_merged_figures(grid, placed)
    notes = (*grid.warnings, *settle(grid, placed, ruling == "full"))
    filled = [area for area, inside in placed.items() if inside]
    if len(grid.xs) < 3 or not filled:
        return None
    if len({area.column for area in filled}) < 2 and not _is_rest(grid, ruling, page):
        return None
    cells = tuple(_cell(grid, area, placed[area], page.number) for area in grid.areas)
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    return PageTable(
        page=page.number,
        box=grid.box,
        ruling=ruling,
        rows=rows,
        columns=columns,
        header_rows=header_rows(cells, rows, columns, page.fills),
        cells=cells,
        words=frozenset(id(word) for inside in placed.values() for word in inside),
        edges=grid.xs,
        bands=grid.ys,
        open_top=grid.open_top,
        open_bottom=grid.open_bottom,
        sure=not notes,
        warnings=tuple(f"Page {page.number} : {note}" for note in notes),
    )


def _is_rest(grid: Grid, ruling: Ruling, page: PrintedPage) -> bool:
    """Whether one ruled row at the top of a page may be the rest of a row cut by the page break."""
    return ruling == "full" and len(grid.ys) == 2 and grid.ys[0] < TOP * page.height


def _cell(grid: Grid, area: Area, words: Sequence[Word], page: int) -> PrintedCell:
    return PrintedCell(
        area.row,
        area.column,
        area.row_end - area.row,
        area.column_end - area.column,
        cell_text(words),
        page,
        grid.area_box(area),
    )
