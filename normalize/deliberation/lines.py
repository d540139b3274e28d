"""The printed lines of a document, whether they stand in paragraphs or in cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from schemas.printed import Block, PrintedDocument, PrintedTable, Text

_SLOT = attrgetter("row", "column")


def lines_of(text: Text) -> Iterator[Text]:
    """A text line by line, as printed."""
    for low, high in line_spans(text):
        yield text.slice(low, high)


def line_spans(text: Text) -> Iterator[tuple[int, int]]:
    """Where each printed line of a text starts and ends, without the blanks around it."""
    value = text.value
    starts = [piece.start for piece in text.pieces if piece.newline and piece.start]
    for low, high in pairwise([0, *starts, len(value)]):
        line = value[low:high]
        if line := line.lstrip():
            yield high - len(line), high - len(line) + len(line.rstrip())


def texts_of(block: Block) -> Iterator[Text]:
    """What a block prints: its text, or its cells."""
    if block.table is None:
        if block.text:
            yield block.text
        return
    for cell in sorted(block.table.cells, key=_SLOT):
        if cell.text:
            yield cell.text


def texts(printed: PrintedDocument) -> Iterator[Text]:
    """Every text in reading order: headings, paragraphs, cells."""
    for block in printed.preamble:
        yield from texts_of(block)
    for section in printed.sections:
        yield section.heading
        for block in section.blocks:
            yield from texts_of(block)


def without(
    printed: PrintedDocument, left_out: Callable[[PrintedTable | None], bool]
) -> PrintedDocument:
    """A document without some of its tables."""
    kept = [
        replace(section, blocks=tuple(each for each in section.blocks if not left_out(each.table)))
        for section in printed.sections
    ]
    preamble = tuple(each for each in printed.preamble if not left_out(each.table))
    return replace(printed, preamble=preamble, sections=tuple(kept))
