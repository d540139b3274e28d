"""What words tell by where they stand: runs on a line, white gaps between columns, rows."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.lines import Line, joined
from extract.tables.figures import is_figure, is_mark, is_year
from extract.units import figure_words

# In parts of the font size.
RUN = 0.95  # a blank this wide parts two runs of a line; fonts of one width have up to 0.85
GUTTER = 0.42  # the least white gap between two columns
FEW_GUTTER = 0.8  # the same where few lines vouch for it
FIGURE_BLANK = 0.65  # groups of digits this near are of one figure
TOLD = 4  # lines that print beyond a narrow gap
FEW = 6  # lines
GROUP = re.compile(r"\d{3}([.,]\d+)?\D{0,4}")
GROUPS = re.compile(r"(^|\D)\d{1,3}(\s\d{3})*$")
AT_HAND = 256  # lines whose runs stay known: they are asked for again and again
CROSSED = 0.1  # part of the lines that may run across a gap


@lru_cache(maxsize=4096)
def _is_unit(text: str) -> bool:
    """Whether a word is a unit of money, or a percentage's."""
    return re.fullmatch(figure_words("money"), text, re.IGNORECASE) is not None


class Run(NamedTuple):
    """Words of a line with no wide blank between them; x in points."""

    x0: float
    x1: float
    text: str


def runs_of(line: Line, blank: float = RUN) -> list[Run]:
    """The runs of a line, left to right."""
    words, wide = line.words, blank * line.size
    if line.widest < wide:
        return [Run(words[0].box.x0, line.box.x1, line.text)]
    runs: list[Run] = []
    first, end = 0, words[0].box.x1
    for index, word in enumerate(words):
        x0, _, x1, _ = word.box
        if index and x0 - end >= wide:
            runs.append(Run(words[first].box.x0, end, joined(words[first:index])))
            first, end = index, x1
        elif x1 > end:
            end = x1
    text = joined(words[first:]) if first else line.text
    runs.append(Run(words[first].box.x0, end, text))
    return runs


@lru_cache(maxsize=AT_HAND)
def solid_runs(line: Line) -> tuple[Run, ...]:
    """The words of a line, the groups of digits and the unit of one figure together."""
    wide, close = FIGURE_BLANK * line.size, 0.12 * line.size
    runs: list[Run] = []
    start, end, text = 0.0, -math.inf, ""
    for word in line.words:
        x0, _, x1, _ = word.box
        gap = x0 - end
        if gap < close or (gap < wide and goes_on(text, word.text)):
            end, text = max(end, x1), text + word.space + word.text
            continue
        if text:
            runs.append(Run(start, end, text))
        start, end, text = x0, x1, word.text
    return (*runs, Run(start, end, text))


def may_go_on(right: str) -> bool:
    """Whether a word may be more of a figure before it."""
    return right[:1].isdecimal() or _is_unit(right)


def goes_on(left: str, right: str) -> bool:
    """Whether a figure goes on: with a group of three digits, or with its unit."""
    if right[:1].isdecimal() and GROUP.fullmatch(right):
        return bool(GROUPS.search(left))
    return left[-1:].isdigit() and _is_unit(right)


