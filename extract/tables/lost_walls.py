"""Cells that run together on a scan, where a wall or a rule between them has faded away.

A printed table merges cells on purpose, a scan by losing ink.  What its texts look like tells the
one from the other, never for sure: what is parted here is in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.doubts import doubt
from extract.lines import joined
from extract.tables.cells import middle, row_at
from extract.tables.figures import is_figure, is_value
from extract.tables.shapes import Area, Grid
from schemas.printed import Word

# In parts of the font size.
OVER = 0.15  # by which a word may reach over the place of a lost wall
BLANK = 0.7  # between two words of one text there is less
LEVEL = 0.25  # baselines so near are one
LEADING = 1.8  # from baseline to baseline: more is between two cells

Placed = dict[Area, list[Word]]


def part_lost_walls(grid: Grid, placed: Placed) -> Grid:
    """The grid, cells parted where texts stand apart on both sides of a column edge.

    A figure in a column of figures need not stand apart from what is beside it.  Cells over rows
    are parted where each row plainly has its own text in them; where it may have, they stay as
    they are.  All of these are in doubt.
    """
    figures, level = _columns_of_figures(placed), _first_baselines(grid, placed)
    areas: list[Area] = []
    for area in grid.areas:
        words = placed[area]
        columns = _cuts(grid, area, words, figures)
        apart, rows = _stands_apart(grid, area, words), _keeps_rows(grid, area, words, level)
        if columns or apart or rows:
            _doubt(words)
        if not columns and not (apart and rows):
            areas.append(area)
            continue
        parts = _across(grid, area, columns, words) if columns else _down(grid, area, words)
        del placed[area]
        placed.update(parts)
        areas += parts
    return replace(grid, areas=tuple(areas)) if len(areas) > len(grid.areas) else grid


def _across(grid: Grid, area: Area, cuts: Sequence[int], words: Sequence[Word]) -> Placed:
    """A cell parted at these column edges."""
    return {
        Area(area.row, start, area.row_end, end): [
            word for word in words if grid.xs[start] <= middle(word)[0] < grid.xs[end]
        ]
        for start, end in pairwise((area.column, *cuts, area.column_end))
    }


def _down(grid: Grid, area: Area, words: Sequence[Word]) -> Placed:
    """A cell parted row by row."""
    return {
        Area(row, area.column, row + 1, area.column_end): [
            word for word in words if row_at(grid, word) == row
        ]
        for row in range(area.row, area.row_end)
    }


def _columns_of_figures(placed: Mapping[Area, Sequence[Word]]) -> set[int]:
    """The columns whose cells hold figures more often than anything else."""
    seen: dict[int, list[bool]] = {}
    for area, words in placed.items():
        if words and area.column_end - area.column == 1:
            seen.setdefault(area.column, []).append(is_figure(_line(words)))
    return {column for column, own in seen.items() if 2 * sum(own) > len(own)}


def _cuts(grid: Grid, area: Area, words: Sequence[Word], figures: set[int]) -> list[int]:
    """The column edges within a cell at which it is parted."""
    inner = range(area.column + 1, area.column_end)
    if len(words) < 2 or not inner or any(word.angle for word in words):
        return []
    free = [edge for edge in inner if not any(_over(word, grid.xs[edge]) for word in words)]
    parts = {
        column: [w for w in words if grid.xs[column] <= middle(w)[0] < grid.xs[column + 1]]
        for column in range(area.column, area.column_end)
    }
    held = [column for column, own in parts.items() if own]
    sides = [
        (edge, max(c for c in held if c < edge), min(c for c in held if c >= edge))
        for edge in free
        if held[0] < edge <= held[-1]
    ]
    return [
        edge
        for edge, *beside in sides
        if _is_wide(*(parts[column] for column in beside))
        or any(column in figures and is_value(_line(parts[column])) for column in beside)
    ]


def _is_wide(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether more than a blank parts two texts side by side."""
    start = min(word.box.x0 for word in right)
    end = max(word.box.x1 for word in left)
    return start - end > BLANK * max(left[0].size, right[0].size)


def _over(word: Word, x: float) -> bool:
    return word.box.x0 < x - OVER * word.size and x + OVER * word.size < word.box.x1


def _stands_apart(grid: Grid, area: Area, words: Sequence[Word]) -> bool:
    """Whether the lines of a cell over rows stand apart where another row begins."""
    if area.row_end - area.row < 2:
        return False
    level = sorted((word for word in words if not word.angle), key=lambda word: word.baseline)
    return any(
        below.baseline - above.baseline > LEADING * max(above.size, below.size)
        and row_at(grid, above) < row_at(grid, below)
        for above, below in pairwise(level)
    )


def _first_baselines(grid: Grid, placed: Mapping[Area, Sequence[Word]]) -> dict[int, list[float]]:
    """Where the texts of cells of one row begin, by row."""
    found: dict[int, list[float]] = {}
    for area, words in placed.items():
        if words and area.row_end - area.row == 1:
            found.setdefault(area.row, []).append(min(word.baseline for word in words))
    return found


def _keeps_rows(
    grid: Grid, area: Area, words: Sequence[Word], level: Mapping[int, Sequence[float]]
) -> bool:
    """Whether in each row of a cell over rows a line begins level with the texts beside it."""
    rows = range(area.row, area.row_end)
    if len(rows) < 2 or not words:
        return False
    own = {row: [word.baseline for word in words if row_at(grid, word) == row] for row in rows}
    slack = LEVEL * words[0].size
    return all(
        own[row] and any(abs(min(own[row]) - at) < slack for at in level.get(row, ()))
        for row in rows
    )


def _line(words: Sequence[Word]) -> str:
    return joined(sorted(words, key=lambda word: word.box.x0))


def _doubt(words: Sequence[Word]) -> None:
    for word in words:
        doubt(word)
