"""How long a comparison takes: `python -m benchmarks.comparison [--documents 100000]`.

The rows are simulated: each document is a rapport d'exécution of one département on one year, with
two actions, their budgets and ten indicators; a département has a report per year, read again and
again where there are more documents than that.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from pathlib import Path
from time import perf_counter, process_time

import duckdb

from export.columns import columns_of
from export.compare.comparison import VIEWS, compare
from export.compare.denominators import Denominators
from export.compare.scope import Scope
from export.select import opened
from export.typed import DATABASE
from normalize.departements import departements

_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "decimal": "DECIMAL(18, 2)",
}
_DOCUMENT = {
    "document_id": "printf('%016x', n)",
    "source": "printf('%06d.pdf', n)",
    "departement_code": "list_extract(?, 1 + n % 101)",
    "year": "2019 + n % 5",
}
_PLACE = {"document_id": "printf('%016x', n)", "part_id": "'p1'", "page": "1 + n % 9"}
_ACTION = {**_PLACE, "action_id": "'a' || m", "title": "'Mobilité'", "measure_title": "'Mobilité'"}
_LINE = {
    **_PLACE,
    "action_id": "'a' || m % 2",
    "phase": "CASE m // 2 % 2 WHEN 0 THEN 'planned' ELSE 'executed' END",
    "role": "CASE WHEN m < 4 THEN 'total' ELSE 'share' END",
    "funder": "CASE WHEN m < 4 THEN NULL WHEN m < 8 THEN 'etat' ELSE 'departement' END",
    "amount": "1000 + n % 7919",
    "state": "'stated'",
    "raw": "'1 000 €'",
}
_FIGURE = {
    **_PLACE,
    "label": "'Indicateur ' || m",
    "indicator": "'indicateur_' || m",
    "year": "2019 + n % 5",
    "kind": "'achieved'",
    "value": "n % 505",
    "state": "CASE WHEN n % 7 = 0 THEN 'not_available' ELSE 'stated' END",
    "raw": "'12'",
}


def simulate(path: Path, documents: int) -> None:
    """A database of as many documents."""
    codes = [one.code for one in departements()]
    with duckdb.connect(str(path)) as base:
        base.execute("SET enable_progress_bar = false")
        for table, made, each in (
            ("documents", _DOCUMENT, 1),
            ("actions", _ACTION, 2),
            ("budget_lines", _LINE, 12),
            ("indicators", _FIGURE, 10),
        ):
            shown = ", ".join(
                f'CAST({made.get(column.name, "NULL")} AS {_TYPES[column.kind]}) AS "{column.name}"'
                for column in columns_of(table)
            )
            rows = f"range({documents}) a(n), range({each}) b(m)"
            base.execute(
                f'CREATE TABLE "{table}" AS SELECT {shown} FROM {rows}',
                [codes] if table == "documents" else [],
            )


def main() -> None:
    """Prints the time and the memory."""
    parser = argparse.ArgumentParser(description="Time a comparison of simulated documents.")
    parser.add_argument("--documents", type=int, default=100_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        simulate(Path(folder) / DATABASE, wanted.documents)
        started, worked = perf_counter(), process_time()
        with opened(Path(folder)) as base:
            done = compare(base, Scope(), Denominators())
            told = {name: len(done.view(name).rows) for name in VIEWS}
            many = len(done.departements)
        taken, busy = perf_counter() - started, process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{wanted.documents} documents, {many} départements")
    print(", ".join(f"{name} {rows}" for name, rows in told.items()))
    print(f"{taken:.1f} s ({busy:.1f} s of processor), {memory:.0f} MiB at most")


if __name__ == "__main__":
    main()
