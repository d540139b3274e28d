"""Rules to segments: broken, dashed and double lines joined, lines that touch gathered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from extract.tables.shapes import Frame, Segment
from schemas.printed import Rule

# In points.
SNAP = 1.2  # lines this near lie on each other
GAP = 3.0  # pieces of one line that stand this near meet
TOUCH = 3.0  # lines that come this near to each other touch
TICK = 4.0  # shorter lines, once joined, are no ruling


def join_rules(rules: Iterable[Rule], vertical: bool) -> list[Segment]:
    """The rules of one direction with their pieces joined, by place."""
    sides = [(x0, top, x1, bottom) for x0, top, x1, bottom, up, _ in rules if up == vertical]
    if vertical:
        pieces = sorted([((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in sides])
    else:
        pieces = sorted([((top + bottom) / 2, x0, x1) for x0, top, x1, bottom in sides])
    joined: list[Segment] = []
    for group in _near(pieces):
        joined += _meet(group)
    return [segment for segment in joined if segment.length >= TICK]


def _near(
    pieces: Sequence[tuple[float, float, float]],
) -> Iterator[list[tuple[float, float, float]]]:
    """Pieces that lie on one line, within SNAP of the first of them."""
    group: list[tuple[float, float, float]] = []
    for piece in pieces:
        if group and piece[0] - group[0][0] > SNAP:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _meet(group: Sequence[tuple[float, float, float]]) -> Iterator[Segment]:
    """Pieces of one line joined where they overlap or nearly meet."""
    ordered = sorted(group, key=itemgetter(1, 2))
    at, start, end = ordered[0]
    stops: list[float] = []
    for other, low, high in ordered[1:]:
        if low - end > GAP:
            yield Segment(at, start, end, tuple(stops))
            at, start, end, stops = other, low, high, []
            continue
        if low >= end - SNAP:
            stops.append((low + end) / 2)
        end = max(end, high)
    yield Segment(at, start, end, tuple(stops))


def frames(level: Sequence[Segment], upright: Sequence[Segment]) -> list[Frame]:
    """Lines gathered by touch, from top to bottom; each frame has both directions."""
    heights = [segment.at for segment in level]
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for number, (x, top, bottom, _) in enumerate(upright, len(level)):
        first = bisect_left(heights, top - TOUCH)
        last = bisect_right(heights, bottom + TOUCH)
        for index in range(first, last):
            if level[index].start - TOUCH <= x <= level[index].end + TOUCH:
                parent[root(index)] = root(number)
    gathered: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for index in range(len(parent)):
        sides = gathered.setdefault(root(index), ([], []))
        if index < len(level):
            sides[0].append(level[index])
        else:
            sides[1].append(upright[index - len(level)])
    found = [Frame(tuple(a), tuple(b)) for a, b in gathered.values() if a and b]
    return sorted(found, key=lambda frame: (frame.box.top, frame.box.x0))
