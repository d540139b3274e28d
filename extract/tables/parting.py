"""Frames that hold two tables one under the other are parted."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from extract.tables.segments import TOUCH
from extract.tables.shapes import Frame, Segment

ALIKE = 2.0  # points: columns of two tables that stand this near may be the same
SHARED = 0.34  # part of the columns that two different tables share by chance


def part_frame(frame: Frame) -> list[Frame]:
    """The frame cut at each level rule under which other columns begin, top to bottom."""
    low, high = _unbroken(frame)
    for line in _whole_lines(frame):
        if low < line.at < high:
            continue
        above, below = _halves(frame, line)
        if above is not None and below is not None and _differ(above, below):
            return [above, *part_frame(below)]
    return [frame]


def _unbroken(frame: Frame) -> tuple[float, float]:
    """Where every column runs on, so that no other ones begin there; nowhere if none is sure.

    A column as near to a side as the ends of level rules may be is inner above and not below.
    """
    x0, _, x1, _ = frame.box
    edges = (x0 + TOUCH, x0 + 2 * TOUCH), (x1 - 2 * TOUCH, x1 - TOUCH)
    if any(low <= s.at <= high for s in frame.upright for low, high in edges):
        return inf, -inf
    return max(s.start for s in frame.upright) + TOUCH, min(s.end for s in frame.upright) - TOUCH


def _whole_lines(frame: Frame) -> list[Segment]:
    """Inner level rules that run over the whole width."""
    box = frame.box
    return [
        line
        for line in frame.level
        if line.start <= box.x0 + TOUCH
        and line.end >= box.x1 - TOUCH
        and box.top + TOUCH < line.at < box.bottom - TOUCH
    ]


def _halves(frame: Frame, line: Segment) -> tuple[Frame | None, Frame | None]:
    """What stands above and below a rule; the rule belongs to both."""
    above = _half(frame, [s for s in frame.level if s.at <= line.at], frame.box.top, line.at)
    below = _half(frame, [s for s in frame.level if s.at >= line.at], line.at, frame.box.bottom)
    return above, below


def _half(frame: Frame, level: Sequence[Segment], top: float, bottom: float) -> Frame | None:
    if len(level) < 3:
        return None
    uprights = tuple(
        Segment(at, max(start, top), min(end, bottom), stops)
        for at, start, end, stops in frame.upright
        if min(end, bottom) - max(start, top) > TOUCH
    )
    return Frame(tuple(level), uprights) if len(uprights) > 3 else None


def _differ(above: Frame, below: Frame) -> bool:
    """Whether the inner columns of two frames have next to nothing in common."""
    upper, lower = _inner(above), _inner(below)
    fewer = min(len(upper), len(lower))
    common = sum(any(abs(a - b) <= ALIKE for b in lower) for a in upper)
    return fewer >= 2 and common <= SHARED * fewer


def _inner(frame: Frame) -> list[float]:
    box = frame.box
    places = sorted(s.at for s in frame.upright if box.x0 + TOUCH < s.at < box.x1 - TOUCH)
    return [x for i, x in enumerate(places) if i == 0 or x - places[i - 1] > ALIKE]
