"""Acts made from a few marks, without a PDF: what `extract` would give of them.

`#` a heading (its number is parted from its title as `extract` does), `-` a bullet, `|` a row of
a table, a blank line the end of a paragraph; `~` the end of a page.
"""

from __future__ import annotations

import re
from itertools import groupby

from normalize.act import Act
from schemas.facts import Kind, Part
from schemas.printed import (
    Block,
    Box,
    Piece,
    PrintedCell,
    PrintedDocument,
    PrintedSection,
    PrintedTable,
    Text,
    Word,
)

_NUMBER = re.compile(
    r"(?:(\d+(?:\.\d+)*|[IVX]+)[.)] +|((?:Op[ée]rations?|Th[ée]matique|Axe|Fiche action|Fiche|Article|ARTICLE|Annexe) (?:n° ?)?\w+)"
    r"(?: *[:.–-] *|$))(.*)"
)


class _Page:
    """Where the next line stands."""

    def __init__(self) -> None:
        self.number, self.top = 1, 40.0

    def text(self, line: str, *, size: float = 10, x: float = 50) -> Text:
        """A printed line."""
        pieces: list[Piece] = []
        for match in re.finditer(r"\S+", line):
            x0 = x + 5 * match.start()
            edges = tuple(x0 + 5 * n for n in range(len(match[0]) + 1))
            box = Box(x0, self.top, edges[-1], self.top + size)
            word = Word(match[0], self.number, box, self.top + size, size, False, False, 0, edges)
            pieces.append(Piece(match.start(), word, 0, len(match[0]), not pieces))
        return Text(line, tuple(pieces))


def act(kind: Kind, source: str, *, title: str | None = None) -> Act:
    """One act of a kind."""
    printed = document(source)
    part = Part(document_id="d", part_id="p1", kind=kind, title=title, page_start=1, page_end=9)
    return Act("d", part, printed)


def document(source: str) -> PrintedDocument:
    """What the marks print."""
    page = _Page()
    preamble: list[Block] = []
    sections: list[PrintedSection] = []
    lines = [line.strip() for line in source.strip().splitlines()]
    for mark, run in groupby(
        lines, key=lambda line: line[:1] if line[:1] in "#-|~" else line and "p"
    ):
        group = list(run)
        if mark == "#":
            sections += [_section(page, line, len(sections) + n) for n, line in enumerate(group)]
            continue
        blocks = _blocks(page, mark, group)
        if not sections:
            preamble += blocks
        else:
            last = sections[-1]
            sections[-1] = PrintedSection(
                last.index,
                None,
                last.level,
                last.number,
                last.title,
                last.heading,
                (*last.blocks, *blocks),
            )
    return PrintedDocument(
        pages=(), preamble=tuple(preamble), sections=tuple(sections), furniture=()
    )


def _section(page: _Page, line: str, index: int) -> PrintedSection:
    level = len(line) - len(line.lstrip("#"))
    heading = page.text(line.lstrip("# "), size=20 - 2 * level)
    page.top += 20
    match = _NUMBER.match(heading.value)
    number = (match[1] or match[2]) if match else ""
    start = match.start(3) if match else 0
    title = heading.slice(start, len(heading.value))
    return PrintedSection(index, None, level, number, title, heading, ())


def _blocks(page: _Page, mark: str, group: list[str]) -> list[Block]:
    if mark == "~":
        page.number, page.top = page.number + len(group), 40.0
        return []
    if mark == "|":
        return [_table(page, group)]
    if mark == "-":
        return [Block("bullet", _line(page, line.lstrip("- ")), 0, "", "•") for line in group]
    return [Block("paragraph", _line(page, " ".join(group)))] if mark else []


def _line(page: _Page, line: str) -> Text:
    text = page.text(line)
    page.top += 14
    return text


def _table(page: _Page, group: list[str]) -> Block:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in group]
    header = 1 if len(rows) > 1 and not any(cell.strip("-") for cell in rows[1]) else 0
    if header:
        del rows[1]
    cells = []
    top = page.top
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            text = page.text(value, x=50 + 150 * c) if value else Text()
            box = Box(50 + 150 * c, page.top, 200 + 150 * c, page.top + 14)
            cells.append(PrintedCell(r, c, 1, 1, text, page.number, box))
        page.top += 14
    columns = max(len(row) for row in rows)
    box = Box(50, top, 50 + 150 * columns, page.top)
    table = PrintedTable(
        page.number, page.number, box, "full", len(rows), columns, header, tuple(cells)
    )
    return Block("table", Text(), table=table)
