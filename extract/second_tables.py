"""Tables with rules read a second time, by another program: camelot."""

from __future__ import annotations

import importlib
import re
import unicodedata
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2

from schemas.printed import Block, Box, PrintedCell, PrintedDocument, PrintedTable, union

SLACK = 1.0  # points that a word may stand over a rule
# What reads most cells of known tables right: rules from the drawing, lines cut at them.
OPTIONS = {"flavor": "lattice", "engine": "vector", "split_text": True, "suppress_stdout": True}


@dataclass(frozen=True, slots=True)
class Region:
    """A cell as the other program has it, with those that no rule parts from it."""

    box: Box
    text: str


def available() -> bool:
    """Whether there is another program to read tables with."""
    return find_spec("camelot") is not None


def read_tables_twice(path: Path, printed: PrintedDocument) -> PrintedDocument:
    """The same document, the cells of ruled tables with what camelot reads in their place."""
    ruled = [block.table for block in printed.blocks() if _is_ruled(block.table)]
    native = {page.number for page in printed.pages if page.text_layer == "native"}
    told = sorted({cell.page for table in ruled if table for cell in table.cells} & native)
    try:
        regions = _regions(path, _upright(path, told))
    except Exception as error:  # whatever a program that is not ours raises
        message = f"Les tableaux n'ont pas eu de seconde lecture ({type(error).__name__})."
        return replace(printed, warnings=(*printed.warnings, message))
    if not regions:
        return printed

    def again(block: Block) -> Block:
        table = block.table
        return replace(block, table=_held(table, regions)) if table and _is_ruled(table) else block

    return replace(
        printed,
        preamble=tuple(map(again, printed.preamble)),
        sections=tuple(
            replace(section, blocks=tuple(map(again, section.blocks)))
            for section in printed.sections
        ),
    )


def _is_ruled(table: PrintedTable | None) -> bool:
    return table is not None and table.ruling == "full"


def _upright(path: Path, pages: Sequence[int]) -> dict[int, float]:
    """The heights of those pages whose places both programs count alike: not turned, not cut."""
    document = pypdfium2.PdfDocument(path)
    try:
        found = {}
        for number in pages:
            page = document[number - 1]
            if not page.get_rotation() and page.get_cropbox()[:2] == (0, 0):
                found[number] = page.get_height()
            page.close()
    finally:
        document.close()
    return found


def _regions(path: Path, heights: dict[int, float]) -> dict[int, list[Region]]:
    """What camelot reads on some pages; empty on none."""
    found: dict[int, list[Region]] = defaultdict(list)
    if not heights:
        return found
    read_pdf = importlib.import_module("camelot.io").read_pdf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = read_pdf(str(path), pages=",".join(map(str, heights)), **OPTIONS)
    for table in tables:
        found[table.page].extend(_of_table(table.cells, heights[table.page]))
    return found


def _of_table(cells: Sequence[Sequence[Any]], height: float) -> Iterator[Region]:
    """The cells of a table, those with no rule between them made one."""
    rows, columns = len(cells), len(cells[0])
    owner = {place: place for place in product(range(rows), range(columns))}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for row, column in owner:
        cell = cells[row][column]
        if column + 1 < columns and not (cell.right or cells[row][column + 1].left):
            owner[root((row, column + 1))] = root((row, column))
        if row + 1 < rows and not (cell.bottom or cells[row + 1][column].top):
            owner[root((row + 1, column))] = root((row, column))
    together = defaultdict(list)
    for row, column in owner:
        together[root((row, column))].append(cells[row][column])
    for several in together.values():
        box = Box(
            min(cell.x1 for cell in several),
            height - max(cell.y2 for cell in several),
            max(cell.x2 for cell in several),
            height - min(cell.y1 for cell in several),
        )
        lines = (line.strip() for cell in several for line in cell.text.splitlines())
        yield Region(box, " ".join(filter(None, lines)))


def _held(table: PrintedTable, regions: dict[int, list[Region]]) -> PrintedTable:
    """A table, its cells with their second reading."""
    own: dict[int, list[PrintedCell]] = defaultdict(list)
    for cell in table.cells:
        own[cell.page].append(cell)
    seen = {}
    for page, cells in own.items():
        seen.update({id(cell): other for cell, other in _seen(cells, regions.get(page, ()))})
    return replace(
        table, cells=tuple(replace(cell, second=seen.get(id(cell))) for cell in table.cells)
    )


def _seen(
    cells: Sequence[PrintedCell], regions: Sequence[Region]
) -> Iterator[tuple[PrintedCell, str]]:
    """The cells of a page that camelot has, and what it reads in their place."""
    inside: dict[int, list[PrintedCell]] = defaultdict(list)
    where: list[tuple[PrintedCell, list[Region]]] = []
    for cell in cells:
        found = _where(cell, regions)
        where.append((cell, found))
        for region in found:
            inside[id(region)].append(cell)
    runs = [run for cell in cells for run in _runs(cell)]
    # Words of one cell that run on into another, which has words of its own.
    torn = {
        id(each)
        for each in regions
        if len(inside[id(each)]) > 1 and any(_crosses(run, each.box) for run in runs)
    }
    for cell, found in where:
        if not found or any(id(region) in torn for region in found):
            continue
        other = " | ".join(region.text for region in found)
        if len(found) == 1 and (_same([cell], other) or _same(inside[id(found[0])], other)):
            other = cell.text.value
        yield cell, other


def _where(cell: PrintedCell, regions: Sequence[Region]) -> list[Region]:
    """The regions that hold the words of a cell; none where one stands in no region."""
    found: dict[int, Region] = {}
    for piece in cell.text.pieces:
        box = piece.word.box
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        holder = next((region for region in regions if region.box.holds(x, y)), None)
        if holder is None or piece.word.page != cell.page:
            return []
        found[id(holder)] = holder
    return list(found.values())


def _crosses(run: Box, box: Box) -> bool:
    """Whether words without a blank run over the side of a cell, at which camelot cuts them."""
    if not box.top <= (run.top + run.bottom) / 2 <= box.bottom:
        return False
    return any(run.x0 + SLACK < side < run.x1 - SLACK for side in (box.x0, box.x1))


def _runs(cell: PrintedCell) -> Iterator[Box]:
    """The words of a cell, those that no blank parts in one box."""
    run: list[Box] = []
    for piece in cell.text.pieces:
        if run and (piece.newline or piece.word.space):
            yield union(run)
            run = []
        run.append(piece.word.box)
    if run:
        yield union(run)


def _same(cells: Sequence[PrintedCell], other: str) -> bool:
    """Whether a region holds the words of some cells, each as often, in whatever order.

    Several: camelot misses rules that stop short of others, and leaves one cell bare of them.
    Programs order lines that stand side by side, or that are turned, each in its own way.
    """
    own = [word for cell in cells for word in _plain(cell.text.value)]
    told = _plain(other)
    return "".join(own) == "".join(told) or Counter(own) == Counter(told)


def _plain(text: str) -> list[str]:
    """Words of letters, figures and the signs that bear on them: programs differ in all else."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[^\w\s%€$+-]|_|-(?!\d)|(?<=\w)-", "", plain)
    return plain.split()
