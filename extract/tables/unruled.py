"""Tables with no rules at all: lines whose figures stand under one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.caption_marks import is_unit_line
from extract.lines import Line
from extract.tables.alignment import Run, columns_of, cuts_runs, middles, runs_of, split_rows
from extract.tables.figures import is_figure, is_mark, is_year
from extract.tables.grid import grid_of
from extract.tables.ruled import table_of
from extract.tables.shapes import PageTable
from schemas.printed import PrintedPage, Word

BLANK = 1.0  # of the size: a blank this wide parts two columns
ROWS = 3  # fewer lines of figures are no table
APART = 3.2  # of the size: lines further apart than this are not of one table
TIGHT = 1.4  # of the size: lines of one text stand this near
ALIGNED = 3.0  # points: figures under one another end, begin or centre within this
FULL = 0.5  # part of the body cells that state something
AGREE = 0.8  # part of the figures that stand under others
DIGIT = re.compile(r"\d")
LEADERS = re.compile(r"\.{4,}|…{2,}|(\. ){4,}|_{4,}")
BULLET = re.compile(r"[•▪◦○●■□➢➤✓✔❖*\uf0b7\uf0a7\uf0d8-]$|[-–—]$")


def unruled_tables(
    page: PrintedPage, words: Sequence[Word], lines: Sequence[Line]
) -> Iterator[PageTable]:
    """The tables that alignment alone tells, among words that no other table took."""
    for block in _blocks(lines):
        table = _table(block, lines, page, words)
        if table is not None:
            yield table


def _figures(line: Line) -> list[Run]:
    """The runs after the first that state a figure; a line of years alone heads columns."""
    if line.widest < BLANK * line.size or not DIGIT.search(line.text):
        return []
    figures = [run for run in runs_of(line, BLANK)[1:] if is_figure(run.text)]
    return [] if not figures or all(is_year(run.text) for run in figures) else figures


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of figures one under the other, with the lone labels between them."""
    block: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        near = not block or line.baseline - (waiting or block)[-1].baseline < APART * line.size
        if _figures(line) and not LEADERS.search(line.text):
            if not near:
                yield [*block, *_rest(block, waiting)]
                block, waiting = [], []
            block += [*(waiting if block else []), line]
            waiting = []
        elif block and near and len(waiting) < 2 and _is_label(line, block):
            waiting.append(line)
        else:
            if block:
                yield [*block, *_rest(block, waiting)]
            block, waiting = [], []
    if block:
        yield [*block, *_rest(block, waiting)]


def _rest(block: Sequence[Line], waiting: Sequence[Line]) -> Iterator[Line]:
    """Lines under the last figures that go on with its words, in small letters."""
    above = block[-1]
    for line in waiting:
        near = line.baseline - above.baseline < TIGHT * line.size
        if not near or not line.text[:1].islower():
            return
        yield line
        above = line


def _is_label(line: Line, block: Sequence[Line]) -> bool:
    """Whether a line without figures keeps to the left of the figures above it."""
    left = min(run.x0 for each in block for run in _figures(each))
    return line.box.x1 <= left or len(runs_of(line, BLANK)) > 1


def _table(
    block: Sequence[Line], lines: Sequence[Line], page: PrintedPage, words: Sequence[Word]
) -> PageTable | None:
    body = [line for line in block if _figures(line)]
    if len(body) < ROWS or not _aligned(body) or _is_contents(body):
        return None
    if sum(bool(BULLET.match(line.words[0].text)) for line in body) > 1:
        return None
    head = _head(block, lines)
    x0 = min(line.box.x0 for line in [*head, *block]) - 1
    x1 = max(line.box.x1 for line in [*head, *block]) + 1
    xs = columns_of(body, head, x0, x1)
    if len(xs) < 3 or cuts_runs(body, xs):
        return None
    rows = ([head] if head else []) + split_rows(block, xs)
    ys = [rows[0][0].box.top - 1, *middles(rows), rows[-1][-1].box.bottom + 1]
    if any(b <= a for a, b in pairwise(ys)):
        return None
    sides = {(edge, row) for edge in range(len(xs)) for row in range(len(rows))}
    below = {(edge, column) for edge in range(len(ys)) for column in range(len(xs) - 1)}
    inside = {id(word) for line in [*head, *block] for word in _originals(line, words)}
    grid = grid_of(xs, ys, sides, below)
    table = table_of(grid, "none", page, [word for word in words if id(word) in inside])
    return _checked(table) if table is not None else None


def _originals(line: Line, words: Sequence[Word]) -> Iterator[Word]:
    """The words of the page that a line was made of."""
    places = {(word.box, word.text) for word in line.words}
    return (word for word in words if (word.box, word.text) in places)


def _aligned(body: Sequence[Line]) -> bool:
    """Whether most figures end, begin or centre where those of other lines do."""
    runs = [(index, run) for index, line in enumerate(body) for run in _figures(line)]
    agree, full = 0, False
    for index, run in runs:
        mates = {
            other
            for other, mate in runs
            if other != index
            and (
                abs(mate.x1 - run.x1) <= ALIGNED
                or abs(mate.x0 - run.x0) <= ALIGNED
                or abs(mate.x0 + mate.x1 - run.x0 - run.x1) <= 2 * ALIGNED
            )
        }
        agree += bool(mates)
        full = full or len(mates) >= ROWS - 1
    return full and agree >= AGREE * len(runs)


def _is_contents(body: Sequence[Line]) -> bool:
    """Whether the lines are a table of contents: one rising page number at each end."""
    ends = [runs_of(line, BLANK)[-1].text.strip() for line in body]
    if not all(re.fullmatch(r"\d{1,3}", end) for end in ends):
        return False
    pages = [int(end) for end in ends]
    return pages == sorted(pages) and all(len(_figures(line)) == 1 for line in body)


def _head(block: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """The lines right above the first that name its columns."""
    first = next(i for i, line in enumerate(lines) if line is block[0])
    head: list[Line] = []
    left = min(run.x0 for line in block for run in _figures(line)) - 20
    for line in reversed(lines[max(first - 3, 0) : first]):
        below = head[0] if head else block[0]
        runs = runs_of(line, BLANK)
        over = [run for run in runs if run.x0 >= left]
        if below.baseline - line.baseline > APART * line.size or not over:
            break
        if len(runs) < 2 and line.box.x0 < left:
            break
        if any(is_figure(run.text) and not is_year(run.text) for run in runs):
            break
        if head and len(runs) == 1 and is_unit_line(line.text):
            break  # says in what the whole table counts
        head.insert(0, line)
    return head


def _checked(table: PageTable) -> PageTable | None:
    """The table when its cells are short and some column but the first holds figures."""
    body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.text]
    if any(len(cell.text.value) > 90 for cell in body):
        return None
    states = [
        [is_figure(c.text.value) or is_mark(c.text.value) for c in body if c.column == column]
        for column in range(1, table.columns)
    ]
    rows = table.rows - table.header_rows
    whole = any(len(column) >= ROWS and sum(column) >= AGREE * len(column) for column in states)
    return table if whole and len(body) >= FULL * rows * table.columns else None
