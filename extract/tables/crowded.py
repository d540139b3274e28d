"""Cells that hold what several cells print: figures on one line, or one under the other.

Where columns or rows run together, the texts of two cells read as one figure that nobody printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.doubts import doubt
from extract.lines import joined
from extract.page_numbers import page_number
from extract.tables.alignment import RUN, goes_on
from extract.tables.figures import is_figure, states
from extract.tables.shapes import PageTable
from schemas.printed import PrintedCell, Word

# In parts of the font size.
APART = 0.4  # figures of one line that stand so far apart are two
WORDS = 0.5  # words that stand so far off a figure are no unit of it
SPREAD = 1.6  # times the usual blank: the same where blanks are wider
BLANK = 0.25  # a blank between two words
WIDTH = 0.55  # that of a digit
PADDING = 2.0  # points that the text of a cell keeps off each of its sides at least
DIGIT = re.compile(r"\d")
NOTE = re.compile(r"\(\w{1,2}\)")  # the mark of a note under a figure
SIGNS = frozenset("-−–+")
CROWDED = "Une cellule porte plusieurs chiffres : des lignes ou des colonnes se confondent."

Lines = list[list[Word]]


def doubt_crowded(table: PageTable) -> PageTable:
    """The table, in doubt where a body cell holds more than one figure and no rules close it.

    Where rules do, the words of a cell are in doubt that reads as one figure.
    """
    crowded = [
        cell
        for cell in table.cells
        if cell.row >= table.header_rows and _is_crowded(cell) and not _is_page_number(cell, table)
    ]
    for cell in crowded:
        for piece in cell.text.pieces if is_figure(cell.text.value) else ():
            doubt(piece.word)
    merged = table.ruling != "full" and (crowded or _rows_merge(table) or _words_merge(table))
    if not merged:
        return table
    note = f"Page {table.page} : {CROWDED}"
    return replace(table, sure=False, warnings=(*table.warnings, note))


def _is_page_number(cell: PrintedCell, table: PageTable) -> bool:
    """Whether a cell of the last row prints the number of its page, dashes around it: `- 4 -`.

    The running line under a table may be taken for a row of it, until other pages tell.
    """
    return cell.row == table.rows - 1 and page_number(cell.text.value) == table.page


def _is_crowded(cell: PrintedCell) -> bool:
    text = cell.text.value
    if len(cell.text.pieces) < 2 or (text[:1].isalpha() and not DIGIT.search(text)):
        return False
    lines = _lines(cell)
    return any(map(_several, lines)) or _stacked(lines, _room(cell))


def _lines(cell: PrintedCell) -> Lines:
    """The words of a cell, line by line."""
    lines: Lines = []
    for piece in cell.text.pieces:
        if piece.newline or not lines:
            lines.append([piece.word])
        else:
            lines[-1].append(piece.word)
    return lines


def _several(line: Sequence[Word]) -> bool:
    """Whether two figures, or a figure and the mark of a missing one, stand apart on a line."""
    if not any(b.box.x0 - a.box.x1 >= APART * b.size for a, b in pairwise(line)):
        return False
    texts = [joined(words) for words in _apart(line)]
    return any(states(a) and states(b) for a, b in pairwise(texts))


def _apart(line: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, those of one figure or of one text together."""
    runs = [[line[0]]]
    for left, right in pairwise(line):
        gap = right.box.x0 - left.box.x1
        # The groups of a figure, and a sign and its figure, may keep off each other.
        one = left.text in SIGNS or goes_on(joined(runs[-1]), right.text)
        wide = RUN if one else APART
        if gap < wide * _em(right):
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs


def _em(word: Word) -> float:
    """The size of a word; that of stretched letters is more than the font's."""
    return max(word.size, word.box.width / len(word.text) / WIDTH if len(word.text) > 1 else 0.0)


def _stacked(lines: Lines, room: float) -> bool:
    """Whether every line is a figure or a mark, and some line was not broken off to fit."""
    texts = [joined(line) for line in lines]
    if len(lines) < 2 or any(map(NOTE.fullmatch, texts)) or not all(map(states, texts)):
        return False
    return any(_fits(upper, lower[0], room) for upper, lower in pairwise(lines))


def _fits(line: Sequence[Word], word: Word, room: float) -> bool:
    """Whether a line of a cell has room for one more word."""
    taken = line[-1].box.x1 - line[0].box.x0 + BLANK * word.size
    return taken + word.box.width <= room


def _room(cell: PrintedCell) -> float:
    """The width of a line in a cell: its text keeps as far off both of its sides."""
    words = [piece.word for piece in cell.text.pieces]
    left = min(word.box.x0 for word in words) - cell.box.x0
    right = cell.box.x1 - max(word.box.x1 for word in words)
    return cell.box.width - 2 * max(min(left, right), PADDING)


def _words_merge(table: PageTable) -> bool:
    """Whether words stand off a figure in a column of figures: those of the column beside it."""
    body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.text]
    figures = {cell.column for cell in body if cell.column and is_figure(cell.text.value)}
    mixed = [cell for cell in body if cell.column in figures and not states(cell.text.value)]
    if not mixed:
        return False
    wide = max(WORDS, SPREAD * _usual_blank(body))
    return any(
        is_figure(joined(line[: index + 1])) and right.box.x0 - left.box.x1 >= wide * right.size
        for cell in mixed
        for line in _lines(cell)
        for index, (left, right) in enumerate(pairwise(line))
        if right.text[0].isalpha()
    )


def _usual_blank(cells: Sequence[PrintedCell]) -> float:
    """The blank that most words of these cells keep between them, in parts of the size."""
    gaps = sorted(
        (right.box.x0 - left.box.x1) / right.size
        for cell in cells
        for line in _lines(cell)
        for left, right in pairwise(line)
        if right.space
    )
    return gaps[len(gaps) // 2] if gaps else 0.0


def _rows_merge(table: PageTable) -> bool:
    """Whether labels one under the other stand beside figures as one row."""
    return any(
        any(states(cell.text.value) for cell in row[1:]) and _is_list(row[0])
        for row in _body(table)
    )


def _body(table: PageTable) -> Iterator[list[PrintedCell]]:
    rows: dict[int, list[PrintedCell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.row_span == 1:
            rows.setdefault(cell.row, []).append(cell)
    yield from (row for row in rows.values() if row[0].column == 0 and len(row) > 1)


def _is_list(cell: PrintedCell) -> bool:
    """Whether the lines of a cell begin with capitals, and were not broken to fit.

    One of several lines may do so because it begins with a name.
    """
    lines = _lines(cell) if len(cell.text.pieces) > 1 else []
    room = _room(cell) if len(lines) > 1 else 0.0
    begun = sum(
        below[0].text[0].isupper() and _fits(above, below[0], room)
        for above, below in pairwise(lines)
    )
    return begun > 1 or (begun == 1 and len(lines) == 2)
