"""The columns of a table that has level rules only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.lines import Line
from extract.tables.alignment import Run, columns_of, runs_of
from extract.tables.header_texts import header_blocks, parted_heads
from extract.tables.ladders import SIDE, Band, Ladder, names_columns
from extract.tables.strips import (
    blanks_of,
    columns_under,
    rows_by_leading,
    texts_of,
)
from schemas.printed import Word

CROSSED = 0.1  # part of the lines that may print across a column edge
PIECED = 0.6  # part of the rules that are pieced together at a column edge


def level_columns(ladder: Ladder, bands: Sequence[Band], told: Sequence[Band]) -> tuple[float, ...]:
    """Column edges: where most rules are pieced together, else the white between the words.

    Where rules begin and end tells the place of an edge that the words leave open.
    """
    words = [word for band in bands for line in band.lines for word in line.words]
    lines = [line for band in bands for line in band.lines]
    few = max(1, int(CROSSED * len(lines)))
    pieced = [place for place in _pieced(ladder) if _crossing(place, words) <= few]
    if pieced:
        return (ladder.x0, *pieced, ladder.x1)
    named = _under_heads(ladder, told)
    if named:
        return _by_ends(named, _inner_ends(ladder), lines)
    body = [line for band in told[1:] for line in band.lines]
    if sum(len(runs_of(line)) > 1 for line in body) >= 2:
        xs = columns_of(body, told[0].lines, ladder.x0, ladder.x1)
    else:
        everything = [line for band in told for line in band.lines]
        xs = columns_of(everything, (), ladder.x0, ladder.x1)
    return _by_ends(xs, _inner_ends(ladder), lines)


def _under_heads(ladder: Ladder, told: Sequence[Band]) -> tuple[float, ...] | None:
    """Column edges below a bold header, whose texts name them; none when there is no such."""
    depth = header_bands(told)
    lines = [line for band in told[depth:] for line in band.lines]
    if not depth or not lines:
        return None
    rows = [
        row
        for band in told[:depth]
        for row in rows_by_leading(band.lines, ()) or [list(band.lines)]
    ]
    blanks = blanks_of([line for band in told for line in band.lines])
    heads = header_blocks(rows, [x for x in lines if len(texts_of(x, blanks)) > 1], blanks)
    columns, sure = columns_under(parted_heads(heads, rows[-1], lines, blanks), lines, blanks)
    if not sure or len(columns) < 2:
        return None
    inner = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    return (ladder.x0, *inner, ladder.x1)


def header_bands(told: Sequence[Band]) -> int:
    """How many bands at the top are a header set apart in bold."""
    depth = 0
    while depth < len(told) and names_columns(told[depth]):
        depth += 1
    plain = any(not line.bold for band in told[depth:] for line in band.lines)
    return depth if plain else 0


def _pieced(ladder: Ladder) -> list[float]:
    """Places where most of the rules that run over them are pieced together."""
    stops = _gathered(ladder, [stop for rule in ladder.rules for stop in rule.stops])
    found = []
    for place, count in stops:
        over = sum(rule.start + SIDE < place < rule.end - SIDE for rule in ladder.rules)
        if count > 1 and count >= PIECED * over:
            found.append(place)
    return found


def _inner_ends(ladder: Ladder) -> list[tuple[float, int]]:
    """Places within the width where rules begin or end, and how many do."""
    return _gathered(ladder, [x for rule in ladder.rules for x in (rule.start, rule.end)])


def _gathered(ladder: Ladder, places: Sequence[float]) -> list[tuple[float, int]]:
    """Inner places, those near one another as one with their number."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if not ladder.x0 + SIDE < place < ladder.x1 - SIDE:
            continue
        if groups and place - groups[-1][0] <= 8.0:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [(sum(group) / len(group), len(group)) for group in groups]


def _crossing(place: float, words: Sequence[Word]) -> int:
    """How many words print across a place."""
    return sum(word.box.x0 + 1 < place < word.box.x1 - 1 for word in words)


def _by_ends(
    xs: tuple[float, ...], ends: Sequence[tuple[float, int]], lines: Sequence[Line]
) -> tuple[float, ...]:
    """Column edges corrected by the places where rules end.

    An edge moves to such a place when no word stands between the two, or when more lines print
    across the edge than across the place.  A place that several rules tell is an edge of its
    own when lines print on both sides of it.
    """
    edges = list(xs)
    runs = [run for line in lines for run in runs_of(line)]
    words = [word for line in lines for word in line.words]
    few = max(1, int(CROSSED * len(lines)))
    for place, count in ends:
        near = min(range(len(edges)), key=lambda index: abs(edges[index] - place))
        inner = 0 < near < len(edges) - 1
        low, high = sorted((edges[near], place))
        between = any(low < (word.box.x0 + word.box.x1) / 2 < high for word in words)
        crossed, before = _crossed(place, runs), _crossed(edges[near], runs)
        if inner and (crossed <= min(before, few) if not between else crossed < before):
            edges[near] = place
        elif count > 1 and crossed <= few and between and _parted(place, edges, lines):
            edges = sorted([*edges, place])
    return tuple(sorted(edges))


def _crossed(place: float, runs: Sequence[Run]) -> int:
    """How many runs of words print across a place."""
    return sum(run.x0 + 1 < place < run.x1 - 1 for run in runs)


def _parted(place: float, edges: Sequence[float], lines: Sequence[Line]) -> bool:
    """Whether two lines at least print on both sides of a place, within its column."""
    low = max(edge for edge in edges if edge < place)
    high = min(edge for edge in edges if edge > place)
    both = 0
    for line in lines:
        runs = [run for run in runs_of(line) if low < (run.x0 + run.x1) / 2 < high]
        both += any(run.x1 <= place + 1 for run in runs) and any(
            run.x0 >= place - 1 for run in runs
        )
    return both > 1
