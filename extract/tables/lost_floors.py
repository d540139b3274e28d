"""Rows that no rule parts: columns and a frame are drawn, or what a scan has left of a grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.doubts import doubt
from extract.lines import RISE, Line
from extract.tables.cells import cell_lines, middle
from extract.tables.figures import is_mark, is_value
from extract.tables.shapes import Area, Grid
from schemas.printed import Word

MOST = 2  # rows of a grid: the header may have a rule under it
COLUMNS = 3  # fewer are the two sides of a form
LEVEL = 0.35  # of the size: baselines of one row
CLEAR = 1.25  # times the widest white beside it: where one row ends and the next begins
LEADING = 0.9  # of the size: more white than this is not between two lines of one text
UNCLEAR = "Des lignes d'un tableau ne se distinguent pas sûrement, faute de filets entre elles."

Placed = dict[Area, list[Word]]


def part_rows(grid: Grid, placed: Placed) -> Grid:
    """The grid, its last row parted where columns state figures side by side, line by line.

    Only where no rule parts the rows of its body.  Each row begins and ends in the widest white
    between its figures and the next ones; where no white is the widest, the grid says so.
    """
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    if rows > MOST or columns < COLUMNS or any(_spans(area) for area in grid.areas):
        return grid
    last = {area: placed[area] for area in grid.areas if area.row == rows - 1}
    if any(word.angle for words in last.values() for word in words):
        return grid
    lines = {area.column: cell_lines(words) for area, words in last.items() if words}
    levels = _levels(lines)
    if len(levels) < 2:
        return grid
    cuts, clear = _cuts(lines, levels, headed=rows == 1)
    ys = (*grid.ys[:-1], *cuts, grid.ys[-1])
    if any(below <= above for above, below in pairwise(ys)):
        return grid
    areas = [area for area in grid.areas if area not in last]
    for area, words in last.items():
        del placed[area]
        for at, (top, bottom) in enumerate(pairwise(ys[rows - 1 :])):
            part = Area(rows - 1 + at, area.column, rows + at, area.column_end)
            areas.append(part)
            placed[part] = [word for word in words if top <= middle(word)[1] < bottom]
    notes = () if clear else (UNCLEAR,)
    return replace(grid, ys=ys, areas=tuple(areas), warnings=(*grid.warnings, *notes))


def doubt_joined_rows(grid: Grid, placed: Placed) -> None:
    """Doubts the figures of a row in which columns state several, side by side, line by line.

    On a scan the rule between two rows may be lost, and others be left.
    """
    for row in range(len(grid.ys) - 1):
        own = {area: placed[area] for area in grid.areas if area.row == row and placed[area]}
        if any(word.angle for words in own.values() for word in words):
            continue
        lines = {area.column: cell_lines(words) for area, words in own.items()}
        if len(_levels(lines)) > 1:
            for word in (word for words in own.values() for word in words):
                if word.second is not None:
                    doubt(word)


def _spans(area: Area) -> bool:
    return area.row_end - area.row > 1


def _levels(lines: Mapping[int, Sequence[Line]]) -> list[float]:
    """The baselines at which columns state figures, two or more of them at two levels or more."""
    stated = [(line.baseline, column, line.size) for column, own in lines.items() if column
              for line in own if _states(line.text)]  # fmt: skip
    groups: list[list[tuple[float, int, float]]] = []
    for each in sorted(stated):
        if groups and each[0] - groups[-1][-1][0] <= LEVEL * each[2]:
            groups[-1].append(each)
        else:
            groups.append([each])
    if sum(len({column for _, column, _ in group}) > 1 for group in groups) < 2:
        return []
    return [group[0][0] for group in groups]


def _states(text: str) -> bool:
    return is_mark(text) or is_value(text)


def _cuts(
    lines: Mapping[int, Sequence[Line]], levels: Sequence[float], *, headed: bool
) -> tuple[list[float], bool]:
    """The heights at which rows end, and whether each is plain."""
    every = [line for own in lines.values() for line in own]
    size = max(line.size for line in every)
    whites = list(_whites(every))
    first = min(line.baseline for line in every)
    found, clear = [], True
    for above, below in pairwise([*([first] if headed else []), *levels]):
        gaps = sorted((b - a, (a + b) / 2) for a, b in whites if above - LEVEL * size < a < below)
        if not gaps:
            return [], False
        wide, at = gaps[-1]
        next_one = gaps[-2][0] if len(gaps) > 1 else 0.0
        clear &= wide >= CLEAR * next_one and next_one < LEADING * size
        found.append(at)
    return found, clear


def _whites(lines: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """Where no line of any column stands, from top to bottom."""
    bands = sorted((line.baseline - RISE * line.size, line.baseline) for line in lines)
    end = bands[0][1]
    for top, bottom in bands[1:]:
        if top > end:
            yield end, top
        end = max(end, bottom)
