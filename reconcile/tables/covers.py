"""Which lines a total may be the sum of: what stands above it, under it, or bears its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from reconcile.tables.grid import Line

_TOTALS = ("total", "subtotal")
_FURTHEST = 8
_MOST_OPTIONAL = 4


class Cover(NamedTuple):
    """Positions of lines; `usual` where the place of the total alone suggests them.

    What is not usual is a guess that the figures of several lanes must confirm.
    """

    lines: tuple[int, ...]
    usual: bool


def covers(lines: Sequence[Line], at: int) -> list[Cover]:
    """What the line at a position may add up, the likeliest first; each set once.

    Lines of which the label does not tell whether they count (a few) are taken in, and left out.
    """
    seen: dict[tuple[int, ...], Cover] = {}
    for cover in _every(lines, at):
        for variant in _variants(lines, at, cover):
            if variant.lines and at not in variant.lines:
                seen.setdefault(variant.lines, variant)
    return list(seen.values())


def optional(line: Line) -> bool:
    """Whether the line may or may not be one of those that are added up."""
    if line.heading or line.kind == "plain":
        return False
    return line.kind not in _TOTALS or not line.strong


def _variants(lines: Sequence[Line], at: int, cover: Cover) -> Iterator[Cover]:
    yield cover
    if not cover.usual or not cover.lines:
        return
    low, high = min(cover.lines), max(at, max(cover.lines) + 1)
    doubtful = [i for i in range(max(low - 1, 0), high) if i != at and optional(lines[i])]
    if len(doubtful) > _MOST_OPTIONAL:
        return
    for count in range(len(doubtful) + 1):
        for chosen in combinations(doubtful, count):
            rest = set(cover.lines) - set(doubtful)
            yield Cover(tuple(sorted({*rest, *chosen})), True)


def _every(lines: Sequence[Line], at: int) -> Iterator[Cover]:
    plain = [i for i, line in enumerate(lines) if line.kind == "plain" and not line.heading]
    totals = [i for i, line in enumerate(lines) if line.kind in _TOTALS and not line.heading]
    above = [i for i in totals if i < at]
    last = above[-1] if above else -1
    since = tuple(i for i in plain if last < i < at)
    yield Cover(since, True)
    if not since or lines[at].kind == "total":
        yield Cover(tuple(above), True)
        yield from _levels(lines, above)
        yield Cover((*above, *since), True)
        if above:
            yield Cover((last, *since), True)
        yield Cover(tuple(i for i in plain if i < at), True)
    headings = [i for i, line in enumerate(lines[:at]) if line.heading]
    if headings:
        yield Cover(tuple(i for i in plain if headings[-1] < i < at), True)
    following = [i for i in totals if i > at]
    until = following[0] if following else len(lines)
    yield Cover(tuple(i for i in plain if at < i < until), not since and at == 0)
    yield Cover(tuple(i for i in plain if i > at), False)
    yield Cover(tuple(following), False)
    yield Cover(_children(lines, at), False)
    yield from _nearest(lines, at)


def _levels(lines: Sequence[Line], above: Sequence[int]) -> Iterator[Cover]:
    """The subtotals since the last total of a higher kind, and the last few of them."""
    own = [i for i in above if lines[i].kind == "subtotal"]
    if own:
        yield Cover(tuple(own), True)
    grand = [i for i in above if lines[i].kind == "total"]
    if grand and own:
        yield Cover(tuple(i for i in own if i > grand[-1]), True)
        yield Cover(tuple(grand), True)
    for count in range(2, min(len(above), _FURTHEST)):
        yield Cover(tuple(above[-count:]), False)


def _children(lines: Sequence[Line], at: int) -> tuple[int, ...]:
    """The lines numbered one level below: `1.1`, `1.2` of `1`."""
    number = lines[at].number
    if not number:
        return ()
    depth = number.count(".") + 1
    return tuple(
        i
        for i, line in enumerate(lines)
        if line.number.startswith(number + ".") and line.number.count(".") == depth
    )


def _nearest(lines: Sequence[Line], at: int) -> Iterator[Cover]:
    """The few lines just above, of any kind but what repeats a figure; then the few just below."""
    above = [i for i in range(at - 1, -1, -1) if _counts(lines[i])]
    below = [i for i in range(at + 1, len(lines)) if _counts(lines[i])]
    for count in range(2, _FURTHEST):
        for side in (above, below):
            if len(side) >= count:
                yield Cover(tuple(sorted(side[:count])), False)


def _counts(line: Line) -> bool:
    return not line.heading and line.kind in ("plain", *_TOTALS)
