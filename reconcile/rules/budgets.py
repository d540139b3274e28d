"""The budgets of a document: a total with its shares, one for each action, phase and period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reconcile.evidence import Figure, figure
from reconcile.intervals import total
from schemas.dataset import DocumentFacts
from schemas.facts import Action, BudgetLine

PHASES = {"planned": "budget prévisionnel", "executed": "budget exécuté"}


@dataclass(frozen=True, slots=True)
class Budget:
    """A total and its shares; `total` is None where the document states none, or several.

    `sure` is false where the document does not tell which share belongs to which total.
    """

    action: Action | None
    phase: str
    total: BudgetLine | None
    shares: tuple[BudgetLine, ...]
    sure: bool = True

    @property
    def name(self) -> str:
        """`Action 1.5.1, budget exécuté`."""
        return f"{action_name(self.action)}, {PHASES[self.phase]}"


def action_name(action: Action | None) -> str:
    """`Action 1.5.1`, by its number, else by its title."""
    if action is None:
        return "Budget"
    return f"Action {action.number}" if action.number else f"Action « {action.title} »"


def budgets(facts: DocumentFacts) -> Iterator[Budget]:
    """Every budget in the order of the document; carried-over amounts are no part of one."""
    actions = {action.action_id: action for action in facts.actions}
    lines = [line for line in facts.budget_lines if line.role != "carry_over"]
    groups: dict[tuple[object, ...], list[BudgetLine]] = {}
    for line in lines:
        key = (line.action_id, line.phase, line.period_start, line.period_end)
        groups.setdefault(key, []).append(line)
    for group in _joined(groups):
        first = group[0]
        for stated, shares, sure in _split(group):
            yield Budget(actions.get(first.action_id), first.phase, stated, shares, sure)


def _joined(groups: dict[tuple[object, ...], list[BudgetLine]]) -> Iterator[list[BudgetLine]]:
    """The groups, except that one total and shares that differ only by a missing period are one."""
    for _, same in groupby(groups, key=lambda key: key[:2]):
        several = [groups[key] for key in same]
        totals = [line for group in several for line in group if line.role == "total"]
        apart = all(any(line.role == "total" for line in group) for group in several)
        if len(several) > 1 and len(totals) == 1 and not apart:
            yield [line for group in several for line in group]
        else:
            yield from several


def _split(
    lines: Sequence[BudgetLine],
) -> Iterator[tuple[BudgetLine | None, tuple[BudgetLine, ...], bool]]:
    """A total with its shares; several totals in one group have each their own."""
    totals = [line for line in lines if line.role == "total"]
    shares = tuple(line for line in lines if line.role == "share")
    if len(totals) <= 1:
        yield (totals[0] if totals else None), shares, True
        return
    years = {line.year for line in totals}
    if len(years) == len(totals) and None not in years:
        for each in totals:
            yield each, tuple(line for line in shares if line.year == each.year), True
        return
    yield from _by_place(lines)


def _by_place(
    lines: Sequence[BudgetLine],
) -> list[tuple[BudgetLine, tuple[BudgetLine, ...], bool]]:
    """Totals that head their shares, or that close them: what makes more sums hold."""
    heading, closing = _heading(lines), _closing(lines)
    held = [sum(_holds(stated, own) for stated, own in way) for way in (heading, closing)]
    way = heading if held[0] >= held[1] else closing
    sure = held[0] != held[1] and all(own for _, own in way)
    return [(stated, own, sure) for stated, own in way]


def _heading(lines: Sequence[BudgetLine]) -> list[tuple[BudgetLine, tuple[BudgetLine, ...]]]:
    found: list[tuple[BudgetLine, tuple[BudgetLine, ...]]] = []
    for line in lines:
        if line.role == "total":
            found.append((line, ()))
        elif found:
            found[-1] = (found[-1][0], (*found[-1][1], line))
    return found


def _closing(lines: Sequence[BudgetLine]) -> list[tuple[BudgetLine, tuple[BudgetLine, ...]]]:
    return [(stated, own[::-1]) for stated, own in _heading(lines[::-1])][::-1]


def _holds(stated: BudgetLine, shares: Sequence[BudgetLine]) -> bool:
    whole = as_figure(stated)
    parts = [each for each in map(as_figure, shares) if each]
    return bool(whole and parts) and whole.span.meets(total(part.span for part in parts))  # type: ignore[union-attr]


def as_figure(line: BudgetLine) -> Figure | None:
    """The amount of a line, named after its funder; None where it states none."""
    return figure(line, line.document_id, line.amount, share_name(line))


def share_name(line: BudgetLine) -> str:
    """`État 2022`, in the words printed."""
    name = line.funder_label or (line.funder or "")
    return f"{name} {line.year}" if line.year and str(line.year) not in name else name


def value(line: BudgetLine | None) -> Decimal | None:
    """The amount of a line that may be missing."""
    return line.amount if line is not None else None
