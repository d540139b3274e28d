"""The printed lines of a document, whether they stand in paragraphs or in cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from normalize.deliberation.words import opens
from normalize.text import fold
from schemas.printed import Block, PrintedDocument, PrintedTable, Text


def lines_of(text: Text) -> Iterator[Text]:
    """A text line by line, as printed."""
    starts = [piece.start for piece in text.pieces if piece.newline and piece.start]
    bounds = [0, *starts, len(text.value)]
    for low, high in pairwise(bounds):
        line = text.slice(low, high).strip()
        if line:
            yield line


def texts_of(block: Block) -> Iterator[Text]:
    """What a block prints: its text, or its cells; lists of members under titles by column."""
    if block.table is None:
        if block.text:
            yield block.text
        return
    by_columns = _is_in_columns(block.table)
    for cell in sorted(
        block.table.cells,
        key=lambda cell: (cell.column, cell.row) if by_columns else (cell.row, cell.column),
    ):
        if cell.text:
            yield cell.text


def _is_in_columns(table: PrintedTable) -> bool:
    """Whether each column is a list of members under its own title (`Présents | Excusés`)."""
    titles = [fold(cell.text.value) for cell in table.cells if cell.row == 0 and cell.text]
    listed = [title for title in titles if opens("marks", "lists").match(title)]
    return len(listed) > 1 and len(listed) == len(titles)


def texts(printed: PrintedDocument) -> Iterator[Text]:
    """Every text in reading order: headings, paragraphs, cells."""
    for block in printed.preamble:
        yield from texts_of(block)
    for section in printed.sections:
        yield section.heading
        for block in section.blocks:
            yield from texts_of(block)
