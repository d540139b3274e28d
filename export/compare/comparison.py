"""A comparison: all its views, made from one dataset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from export.compare import budgets as money
from export.compare import indicators as figures
from export.compare.cells import Cell, cells
from export.compare.comparability import matrix
from export.compare.denominators import Denominators
from export.compare.lines import Budget, budgets
from export.compare.scope import Scope
from export.compare.views import View

if TYPE_CHECKING:
    import duckdb

VIEWS = (
    "indicators",
    "attainment",
    "values",
    "statistics",
    "comparability",
    "pairs",
    "budgets",
    "measures",
    "actions",
    "budget_statistics",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared, and the tables that come of it, by name."""

    cells: list[Cell]
    budgets: list[Budget]
    views: dict[str, View]

    @property
    def departements(self) -> list[str]:
        """The codes of those that have anything to compare."""
        told = {cell.departement for cell in self.cells}
        return sorted(told | {budget.place.departement for budget in self.budgets})


def compare(
    base: duckdb.DuckDBPyConnection, scope: Scope, denominators: Denominators
) -> Comparison:
    """Compares the départements of a dataset on what they state."""
    known = cells(base, scope)
    lines = budgets(base, scope)
    groups = figures.grouped(known)
    per_departement = money.per_departement(lines, denominators)
    made = (
        figures.wide(known),
        figures.attainment(known),
        figures.values(groups, denominators),
        figures.statistics(groups),
        matrix(known),
        figures.pairs(known),
        per_departement,
        money.per_measure(lines),
        money.per_action(lines),
        money.budget_statistics(per_departement),
    )
    return Comparison(known, lines, {one.name: one for one in made})
