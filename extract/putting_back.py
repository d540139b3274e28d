"""Words of a page that was read upright and level, put back where the page displays them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from extract.pdfium import Matrix
from extract.shelf import Shelf, is_made
from schemas.printed import (
    Back,
    Block,
    Box,
    PageFacts,
    PrintedDocument,
    PrintedTable,
    Text,
    Word,
)


def put_back(printed: PrintedDocument, maps: Mapping[int, Back], shelf: Shelf) -> PrintedDocument:
    """The same document, its words where they are displayed.

    `maps` has the way back of the pages that were turned or made level; words on the shelf go
    there when they are next made.  Tables and empty cells keep their area on the level page: it
    is off by what the sheet lay askew.
    """
    if not maps:
        return printed
    moves = {page: partial(_move, back=Matrix(*back)) for page, back in maps.items()}
    shelf.move(moves)
    seen: set[int] = set()
    for text in _texts(printed):
        for piece in text.pieces if type(text.pieces) is tuple else ():
            move = moves.get(piece.word.page)
            if move is not None and id(piece.word) not in seen:
                seen.add(id(piece.word))
                if is_made(piece.word):
                    move(piece.word)
    return replace(printed, pages=tuple(_displayed(page, maps) for page in printed.pages))


def _displayed(page: PageFacts, maps: Mapping[int, Back]) -> PageFacts:
    back = maps.get(page.number)
    if back is None or abs(back[1]) < 0.5:
        return page
    return replace(page, width=page.height, height=page.width)


def _move(word: Word, back: Matrix) -> None:
    """Move a word for good: nothing reads its place on the level page any more."""
    quarters = 0 if abs(back.a) > 0.5 else 1
    turned = (0 if back.a > 0 else 180) if not quarters else (90 if back.b > 0 else 270)
    box, middle = word.box, (word.box.top + word.box.bottom) / 2
    ends = [back.point(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    xs, ys = zip(*ends, strict=True)
    if word.angle in (90, 270):
        centre = (box.x0 + box.x1) / 2
        word.edges = tuple(back.point(centre, y)[1 - quarters] for y in word.edges)
        word.baseline = back.point(word.baseline, middle)[quarters]
    else:
        word.edges = tuple(back.point(x, middle)[quarters] for x in word.edges)
        word.baseline = back.point(box.x0, word.baseline)[1 - quarters]
    word.angle = (word.angle + turned) % 360
    word.box = Box(min(xs), min(ys), max(xs), max(ys))


def _texts(printed: PrintedDocument) -> Iterator[Text]:
    yield from printed.furniture
    for section in printed.sections:
        yield section.heading
        yield section.title
    for block in printed.blocks():
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Text]:
    yield block.text
    yield block.title
    if block.table is not None:
        yield from _of_table(block.table)


def _of_table(table: PrintedTable) -> Iterator[Text]:
    yield table.caption
    for cell in table.cells:
        yield cell.text
