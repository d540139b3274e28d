"""What holds between the figures of a sample, told by arithmetic that no rule has a part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from quitus.figures import Figure, figures
from quitus.intake import identify
from quitus.pipeline import read_pdf, stages
from schemas.dataset import DocumentFacts, unnest
from schemas.findings import Finding

TOTALS = ("total", "ensemble", "cumul")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Relation:
    """What holds between figures, by their rank: a sum, or executed ÷ planned = rate."""

    kind: str  # "sum" or "rate"
    stated: int
    parts: tuple[int, ...]


@dataclass(slots=True)
class Sample:
    """A document as read, its figures, and the relations that hold between them."""

    name: str
    facts: DocumentFacts
    figures: list[Figure]
    relations: list[Relation] = field(default_factory=list)
    before: set[str] = field(default_factory=set)


def sample(path: Path) -> Sample:
    """A document read, with what its figures have to do with one another."""
    (source,) = identify([path], path)
    facts = unnest(read_pdf(source, stages()))
    every = figures(facts)
    relations = [*_budgets(facts, every), *_rates(facts, every), *_columns(facts, every)]
    values = {rank: each.value for rank, each in enumerate(every)}
    found = Sample(path.name, facts, every)
    found.relations = [each for each in relations if _holds(each, values, every)]
    found.before = {finding.finding_id for finding in alarms(facts)}
    return found


def alarms(facts: DocumentFacts) -> list[Finding]:
    """The errors and warnings of a document."""
    return [each for each in stages().check(facts, "d")[0] if each.severity != "info"]


def _ranks(every: Sequence[Figure], table: str, name: str) -> dict[int, int]:
    return {
        reading.index: rank
        for rank, figure in enumerate(every)
        for reading in figure.readings
        if reading.table == table and reading.field == name
    }


def _budgets(facts: DocumentFacts, every: Sequence[Figure]) -> Iterator[Relation]:
    ranks = _ranks(every, "budget_lines", "amount")
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, line in enumerate(facts.budget_lines):
        groups[line.action_id, line.phase].append(index)
    for group in groups.values():
        lines = [(facts.budget_lines[index], index) for index in group]
        totals = [index for line, index in lines if line.role == "total" and index in ranks]
        shares = [index for line, index in lines if line.role == "share" and index in ranks]
        if len(totals) == 1 and shares:
            yield Relation("sum", ranks[totals[0]], tuple(ranks[index] for index in shares))


def _rates(facts: DocumentFacts, every: Sequence[Figure]) -> Iterator[Relation]:
    lines, rates = (
        _ranks(every, "budget_lines", "amount"),
        _ranks(every, "actions", "consumption_rate"),
    )
    for index, rank in rates.items():
        action = facts.actions[index]
        totals = {
            phase: [
                lines[at]
                for at, line in enumerate(facts.budget_lines)
                if line.action_id == action.action_id
                and line.role == "total"
                and line.phase == phase
                and at in lines
            ]
            for phase in ("planned", "executed")
        }
        if all(len(found) == 1 for found in totals.values()):
            yield Relation("rate", rank, (totals["executed"][0], totals["planned"][0]))


def _columns(facts: DocumentFacts, every: Sequence[Figure]) -> Iterator[Relation]:
    """Columns of tables whose last row calls itself a total."""
    ranks = _ranks(every, "cells", "number")
    for table in facts.tables:
        cells = [(i, c) for i, c in enumerate(facts.cells) if c.table_id == table.table_id]
        last = max((cell.row for _, cell in cells), default=0)
        label = next((cell.value for _, cell in cells if cell.row == last and cell.column == 0), "")
        if not label.lower().startswith(TOTALS):
            continue
        for column in range(1, table.columns):
            here = [(index, cell) for index, cell in cells if cell.column == column]
            stated = [ranks[index] for index, cell in here if cell.row == last and index in ranks]
            parts = [ranks[index] for index, cell in here if cell.row < last and index in ranks]
            if len(stated) == 1 and len(parts) > 1:
                yield Relation("sum", stated[0], tuple(parts))


def unit(figure: Figure) -> Decimal:
    """What the last digit that prints it counts."""
    digits = int(figure.digits)
    return abs(figure.value) / digits if digits and figure.value else Decimal(1)


def _holds(relation: Relation, values: dict[int, Decimal], every: Sequence[Figure]) -> bool:
    """Whether it holds, each figure known to half of its last digit; a lost figure is zero."""
    known = [values.get(rank, Decimal(0)) for rank in (relation.stated, *relation.parts)]
    halves = [unit(every[rank]) / 2 for rank in (relation.stated, *relation.parts)]
    if relation.kind == "sum":
        return abs(known[0] - sum(known[1:])) <= sum(halves)
    rate, executed, planned = known
    if planned <= halves[2]:
        return True
    low = (executed - halves[1]) / (planned + halves[2]) * HUNDRED
    high = (executed + halves[1]) / (planned - halves[2]) * HUNDRED
    return low - halves[0] <= rate <= high + halves[0]


def breaks(found: Sample, changed: dict[int, Decimal | None]) -> bool:
    values = {rank: each.value for rank, each in enumerate(found.figures)}
    for rank, value in changed.items():
        if value is None:
            del values[rank]
        else:
            values[rank] = value
    touched = [
        each
        for each in found.relations
        if not changed.keys().isdisjoint((each.stated, *each.parts))
    ]
    gone = {rank for rank, value in changed.items() if value is None}
    return any(
        each.stated not in gone and not _holds(each, values, found.figures) for each in touched
    )
