"""What each document states of the budget of each action and year, as one row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from export.compare.scope import Scope

if TYPE_CHECKING:
    import duckdb

PHASES = ("planned", "executed")
STATED, UNCERTAIN, DIVERGENT, MISSING = "stated", "uncertain", "divergent", "not_asked"
PARTIAL = "partial"  # of a sum: some of its parts are stated, not all


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of a budget: stated (its amount is there), or why it is not."""

    state: str = MISSING
    amount: Decimal | None = None
    page: int | None = None


NOTHING = Sum()


@dataclass(frozen=True, slots=True)
class Place:
    """Whose budget: a document, its département, the action and the year (None: unknown)."""

    document_id: str
    source: str
    departement: str
    year: int | None
    action_id: str


@dataclass(slots=True)
class Budget:
    """The budget of an action: totals, shares of the State and of the département, carry-overs."""

    place: Place
    number: str | None
    title: str
    measure: str | None
    page: int
    sums: dict[str, Sum] = field(default_factory=dict)

    def of(self, name: str) -> Sum:
        """One of `planned`, `executed`, `planned_etat`, `executed_departement`, `carry_over`."""
        return self.sums.get(name, NOTHING)


# An action whose totals name years has one budget per year, and its lines go with their year.
# Else the years that lines name are those that money comes from (`report 2021`): the whole is the
# budget of the year that the report is about.
_QUERY = """
WITH told AS (
  SELECT d.document_id, d.source, d.departement_code, d.year AS about, a.action_id, a.number,
    a.title, coalesce(a.measure_title, a."group") AS measure, a.page AS opens,
    b.phase, b.role, b.funder, b.amount, b.state, b.page, b.year,
    bool_or(b.role = 'total' AND b.year IS NOT NULL)
      OVER (PARTITION BY d.document_id, a.action_id) AS yearly
  FROM documents d JOIN actions a USING (document_id)
  LEFT JOIN budget_lines b USING (document_id, action_id)
), placed AS (
  SELECT *, CASE WHEN yearly AND role != 'carry_over' THEN coalesce(year, about) ELSE about END AS y
  FROM told
)
SELECT document_id, source, departement_code, y, action_id, number, title, measure, opens,
  phase, role, funder, amount, state, page
FROM placed WHERE {clause}
ORDER BY source, document_id, length(action_id), action_id, y, page
"""


def budgets(base: duckdb.DuckDBPyConnection, scope: Scope) -> list[Budget]:
    """The budget of every action of the scope, those that state nothing included."""
    clause, values = scope.clause("y")
    rows = base.execute(_QUERY.format(clause=clause), values).fetchall()
    found: dict[Place, Budget] = {}
    lines: dict[Place, list[tuple[Any, ...]]] = defaultdict(list)
    for document_id, source, code, year, action_id, number, title, measure, at, *line in rows:
        if not scope.measure(measure, title):
            continue
        place = Place(document_id, source, code, year, action_id)
        found.setdefault(place, Budget(place, number, title, measure, at))
        if line[0] is not None:
            lines[place].append(tuple(line))
    for place, budget in found.items():
        budget.sums = dict(_sums(lines[place]))
    return list(found.values())


def _sums(lines: list[tuple[Any, ...]]) -> Iterator[tuple[str, Sum]]:
    for phase in PHASES:
        own = [line for line in lines if line[0] == phase]
        totals = [line for line in own if line[1] == "total"]
        if totals:
            yield phase, _one(totals)
        for funder in ("etat", "departement"):
            shares = [line for line in own if line[1] == "share" and line[2] == funder]
            if shares:
                yield f"{phase}_{funder}", _added(shares)
    carried = [line for line in lines if line[1] == "carry_over"]
    if carried:
        yield "carry_over", _added(carried)


def _one(lines: list[tuple[Any, ...]]) -> Sum:
    """The one total that lines state; several that differ are none."""
    states = [line[4] for line in lines]
    if UNCERTAIN in states:
        return Sum(UNCERTAIN, None, lines[0][5])
    known = [line for line in lines if line[4] == STATED and line[3] is not None]
    if not known:
        return Sum(states[0], None, lines[0][5])
    if len({line[3] for line in known}) > 1:
        return Sum(DIVERGENT, None, known[0][5])
    return Sum(STATED, known[0][3], known[0][5])


def _added(lines: list[tuple[Any, ...]]) -> Sum:
    """What lines add up to, where each states its amount; `sans objet` adds nothing to others."""
    asked = [line for line in lines if line[4] != "not_applicable"]
    if not asked:
        return Sum("not_applicable", None, lines[0][5])
    states = {line[4] for line in asked}
    if states != {STATED} or any(line[3] is None for line in asked):
        worst = next(iter(sorted(states - {STATED})), MISSING)
        return Sum(worst, None, asked[0][5])
    return Sum(STATED, sum((line[3] for line in asked), Decimal(0)), asked[0][5])


def whole(parts: Sequence[Sum]) -> Sum:
    """What the parts add up to, where all are stated; else how they are not."""
    if len(parts) == 1:
        return parts[0]
    amounts = [part.amount for part in parts if part.amount is not None]
    if amounts and len(amounts) == len(parts):
        return Sum(STATED, sum(amounts, Decimal(0)))
    if amounts:
        return Sum(PARTIAL)
    states = {part.state for part in parts}
    return Sum(states.pop()) if len(states) == 1 else NOTHING
