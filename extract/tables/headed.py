"""Tables without rules that a bold header opens: its texts name the columns below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extract.lines import Line
from extract.tables.alignment import Run, middles, split_rows
from extract.tables.figures import is_figure, is_mark
from extract.tables.grid import grid_of
from extract.tables.header_texts import header_blocks, parted_heads
from extract.tables.heads import gathered_heads
from extract.tables.ruled import table_of
from extract.tables.shapes import PageTable
from extract.tables.strips import (
    Blanks,
    Block,
    blanks_of,
    blocks,
    columns_under,
    may_part,
    rows_by_leading,
    texts_of,
    texts_under,
)
from extract.tables.unruled import BULLET, LEADERS
from schemas.printed import PrintedPage, Word

# In parts of the font size.
NEAR = 1.5  # lines of one header text stand this near
NEXT = 3.2  # lines further apart than this are not of one table
SAME = 0.08  # part of the size by which the lines of a table may differ
BESIDE = 3.0  # the text of a bullet stands this near to its mark
FIRST = 6  # lines of the body that tell what stands under the upper texts of a header
SURE = 4  # so many columns named side by side are a table without figures too
YEAR = re.compile(r"(19|20)\d\d(?!\d)")
DOUBT = "Les lignes ou colonnes d'un tableau sans filets ne se distinguent pas sûrement."


@dataclass(frozen=True, eq=False)
class _Told:
    """A line and its texts, left to right: most lines are near no header and never asked."""

    line: Line
    blanks: Blanks

    @cached_property
    def texts(self) -> tuple[Run, ...]:
        """What stands between wide blanks."""
        return texts_of(self.line, self.blanks)

    @property
    def states_beside(self) -> bool:
        """Whether it states a figure after its first text."""
        return any(run.text in self._figures for run in self.texts[1:])

    @property
    def names(self) -> bool:
        """Whether it may name columns: most of its texts are words or years."""
        return 2 * len(self._figures) < len(self.texts)

    @cached_property
    def _figures(self) -> list[str]:
        """The texts that state a figure, or that there is none; a year is no figure here."""
        texts = [run.text for run in self.texts if not YEAR.match(run.text)]
        return [text for text in texts if is_mark(text) or is_figure(text)]


@dataclass(frozen=True, slots=True)
class _Found:
    """A header row by row, the lines below it, and the columns of both."""

    heads: tuple[tuple[Line, ...], ...]
    body: tuple[Line, ...]
    edges: tuple[float, ...]
    sure: bool


def headed_tables(
    page: PrintedPage, words: Sequence[Word], lines: Sequence[Line]
) -> Iterator[PageTable]:
    """The tables that a bold header opens, among words that no other table took."""
    if not any(line.bold and may_part(line) for line in lines):
        return
    blanks = blanks_of(lines)
    told = [_Told(line, blanks) for line in lines]
    index = 0
    while index < len(told):
        head = _head(told[index:])
        found = _found(head, told[index + len(head) :], blanks) if head else None
        table = _table(found, page, words) if found else None
        if found is None or table is None:
            # What is left of a header that names no columns names none either.
            index += len(head) if head and len(head[0].texts) > 2 else 1
            continue
        yield table
        index += len(head) + len(found.body)


def _head(lines: Sequence[_Told]) -> list[_Told]:
    """The lines of a header that begins here, several texts side by side in bold; else none."""
    head: list[_Told] = []
    for told in lines:
        if not told.line.bold or not told.names or LEADERS.search(told.line.text):
            break
        if head and not _goes_on(head[-1].line, told):
            break
        head.append(told)
    wide = next((told for told in head if len(told.texts) > 1), None)
    # A header that begins with one text does so right of its first column.
    if wide is None or (wide is not head[0] and head[0].texts[0].x0 <= wide.texts[0].x1):
        return []
    return head


def _goes_on(above: Line, told: _Told) -> bool:
    """Whether a bold line is one more of the header so far."""
    line = told.line
    step = line.baseline - above.baseline
    alike = abs(line.size - above.size) <= SAME * line.size
    return alike and step < (NEXT if len(told.texts) > 1 else NEAR) * line.size


def _found(head: Sequence[_Told], below: Sequence[_Told], blanks: Blanks) -> _Found | None:
    """The lines below a header that stand in columns with it."""
    body = _body(head, below)
    top = [told.line for told in head]
    rows = rows_by_leading(top, ()) or [top]
    first = [told.line for told in body if len(told.texts) > 1][:FIRST]
    heads = header_blocks(rows, first, blanks)
    if len(heads) < 2:
        return None
    body = _trimmed(_in_columns(heads, body, blanks), heads, top[-1])
    if not body:
        return None
    lines = [told.line for told in body]
    heads = parted_heads(heads, rows[-1], lines, blanks)
    columns, sure = columns_under(heads, lines, blanks)
    if not _is_table(body, columns):
        return None
    x0 = min(line.box.x0 for line in [*top, *lines]) - 1
    x1 = max(line.box.x1 for line in [*top, *lines]) + 1
    inner = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    return _Found(tuple(map(tuple, rows)), tuple(lines), (x0, *inner, x1), sure)


def _body(head: Sequence[_Told], below: Sequence[_Told]) -> list[_Told]:
    """The lines below a header as far as they are set alike and no other header begins."""
    body: list[_Told] = []
    above = head[-1].line
    for told in below:
        line = told.line
        if line.baseline - above.baseline > NEXT * line.size or LEADERS.search(line.text):
            break
        if body and abs(line.size - body[0].line.size) > SAME * line.size:
            break
        if line.bold and (len(told.texts) < 2 or told.names):
            break
        if BULLET.match(line.words[0].text) and _is_bullet(told):
            break
        body.append(told)
        above = line
    return body


def _is_bullet(told: _Told) -> bool:
    """Whether a line is a mark with its text right beside it."""
    words = told.line.words
    if len(words) < 2 or len(told.texts) > 2:
        return False
    return words[1].box.x0 - words[0].box.x1 < BESIDE * told.line.size


def _in_columns(heads: Sequence[Run], lines: Sequence[_Told], blanks: Blanks) -> list[_Told]:
    """The lines up to the first that fills the white between two header texts."""
    kept: list[_Told] = []
    held: list[Run] = []
    for told in lines:
        texts = texts_under(heads, told.line, blanks) if len(told.texts) > 2 else told.texts
        held = blocks([*held, *texts])
        whole = blocks([*heads, *held])
        if sum(any(b.x0 <= h.x0 <= b.x1 for h in heads) for b in whole) < len(heads):
            break
        kept.append(told)
    return kept


def _trimmed(body: Sequence[_Told], heads: Sequence[Run], above: Line) -> list[_Told]:
    """The lines without those at the end that may be text below the table.

    Such a line prints in the first column only, and further off than the rows above; where there
    is but one, than it stands off the header.
    """
    kept = list(body)
    steps = [b.line.baseline - a.line.baseline for a, b in pairwise(body)]
    rows = [s for s, told in zip(steps, body[1:], strict=True) if len(told.texts) > 1]
    rows = rows or [told.line.baseline - above.baseline for told in body[:1]]
    far = max(rows, default=0.0) + 0.1
    while len(kept) > 1 and len(kept[-1].texts) < 2 and kept[-1].texts[0].x0 < heads[1].x0:
        step = steps[len(kept) - 2]
        if step <= far or step < NEAR * kept[-1].line.size:
            break
        kept.pop()
    return kept


def _is_table(body: Sequence[_Told], columns: Sequence[Block]) -> bool:
    """Whether a header names what the columns hold, and lines state figures in them."""
    if len(columns) < 2 or sum(column.told for column in columns) < 2:
        return False
    if any(column.told and not column.named for column in columns[1:]):
        return False
    if all(told.line.bold for told in body) and not all(told.states_beside for told in body):
        return False
    stated = sum(told.states_beside for told in body)
    if not stated:
        # Rows that a page break left without figures, below a header that leaves no doubt.
        return sum(column.named for column in columns) >= SURE
    return len(columns) > 2 or 2 * stated >= len(body)


def _table(found: _Found, page: PrintedPage, words: Sequence[Word]) -> PageTable | None:
    """The table on the columns found, its header rows known."""
    edges = found.edges
    rows = rows_by_leading(found.body, edges)
    doubt = rows is None or not found.sure
    if rows is None:
        rows = split_rows(found.body, edges)
        doubt = not found.sure or any(len(row) > 1 for row in rows)
    every = [*found.heads, *rows]
    ys = [every[0][0].box.top - 1, *middles(every), every[-1][-1].box.bottom + 1]
    if any(b <= a for a, b in pairwise(ys)):
        return None
    right = {(edge, row) for edge in range(len(edges)) for row in range(len(every))}
    right -= {
        (edge, row) for row, edge in gathered_heads(every, edges) if row + 1 < len(found.heads)
    }
    below = {(edge, column) for edge in range(len(ys)) for column in range(len(edges) - 1)}
    boxes = {
        (word.box, word.text)
        for row in (*found.heads, found.body)
        for line in row
        for word in line.words
    }
    inside = [word for word in words if (word.box, word.text) in boxes]
    table = table_of(grid_of(edges, ys, right, below), "none", page, inside)
    if table is None:
        return None
    if table.rows == len(every):
        table = replace(table, header_rows=len(found.heads))
    if doubt:
        note = f"Page {page.number} : {DOUBT}"
        table = replace(table, sure=False, warnings=(*table.warnings, note))
    return table
