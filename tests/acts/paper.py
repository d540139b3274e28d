"""Prints acts from a few marks, and reads them: `# title`, `- bullet`, `===` for a new page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.document import read_document
from normalize.act import Act
from normalize.deliberation import family
from samples.blocks import Block, Bullets, Cell, Grid, Heading, PageBreak, Para
from samples.layouts import Layout
from samples.reportlab_printer import print_blocks
from schemas.dataset import DocumentFacts
from schemas.printed import PrintedDocument

Rows = Sequence[Sequence[str]]


def table(rows: Rows) -> Grid:
    """A ruled table; its first row is the header."""
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Grid("t", cells, 1, tuple(480 / len(rows[0]) for _ in rows[0]), "full")


def blocks(*content: str | Rows) -> list[Block]:
    """One block per line of text, one table per list of rows."""
    found: list[Block] = []
    for each in content:
        if not isinstance(each, str):
            found.append(table(each))
            continue
        found.extend(_block(line) for line in map(str.strip, each.splitlines()) if line)
    return found


def _block(line: str) -> Block:
    if line == "===":
        return PageBreak()
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        title = line.lstrip("# ")
        return Heading(level, title, None, title, title)
    if line.startswith("- "):
        return Bullets(((0, line[2:]),))
    return Para(line)


def read(folder: Path, *content: str | Rows) -> PrintedDocument:
    """What is printed, as the reader gives it."""
    out = folder / "acte.pdf"
    layout = Layout(numbering="none", toc=False, page_number="")
    print_blocks(blocks(*content), layout, out, "acte")
    return read_document(out)


def acts(folder: Path, *content: str | Rows) -> Sequence[Act]:
    """The acts of what is printed."""
    printed = read(folder, *content)
    assert family.claims(printed)
    return family.split(printed, "d")


def facts(folder: Path, *content: str | Rows) -> list[DocumentFacts]:
    """The rows of each act."""
    return [family.read(act) for act in acts(folder, *content)]
