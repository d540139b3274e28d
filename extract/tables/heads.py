"""Header texts that name several columns, where no rule tells which.

In a row of header texts above another one, a text either runs across the edge between two
columns, or stands in the middle of those it names: the columns beside it are then empty in its
row and told in the row below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.lines import Line
from extract.tables.alignment import column_at, runs_of
from extract.tables.figures import is_figure, is_mark, is_year
from extract.tables.strips import Blanks, blanks_of, texts_of

CENTRED = 0.12  # of the width of the columns named: how far off their middle a text may stand
RANGED = 2.0  # points: texts that begin at one place do so within this
DEEPEST = 4  # header rows


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a header row: its place, and the columns that it prints in."""

    x0: float
    x1: float
    first: int
    last: int


def gathered_heads(
    rows: Sequence[Sequence[Line]], xs: Sequence[float]
) -> Iterator[tuple[int, int]]:
    """(row, column edge) pairs inside the header cells that name several columns.

    `rows` are the lines of each row of a table, from the top; `xs` its column edges.
    """
    blanks = blanks_of([line for row in rows for line in row])
    for row, (upper, lower) in enumerate(pairwise(rows[: DEEPEST + 1])):
        if not _heads(upper, rows[row + 1 :]) or _ends_bold(upper, lower):
            return
        wide = _spread(_texts(upper, xs, blanks), _spans(lower, xs), xs)
        for text in wide:
            yield from ((row, edge) for edge in range(text.first + 1, text.last + 1))
        if not wide:
            return


def _heads(lines: Sequence[Line], below: Sequence[Sequence[Line]]) -> bool:
    """Whether a row states nothing, and is set apart from those below: bold, or above figures."""
    rest = [line for row in below for line in row]
    if not lines or _states(lines) or not rest:
        return False
    bold = all(line.bold for line in lines) and not all(line.bold for line in rest)
    return bold or sum(_states(row) for row in below) > len(below) / 2


def _ends_bold(upper: Sequence[Line], lower: Sequence[Line]) -> bool:
    """Whether a bold header ends with the upper of two rows: it names columns, no texts below."""
    return all(line.bold for line in upper) and not any(line.bold for line in lower)


def _spans(lines: Sequence[Line], xs: Sequence[float]) -> dict[int, tuple[float, float]]:
    """Where the text of each column of a row begins and ends."""
    found: dict[int, tuple[float, float]] = {}
    for line in lines:
        for run in runs_of(line):
            column = column_at((run.x0 + run.x1) / 2, xs)
            x0, x1 = found.get(column, run[:2])
            found[column] = min(x0, run.x0), max(x1, run.x1)
    return found


def _states(lines: Sequence[Line]) -> bool:
    texts = [run.text for line in lines for run in runs_of(line)]
    return any(is_mark(text) or (is_figure(text) and not is_year(text)) for text in texts)


def _texts(lines: Sequence[Line], xs: Sequence[float], blanks: Blanks) -> list[_Text]:
    """The texts of a row, those of several lines as one, left to right."""
    runs = sorted(run[:2] for line in lines for run in texts_of(line, blanks))
    joined: list[tuple[float, float]] = []
    for x0, x1 in runs:
        if joined and x0 < joined[-1][1] - 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return [_Text(a, b, column_at(a + 1, xs), column_at(b - 1, xs)) for a, b in joined]


def _spread(
    texts: Sequence[_Text], spans: Mapping[int, tuple[float, float]], xs: Sequence[float]
) -> list[_Text]:
    """The texts that name more than one column, each with all of its columns."""
    below = {column: x0 for column, (x0, _) in spans.items()}
    taken = {column for text in texts for column in range(text.first, text.last + 1)}
    wide = []
    for index, text in enumerate(texts):
        low = texts[index - 1].last + 1 if index else 0
        high = texts[index + 1].first - 1 if index + 1 < len(texts) else len(xs) - 2
        empty = [c for c in range(low, high + 1) if c in below and c not in taken]
        wide.append(_centred(text, empty, xs))
    wide = [
        _ranged(text, later, below, xs) for text, later in zip(wide, [*wide[1:], None], strict=True)
    ]
    told = [text for text in wide if all(c in below for c in range(text.first, text.last + 1))]
    apart = all(a.last < b.first for a, b in pairwise(told))
    if not apart:
        told = _dealt_out(texts, spans)
    return [text for text in told if text.last > text.first]


def _dealt_out(texts: Sequence[_Text], spans: Mapping[int, tuple[float, float]]) -> list[_Text]:
    """The texts, each with the columns told in the row below that it stands in the middle of.

    Each column goes to one text and each text gets columns side by side, so that the texts are
    as little off the middle of their columns as can be; none where one of them is far off.
    """
    named = [text for text in texts if any(c in spans for c in range(text.first, text.last + 1))]
    columns = sorted(spans)
    # By how many columns are dealt out: how far off the texts so far are, and where each one ends.
    dealt: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for text in named:
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (off, ends) in dealt.items():
            for end in range(start + 1, len(columns) + 1):
                part = columns[start:end]
                if not _side_by_side(part):
                    break
                own = _off(text, spans, part)
                if own <= CENTRED:
                    way = off + own, (*ends, end)
                    further[end] = min(way, further.get(end, way))
        dealt = further
    if not named or len(columns) not in dealt:
        return []
    ends = dealt[len(columns)][1]
    return [
        replace(text, first=columns[a], last=columns[b - 1])
        for text, (a, b) in zip(named, pairwise((0, *ends)), strict=True)
    ]


def _side_by_side(columns: Sequence[int]) -> bool:
    return columns[-1] - columns[0] == len(columns) - 1


def _off(text: _Text, spans: Mapping[int, tuple[float, float]], part: Sequence[int]) -> float:
    """How far a text is off the middle of the texts of some columns, in parts of their width."""
    x0, x1 = spans[part[0]][0], spans[part[-1]][1]
    return abs(x0 + x1 - text.x0 - text.x1) / 2 / max(x1 - x0, text.x1 - text.x0)


def _centred(text: _Text, empty: Sequence[int], xs: Sequence[float]) -> _Text:
    """The text with the empty columns on both sides that it stands in the middle of."""
    middle = (text.x0 + text.x1) / 2
    best = text
    for first in range(text.first, -1, -1):
        if first < text.first and first not in empty:
            break
        for last in range(text.last, len(xs) - 1):
            if last > text.last and last not in empty:
                break
            off = abs((xs[first] + xs[last + 1]) / 2 - middle) / (xs[last + 1] - xs[first])
            if off <= CENTRED and last - first > best.last - best.first:
                best = replace(text, first=first, last=last)
    return best


def _ranged(
    text: _Text, later: _Text | None, below: Mapping[int, float], xs: Sequence[float]
) -> _Text:
    """The text with the empty columns on its right, where it begins as the first of them does."""
    if text.last > text.first or abs(below.get(text.first, -99.0) - text.x0) > RANGED:
        return text
    end = later.first if later else len(xs) - 1
    last = text.last
    while last + 1 < end and last + 1 in below:
        last += 1
    return replace(text, last=last)
