"""Whose documents are compared, as temporary tables that the other queries join.

`compared_documents` has one row per document of a département or collectivité of the scope: its
code, and the year that it is about.  `compared_units`
has what the printed units are.  Where measures are asked for,
`compared_titles` and `compared_measures` have the titles of actions and measures that are, and
`compared_sections` the numbers under which their indicators stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from export.compare.scope import Scope
from export.data import load

if TYPE_CHECKING:
    import duckdb

MEMORY = "500MB"  # that the database may take; what needs more goes to the disk

# What a document is of: its département, else the métropole or collectivité.  Never both: the
# figures of a métropole are not those of the département around it.
_DOCUMENTS = """
CREATE TEMP TABLE compared_documents AS
SELECT d.document_id, d.source, d.year AS about, {code} AS code FROM documents d WHERE {clause}
"""
MEASURE = 'coalesce({0}measure_title, {0}"group")'
ASKED = (
    "({title} IN (SELECT title FROM compared_titles) "
    "OR {measure} IN (SELECT title FROM compared_measures))"
)
"""Whether an action, or the measure it is of, is asked for."""

_SECTIONS = f"""
CREATE TEMP TABLE compared_sections AS
SELECT document_id, number FROM actions
WHERE number IS NOT NULL AND {ASKED.format(title="title", measure=MEASURE.format(""))}
UNION
SELECT document_id, measure_number AS number FROM actions
WHERE measure_number IS NOT NULL
  AND {MEASURE.format("")} IN (SELECT title FROM compared_measures)
"""


def stage(base: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    """Makes the temporary tables in a database that is open to read."""
    base.execute(f"SET memory_limit = '{MEMORY}'")
    _tell_units(base)
    code = f"coalesce({', '.join(_codes(base))})"
    clause, values = scope.codes_clause(code)
    base.execute(_DOCUMENTS.format(code=code, clause=clause), values)
    if scope.measures:
        _choose(base, scope, "titles", "title")
        _choose(base, scope, "measures", MEASURE.format(""))
        base.execute(_SECTIONS)


def _tell_units(base: duckdb.DuckDBPyConnection) -> None:
    """Keeps what the printed units are: the one compared, how many of it, what labels name."""
    base.execute(
        "CREATE TEMP TABLE compared_units "
        "(form VARCHAR, unit VARCHAR, times INTEGER, singular VARCHAR, plural VARCHAR)"
    )
    base.execute(
        "INSERT INTO compared_units SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)",
        [list(column) for column in zip(*_units(), strict=True)],
    )


def _units() -> Iterator[tuple[str, str, int, str | None, str | None]]:
    told = load("units")
    for singular, plural in told["counted"]:
        yield singular, plural, 1, singular, plural
        yield plural, plural, 1, singular, plural
    for unit, forms in told["same"].items():
        yield from ((form, unit, 1, None, None) for form in forms)
    for unit, many in told["times"].items():
        yield from ((form, unit, times, None, None) for form, times in many.items())


def whose(base: duckdb.DuckDBPyConnection) -> list[str]:
    """The codes of all whose documents the dataset has, asked for or not."""
    code = f"coalesce({', '.join(_codes(base))})"
    found = base.execute(f"SELECT DISTINCT {code} AS code FROM documents d ORDER BY code")
    return [one for (one,) in found.fetchall() if one]


def _codes(base: duckdb.DuckDBPyConnection) -> list[str]:
    """The columns that say whose a document is; a dataset of an earlier version has but one."""
    found = base.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = 'documents'"
    ).fetchall()
    return ["d.departement_code", *("d.entity_code" for (name,) in found if name == "entity_code")]


def _choose(base: duckdb.DuckDBPyConnection, scope: Scope, name: str, title: str) -> None:
    """Keeps the titles, as printed, that the scope asks for."""
    found = base.execute(f"SELECT DISTINCT {title} FROM actions").fetchall()
    kept = [one for (one,) in found if one and scope.measure(one)]
    base.execute(f"CREATE TEMP TABLE compared_{name} AS SELECT unnest(?) AS title", [kept])
