"""Reading order: text set in two or more columns is read column by column."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from extract.lines import Line, group_lines
from schemas.printed import Word

GUTTER = 9.0  # points: the narrowest gap between two columns
BLANKS = 1.6  # and so many times the usual blank, which fonts of one width set wide
MIDDLE = (0.22, 0.78)  # part of the width of the text in which a gutter may lie
LEAST = 4  # lines that each column has at least
FILLED = 0.62  # a line of running text fills its column at least so far
WORDS = 3  # of a line of running text, at least: labels and figures have fewer
MAX_DEPTH = 6
MOSTLY = 0.55  # part of the lines of a column that do


def in_reading_order(lines: list[Line]) -> list[list[Line]]:
    """Regions of lines from top to bottom; text in columns gives one region a column."""
    return [region for region in _order(lines, depth=0) if region]


def may_have_columns(lines: list[Line]) -> bool:
    """Whether any of these lines, or of some of them, may be set in columns."""
    return bool(_gutters(lines, -inf, inf, GUTTER))


def _order(lines: list[Line], depth: int) -> list[list[Line]]:
    if depth > MAX_DEPTH or len(lines) < LEAST:
        return [lines]
    found = _first_columns(lines)
    if found is None:
        return [lines]
    start, end, left, right = found
    return [
        lines[:start],
        *_order(left, depth + 1),
        *_order(right, depth + 1),
        *_order(lines[end:], depth + 1),
    ]


def _first_columns(lines: list[Line]) -> tuple[int, int, list[Line], list[Line]] | None:
    """The first run of lines (start, end) that is set in columns, if any, and its two sides."""
    x0 = min([line.box.x0 for line in lines])
    width = max([line.box.x1 for line in lines]) - x0
    low, high = x0 + MIDDLE[0] * width, x0 + MIDDLE[1] * width
    if not _gutters(lines, low, high, GUTTER):
        return None  # most pages: no need to know their usual blank
    least = max(GUTTER, BLANKS * _usual_blank(lines))
    for gutter in _gutters(lines, low, high, least):
        for start, end in _uncrossed(lines, gutter):
            left, right = _parted(lines[start:end], gutter)
            if _are_columns(left, right):
                return start, end, left, right
    return None


def _gutters(lines: list[Line], low: float, high: float, least: float) -> list[float]:
    """Middles of wide gaps between the words of a line, the commonest first."""
    votes: dict[int, list[float]] = {}
    for line in lines:
        if line.widest < least:
            continue
        boxes = [word.box for word in line.words]
        for (_, _, end, _), (start, _, _, _) in pairwise(boxes):
            if start - end >= least and low <= (start + end) / 2 <= high:
                votes.setdefault(round(start / 4), []).append(start - GUTTER / 2)
    ranked = sorted(votes.values(), key=len, reverse=True)
    return [min(each) for each in ranked[:4] if len(each) >= LEAST - 1]


def _usual_blank(lines: list[Line]) -> float:
    """The blank between two words of most lines, in points."""
    gaps = sorted(b.box.x0 - a.box.x1 for line in lines for a, b in pairwise(line.words) if b.space)
    return gaps[len(gaps) // 2] if gaps else 0.0


def _uncrossed(lines: list[Line], gutter: float) -> list[tuple[int, int]]:
    """Longest runs of lines in which no word stands across the gutter."""
    runs, start = [], 0
    for index, line in enumerate(lines):
        if any(
            word.box.x0 < gutter + 1 and word.box.x1 > gutter - GUTTER / 2 + 1
            for word in line.words
        ):
            if index - start >= LEAST:
                runs.append((start, index))
            start = index + 1
    if len(lines) - start >= LEAST:
        runs.append((start, len(lines)))
    return sorted(runs, key=lambda run: run[0] - run[1])


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Whether both sides are running text that fills its column, side by side."""
    if len(left) < LEAST or len(right) < LEAST:
        return False
    top = max(left[0].box.top, right[0].box.top)
    bottom = min(left[-1].box.bottom, right[-1].box.bottom)
    height = min(left[-1].box.bottom - left[0].box.top, right[-1].box.bottom - right[0].box.top)
    return bottom - top > 0.5 * height and _runs_on(left) and _runs_on(right)


def _runs_on(lines: list[Line]) -> bool:
    x0 = min(line.box.x0 for line in lines)
    width = max(line.box.x1 for line in lines) - x0
    full = sum(line.box.x1 - x0 >= FILLED * width and len(line.words) >= WORDS for line in lines)
    return full >= MOSTLY * len(lines)


def _parted(lines: list[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    left: list[Word] = []
    right: list[Word] = []
    for word in [word for line in lines for word in line.words]:
        x0, _, x1, _ = word.box
        (left if (x0 + x1) / 2 < gutter else right).append(word)
    return group_lines(left), group_lines(right)
