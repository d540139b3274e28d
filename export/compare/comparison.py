"""A comparison: all its views, made from one dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
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

Maker = Callable[["Comparison"], View]

MAKERS: dict[str, Maker] = {
    "indicators": lambda done: figures.wide(done.cells),
    "attainment": lambda done: figures.attainment(done.cells),
    "values": lambda done: figures.values(figures.grouped(done.cells), done.denominators),
    "statistics": lambda done: figures.statistics(figures.grouped(done.cells)),
    "comparability": lambda done: matrix(done.cells),
    "pairs": lambda done: figures.pairs(done.cells),
    "budgets": lambda done: money.per_departement(done.budgets, done.denominators),
    "measures": lambda done: money.per_measure(done.budgets),
    "actions": lambda done: money.per_action(done.budgets),
    "budget_statistics": lambda done: money.budget_statistics(done.view("budgets")),
}
VIEWS = tuple(MAKERS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared; the tables that come of it are made when they are asked for."""

    cells: list[Cell]
    budgets: list[Budget]
    denominators: Denominators
    _made: dict[str, View] = field(default_factory=dict)

    def view(self, name: str) -> View:
        """A table of VIEWS, made once; raises KeyError on another name."""
        if name not in self._made:
            self._made[name] = MAKERS[name](self)
        return self._made[name]

    @property
    def departements(self) -> list[str]:
        """The codes of those that have anything to compare."""
        told = {cell.departement for cell in self.cells}
        return sorted(told | {budget.place.departement for budget in self.budgets})


def compare(
    base: duckdb.DuckDBPyConnection, scope: Scope, denominators: Denominators
) -> Comparison:
    """Compares the départements of a dataset on what they state."""
    return Comparison(cells(base, scope), budgets(base, scope), denominators)
