"""A frame of rules to a grid of cells, with the spans that missing rules make."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.tables.segments import TOUCH
from extract.tables.shapes import Area, Frame, Grid, Segment

# In points.
NARROW = 3.0  # edges nearer than this are one: no column holds text there
LOW = 3.0  # the same for rows
OPEN = 5.0  # uprights that stand out this far beyond the last level rule open a row
COVER = 0.6  # part of a side that a rule must cover to close it
HALF = 0.2  # a rule that covers less of a side than COVER, but so much, leaves doubt
LONG = 8.0  # when it is as long as this
DANGLING = "Un filet s'arrête au milieu d'une cellule."


def make_grid(frame: Frame) -> Grid | None:
    """The cells of a frame; none when its rules make no more than one column or row."""
    xs = column_edges(frame)
    ys = row_edges(frame)
    if len(xs) < 3 or len(ys) < 2:
        return None
    upright, level = _shares(xs, ys, frame.upright), _shares(ys, xs, frame.level)
    grid = grid_of(xs, ys, _walls(upright), _walls(level))
    dangling = _dangles(upright, ys) or _dangles(level, xs)
    return replace(grid, warnings=(*grid.warnings, DANGLING)) if dangling else grid


def grid_of(
    xs: Sequence[float],
    ys: Sequence[float],
    right: set[tuple[int, int]],
    below: set[tuple[int, int]],
) -> Grid:
    """The cells that closed sides make.

    `right` holds (column edge, row) and `below` (row edge, column) of every side that is closed.
    """
    labels = _join_slots(len(ys) - 1, len(xs) - 1, right, below)
    areas, warnings = _rectangles(labels)
    columns = range(len(xs) - 1)
    grid = Grid(
        tuple(xs),
        tuple(ys),
        tuple(areas),
        tuple((0, column) not in below for column in columns),
        tuple((len(ys) - 1, column) not in below for column in columns),
        tuple(warnings),
    )
    return squeeze(grid)


def column_edges(frame: Frame) -> list[float]:
    """Where columns begin and end: the uprights, and the ends of level rules that stand out."""
    edges = cluster([segment.at for segment in frame.upright], NARROW)
    low = min(segment.start for segment in frame.level)
    high = max(segment.end for segment in frame.level)
    if low < edges[0] - OPEN:
        edges.insert(0, low)
    if high > edges[-1] + OPEN:
        edges.append(high)
    return edges


def row_edges(frame: Frame) -> list[float]:
    """Where rows begin and end: the level rules, and the ends of uprights that stand out."""
    edges = cluster([segment.at for segment in frame.level], LOW)
    low = min(segment.start for segment in frame.upright)
    high = max(segment.end for segment in frame.upright)
    if low < edges[0] - OPEN:
        edges.insert(0, low)
    if high > edges[-1] + OPEN:
        edges.append(high)
    return edges


def cluster(places: Iterable[float], apart: float) -> list[float]:
    """Places that lie within `apart` of the first of them, each group as its mean; ascending."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] <= apart:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _walls(shares: dict[tuple[int, int], float]) -> set[tuple[int, int]]:
    """(edge, slot) pairs that a rule closes."""
    return {key for key, share in shares.items() if share >= COVER}


def _dangles(shares: dict[tuple[int, int], float], along: Sequence[float]) -> bool:
    """Whether a rule ends in the middle of a side, and far from both ends of it."""
    return any(
        HALF <= share < COVER and share * (along[slot + 1] - along[slot]) > LONG
        for (_, slot), share in shares.items()
    )


def _shares(
    across: Sequence[float], along: Sequence[float], segments: Sequence[Segment]
) -> dict[tuple[int, int], float]:
    """The part of each side that rules cover: edge counts on `across`, slot on `along`."""
    covered: dict[tuple[int, int], float] = {}
    for at, start, end, _ in segments:
        edge = _nearest(across, at)
        if abs(across[edge] - at) > TOUCH + NARROW:
            continue
        first = max(bisect_right(along, start) - 1, 0)
        for slot in range(first, min(bisect_left(along, end), len(along) - 1)):
            low, high = along[slot], along[slot + 1]
            shared = min(end, high) - max(start, low)
            if shared > 0:
                covered[edge, slot] = covered.get((edge, slot), 0.0) + shared / (high - low)
    return covered


def _nearest(places: Sequence[float], x: float) -> int:
    """Which of the ascending places is the nearest to x; the first of two as near."""
    above = bisect_left(places, x)
    if above == len(places) or (above and x - places[above - 1] <= places[above] - x):
        return above - 1
    return above


def _join_slots(
    rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> list[list[int]]:
    """A label for each slot: slots that no rule parts share one."""
    parent = list(range(rows * columns))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in right:
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and (row + 1, column) not in below:
                parent[root(here + columns)] = root(here)
    labels = [index if parent[index] == index else root(index) for index in range(len(parent))]
    return [labels[start : start + columns] for start in range(0, len(labels), columns)]


def _rectangles(labels: Sequence[Sequence[int]]) -> tuple[list[Area], list[str]]:
    """Joined slots as rectangles; what is none is cut into some, with a warning."""
    areas: list[Area] = []
    warnings: list[str] = []
    taken: set[tuple[int, int]] = set()
    sizes: dict[int, int] = {}
    for line in labels:
        for label in line:
            sizes[label] = sizes.get(label, 0) + 1
    for row, line in enumerate(labels):
        for column, label in enumerate(line):
            if sizes[label] == 1:
                areas.append(Area(row, column, row + 1, column + 1))
                continue
            if (row, column) in taken:
                continue
            area = _grow(labels, row, column, taken)
            slots = _slots(area)
            taken.update(slots)
            areas.append(area)
            if len(slots) != sizes[label] and not warnings:
                warnings.append("Filets incomplets : les cellules sont reconstituées.")
    return areas, warnings


def _grow(
    labels: Sequence[Sequence[int]], row: int, column: int, taken: set[tuple[int, int]]
) -> Area:
    """The largest run of like slots to the right of a slot, then downwards."""
    label = labels[row][column]
    right = column
    while right < len(labels[row]) and labels[row][right] == label and (row, right) not in taken:
        right += 1
    bottom = row + 1
    while bottom < len(labels) and all(
        labels[bottom][c] == label and (bottom, c) not in taken for c in range(column, right)
    ):
        bottom += 1
    return Area(row, column, bottom, right)


def _slots(area: Area) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(area.row, area.row_end)
        for column in range(area.column, area.column_end)
    ]


def squeeze(grid: Grid) -> Grid:
    """The grid without edges at which no cell begins or ends."""
    rows = sorted({area.row for area in grid.areas} | {len(grid.ys) - 1})
    columns = sorted({area.column for area in grid.areas} | {len(grid.xs) - 1})
    row_of = {row: index for index, row in enumerate(rows)}
    column_of = {column: index for index, column in enumerate(columns)}
    if len(rows) == len(grid.ys) and len(columns) == len(grid.xs):
        return grid
    # An edge at which a cell ends is one at which another begins, or the last.
    areas = tuple(
        Area(row_of[a.row], column_of[a.column], row_of[a.row_end], column_of[a.column_end])
        for a in grid.areas
    )
    return Grid(
        tuple(grid.xs[column] for column in columns),
        tuple(grid.ys[row] for row in rows),
        areas,
        tuple(grid.open_top[column] for column in columns[:-1]),
        tuple(grid.open_bottom[column] for column in columns[:-1]),
        grid.warnings,
    )
