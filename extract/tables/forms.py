"""Grids that set out a page and hold no table: title blocks, lists to sign, frames, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.lines import Line
from extract.tables.cells import cell_lines
from extract.tables.figures import is_value
from schemas.printed import PrintedCell, PrintedTable, Word

LABELLED = re.compile(r"[^:]{1,60}[^\W\d_]\s*:(\s|$)")
OVERALL = 0.5  # part of the cells of a form that say what they are
EACH = 0.3  # the same in each of its columns
RESIZED = 0.12  # part of the size by which lines of one paragraph differ at most
PITCH = 1.2  # of the size: from line to line
LOOSE = 1.5  # times that: a new paragraph
BARE = 0.25  # part of the cells that a table without figures fills at least


def is_form(table: PrintedTable) -> bool:
    """Whether a whole ruled grid is no table: its cells stand in no rows and columns.

    Each cell says what it is (`Présents : …`), or a single row states no figure, or next to
    nothing is filled in.  What has a header that names two columns is a table.
    """
    if table.ruling != "full":
        return False
    told = [cell for cell in table.cells if cell.text and cell.column_span < table.columns]
    if _named(table, told) or any(is_value(cell.text.value) for cell in told):
        return False
    if len(told) < BARE * len(table.cells) or table.rows == 1:
        return True
    return _label_themselves(table, told)


def _named(table: PrintedTable, told: Sequence[PrintedCell]) -> bool:
    """Whether a header row names two columns or more."""
    heads = [cell for cell in told if cell.row < table.header_rows]
    return len({cell.column for cell in heads}) > 1


def _label_themselves(table: PrintedTable, told: Sequence[PrintedCell]) -> bool:
    labelled = [cell for cell in told if LABELLED.match(cell.text.value)]
    if len(labelled) < OVERALL * len(told):
        return False
    for column in range(table.columns):
        here = [cell for cell in told if cell.column == column]
        if sum(cell.column == column for cell in labelled) < EACH * len(here):
            return False
    return True


def lines_of_form(table: PrintedTable) -> Iterator[tuple[PrintedCell, list[Line]]]:
    """The printed lines of each cell that says something, row by row, paragraph by paragraph."""
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        pages: dict[int, list[Word]] = {}
        for word in dict.fromkeys(piece.word for piece in cell.text.pieces):
            pages.setdefault(word.page, []).append(word)
        lines = [line for page in sorted(pages) for line in cell_lines(pages[page])]
        yield from ((cell, own) for own in _paragraphs(lines))


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a cell, parted where a heading ends and its list begins.

    That is where size or weight change, or where lines stand further apart than those before.
    """
    own: list[Line] = []
    for line in lines:
        if own and (_other_style(own[-1], line) or _stands_off(own, line)):
            yield own
            own = []
        own.append(line)
    if own:
        yield own


def _other_style(above: Line, line: Line) -> bool:
    if abs(above.size - line.size) > RESIZED * max(above.size, line.size):
        return True
    heavy, next_heavy = (all(word.bold for word in each.words) for each in (above, line))
    return heavy != next_heavy


def _stands_off(own: Sequence[Line], line: Line) -> bool:
    """Whether more paper stands above a line than between the lines before it."""
    if line.page != own[-1].page:
        return False
    pitch = own[-1].baseline - own[-2].baseline if len(own) > 1 else PITCH * line.size
    return line.baseline - own[-1].baseline > LOOSE * max(pitch, PITCH * line.size)
