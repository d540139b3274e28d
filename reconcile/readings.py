"""Which of two readings the totals of a document make right: a proposal, never a correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Literal

from reconcile.evidence import Figure
from reconcile.intervals import Interval
from reconcile.sums import Sum
from schemas.facts import Amount, Cell

Choice = Literal["first", "second", "none"]
MOST = 6  # figures in doubt in one sum: more could make any total right
SLACK = 1.0  # points between the box of a figure and that of a row that states it


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that two readings state otherwise; `other` is None where one states none."""

    row: Amount | Cell
    value: Decimal | None
    other: Decimal | None

    def is_in(self, figure: Figure) -> bool:
        """Whether that is the figure, by its value and its place."""
        place, row = figure.place, self.row
        x0, top, x1, bottom = place.box
        return (
            figure.value == self.value
            and place.page == row.page
            and x0 - SLACK <= row.x0 and row.x1 <= x1 + SLACK
            and top - SLACK <= row.top and row.bottom <= bottom + SLACK
        )  # fmt: skip


def doubt_of(row: Amount | Cell) -> Doubt:
    """The two readings of a row."""
    if isinstance(row, Amount):
        return Doubt(row, row.amount, row.second_amount)
    return Doubt(row, row.number, row.second_number)


def choose(doubts: Sequence[Doubt], sums: Iterable[Sum]) -> list[Choice]:
    """For each doubt the reading that every sum which tells makes right; `none` without one."""
    said: list[set[Choice]] = [set() for _ in doubts]
    for each in sums:
        own = _within(doubts, each)
        if own and len(own) <= MOST:
            for index, choice in zip(own, _told(each, own, doubts), strict=True):
                said[index].add(choice)
    return [_agreed(choices) for choices in said]


def _agreed(choices: set[Choice]) -> Choice:
    told = choices - {"none"}
    return next(iter(told)) if len(told) == 1 else "none"


def _within(doubts: Sequence[Doubt], checked: Sum) -> dict[int, int]:
    """Doubts that a sum uses, and which of its figures each is."""
    found: dict[int, int] = {}
    for index, doubt in enumerate(doubts):
        if doubt.value is not None:
            at = next((at for at, each in enumerate(checked.figures) if doubt.is_in(each)), None)
            if at is not None and at not in found.values():
                found[index] = at
    return found


def _told(checked: Sum, own: dict[int, int], doubts: Sequence[Doubt]) -> list[Choice]:
    """The one way to take the readings that makes the sum right; nothing where several do."""
    if len([part for part in checked.parts if part.value != 0]) < 2:
        return ["none"] * len(own)
    ways: list[list[Choice]] = [
        ["first"] if doubts[index].other in (None, doubts[index].value) else ["first", "second"]
        for index in own
    ]
    right = [
        way
        for way in product(*ways)
        if _with(checked, dict(zip(own.values(), _others(own, doubts, way), strict=True))).holds
    ]
    return list(right[0]) if len(right) == 1 else ["none"] * len(own)


def _others(
    own: Iterable[int], doubts: Sequence[Doubt], way: Iterable[Choice]
) -> Iterator[Decimal | None]:
    for index, choice in zip(own, way, strict=True):
        yield doubts[index].other if choice == "second" else None


def _with(checked: Sum, others: dict[int, Decimal | None]) -> Sum:
    """The sum with other values for some of its figures, as wide as they were."""
    figures = list(checked.figures)
    for at, value in others.items():
        if value is not None:
            half = figures[at].span.width / 2
            figures[at] = replace(
                figures[at], value=value, span=Interval(value - half, value + half)
            )
    return Sum(figures[0], tuple(figures[1:]))
