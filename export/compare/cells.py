"""What each département states of each indicator and year: one cell, and where it is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING

from export.compare.scope import Scope
from export.compare.statistics import plain

if TYPE_CHECKING:
    import duckdb

NOT_ASKED, DIVERGENT, STATED = "not_asked", "divergent", "stated"
STATES = {
    STATED: "énoncé",
    "uncertain": "incertain",
    DIVERGENT: "plusieurs valeurs",
    "text": "en mots",
    "not_available": "ND",
    "not_applicable": "sans objet",
    "blank": "vide",
    NOT_ASKED: "non demandé",
}
"""How a value is stated, in French; of several readings of a cell the first of these wins."""


@dataclass(frozen=True, slots=True)
class Key:
    """An indicator as it is compared: one that is not of the national list goes by its label."""

    indicator: str
    qualifier: str  # label of the figure within its cell, empty as a rule
    unit: str  # empty for a plain number
    kind: str  # baseline, achieved, target


@dataclass(frozen=True, slots=True)
class Cell:
    """What a département states; `value` only where it states one, and one alone."""

    key: Key
    label: str
    national: bool
    departement: str
    year: int
    state: str
    value: Decimal | None
    document_id: str
    source: str
    page: int
    raw: str
    readings: int  # rows of the dataset that speak of it


# A label is compared in lower case, without accents, blanks made one.  Units are made the same
# where they are (`2 heures` and `120 minutes`, `3 places` and `3` where the label names places);
# figures of others, or with a unit and without, are never compared.
_QUERY = """
WITH labels AS (
  SELECT label,
    trim(regexp_replace(lower(strip_accents(label)), '[^a-z0-9%€<>]+', ' ', 'g')) AS words
  FROM (SELECT DISTINCT label FROM indicators)
), told AS (
  SELECT w.code, w.source, i.document_id, i.page, i.raw, i.year, i.kind, i.label, i.state,
    CASE WHEN u.times > 1 THEN i.value * u.times ELSE i.value END AS value,
    CASE WHEN list_has_any(string_split(l.words, ' '), [u.singular, u.plural]) THEN ''
      ELSE coalesce(u.unit, i.unit, '') END AS unit, coalesce(i.qualifier, '') AS qualifier,
    i.indicator IS NOT NULL AS national, coalesce(i.indicator, l.words) AS key, i.rowid AS place
  FROM indicators i JOIN compared_documents w USING (document_id) JOIN labels l USING (label)
    LEFT JOIN compared_units u ON u.form = lower(strip_accents(i.unit))
  WHERE i.year IS NOT NULL AND {clause}
)
SELECT key, qualifier, coalesce(max(unit) FILTER (state = 'stated'), ''), kind,
  arg_min(label, place), bool_or(national), code, year,
  count(DISTINCT value) FILTER (state = 'stated'),
  count(DISTINCT unit) FILTER (state = 'stated'),
  any_value(value) FILTER (state = 'stated'),
  list(DISTINCT state),
  arg_min({{'d': document_id, 's': source, 'p': page, 'r': raw}}, place)
    FILTER (state = 'stated'),
  arg_min({{'d': document_id, 's': source, 'p': page, 'r': raw}}, place),
  count(*)
FROM told
GROUP BY key, qualifier, kind, code, year
ORDER BY key, qualifier, kind, code, year
"""
_OF_MEASURES = (
    " AND (i.document_id, i.section_number) IN (SELECT document_id, number FROM compared_sections)"
)


def cells(base: duckdb.DuckDBPyConnection, scope: Scope) -> list[Cell]:
    """Every cell of the scope, by indicator, kind, département and year.

    Readings that state different values, or in different units, make a cell `divergent`, without
    a value: which of them is right is not ours to say.  Needs the tables of `stage`.
    """
    clause, values = scope.years_clause("i.year")
    if scope.measures:
        clause += _OF_MEASURES
    found = base.execute(_QUERY.format(clause=clause), values)
    return _with_units(list(_kept(found, scope)))


def _with_units(known: list[Cell]) -> list[Cell]:
    """Cells that state nothing bear the unit that most others of their indicator have."""
    units: dict[tuple[str, str, str], Counter[str]] = {}
    for cell in known:
        if cell.state == STATED:
            units.setdefault(_place(cell), Counter())[cell.key.unit] += 1
    made = []
    for cell in known:
        counted = units.get(_place(cell))
        if cell.state == STATED or not counted:
            made.append(cell)
            continue
        usual = sorted(counted.items(), key=itemgetter(0))
        usual.sort(key=itemgetter(1), reverse=True)
        made.append(replace(cell, key=replace(cell.key, unit=usual[0][0])))
    return made


def _place(cell: Cell) -> tuple[str, str, str]:
    return cell.key.indicator, cell.key.qualifier, cell.key.kind


def _kept(found: duckdb.DuckDBPyConnection, scope: Scope) -> Iterator[Cell]:
    while rows := found.fetchmany(10_000):
        for row in rows:
            key, qualifier, unit, kind, label, national, code, year, *rest = row
            if not scope.indicator(key, label):
                continue
            distinct, units, value, states, stated_at, first_at, readings = rest
            state = _state(states, distinct > 1 or units > 1)
            at = stated_at or first_at
            yield Cell(
                Key(key, qualifier, unit, kind),
                label,
                national,
                code,
                year,
                state,
                plain(value) if state == STATED else None,
                at["d"],
                at["s"],
                at["p"],
                " ".join((at["r"] or "").split()),
                readings,
            )


def _state(states: list[str], several: bool) -> str:
    if "uncertain" in states:
        return "uncertain"
    if several:
        return DIVERGENT
    return min(states, key=list(STATES).index)
