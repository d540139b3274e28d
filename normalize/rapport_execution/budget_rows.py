"""The rows of a budget table: whose sums each holds, or what they are spent on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from normalize.amounts import read_amount
from normalize.grids import Grid
from normalize.label_words import SideName, side_of
from normalize.labels import LineReading, Phase, is_year, line_role
from normalize.rapport_execution.budget_columns import VALUES, Side
from normalize.rapport_execution.lines import several_funders

RowKind = Literal["named", "neutral", "other"]


@dataclass(frozen=True, slots=True)
class Row:
    """What the label cells of a row say.

    `kind`: `named` for a funder, a total, what is carried over or a rate; `neutral` where its
    words leave that to the columns (a phase, a year, nothing); `other` for words of another kind,
    such as what the money is spent on.  `unknown` are words in the place of a funder that name
    no known one.
    """

    reading: LineReading
    kind: RowKind
    unknown: str = ""
    holds: SideName | None = None
    label: str = ""

    @property
    def spends(self) -> bool:
        """Whether it tells what is spent, not who pays."""
        return self.holds == "expenses" and self.reading.role != "total"


def rows_of(grid: Grid, side: Side, phase: Phase | None) -> Iterator[Row]:
    """Each row of the body on one side; one without sums may name those under it (`RECETTES`)."""
    holds = side.holds
    for index in range(grid.header_rows, grid.rows):
        opened = _opens(grid, index, side)
        holds = opened or holds
        if opened:  # a title: it states no sum of its own
            yield Row(LineReading(), "other", holds="expenses")
        else:
            yield _row(grid, index, side, holds, phase)


def _opens(grid: Grid, index: int, side: Side) -> SideName | None:
    label = _label(grid, index, side.labels)
    sums = any(read_amount(grid.text(index, number)).state in VALUES for number in side.values)
    return None if sums or line_role(label).role else side_of(label)


def _label(grid: Grid, index: int, labels: Sequence[int]) -> str:
    return " ".join(dict.fromkeys(text for c in labels if (text := grid.text(index, c))))


def _row(grid: Grid, index: int, side: Side, holds: SideName | None, phase: Phase | None) -> Row:
    label, reading = _read(grid, index, side, phase)
    if holds == "expenses":
        reading = _spent(reading)
        return Row(reading, "named" if reading.role else "other", holds=holds)
    if several_funders(label):
        return Row(reading, "named", label, holds)
    if reading.role is not None or reading.subtotal:
        return Row(reading, "named", holds=holds)
    if reading.phase or not label or is_year(label):
        return Row(reading, "neutral", holds=holds)
    payers = side.of_funders or holds == "resources"
    return Row(reading, "other", label if payers and not is_account(label) else "", holds, label)


def _read(grid: Grid, index: int, side: Side, phase: Phase | None) -> tuple[str, LineReading]:
    """The label of a row; the words behind its sums are of it unless they contradict it."""
    label = _label(grid, index, side.labels)
    reading = line_role(label, phase)
    behind = _label(grid, index, side.behind)
    whole = f"{label} {behind}".strip()
    said = line_role(whole, phase) if behind else reading
    if said.role is None or (reading.funder and not said.funder):
        return label, reading
    return whole, said


def _spent(reading: LineReading) -> LineReading:
    """What a row of expenses says: none is a funder's share, whoever it names."""
    if reading.role in ("total", "rate"):
        return reading
    return LineReading(None, reading.phase, None, reading.year, subtotal=reading.subtotal)


def is_account(label: str) -> bool:
    """Whether a row is one of an account plan (`74 - Subventions`), which adds up rows under it."""
    return re.match(r"\d{2,5}\b(?!\d)\s*[-–.:)]?\s*[^\W\d]", label) is not None
