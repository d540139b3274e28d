"""Tables with rules read a second time, by another program: camelot."""

from __future__ import annotations

import importlib
import re
import unicodedata
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import product
from math import inf
from pathlib import Path
from time import perf_counter
from typing import Any

import pypdfium2

from extract.ocr.agree import FIGURE
from extract.second_reading import SecondReading, ranges
from schemas.printed import Aside, Block, Box, PrintedCell, PrintedDocument, PrintedTable, union

SLACK = 1.0  # points that a word may stand over a rule
MOST_HEADS = 6  # rows that a table may repeat on its pages
ALONE = re.compile(r"[-+(]?[0-9][0-9\s.,]*[%€)]*")  # a cell that is a figure
APART = 0.3  # part of a cell that two programs have in common
MOVED = "(dans une autre case)"
TOGETHER = 8  # pages that are read between two looks at the clock
# What reads most cells of known tables right: rules from the drawing, lines cut at them.
OPTIONS = {"flavor": "lattice", "engine": "vector", "split_text": True, "suppress_stdout": True}


@dataclass(frozen=True, slots=True)
class Region:
    """A cell as the other program has it, with those that no rule parts from it."""

    box: Box
    text: str


@dataclass(slots=True)
class Regions:
    """What the other program sees on some pages, and those that it did not read."""

    tables: dict[int, list[list[Region]]] = field(default_factory=lambda: defaultdict(list))
    unread: list[int] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def of(self, page: int) -> list[Region]:
        """All cells of a page."""
        return [region for table in self.tables.get(page, ()) for region in table]


def available() -> bool:
    """Whether there is another program to read tables with."""
    return find_spec("camelot") is not None


def read_tables_twice(
    path: Path, printed: PrintedDocument, first: SecondReading | None = None, seconds: float = inf
) -> PrintedDocument:
    """The same document, the cells of ruled tables with what camelot reads in their place.

    `first` is the second reading of its words, which tells what the pages do not show and where
    rules stand; the reading of tables takes about `seconds` at most.
    """
    ruled = [block.table for block in printed.blocks() if _is_ruled(block.table)]
    native = {page.number for page in printed.pages if page.text_layer == "native"}
    own = {cell.page for table in ruled if table for cell in table.cells} & native
    told = own | (set(first.gridded) & native if first else set())
    regions = _regions(path, sorted(told), seconds)
    aside = first.aside if first else {}

    def again(block: Block) -> Block:
        table = block.table
        return (
            replace(block, table=_held(table, regions, aside))
            if table and _is_ruled(table)
            else block
        )

    notes = [*_unread(regions, own), *_elsewhere(printed, regions)]
    return replace(
        printed,
        preamble=tuple(map(again, printed.preamble)),
        sections=tuple(
            replace(section, blocks=tuple(map(again, section.blocks)))
            for section in printed.sections
        ),
        warnings=(*printed.warnings, *notes),
    )


def _is_ruled(table: PrintedTable | None) -> bool:
    return table is not None and table.ruling == "full"


def _unread(regions: Regions, own: set[int]) -> Iterator[str]:
    """The pages whose tables have no second reading, and why."""
    pages = sorted(set(regions.unread) & own)
    if pages:
        why = f" ({', '.join(dict.fromkeys(regions.why))})" if regions.why else ""
        yield f"Tableaux sans seconde lecture{why} : pages {ranges(pages)}."


def _elsewhere(printed: PrintedDocument, regions: Regions) -> Iterator[str]:
    """Tables and cells with figures that the other program alone sees.

    Heads that tables repeat on each of their pages are read once.
    """
    words: dict[int, list[tuple[float, float]]] = defaultdict(list)
    heads: dict[int, set[str]] = defaultdict(set)
    for table in (block.table for block in printed.blocks() if block.table is not None):
        for cell in table.cells:
            for piece in cell.text.pieces:
                box = piece.word.box
                middle = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
                words[piece.word.page].append(middle)
            for page in range(table.page + 1, table.page_end + 1 if cell.row < MOST_HEADS else 0):
                heads[page].add("".join(_plain(cell.text.value)))
    for page in sorted(regions.tables):
        for own in regions.tables[page]:
            alone = [each for each in own if not _any_in(each.box, words[page])]
            figures = [each for each in alone if FIGURE.search(each.text)]
            told = [each for each in figures if "".join(_plain(each.text)) not in heads[page]]
            if len(alone) < len(own) and told:
                yield f"Page {page} : {_shown(told)} n'est dans un tableau qu'à la seconde lecture."
            elif len(alone) == len(own) and _is_table(own):
                yield f"Page {page} : {_shown(own)} n'est un tableau qu'à la seconde lecture."


