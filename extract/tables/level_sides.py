"""The rows of a table that has level rules only, and which sides of its cells are closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.lines import Line
from extract.tables.alignment import middles, runs_of, split_rows
from extract.tables.cells import middle
from extract.tables.heads import gathered_heads
from extract.tables.ladders import Band, Ladder
from extract.tables.shapes import Segment
from extract.tables.strips import rows_by_leading


def level_rows(bands: Sequence[Band], xs: Sequence[float]) -> tuple[list[float], set[int]]:
    """Row edges, and which of them no rule draws."""
    ys = [bands[0].top]
    drawn_by_words: set[int] = set()
    for band in bands:
        for height in middles(_rows_in(band.lines, xs)):
            drawn_by_words.add(len(ys))
            ys.append(height)
        ys.append(band.bottom)
    return ys, drawn_by_words


def _rows_in(lines: Sequence[Line], xs: Sequence[float]) -> list[list[Line]]:
    """The rows between two rules: those that figures tell, unless they stand as near as lines."""
    rows = split_rows(lines, xs) if lines else []
    if len(rows) < 2:
        return rows
    return rows_by_leading(lines, xs) or rows


def level_sides(
    ladder: Ladder,
    bands: Sequence[Band],
    xs: Sequence[float],
    ys: Sequence[float],
    by_words: set[int],
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The sides that close the slots: (edge, row) upright ones and (edge, column) level ones."""
    columns = range(len(xs) - 1)
    below = {(edge, column) for edge in by_words for column in columns}
    below |= {(edge, column) for edge in (0, len(ys) - 1) for column in columns}
    ruled = _ruled_sides(ladder, xs, ys)
    below |= ruled
    right = {(edge, row) for edge in range(len(xs)) for row in range(len(ys) - 1)}
    inside = _slot_lines(bands, xs, ys)
    for edge in range(1, len(ys) - 1):
        for column in columns:
            if (edge, column) not in below and _two_texts(inside, edge, column):
                below.add((edge, column))
    for row, edge in _grouped(ladder, xs, ys, inside):
        right.discard((edge, row))
    gathered = list(gathered_heads(_rows_of(bands, ys), xs))
    for row, edge in gathered:
        right.discard((edge, row))
    dealt = {row for row, _ in gathered}
    for row in range(len(ys) - 1):
        if _is_title(bands, xs, ys[row], ys[row + 1]):
            right -= {(edge, row) for edge in range(1, len(xs) - 1)}
            continue
        for edge in () if row in dealt else _straddled(bands, xs, ys[row], ys[row + 1]):
            if ((row, edge - 1) in inside) != ((row, edge) in inside):
                right.discard((edge, row))
    return right, below


def _rows_of(bands: Sequence[Band], ys: Sequence[float]) -> list[list[Line]]:
    """The lines of each row, from the top."""
    lines = [line for band in bands for line in band.lines]
    return [
        [line for line in lines if top <= line.baseline - 0.3 * line.size <= bottom]
        for top, bottom in pairwise(ys)
    ]


def _grouped(
    ladder: Ladder,
    xs: Sequence[float],
    ys: Sequence[float],
    inside: Mapping[tuple[int, int], Sequence[object]],
) -> Iterator[tuple[int, int]]:
    """(row, column edge) pairs inside the cells that a rule under part of a row gathers.

    Such a rule runs under the one text that names several columns of a header.
    """
    for rule in ladder.rules:
        edge = min(range(len(ys)), key=lambda index: abs(ys[index] - rule.at))
        if not 0 < edge < len(ys) - 1 or abs(ys[edge] - rule.at) > 4.0 or edge > 3:
            continue
        under = [c for c in range(len(xs) - 1) if _covers(rule, xs[c], xs[c + 1])]
        told = [c for c in under if (edge - 1, c) in inside]
        below = [c for c in under if (edge, c) in inside]
        if 1 < len(under) < len(xs) - 1 and len(told) == 1 and below == under:
            yield from ((edge - 1, column) for column in under[1:])


def _covers(rule: Segment, x0: float, x1: float) -> bool:
    return min(rule.end, x1) - max(rule.start, x0) > 0.5 * (x1 - x0)


def _ruled_sides(ladder: Ladder, xs: Sequence[float], ys: Sequence[float]) -> set[tuple[int, int]]:
    covered: dict[tuple[int, int], float] = {}
    for rule in ladder.rules:
        edge = min(range(len(ys)), key=lambda index: abs(ys[index] - rule.at))
        if abs(ys[edge] - rule.at) > 4.0:
            continue
        for column in range(len(xs) - 1):
            shared = min(rule.end, xs[column + 1]) - max(rule.start, xs[column])
            if shared > 0:
                key = edge, column
                share = shared / (xs[column + 1] - xs[column])
                covered[key] = covered.get(key, 0.0) + share
    return {key for key, share in covered.items() if share >= 0.5}


def _slot_lines(
    bands: Sequence[Band], xs: Sequence[float], ys: Sequence[float]
) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """Top and bottom of each printed line in each slot."""
    inside: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for band in bands:
        for line in band.lines:
            for word in line.words:
                x, y = middle(word)
                row = next((r for r in range(len(ys) - 1) if y <= ys[r + 1]), len(ys) - 2)
                column = next((c for c in range(len(xs) - 1) if x <= xs[c + 1]), len(xs) - 2)
                inside.setdefault((row, column), []).append((word.baseline, word.size))
    return inside


def _two_texts(
    inside: dict[tuple[int, int], list[tuple[float, float]]], edge: int, column: int
) -> bool:
    """Whether two slots that no rule parts print two texts, not the lines of one."""
    upper, lower = inside.get((edge - 1, column)), inside.get((edge, column))
    if not upper or not lower:
        return False
    low, size = max(upper)
    return min(lower)[0] - low > 1.45 * size


def _is_title(bands: Sequence[Band], xs: Sequence[float], top: float, bottom: float) -> bool:
    """Whether a row prints one run of words only, across the edges of columns."""
    lines = [
        line
        for band in bands
        for line in band.lines
        if top <= line.baseline - 0.3 * line.size <= bottom
    ]
    runs = [run for line in lines for run in runs_of(line, 1.2)]
    return len(runs) == 1 and any(runs[0].x0 + 1 < x < runs[0].x1 - 1 for x in xs[1:-1])


def _straddled(
    bands: Sequence[Band], xs: Sequence[float], top: float, bottom: float
) -> Iterator[int]:
    """Column edges that a run of words prints across, in one row."""
    for band in bands:
        for line in band.lines:
            if top <= line.baseline - 0.3 * line.size <= bottom:
                for run in runs_of(line, 0.5):
                    for edge in range(1, len(xs) - 1):
                        if run.x0 + 1 < xs[edge] < run.x1 - 1:
                            yield edge
