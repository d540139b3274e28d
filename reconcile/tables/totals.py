"""Whether a line that calls itself a total is one: the figures of all its lanes vote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reconcile.evidence import Figure
from reconcile.sums import Sum
from reconcile.tables.covers import Cover, covers, optional
from reconcile.tables.grid import Grid, Line

_VOTES = 2
_LONGEST = 40  # lines under a line that is their sum


@dataclass(frozen=True, slots=True)
class Lanes:
    """One cover tried on every lane of a total: where it holds, where it does not.

    `telling` are the lanes where it holds and could well not have: several parts, no zeros;
    `gaps` those where a line that it covers is left empty.
    """

    cover: Cover
    held: dict[int, Sum] = field(default_factory=dict)
    off: dict[int, Sum] = field(default_factory=dict)
    telling: frozenset[int] = frozenset()
    gaps: frozenset[int] = frozenset()

    @property
    def votes(self) -> int:
        """In how many lanes the cover is confirmed."""
        return len(self.telling)


@dataclass(frozen=True, slots=True)
class Judged:
    """A total line: the sums that hold, those that do not, and the lanes left unjudged."""

    line: Line
    held: tuple[tuple[int, Sum], ...] = ()
    off: tuple[tuple[int, Sum], ...] = ()
    unjudged: int = 0
    gaps: frozenset[int] = frozenset()


def judge(grid: Grid) -> list[Judged]:
    """Every line that calls itself a total or a subtotal, with what its figures say."""
    tried = {
        at: _tried(grid, at)
        for at, line in enumerate(grid.lines)
        if line.kind in ("total", "subtotal") and not line.heading
    }
    confirmed = {at for at, ways in tried.items() if ways and _best(ways).votes >= 1}
    return [_judged(grid, at, ways, tried.keys(), confirmed) for at, ways in tried.items()]


def _tried(grid: Grid, at: int) -> list[Lanes]:
    ways = []
    for cover in covers(grid.lines, at):
        way = _try(grid, at, cover)
        if way.held or way.off:
            ways.append(way)
    return ways


def _try(grid: Grid, at: int, cover: Cover) -> Lanes:
    held: dict[int, Sum] = {}
    off: dict[int, Sum] = {}
    telling: set[int] = set()
    gaps: set[int] = set()
    line = grid.lines[at]
    parts_of = [grid.lines[i] for i in cover.lines]
    for lane, stated in line.values.items():
        if not _may_add(grid, lane, stated) or any(lane in part.unknown for part in parts_of):
            continue
        parts = tuple(part.values[lane] for part in parts_of if lane in part.values)
        if not parts:
            continue
        if len(parts) < len(parts_of):
            gaps.add(lane)
        checked = _beside(grid, line, lane, parts_of) or Sum(stated, parts)
        holds = checked.holds
        if len(parts_of) == 1 and not holds:
            continue  # a total of one line is more likely one of something else
        (held if holds else off)[lane] = checked
        if holds and _tells(checked):
            telling.add(lane)
    return Lanes(cover, held, off, frozenset(telling), frozenset(gaps))


def _beside(grid: Grid, total: Line, lane: int, parts_of: Sequence[Line]) -> Sum | None:
    """The sum over the lanes of one name, where only the last of them has a total and it holds.

    So ends a list printed in two columns side by side (`Nom | Montant | Nom | Montant`).
    """
    name = grid.lanes[lane].label
    alike = [each for each in grid.lanes if name and grid.lanes[each].label == name]
    if len(alike) < 2 or any(each in total.values for each in alike if each != lane):
        return None
    parts = [part.values[each] for each in alike for part in parts_of if each in part.values]
    checked = Sum(total.values[lane], tuple(parts))
    return checked if checked.holds else None


def _may_add(grid: Grid, lane: int, stated: Figure) -> bool:
    """Whether the figures of a lane add up; shares in percent do where they make a hundred."""
    column = grid.lanes[lane]
    if column.summed or grid.across:
        return column.unit != "%" or stated.value == 100
    return False


def _tells(checked: Sum) -> bool:
    """Whether that it holds says something: two parts that are not zero, and narrow enough."""
    parts = [part for part in checked.parts if part.value != 0]
    width = sum((part.span.width for part in checked.figures), Decimal(0))
    return len(parts) > 1 and abs(checked.stated.value) > 4 * width


def _best(ways: Sequence[Lanes]) -> Lanes:
    """The cover that most lanes confirm, the likelier first among equals."""
    return max(ways, key=lambda way: (way.votes, -len(way.off), way.cover.usual, len(way.held)))


def _judged(
    grid: Grid, at: int, ways: Sequence[Lanes], totals: Iterable[int], confirmed: set[int]
) -> Judged:
    line = grid.lines[at]
    if not ways:
        return Judged(line, unjudged=len(line.values))
    best = _best(ways)
    needed = 1 if line.strong and best.cover.usual else _VOTES
    elsewhere = {lane for way in ways if way.cover.usual for lane in way.held}
    if best.votes >= needed and not (grid.across and best.votes < _VOTES):
        off = {lane: each for lane, each in best.off.items() if lane not in elsewhere}
        sure = len(off) <= best.votes
        return Judged(
            line,
            tuple(best.held.items()),
            tuple(
                (lane, each) for lane, each in off.items() if sure and not _other(grid, lane, each)
            ),
            unjudged=0 if sure else len(off),
            gaps=best.gaps,
        )
    if grid.across:
        return Judged(line, unjudged=len(line.values))
    return _alone(grid, at, ways, totals, confirmed, elsewhere)


def _alone(
    grid: Grid,
    at: int,
    ways: Sequence[Lanes],
    totals: Iterable[int],
    confirmed: set[int],
    elsewhere: set[int],
) -> Judged:
    """A total that no lane confirms: judged where its place leaves no doubt what it covers."""
    line = grid.lines[at]
    usual = next((way for way in ways if way.cover.usual), None)
    held = _closest(ways)
    if usual is None or not line.strong or not _plain_place(grid, at, totals, confirmed):
        return Judged(line, tuple(held.items()) if line.strong else (), unjudged=1)
    lanes = [lane for lane in usual.off if lane not in elsewhere]
    only = len([lane for lane in grid.lanes.values() if lane.summed]) == 1
    off = [
        (lane, usual.off[lane])
        for lane in lanes
        if (grid.lanes[lane].named or only)
        and not _other(grid, lane, usual.off[lane])
        and not _repeated(grid, at, lane)
    ]
    unjudged = len(lanes) - len(off)
    return Judged(line, tuple(held.items()), tuple(off), unjudged, usual.gaps)


def _repeated(grid: Grid, at: int, lane: int) -> bool:
    """Whether another total says the same: budgets that balance print it once per side."""
    stated = grid.lines[at].values[lane].value
    return any(
        line.kind == "total" and lane in line.values and line.values[lane].value == stated
        for i, line in enumerate(grid.lines)
        if i != at
    )


def _closest(ways: Sequence[Lanes]) -> dict[int, Sum]:
    """By lane, the usual cover that holds with the least gap."""
    held: dict[int, Sum] = {}
    for way in ways:
        for lane, each in way.held.items() if way.cover.usual else ():
            if lane not in held or abs(each.gap) < abs(held[lane].gap):
                held[lane] = each
    return held


def _plain_place(grid: Grid, at: int, totals: Iterable[int], confirmed: set[int]) -> bool:
    """Whether it closes the table, the only total there; or the others hold where they stand."""
    others = [i for i in totals if i != at]
    lines = grid.lines
    if any(optional(line) for i, line in enumerate(lines) if i != at):
        return False
    if not others:
        return at == len(lines) - 1 and sum(not line.heading for line in lines) > 2
    return len([i for i in others if i in confirmed]) >= max(_VOTES, (len(others) + 1) // 2)


def _nested(checked: Sum) -> bool:
    """Whether the sum holds once lines that are those under (or above) them count once.

    Budgets print a chapter and then its articles, and call neither a subtotal.
    """
    under, over = checked.parts, checked.parts[::-1]
    ways = (_tops(under, 1), _tops(under, 2), _tops(over, 2))
    return any(Sum(checked.stated, tops).holds for tops in ways)


def _tops(parts: Sequence[Figure], least: int) -> tuple[Figure, ...]:
    """The parts that no part before them is the sum of; a sum takes at least so many."""
    tops = []
    at = 0
    while at < len(parts):
        tops.append(parts[at])
        at += 1 + _length(parts, at, least)
    return tuple(tops)


def _length(parts: Sequence[Figure], at: int, least: int) -> int:
    """How many parts just after one add up to it; none where it is zero or they do not."""
    whole, found = parts[at].value, Decimal(0)
    for count, part in enumerate(parts[at + 1 : at + 1 + _LONGEST], 1):
        found += part.value
        if whole and found == whole and count >= least:
            return count
    return 0


def _other(grid: Grid, lane: int, checked: Sum) -> bool:
    """Whether the figure is another summary of the same parts: their mean, greatest, least, last.

    So is a sum over lines of which some are themselves sums that nothing calls so.  Such a lane holds averages or rates, unless its header says that it holds sums or counts.
    """
    if grid.across:
        return False
    if _nested(checked):
        return True
    if grid.lanes[lane].named:
        return False
    values = [part.value for part in checked.parts]
    stated = checked.stated
    if len(values) > 1 and stated.value in (max(values), min(values), values[-1]):
        return True
    mean = sum(values, Decimal(0)) / len(values)
    return len(values) > 1 and stated.span.low <= mean <= stated.span.high