def _any_in(box: Box, places: Iterable[tuple[float, float]]) -> bool:
    return any(box.holds(x, y) for x, y in places)


def _is_table(regions: Sequence[Region]) -> bool:
    """Whether some cells make a table of figures: no frame, no form, no drawing."""
    figures = [each for each in regions if ALONE.fullmatch(each.text)]
    tops, lefts = ({round(each.box[side]) for each in figures} for side in (1, 0))
    return len(figures) > 3 and len(tops) > 1 and len(lefts) > 1


def _shown(regions: Sequence[Region]) -> str:
    text = " | ".join(each.text for each in regions if each.text)
    return f"« {text[:80].strip()} »"


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


def _regions(path: Path, pages: Sequence[int], seconds: float) -> Regions:
    """What camelot reads on some pages, as far as the time goes."""
    found, started = Regions(), perf_counter()
    if not pages:
        return found
    try:
        heights = _upright(path, pages)
        read_pdf = importlib.import_module("camelot.io").read_pdf
    except Exception as error:  # whatever a program that is not ours raises
        found.unread, found.why = [*pages], [type(error).__name__]
        return found
    found.unread = [number for number in pages if number not in heights]
    if found.unread:
        found.why.append("pages tournées ou rognées")
    numbers = sorted(heights)
    for start in range(0, len(numbers), TOGETHER):
        lot = numbers[start : start + TOGETHER]
        if perf_counter() - started > seconds:
            found.unread += numbers[start:]
            found.why.append("temps écoulé")
            break
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tables = read_pdf(str(path), pages=",".join(map(str, lot)), **OPTIONS)
            for table in tables:
                cells = list(_of_table(table.cells, heights[table.page]))
                found.tables[table.page].append(cells)
        except Exception as error:
            found.unread += lot
            found.why.append(type(error).__name__)
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


def _held(
    table: PrintedTable, regions: Regions, aside: Mapping[int, Sequence[Aside]]
) -> PrintedTable:
    """A table, its cells with their second reading."""
    own: dict[int, list[PrintedCell]] = defaultdict(list)
    for cell in table.cells:
        own[cell.page].append(cell)
    seen = {}
    for page, cells in own.items():
        told = _seen(cells, regions.of(page), aside.get(page, ()))
        seen.update({id(cell): other for cell, other in told})
    return replace(
        table, cells=tuple(replace(cell, second=seen.get(id(cell))) for cell in table.cells)
    )


def _seen(
    cells: Sequence[PrintedCell], regions: Sequence[Region], aside: Sequence[Aside]
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
        if len(found) == 1:
            out = "".join(letter for letter, x, y in aside if found[0].box.holds(x, y))
            if _same([cell], other, out) or _same(inside[id(found[0])], other, out):
                other = cell.text.value if _meet(cell.box, found[0].box) else f"{other} {MOVED}"
        yield cell, other


def _meet(own: Box, other: Box) -> bool:
    """Whether a cell stands where the other program has it, be it a part of a larger one."""
    wide = min(own.x1, other.x1) - max(own.x0, other.x0)
    high = min(own.bottom, other.bottom) - max(own.top, other.top)
    return wide > APART * min(own.width, other.width) and high > APART * min(
        own.height, other.height
    )


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


def _same(cells: Sequence[PrintedCell], other: str, aside: str) -> bool:
    """Whether a region holds the words of some cells, each as often, in whatever order.

    Several: camelot misses rules that stop short of others, and leaves one cell bare of them.
    Programs order lines that stand side by side, or that are turned, each in its own way.
    `aside` are letters that stand there and that the page does not show, which camelot reads.
    """
    own = [word for cell in cells for word in _plain(cell.text.value)]
    told = _plain(other)
    if "".join(own) == "".join(told) or Counter(own) == Counter(told):
        return True
    hidden = "".join(_plain(aside))
    return bool(hidden) and Counter("".join([*own, hidden])) == Counter("".join(told))


def _plain(text: str) -> list[str]:
    """Words of letters, figures and the signs that bear on them: programs differ in all else."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[^\w\s%€$+-]|_|-(?!\d)|(?<=\w)-", "", plain)
    return plain.split()
