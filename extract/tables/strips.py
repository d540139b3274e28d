"""Columns told by the white between header texts and body alike; rows told by the leading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.lines import Line
from extract.tables.alignment import AT_HAND, Run, by_column, solid_runs
from extract.tables.figures import is_figure
from schemas.printed import Box

# In parts of the font size.
STRIP = 0.56  # white that no line prints in and that is at least so wide parts two columns
NARROW = 0.3  # the same between header texts where the body has two columns
BLANKS = 1.3  # times the usual blank between two words: the same where that is more
SIGN = 0.55  # the least width of a sign and the white that belongs to it
MOST = 0.95  # but no more than this
TOUCH = 0.5  # points
LEADING = 1.5  # lines of one cell stand no further apart
ROW = 1.12  # times the leading: lines further apart than this are of two rows


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two strips of white: a column, or a part of one."""

    x0: float
    x1: float
    named: bool  # header texts stand in it
    told: bool  # body texts stand in it


Strip = tuple[float, float]


class Blanks(NamedTuple):
    """Parts of the size: white so wide is more than a blank between words, light or bold."""

    light: float
    bold: float

    def of(self, line: Line) -> float:
        """The same for one line, in points."""
        return (self.bold if line.bold else self.light) * line.size


def may_part(line: Line) -> bool:
    """Whether a line has a blank that may be wide enough to part two texts."""
    return line.widest >= STRIP * line.size


def blanks_of(lines: Sequence[Line]) -> Blanks:
    """What the usual blanks of these lines tell: those of text that is not spread out."""
    light = _usual([line for line in lines if not line.bold])
    return Blanks(light, max(light, _usual([line for line in lines if line.bold])))


def _usual(lines: Sequence[Line]) -> float:
    gaps = sorted(
        (b.box.x0 - a.box.x1) / line.size
        for line in lines
        for a, b in pairwise(line.words)
        if b.space and b.box.x0 - a.box.x1 < MOST * line.size
    )
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    return max(STRIP, min(BLANKS * usual, MOST))


@lru_cache(maxsize=AT_HAND)
def texts_of(line: Line, blanks: Blanks) -> tuple[Run, ...]:
    """The texts of a line: its words with no more than a blank between them."""
    runs: list[Run] = []
    wide = blanks.of(line)
    for run in solid_runs(line):
        last = runs[-1] if runs else None
        if last and run.x0 - last.x1 - _bearing(run, last, line.size) < wide:
            runs[-1] = Run(last.x0, max(last.x1, run.x1), f"{last.text} {run.text}")
        else:
            runs.append(run)
    return tuple(runs)


def _bearing(right: Run, left: Run, size: float) -> float:
    """White that belongs to a narrow sign alone, as all signs of some fonts are as wide."""
    if len(left.text) > 1 and len(right.text) > 1:
        return 0.0
    alone = [run.x1 - run.x0 for run in (left, right) if len(run.text) == 1]
    return sum(max(SIGN * size - width, 0.0) / 2 for width in alone)


def texts_in(lines: Iterable[Line], blanks: Blanks) -> list[Run]:
    """The texts of lines."""
    return [run for line in lines for run in texts_of(line, blanks)]


def texts_in_all(rows: Iterable[Iterable[Line]], blanks: Blanks) -> list[Run]:
    """The texts of rows of lines."""
    return [run for row in rows for run in texts_in(row, blanks)]


def blocks(runs: Iterable[Run]) -> list[Run]:
    """Runs that stand over one another, of whatever lines, as one."""
    found: list[Run] = []
    for run in sorted(runs):
        if found and run.x0 < found[-1].x1 + TOUCH:
            found[-1] = Run(found[-1].x0, max(found[-1].x1, run.x1), "")
        else:
            found.append(Run(run.x0, run.x1, ""))
    return found


def meet(a: Run | Box, b: Run) -> bool:
    """Whether two stretches of a line overlap."""
    return a.x0 < b.x1 and b.x0 < a.x1


def columns_under(
    heads: Sequence[Run], body: Sequence[Line], blanks: Blanks
) -> tuple[list[Block], bool]:
    """The columns that header texts and body lines make, and whether that is sure.

    A column of the body without a name and a name without a body beside it are one column:
    centred over figures ranged left or right.
    """
    runs = [run for line in body for run in texts_under(heads, line, blanks)]
    found = [
        Block(b.x0, b.x1, any(meet(b, h) for h in heads), any(meet(b, r) for r in runs))
        for b in blocks([*heads, *runs])
    ]
    sure = True
    index = 0
    while index < len(found):
        block = found[index]
        if block.named:
            index += 1
            continue
        beside = [
            (max(block.x0 - found[i].x1, found[i].x0 - block.x1), i)
            for i in (index - 1, index + 1)
            if 0 <= i < len(found) and found[i].named and not found[i].told
        ]
        if not beside:
            sure = sure and index == 0
            index += 1
            continue
        other = min(beside)[1]
        low, high = sorted((index, other))
        found[low : high + 1] = [Block(found[low].x0, found[high].x1, True, True)]
        index = low + 1
    return found, sure


def rows_by_leading(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]] | None:
    """Lines gathered into rows: those of one cell stand closer than those of two rows.

    None when the distances do not tell: cells set in the middle of their row, or rows that
    would state two figures in one column.
    """
    if not lines:
        return []
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    size = sorted(line.size for line in lines)[len(lines) // 2]
    leading = min((step for step in steps if step > 0.9 * size), default=size)
    if any(step < 0.97 * leading for step in steps):
        return None
    if leading > LEADING * size:
        return [[line] for line in lines]
    rows = [[lines[0]]]
    for step, line in zip(steps, lines[1:], strict=True):
        if step > ROW * leading:
            rows.append([line])
        else:
            rows[-1].append(line)
    return None if any(_two_figures(row, edges) for row in rows) else rows


def texts_under(heads: Sequence[Run], line: Line, blanks: Blanks) -> list[Run]:
    """The texts of a line; one that runs on below the next header text is parted between them.

    A text that fills its cell leaves no more than a blank before the next one.
    """
    found: list[Run] = []
    for text in texts_of(line, blanks):
        met = [head for head in heads if meet(text, head)]
        if len(met) < 2:
            found.append(text)
            continue
        words = [run for run in solid_runs(line) if text.x0 <= run.x0 and run.x1 <= text.x1]
        cuts = [_widest(words, a, b) for a, b in pairwise(met)]
        if not all(b - a >= NARROW * line.size for a, b in cuts):
            found.append(text)
            continue
        starts = [text.x0, *(b for _, b in cuts)]
        found += [
            Run(x0, x1, "") for x0, x1 in zip(starts, [*(a for a, _ in cuts), text.x1], strict=True)
        ]
    return found


def _widest(words: Sequence[Run], left: Run, right: Run) -> Strip:
    """The widest blank between words that lies between two header texts, or reaches there."""
    gaps = [
        (b.x0 - a.x1, a.x1, b.x0)
        for a, b in pairwise(words)
        if a.x1 < right.x0 + TOUCH and b.x0 > left.x1 - TOUCH
    ]
    wide = max(gaps, default=(0.0, 0.0, 0.0))
    return wide[1], wide[2]


def _two_figures(row: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether a column states figures and nothing else on several lines of a row."""
    texts: dict[int, list[str]] = {}
    for line in row:
        for column, text in by_column(line, edges).items():
            texts.setdefault(column, []).append(text)
    return any(
        column and len(told) > 1 and all(map(is_figure, told)) for column, told in texts.items()
    )
