"""A part of a table put into the columns of the parts before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.tables.cells import cell_text
from extract.tables.figures import is_figure
from extract.tables.shapes import PageTable
from schemas.printed import PrintedCell, Text, Word

# In points.
EDGE = 6.0  # column edges of two pages this near are the same
SIDE = 12.0  # outer sides of unruled parts this near are the same
OVER = 2.5  # a word that prints this little beyond an edge is not cut by it
SHIFT = 40.0  # the whole table may stand this much further on the other page


def shifted(edges: Sequence[float], onto: Sequence[float]) -> tuple[float, ...]:
    """Column edges moved so that their left side is that of others; facing pages differ."""
    shift = onto[0] - edges[0]
    return tuple(edge + shift for edge in edges) if abs(shift) <= SHIFT else tuple(edges)


def same_edges(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two sets of column edges are the same, moved or not."""
    moved = shifted(b, a)
    return len(a) == len(b) and all(abs(x - y) <= EDGE for x, y in zip(a, moved, strict=True))


def fitted(part: PageTable, edges: Sequence[float]) -> PageTable | None:
    """The part with the given column edges; none when its cells do not stand in them."""
    if same_edges(edges, part.edges):
        return part
    if part.ruling == "full":
        return spread(part, edges)
    return _by_words(part, edges)


def spread(part: PageTable, edges: Sequence[float]) -> PageTable | None:
    """A part with fewer columns, whose edges are all among those given, cells spanning more."""
    moved = shifted(part.edges, edges)
    places = [_nearest(edges, x) for x in moved]
    outside = places[0] != 0 or places[-1] != len(edges) - 1
    if outside or len(moved) >= len(edges) or len(set(places)) != len(places):
        return None
    if any(abs(edges[i] - x) > EDGE for i, x in zip(places, moved, strict=True)):
        return None
    cells = tuple(
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in part.cells
    )
    owner = [max(i for i, place in enumerate(places) if place <= c) for c in range(len(edges) - 1)]
    return replace(
        part,
        columns=len(edges) - 1,
        edges=tuple(edges),
        cells=cells,
        open_top=tuple(part.open_top[i] for i in owner),
        open_bottom=tuple(part.open_bottom[i] for i in owner),
    )


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


def _by_words(part: PageTable, edges: Sequence[float]) -> PageTable | None:
    """An unruled part whose words are dealt out to the given columns anew, row by row."""
    if abs(part.edges[0] - edges[0]) > SIDE or abs(part.edges[-1] - edges[-1]) > SIDE:
        return None
    if part.columns == len(edges) - 1 and all(_in_place(cell, edges) for cell in part.cells):
        return replace(part, edges=tuple(edges))
    if any(cell.row_span > 1 for cell in part.cells):
        return None
    columns = len(edges) - 1
    cells: list[PrintedCell] = []
    for row in range(part.rows):
        line = [cell for cell in part.cells if cell.row == row]
        dealt: list[list[Word]] = [[] for _ in range(columns)]
        for cell in line:
            for word in dict.fromkeys(piece.word for piece in cell.text.pieces):
                if any(word.box.x0 + OVER < x < word.box.x1 - OVER for x in edges[1:-1]):
                    return None
                column = bisect_right(edges, (word.box.x0 + word.box.x1) / 2) - 1
                dealt[min(max(column, 0), columns - 1)].append(word)
        if _cuts(dealt):
            return None
        box = line[0].box
        cells += [
            PrintedCell(
                row, column, 1, 1, cell_text(words) if words else Text(), part.page,
                box._replace(x0=edges[column], x1=edges[column + 1]),
            )
            for column, words in enumerate(dealt)
        ]  # fmt: skip
    bare = (False,) * columns
    return replace(
        part, columns=columns, edges=tuple(edges), cells=tuple(cells), open_top=bare,
        open_bottom=bare,
    )  # fmt: skip


def _in_place(cell: PrintedCell, edges: Sequence[float]) -> bool:
    """Whether the words of a cell stand within its columns as the given edges part them."""
    low, high = edges[cell.column], edges[cell.column + cell.column_span]
    return all(
        low < (piece.word.box.x0 + piece.word.box.x1) / 2 < high for piece in cell.text.pieces
    )


def _cuts(dealt: Sequence[Sequence[Word]]) -> bool:
    """Whether words printed in one go fall into two columns."""
    for left, right in pairwise(dealt):
        for a in left:
            for b in right:
                level = abs(a.baseline - b.baseline) < 0.3 * a.size
                if level and b.box.x0 - a.box.x1 < 0.35 * a.size:
                    return True
    return False


def same_kinds(a: PageTable, b: PageTable) -> bool:
    """Whether two parts with as many columns, between the same sides, hold like columns."""
    sides = abs(a.edges[-1] - a.edges[0] - b.edges[-1] + b.edges[0]) <= EDGE
    return a.columns == b.columns and sides and _kinds(a) == _kinds(b)


def _kinds(part: PageTable) -> list[bool]:
    """For each column, whether most of its body cells state figures."""
    kinds = []
    for column in range(part.columns):
        told = [
            cell.text.value
            for cell in part.cells
            if cell.column == column and cell.row >= part.header_rows and cell.text
        ]
        kinds.append(sum(map(is_figure, told)) * 2 > len(told))
    return kinds
