"""Tables whose cells are closed by rules on both axes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.tables.alignment import FIGURE_BLANK, goes_on
from extract.tables.cells import cell_text, middle, part_merged_figures, place_words
from extract.tables.grid import make_grid
from extract.tables.header import header_rows
from extract.tables.lost_floors import doubt_joined_rows, part_rows
from extract.tables.lost_walls import part_lost_walls
from extract.tables.overflow import BLANK, OVERFLOW, settle
from extract.tables.shapes import Area, Frame, Grid, PageTable
from extract.tables.touching import figures_parted, figures_touch
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
    loose = list(_outside(grid, placed, words)) if ruling == "full" else []
    _pull_in(grid, placed, loose)
    grid = part_merged_figures(grid, placed)
    if ruling == "full":
        grid = part_rows(grid, placed)
    if ruling == "full" and page.recognised:
        grid = part_lost_walls(grid, placed)
        doubt_joined_rows(grid, placed)
    notes = [*grid.warnings, *_settled(grid, placed, loose, ruling == "full")]
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


def _settled(
    grid: Grid, placed: dict[Area, list[Word]], loose: Sequence[Word], ruled: bool
) -> Iterator[str]:
    """Put each text in the cell that it belongs to; tells, each once, what stays unclear."""
    touching = ruled and figures_touch(grid, placed)
    notes = settle(grid, placed, ruled)
    yield from notes
    if ruled and OVERFLOW not in notes and (touching or figures_parted(grid, placed)):
        yield OVERFLOW
    if _touched(grid, placed, loose):
        yield "Un texte touche le bord du tableau sans être dans une cellule."


def _pull_in(grid: Grid, placed: dict[Area, list[Word]], loose: Sequence[Word]) -> None:
    """The part of a word that the outer side of the table cut off goes to the cell of the rest."""
    for word in loose:
        for area, inside in placed.items():
            if any(_cut_apart(word, other) for other in inside) or _begins(word, grid, area):
                inside.append(word)
                break


def _begins(word: Word, grid: Grid, area: Area) -> bool:
    """Whether a word without digits begins in a cell, and passes the right side of the table."""
    inside = grid.area_box(area).holds(word.box.x0 + 0.5, middle(word)[1])
    return inside and word.text.isalpha() and word.box.x1 > grid.xs[-1]


def _cut_apart(a: Word, b: Word) -> bool:
    """Whether two words are the parts of one, as a rule cuts it."""
    left, right = (a, b) if a.box.x0 < b.box.x0 else (b, a)
    gap = right.box.x0 - left.box.x1
    return not right.space and _level(a, b) and abs(gap) < BLANK * a.size


def _touched(grid: Grid, placed: Mapping[Area, Sequence[Word]], loose: Sequence[Word]) -> bool:
    """Whether a word in no cell is printed across a side of the table, or goes on with a cell."""
    box = grid.box
    for word in _outside(grid, placed, loose) if loose else ():
        if word.box.x0 < box.x1 - 1 and word.box.x1 > box.x0 + 1:
            return True
        if any(_in_one_go(word, other) for inside in placed.values() for other in inside):
            return True
    return False


def _outside(
    grid: Grid, placed: Mapping[Area, Sequence[Word]], words: Sequence[Word]
) -> Iterator[Word]:
    """The words in no cell that stand right beside the table."""
    left, top, right, bottom = grid.box
    known = {id(word) for inside in placed.values() for word in inside}
    for word in [word for word in words if id(word) not in known]:
        x0, _, x1, _ = word.box
        reach = FIGURE_BLANK * word.size
        if x0 < right + reach and x1 > left - reach and top < middle(word)[1] < bottom:
            yield word


def _in_one_go(a: Word, b: Word) -> bool:
    left, right = (a, b) if a.box.x0 < b.box.x0 else (b, a)
    gap = right.box.x0 - left.box.x1
    figure = goes_on(left.text, right.text)
    return _level(a, b) and gap < (FIGURE_BLANK if figure else BLANK) * a.size


def _level(a: Word, b: Word) -> bool:
    return a.angle == b.angle and abs(a.baseline - b.baseline) < 1.0


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
