"""Figures that two cells print so close that a rule may part them in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extract.tables.alignment import FIGURE_BLANK, GROUPS, goes_on
from extract.tables.overflow import BLANK, FIGURES, level, side_by_side
from extract.tables.shapes import Area, Grid
from schemas.printed import Word

CLEAR = 0.2  # of the size: figures further apart than this, a rule between them, are of two cells
GROUP = re.compile(r"\d{3}([.,]\d+)?\D*")
SEWN = re.compile(r"\d{4,6}")  # a group of digits with some of another figure behind it

Placed = Mapping[Area, Sequence[Word]]
Pair = tuple[Word, Word, float]  # words on both sides of a column edge, and the edge


def figures_touch(grid: Grid, placed: Placed) -> bool:
    """Whether a figure begins where that of the cell before ends, by where words are printed."""
    return any(_shares_digits(*pair) for pair in _beside(grid, placed, BLANK))


def figures_parted(grid: Grid, placed: Placed) -> bool:
    """Whether a figure that runs over a rule seems to go on in the cell on its other side."""
    return any(
        (goes_on(left.text, right.text) and _crosses(left, right, edge))
        or _sewn(left, right, placed)
        for left, right, edge in _beside(grid, placed, FIGURE_BLANK)
    )


def _beside(grid: Grid, placed: Placed, near: float) -> Iterator[Pair]:
    """Figures on one line in two cells side by side, no further apart than `near`."""
    ending: dict[int, list[Area]] = {}
    for area, words in placed.items():
        if words:
            ending.setdefault(area.column_end, []).append(area)
    for area, words in placed.items():
        edge = grid.xs[area.column]
        before = ending.get(area.column, ())
        for right in words if before else ():
            reach = near * right.size
            if right.box.x0 - edge < reach and right.text[0] in FIGURES and not right.angle:
                for other in (each for each in before if side_by_side(each, area)):
                    for left in level(right, placed[other]):
                        if left.text[-1] in FIGURES and right.box.x0 - left.box.x1 < reach:
                            yield left, right, edge


def _shares_digits(left: Word, right: Word, edge: float) -> bool:
    """Whether no blank is drawn between two figures, and no rule stands clear between them."""
    narrow = right.box.x0 - left.box.x1 < CLEAR * right.size
    return not right.space and (narrow or _crosses(left, right, edge))


def _crosses(left: Word, right: Word, edge: float) -> bool:
    return not left.box.x1 - 0.5 < edge < right.box.x0 + 0.5


def _sewn(left: Word, right: Word, placed: Placed) -> bool:
    """Whether the last group of a figure has more digits than a group has, the next one's first."""
    if not SEWN.fullmatch(left.text) or not GROUP.fullmatch(right.text):
        return False
    words = next(words for words in placed.values() if any(word is left for word in words))
    before = [word for word in level(left, words) if 0 < left.box.x0 - word.box.x1 < left.size]
    return any(GROUPS.search(word.text) for word in before)
