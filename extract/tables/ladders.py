"""Level rules one under the other, and the bands of lines between them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.lines import Line, group_lines
from extract.tables.alignment import runs_of
from extract.tables.cells import middle
from extract.tables.figures import is_figure
from extract.tables.grid import cluster
from extract.tables.shapes import Segment
from schemas.printed import Word

# In points.
SIDE = 5.0  # the rules of one table begin and end within this
GAP = 5.0  # an empty band this high may part two tables
LONG = 40.0  # shorter rules alone underline a word
PROSE = 0.6  # part of the lines of a band that fill it, in a paragraph
APART = 2.5  # of the size: lines further apart than this are of two texts
YEAR = re.compile(r"(19|20)\d\d(?!\d)")
WIDE = 0.72  # part of the width that a line of a paragraph fills


@dataclass(slots=True)
class Ladder:
    """Level rules one under the other that belong to one table."""

    rules: list[Segment] = field(default_factory=list)
    x0: float = 0.0
    x1: float = 0.0

    def takes(self, rule: Segment) -> bool:
        """Whether a rule lies within the width so far, or the width within the rule."""
        inside = self.x0 - SIDE <= rule.start and rule.end <= self.x1 + SIDE
        around = rule.start - SIDE <= self.x0 and self.x1 <= rule.end + SIDE
        return inside or around

    def add(self, rule: Segment) -> None:
        """Take a rule in."""
        self.x0 = min(self.x0, rule.start) if self.rules else rule.start
        self.x1 = max(self.x1, rule.end) if self.rules else rule.end
        self.rules.append(rule)


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """What stands between two heights, within the width of a ladder."""

    top: float
    bottom: float
    lines: tuple[Line, ...]


def ladders(rules: Sequence[Segment]) -> list[Ladder]:
    """Level rules gathered by their width, each group from top to bottom."""
    found: list[Ladder] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), -rule.length)):
        home = next((ladder for ladder in reversed(found) if ladder.takes(rule)), None)
        if home is None:
            if rule.length < LONG:
                continue
            home = Ladder()
            found.append(home)
        home.add(rule)
    return [ladder for ladder in found if len(heights_of(ladder)) > 1]


def heights_of(ladder: Ladder) -> list[float]:
    """Where a ladder has rules, double ones once; ascending."""
    return cluster([rule.at for rule in ladder.rules], 3.0)


def bands_of(ladder: Ladder, words: Sequence[Word]) -> list[Band]:
    """The lines between each two rules of a ladder, from top to bottom."""
    heights = heights_of(ladder)
    inside: list[list[Word]] = [[] for _ in heights[1:]]
    for word in words:
        x, y = middle(word)
        if ladder.x0 - 2 <= x <= ladder.x1 + 2 and heights[0] < y < heights[-1]:
            index = next(i for i, height in enumerate(heights[1:]) if y <= height)
            inside[index].append(word)
    return [
        Band(heights[i], heights[i + 1], tuple(group_lines(inside[i]))) for i in range(len(inside))
    ]


def runs_of_bands(bands: Sequence[Band], ladder: Ladder) -> Iterator[list[Band]]:
    """Bands one under the other with no running text among them, loose ends cut off."""
    width = ladder.x1 - ladder.x0
    bands = [part for band in bands for part in _without_prose(band, width)]
    fills_line = [_fills_line(band, width) for band in bands]
    second = min((x for band in bands for x in _second_starts(band)), default=math.inf)
    run: list[Band] = []
    for index, band in enumerate(bands):
        beside = fills_line[max(index - 1, 0) : index + 2]
        between = fills_line[index] and sum(beside) > 1
        if run and begins_again(bands, index):
            yield from _trimmed(run)
            run = []
            continue
        if run and heads_next(bands, index, run):
            yield from _trimmed(run)
            run = [band] if names_columns(band) else []
            continue
        rest = bool(run) and (is_rest(band, second) or _labels(band, run[-1], second))
        prose = between or is_prose(band, width) or is_loose(band) or is_aside(band, second)
        if prose and not rest:
            yield from _trimmed(run)
            run = []
        else:
            run.append(band)
    yield from _trimmed(run)


def _without_prose(band: Band, width: float) -> Iterator[Band]:
    """A band parted where, after much white, running text begins below the last row."""
    for index, (above, below) in enumerate(pairwise(band.lines), 1):
        if below.baseline - above.baseline <= APART * above.size:
            continue
        middle = (above.box.bottom + below.box.top) / 2
        row = Band(band.top, middle, band.lines[:index])
        rest = Band(middle, band.bottom, band.lines[index:])
        in_columns = any(len(runs_of(line)) > 1 for line in row.lines)
        alone = all(len(runs_of(line, 1.2)) == 1 for line in rest.lines)
        if in_columns and alone and is_prose(rest, width):
            yield from (row, rest)
            return
    yield band


def _trimmed(run: Sequence[Band]) -> Iterator[list[Band]]:
    """The bands up to the last that stands in columns."""
    columns = [i for i, band in enumerate(run) if any(len(runs_of(x)) > 1 for x in band.lines)]
    if not columns:
        return
    end = columns[-1] + 1
    second = min(x for band in run for x in _second_starts(band))
    while end < len(run) and _labels(run[end], run[end - 1], second):
        end += 1
    yield list(run[:end])


def _labels(band: Band, above: Band, second: float) -> bool:
    """Whether a band states the label of a row and nothing else, set like the one above."""
    size = above.lines[-1].size if above.lines else 0.0
    return bool(band.lines) and all(
        not line.bold and abs(line.size - size) < 0.5 and line.box.x1 < second
        for line in band.lines
    )


def _fills_line(band: Band, width: float) -> bool:
    """Whether a band is one line of running text."""
    return (
        len(band.lines) == 1
        and len(runs_of(band.lines[0], 1.2)) == 1
        and (band.lines[0].box.width > WIDE * width)
    )


def begins_again(bands: Sequence[Band], index: int) -> bool:
    """Whether an empty band parts a table from the bold header of the next."""
    band = bands[index]
    if band.lines or band.bottom - band.top < GAP or index + 1 >= len(bands):
        return False
    lines = bands[index + 1].lines
    stated = any(is_figure(run.text) for line in lines for run in runs_of(line))
    above = [line for each in bands[:index] for line in each.lines]
    plain = any(not line.bold for line in above)
    return bool(lines) and all(line.bold for line in lines) and not stated and plain


def heads_next(bands: Sequence[Band], index: int, run: Sequence[Band]) -> bool:
    """Whether the bold header of another table begins at a band, or right after its title."""
    rows = [band for band in run if any(len(runs_of(line)) > 1 for line in band.lines)]
    if all(names_columns(band) for band in rows):
        return False
    band, below = bands[index], bands[index + 1 : index + 2]
    texts = max((len(runs_of(line)) for line in band.lines), default=0)
    if texts > 2 and names_columns(band):
        return any(not line.bold for each in bands[index + 1 :] for line in each.lines)
    return texts == 1 and bool(below) and names_columns(below[0])


def names_columns(band: Band) -> bool:
    """Whether a band holds several texts side by side, in bold, and no figures but years."""
    runs = [run.text for line in band.lines for run in runs_of(line)]
    stated = sum(is_figure(text) and not YEAR.match(text) for text in runs)
    bold = all(line.bold for line in band.lines)
    return bold and len(runs) > len(band.lines) and 3 * stated < len(runs)


def _second_starts(band: Band) -> Iterator[float]:
    """Where the second run of each line begins."""
    for line in band.lines:
        runs = runs_of(line)
        if len(runs) > 1:
            yield runs[1].x0


def is_aside(band: Band, second: float) -> bool:
    """Whether a band holds lines of text that stand between two tables.

    No line of it stands in columns, and one runs on beyond where the second column begins.
    """
    if len(band.lines) < 2 or any(len(runs_of(line)) > 1 for line in band.lines):
        return False
    return any(line.box.x1 > second + line.size for line in band.lines)


def is_rest(band: Band, second: float) -> bool:
    """Whether a band prints in the columns after the first only: the rest of a cut row."""
    return bool(band.lines) and all(line.box.x0 > second - line.size for line in band.lines)


def is_loose(band: Band) -> bool:
    """Whether a band holds no columns and much more height than its words need."""
    if any(len(runs_of(line)) > 1 for line in band.lines):
        return False
    need = sum(1.5 * line.size for line in band.lines) or 12.0
    return band.bottom - band.top > 2.2 * need


def is_prose(band: Band, width: float) -> bool:
    """Whether a band holds running text."""
    if len(band.lines) < 2:
        return False
    single = [line for line in band.lines if len(runs_of(line, 1.2)) == 1]
    long = [line for line in single if line.box.width > WIDE * width]
    return (
        len(long) > 2
        or len(long) >= PROSE * (len(band.lines) - 1)
        or (len(single) == len(band.lines) and len(single) > 2)
    )
