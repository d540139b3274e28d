"""How many rows at the top of a table are its header."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.figures import is_figure, is_mark, is_year
from extract.tables.shapes import slots_of
from schemas.printed import Fill, PrintedCell

MOST = 6  # rows: no header is deeper


def header_rows(
    cells: Sequence[PrintedCell], rows: int, columns: int, fills: Sequence[Fill] = ()
) -> int:
    """Rows at the top that name the columns, a title row included; 0 when none is sure.

    A row is one as long as it states no figure and is set apart: in bold or on a background
    that the rows below lack, or by words that stand above columns of figures.
    """
    if rows < 2:
        return 0
    slots = slots_of(cells, range(rows), columns)
    lines = [_distinct(line, row) for row, line in enumerate(slots)]
    count = 0
    while count < min(rows - 1, MOST) and _heads(slots, lines, count, fills):
        count = _below(lines[count], count)
    return 0 if count >= rows else count


def _distinct(line: Sequence[PrintedCell], row: int) -> list[PrintedCell]:
    """The cells that begin on this row."""
    return [c for i, c in enumerate(line) if c.row == row and (i == 0 or line[i - 1] is not c)]


def _below(line: Sequence[PrintedCell], row: int) -> int:
    """The first row under the cells of a header row."""
    return max((cell.row + cell.row_span for cell in line), default=row + 1)


def _heads(
    slots: Sequence[Sequence[PrintedCell]],
    lines: Sequence[Sequence[PrintedCell]],
    row: int,
    fills: Sequence[Fill],
) -> bool:
    here = [cell for cell in lines[row] if cell.text]
    if not here:
        return (
            row == 0 and bool(lines[row]) and _heads(slots, lines, row + 1, fills)
            if row + 1 < len(lines) - 1
            else False
        )
    if any(is_figure(c.text.value) and not _names_year(c) for c in here):
        return False
    body = [cell for line in lines[row + 1 :] for cell in line if cell.text]
    if all(cell.text.bold for cell in here) and not _mostly_bold(body):
        return True
    tint = _tint(here, fills)
    if tint is not None and tint != _usual_tint(body, fills):
        return True
    return _above_figures(slots, row)


def _names_year(cell: PrintedCell) -> bool:
    """Whether a cell is a year, or one beside which a piece of a rule may have been read."""
    if is_year(cell.text.value):
        return True
    return cell.text.doubtful and any(map(is_year, cell.text.value.split()))


def _mostly_bold(cells: Sequence[PrintedCell]) -> bool:
    return sum(cell.text.bold for cell in cells) > 0.7 * len(cells)


def _tint(cells: Sequence[PrintedCell], fills: Sequence[Fill]) -> int | None:
    """The background that all of these cells share; none when they share none."""
    tints = {_background(cell, fills) for cell in cells}
    return tints.pop() if len(tints) == 1 else None


def _usual_tint(cells: Sequence[PrintedCell], fills: Sequence[Fill]) -> int | None:
    tints = [_background(cell, fills) for cell in cells]
    return max(set(tints), key=tints.count) if tints else None


def _background(cell: PrintedCell, fills: Sequence[Fill]) -> int | None:
    x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
    return next((fill.colour for fill in reversed(fills) if fill.box.holds(x, y)), None)


def _above_figures(slots: Sequence[Sequence[PrintedCell]], row: int) -> bool:
    """Whether words of this row stand above every column that holds figures and little else."""
    named = bare = 0
    for column, cell in enumerate(slots[row]):
        below = [line[column].text.value for line in slots[row + 1 :] if line[column] is not cell]
        told = [text for text in below if text.strip()]
        figures = sum(is_figure(text) or is_mark(text) for text in told)
        if told and figures > 0.6 * len(told):
            named += bool(cell.text)
            bare += not cell.text
    return named > bare
