"""A comparison: all its views, made from one dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from export.compare import budgets as money
from export.compare import indicators as figures
from export.compare import lines
from export.compare.cells import Cell, cells
from export.compare.comparability import matrix
from export.compare.denominators import Denominators
from export.compare.scope import Scope
from export.compare.stage import stage
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
    "budgets": lambda done: money.per_departement(done.base, done.denominators),
    "measures": lambda done: money.per_measure(done.base),
    "actions": lambda done: money.per_action(done.base),
    "budget_statistics": lambda done: money.budget_statistics(done.view("budgets")),
}
VIEWS = tuple(MAKERS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared; the tables that come of it are made when they are asked for.

    `base` is open as long as the comparison is used.
    """

    base: duckdb.DuckDBPyConnection
    cells: list[Cell]
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
        return sorted(told | lines.codes(self.base))


def compare(
    base: duckdb.DuckDBPyConnection, scope: Scope, denominators: Denominators
) -> Comparison:
    """Compares the départements of a dataset on what they state."""
    stage(base, scope)
    lines.stage(base, scope)
    return Comparison(base, cells(base, scope), denominators)
