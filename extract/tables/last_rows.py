"""The row that ends a table without side rules: it may be a running line of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.lines import Line, make_line
from extract.stating import is_lone_figure, line_parts
from extract.tables.shapes import PageTable

LEAST = 3  # rows: fewer are no table with a line below it


def running_rows(pages: Sequence[Sequence[PageTable]]) -> list[list[tuple[PageTable, Line]]]:
    """For each page its tables whose last row may be a running line, with that row as a line.

    A row with a figure of its own that ends the tables of several pages is one of these tables:
    the number of a page is never that of another.
    """
    ends = [[(table, line) for table in page if (line := _last_line(table))] for page in pages]
    often = Counter(line.text for end in ends for _, line in end)
    return [
        [(table, line) for table, line in end if often[line.text] == 1 or not _has_figure(line)]
        for end in ends
    ]


def _has_figure(line: Line) -> bool:
    """Whether a part of a line is nothing but a figure."""
    return any(is_lone_figure(part) for part in line_parts(line))


def _last_line(table: PageTable) -> Line | None:
    """The last row as one printed line; none where it has rules at its sides, or several lines."""
    if table.ruling == "full" or table.rows < LEAST:
        return None
    cells = [cell for cell in table.cells if cell.row + cell.row_span == table.rows]
    words = {id(piece.word): piece.word for cell in cells for piece in cell.text.pieces}
    if not words or any(cell.row_span > 1 for cell in cells):
        return None
    line = make_line(words.values())
    level = all(abs(word.baseline - line.baseline) < 0.3 * line.size for word in line.words)
    return line if level else None


def without_last_row(table: PageTable) -> PageTable:
    """The table less its last row."""
    rows, bands = table.rows - 1, table.bands[:-1]
    return replace(
        table,
        rows=rows,
        bands=bands,
        box=table.box._replace(bottom=bands[-1]),
        cells=tuple(cell for cell in table.cells if cell.row < rows),
    )
