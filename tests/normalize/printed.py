"""Texts and sections as a page would print them, without a page."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.printed import (
    Block,
    Box,
    Piece,
    PrintedCell,
    PrintedSection,
    PrintedTable,
    Text,
    Word,
)

WIDTH = 5.0


def text(value: str, page: int = 1, top: float = 100.0) -> Text:
    """A line of words, five points to a character."""
    pieces: list[Piece] = []
    at = 0
    for word in value.split(" "):
        if word:
            x0 = at * WIDTH
            edges = tuple(x0 + WIDTH * i for i in range(len(word) + 1))
            box = Box(x0, top, edges[-1], top + 10)
            printed = Word(word, page, box, top + 8, 10.0, False, False, 0, edges)
            pieces.append(Piece(at, printed, 0, len(word), not pieces))
        at += len(word) + 1
    return Text(value, tuple(pieces))


def blocks(*lines: str) -> tuple[Block, ...]:
    """Paragraphs and bullets: `- ` opens a bullet, `  - ` one within it."""
    made = []
    for rank, line in enumerate(lines):
        bare = line.lstrip(" ")
        level = (len(line) - len(bare)) // 2 + 1
        if bare.startswith("- "):
            made.append(Block("bullet", text(bare[2:], top=20.0 * rank), level, marker="-"))
        else:
            made.append(Block("paragraph", text(line, top=20.0 * rank)))
    return tuple(made)


def table(rows: Sequence[Sequence[str]], header_rows: int = 1, caption: str = "") -> Block:
    """A ruled table without spans."""
    cells = [
        PrintedCell(
            r,
            c,
            1,
            1,
            text(value, top=20.0 * r),
            1,
            Box(100.0 * c, 20.0 * r, 100.0 * c + 100, 20.0 * r + 20),
        )
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
    ]
    printed = PrintedTable(
        page=1,
        page_end=1,
        box=Box(0, 0, 100.0 * len(rows[0]), 20.0 * len(rows)),
        ruling="full",
        rows=len(rows),
        columns=len(rows[0]),
        header_rows=header_rows,
        cells=tuple(cells),
        caption=text(caption) if caption else Text(),
    )
    return Block("table", Text(), table=printed)


def section(
    index: int, parent: int | None, level: int, number: str, title: str, *content: Block
) -> PrintedSection:
    """A heading with what stands under it."""
    heading = text(f"{number} {title}".strip())
    return PrintedSection(index, parent, level, number, text(title), heading, tuple(content))