def white_gaps(lines: Sequence[Line], head: Sequence[Line] = ()) -> list[tuple[float, float]]:
    """Upright strips that next to no line prints in, left to right, as (x0, x1)."""
    voters = [line for line in lines if len(runs_of(line)) > 1]
    if not voters:
        return []
    size = sorted(line.size for line in voters)[len(voters) // 2]
    starts = sorted(run.x0 for line in [*voters, *head] for run in solid_runs(line))
    allowed = int(CROSSED * len(voters))
    marks: list[tuple[float, int]] = []
    for line in voters:
        for run in solid_runs(line):
            # No gap runs across a figure, whatever most lines leave white.
            weight = len(voters) if is_figure(run.text) else 1
            marks += [(run.x0, weight), (run.x1, -weight)]
    marks.sort()
    gaps: list[tuple[float, float]] = []
    depth, opened = 0, None
    for x, step in marks:
        depth += step
        if depth <= allowed and opened is None:
            opened = x
        elif depth > allowed and opened is not None:
            # A narrow gap is one when many lines leave it, or several begin again right after.
            sure = len(voters) >= FEW or _near(starts, x) >= max(len(voters), 3)
            if x - opened >= (GUTTER if sure else FEW_GUTTER) * size:
                gaps.append((opened, x))
            opened = None
    # What stands before the first word is margin, not gap.
    first = min(line.box.x0 for line in voters)
    inner = [gap for gap in gaps if gap[0] > first]
    return _told_often(inner, [*voters, *head], FEW_GUTTER * size)


def _told_often(
    gaps: Sequence[tuple[float, float]], lines: Sequence[Line], wide: float
) -> list[tuple[float, float]]:
    """The gaps without the narrow ones that few lines print beyond: blanks between words."""
    kept: list[tuple[float, float]] = []
    for index, (a, b) in enumerate(gaps):
        end = gaps[index + 1][0] if index + 1 < len(gaps) else math.inf
        beyond = [
            next((w for w in line.words if b - 1 <= w.box.x0 and w.box.x1 <= end + 1), None)
            for line in lines
        ]
        told = [word.text for word in beyond if word is not None]
        starts = sorted(word.box.x0 for word in beyond if word is not None)
        # Words that all begin at one place are not the middle of a text either.
        aligned = len(starts) >= TOLD and _near(starts, starts[len(starts) // 2]) > 0.8 * len(told)
        # Words in the middle of a text go on in small letters or with a mark.
        begun = sum(text[0].isdigit() or text[0].isupper() for text in told)
        often = len(told) >= TOLD or len(told) == len(lines) > 2
        if b - a >= wide or aligned or (often and 2 * begun > len(told)):
            kept.append((a, b))
    return kept


def _near(places: Sequence[float], x: float) -> int:
    """How many of the ascending places lie within a point of x."""
    return bisect_right(places, x + 1.0) - bisect_left(places, x - 1.0)


def columns_of(
    body: Sequence[Line], head: Sequence[Line], x0: float, x1: float
) -> tuple[float, ...]:
    """Column edges from x0 to x1: the middles of the white gaps that the body lines leave.

    A run of the header that stands whole within a gap names a column of its own.
    """
    gaps = white_gaps(body, head)
    named = max((len(runs_of(line)) for line in head), default=0)
    if named > len(gaps) + 1:
        # The header may name columns that the body leaves empty.
        with_head = white_gaps([*body, *head])
        if len(with_head) + 1 == named:
            return (x0, *((a + b) / 2 for a, b in with_head), x1)
    alone = [run for line in body if len(runs := runs_of(line)) == 1 for run in runs]
    gaps = [_clear_of(gap, alone) for gap in gaps]
    last = max((run.x1 for line in body for run in solid_runs(line)), default=x1)
    beyond = [run.x0 for line in head for run in runs_of(line) if run.x0 > last + 1]
    if beyond:
        gaps.append((last, min(beyond)))
    for line in head:
        gaps = _with_heads(gaps, runs_of(line), x0, x1)
    return (x0, *((a + b) / 2 for a, b in gaps), x1)


def _with_heads(
    gaps: Sequence[tuple[float, float]], runs: Sequence[Run], x0: float, x1: float
) -> list[tuple[float, float]]:
    """Gaps parted by the header runs that stand in them between two columns with their own."""
    blocks = list(zip([x0, *(b for _, b in gaps)], [*(a for a, _ in gaps), x1], strict=True))
    owned = [any(run.x0 < b and a < run.x1 for run in runs) for a, b in blocks]
    parted: list[tuple[float, float]] = []
    for index, (a, b) in enumerate(gaps):
        inner = [run for run in runs if a + 1 < run.x0 and run.x1 < b - 1]
        if len(inner) != 1:
            parted.append(_clear_of((a, b), runs))
        elif owned[index] and owned[index + 1]:
            parted += [(a, inner[0].x0), (inner[0].x1, b)]
        elif owned[index]:
            parted.append((a, inner[0].x0))
        elif owned[index + 1]:
            parted.append((inner[0].x1, b))
        else:
            parted.append((a, b))
    return parted


def _clear_of(gap: tuple[float, float], runs: Sequence[Run]) -> tuple[float, float]:
    """The part of a gap that header runs which reach into it leave free."""
    a, b = gap
    for run in runs:
        if run.x0 <= a + 1 and a < run.x1 < b - 1:
            a = run.x1
        elif a + 1 < run.x0 < b and run.x1 >= b - 1:
            b = run.x0
    return (a, b) if b > a else gap


def by_column(line: Line, edges: Sequence[float]) -> dict[int, str]:
    """The text of a line in each column that it prints in."""
    texts: dict[int, str] = {}
    for word in line.words:
        column = column_at((word.box.x0 + word.box.x1) / 2, edges)
        texts[column] = texts[column] + word.space + word.text if column in texts else word.text
    return texts


def column_at(x: float, edges: Sequence[float]) -> int:
    """The column that a place falls in; the outermost ones reach beyond the edges."""
    return min(max(bisect_right(edges, x) - 1, 0), len(edges) - 2)


def split_rows(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    """The lines between two rules as rows.

    A line with figures is a row; one without belongs to the row that its words go on with.
    Where no more than one line has figures, the lines are one row.
    """
    texts = [by_column(line, edges) for line in lines]
    anchors = [_states(text) and not _goes_on(texts, index) for index, text in enumerate(texts)]
    if sum(anchors) < 2 or not _same_column(texts):
        return [list(lines)]
    rows: list[list[Line]] = []
    waiting: list[Line] = []
    for index, line in enumerate(lines):
        if anchors[index]:
            rows.append([*waiting, line])
            waiting = []
            continue
        side = _side(lines, texts, index)
        if side < 0 and rows and not waiting:
            rows[-1].append(line)
        elif side > 0 and index + 1 < len(lines):
            waiting.append(line)
        else:
            rows.append([*waiting, line])
            waiting = []
    return [*rows, waiting] if waiting else rows


def _side(lines: Sequence[Line], texts: Sequence[dict[int, str]], index: int) -> int:
    """Where a line without figures belongs: -1 to the row above, 1 to the next, 0 to none."""
    above = lines[index].baseline - lines[index - 1].baseline if index else math.inf
    below = (
        lines[index + 1].baseline - lines[index].baseline if index + 1 < len(lines) else math.inf
    )
    if 0 not in texts[index]:
        return -1 if above <= below else 1
    small = texts[index][0].lstrip("(«\"' ")[:1].islower()
    following = texts[index + 1].get(0, "")[:1].islower() if index + 1 < len(lines) else False
    if small != following:
        return -1 if small else 1
    slack = 0.15 * lines[index].size
    if above < below - slack:
        return -1
    return 1 if below < above - slack and below < 1.4 * lines[index].size else 0


def _states(texts: dict[int, str]) -> bool:
    """Whether a line states figures beside its label."""
    values = [text for column, text in texts.items() if column > 0]
    return any(is_figure(text) and not is_year(text) for text in values) or (
        len(values) > 1 and all(is_figure(text) or is_mark(text) for text in values)
    )


def _goes_on(texts: Sequence[dict[int, str]], index: int) -> bool:
    """Whether a line only goes on with the cells above: its label does, or it has none.

    A cell of several lines (`Femmes : 12`, then `Hommes : 9`) opens no row of its own.
    """
    if not index or sum(column > 0 and is_figure(t) for column, t in texts[index].items()) > 1:
        return False
    label = texts[index].get(0, "")
    labelled = sum(0 in text for text in texts) > 1 and 0 in texts[0]
    return label[:1].islower() if label else labelled


def _same_column(texts: Sequence[dict[int, str]]) -> bool:
    """Whether some column states figures on more than one line."""
    seen: dict[int, int] = {}
    for line in texts:
        for column, text in line.items():
            if column > 0 and is_figure(text):
                seen[column] = seen.get(column, 0) + 1
    return any(count > 1 for count in seen.values())


def middles(rows: Sequence[Sequence[Line]]) -> Iterable[float]:
    """Where one row ends and the next begins."""
    for upper, lower in pairwise(rows):
        bottom = max(line.box.bottom for line in upper)
        top = min(line.box.top for line in lower)
        yield (bottom + top) / 2


def cuts_runs(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether column edges fall within figures: between words printed in one go."""
    cut = 0
    for line in lines:
        for left, right in pairwise(line.words):
            close = right.box.x0 - left.box.x1 < FIGURE_BLANK * line.size
            if close and goes_on(left.text, right.text):
                cut += any(left.box.x1 - 0.5 < x < right.box.x0 + 0.5 for x in edges)
    return cut > 0
