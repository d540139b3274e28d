"""The columns of a table that has level rules only."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.alignment import columns_of, runs_of
from extract.tables.ladders import SIDE, Band, Ladder
from schemas.printed import Word

PIECED = 0.6  # part of the rules that are pieced together at a column edge


def level_columns(ladder: Ladder, bands: Sequence[Band], told: Sequence[Band]) -> tuple[float, ...]:
    """Column edges: where most rules are pieced together, else the white between the words.

    Where rules begin and end tells the place of an edge that the words leave open.
    """
    words = [word for band in bands for line in band.lines for word in line.words]
    pieced = [place for place in _pieced(ladder) if _crossing(place, words) <= 1]
    if pieced:
        return (ladder.x0, *pieced, ladder.x1)
    body = [line for band in told[1:] for line in band.lines]
    if sum(len(runs_of(line)) > 1 for line in body) >= 2:
        xs = columns_of(body, told[0].lines, ladder.x0, ladder.x1)
    else:
        everything = [line for band in told for line in band.lines]
        xs = columns_of(everything, (), ladder.x0, ladder.x1)
    ends = [place for place, _ in _inner_ends(ladder) if _crossing(place, words) == 0]
    return _moved(xs, ends, words)


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


def _moved(
    xs: tuple[float, ...], ends: Sequence[float], words: Sequence[Word]
) -> tuple[float, ...]:
    """Column edges moved to where rules end, when no word stands between the two places."""
    edges = list(xs)
    for place in ends:
        near = min(range(len(edges)), key=lambda index: abs(edges[index] - place))
        low, high = sorted((edges[near], place))
        if 0 < near < len(edges) - 1 and not any(
            low < (word.box.x0 + word.box.x1) / 2 < high for word in words
        ):
            edges[near] = place
    return tuple(sorted(edges))
