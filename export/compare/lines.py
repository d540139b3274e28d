"""What each document states of the budget of each action and year, worked out by the database.

Sums are exact: decimals all the way, no division.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from export.compare.scope import Scope
from export.compare.stage import ASKED, MEASURE

if TYPE_CHECKING:
    import duckdb

SUMS = (
    "planned",
    "executed",
    "planned_etat",
    "planned_departement",
    "executed_etat",
    "executed_departement",
    "carry_over",
)
"""What a budget states: totals, the shares of the State and of the département, carry-overs."""

PARTIAL = "partial"  # of a sum: some of its parts are stated, not all

# An action whose totals name years has one budget per year, and its lines go with their year.
# Else the years that lines name are those that money comes from (`report 2021`): the whole is the
# budget of the year that the report is about.
_ACTIONS = """
CREATE TEMP TABLE compared_actions AS
WITH yearly AS (
  SELECT DISTINCT document_id, action_id FROM budget_lines
  WHERE role = 'total' AND year IS NOT NULL
), told AS (
  SELECT a.rowid AS action, CASE
      WHEN y.action_id IS NOT NULL AND b.role IS DISTINCT FROM 'carry_over'
      THEN coalesce(b.year, w.about) ELSE w.about END AS year,
    b.phase, b.role, b.funder, b.amount, b.state, b.rowid AS place
  FROM compared_documents w JOIN actions a USING (document_id)
  LEFT JOIN budget_lines b ON b.document_id = a.document_id AND b.action_id = a.action_id
  LEFT JOIN yearly y ON y.document_id = a.document_id AND y.action_id = a.action_id
), summed AS (
  SELECT action, year, {sums} FROM told WHERE {clause} GROUP BY action, year
)
SELECT w.code, w.source, s.year, a.document_id, a.action_id, a.number, a.title,
  coalesce(a.measure_title, a."group") AS measure, a.page AS opens, s.* EXCLUDE (action, year),
  row_number() OVER (
    ORDER BY w.source, a.document_id, length(a.action_id), a.action_id, s.year NULLS LAST
  ) AS place
FROM summed s JOIN actions a ON a.rowid = s.action JOIN compared_documents w USING (document_id)
WHERE {asked}
"""
_WHOLE = """
SELECT code, year, {group} AS measure, document_id, source, min(opens) AS page,
  concat_ws(' ', {states}) AS states, count(*) AS actions, count(*) FILTER ({both}) AS actions_both,
  sum(planned) FILTER ({both}) AS planned_both, sum(executed) FILTER ({both}) AS executed_both,
  {sums}
FROM compared_actions
GROUP BY code, source, document_id, year, {group}
ORDER BY code, year NULLS FIRST, min(place)
"""
_BOTH = "planned IS NOT NULL AND executed IS NOT NULL"


def stage(base: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    """Makes the table `compared_actions`: one row per action and year, those that state nothing too.

    Each of SUMS has its amount, and in `<name>_state` how it is stated, or is not.  Needs the
    table `compared_documents`.
    """
    clause, values = scope.years_clause("year")
    asked = (
        ASKED.format(title="a.title", measure=MEASURE.format("a.")) if scope.measures else "true"
    )
    base.execute(_ACTIONS.format(sums=", ".join(_stated()), clause=clause, asked=asked), values)


def codes(base: duckdb.DuckDBPyConnection) -> set[str]:
    """Whose budgets there are."""
    return {
        code for (code,) in base.execute("SELECT DISTINCT code FROM compared_actions").fetchall()
    }


ACTIONS = f"""
SELECT code, year, measure, number, title, document_id, source, opens AS page,
  concat_ws(' ', {", ".join(f"{name}_state" for name in SUMS)}) AS states, {", ".join(SUMS)}
FROM compared_actions ORDER BY place
"""
"""Every action, in the order of the documents; its states are those of SUMS, in order."""


def whole(by_measure: bool) -> str:
    """The query of what the actions of a document and year add up to: per measure, or all.

    A sum is there where every action states its own; the rate rests on those with both.
    """
    group = _group(by_measure)
    states = ", ".join(map(_state_of_all, SUMS))
    return _WHOLE.format(group=group, both=_BOTH, states=states, sums=", ".join(map(_all, SUMS)))


def count(base: duckdb.DuckDBPyConnection, by_measure: bool | None) -> int:
    """How many rows `whole` gives, or ACTIONS (None)."""
    what = "*"
    if by_measure is not None:
        what = f"DISTINCT (code, document_id, year, {_group(by_measure)})"
    found = base.execute(f"SELECT count({what}) FROM compared_actions").fetchone()
    return int(found[0]) if found else 0


def _group(by_measure: bool) -> str:
    return "coalesce(measure, '')" if by_measure else "''"


def _stated() -> list[str]:
    phases = ("planned", "executed")
    return [
        *(_total(phase, f"phase = '{phase}' AND role = 'total'") for phase in phases),
        *(
            _shares(
                f"{phase}_{funder}", f"phase = '{phase}' AND role = 'share' AND funder = '{funder}'"
            )
            for phase in phases
            for funder in ("etat", "departement")
        ),
        _shares("carry_over", "role = 'carry_over'"),
    ]


def _total(name: str, lines: str) -> str:
    """The one total that lines state; several that differ are none."""
    known = f"FILTER ({lines} AND state = 'stated')"
    return f"""
    CASE WHEN count(*) FILTER ({lines}) = 0 THEN 'not_asked'
      WHEN bool_or(state = 'uncertain') FILTER ({lines}) THEN 'uncertain'
      WHEN count(amount) {known} = 0 THEN arg_min(state, place) FILTER ({lines})
      WHEN min(amount) {known} != max(amount) {known} THEN 'divergent'
      ELSE 'stated' END AS {name}_state,
    CASE WHEN {name}_state = 'stated' THEN min(amount) {known} END AS {name}"""


def _shares(name: str, lines: str) -> str:
    """What lines add up to, where each states its amount; `sans objet` adds nothing to others."""
    asked = f"{lines} AND state != 'not_applicable'"
    return f"""
    CASE WHEN count(*) FILTER ({lines}) = 0 THEN 'not_asked'
      WHEN count(*) FILTER ({asked}) = 0 THEN 'not_applicable'
      WHEN count(*) FILTER ({asked} AND (state != 'stated' OR amount IS NULL)) = 0 THEN 'stated'
      ELSE coalesce(min(state) FILTER ({asked} AND state != 'stated'), 'not_asked')
      END AS {name}_state,
    CASE WHEN {name}_state = 'stated' THEN sum(amount) FILTER ({asked}) END AS {name}"""


def _all(name: str) -> str:
    """The sum of the parts, where all are stated."""
    return f"CASE WHEN count({name}) = count(*) THEN sum({name}) END AS whole_{name}"


def _state_of_all(name: str) -> str:
    state = f"{name}_state"
    return f"""
    CASE WHEN count(*) = 1 THEN min({state})
      WHEN count({name}) = count(*) THEN 'stated'
      WHEN count({name}) > 0 THEN '{PARTIAL}'
      WHEN min({state}) = max({state}) THEN min({state})
      ELSE 'not_asked' END"""
