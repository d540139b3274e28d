"""Rows of a dataset, taken out of its DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from export.typed import DATABASE
from schemas.dataset import TABLES
from schemas.errors import UsageError

if TYPE_CHECKING:
    import duckdb

BATCH = 5_000  # rows held at a time


@contextmanager
def opened(out: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of a dataset, to read; nothing outside of it can be reached through it.

    Raises UsageError where there is none.
    """
    import duckdb

    path = out / DATABASE
    if not path.is_file():
        raise UsageError(
            f"« {out} » n'a pas de base {DATABASE} : lisez d'abord les PDF avec "
            f"« quitus ingest DOSSIER -o {out} »."
        )
    try:
        base = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise UsageError(f"« {path} » est abîmé : relancez « quitus ingest ».") from error
    with base:
        base.execute("SET enable_external_access = false")
        base.execute("SET enable_progress_bar = false")  # it would stand among the results
        yield base


class Selection:
    """Some tables of a dataset, all their rows or those that a condition lets through."""

    def __init__(
        self, base: duckdb.DuckDBPyConnection, tables: Sequence[str], where: str | None
    ) -> None:
        self.base, self.tables, self.where = base, tuple(tables), where

    def query(self, table: str) -> str:
        """The SQL that gives the rows of a table in the order of the dataset."""
        condition = f" WHERE ({self.where}\n)" if self.where else ""
        return f'SELECT * FROM "{table}"{condition}'

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Rows as Python values: int, float, bool, str, date, Decimal, None."""
        found = self.base.execute(self.query(table))
        while some := found.fetchmany(BATCH):
            yield from some


@contextmanager
def selected(out: Path, table: str | None, where: str | None) -> Iterator[Selection]:
    """The table asked for, or all; `where` is an SQL condition on that table.

    Raises UsageError on a table that is none and on a condition that cannot be read.
    """
    import duckdb

    if table is not None and table not in TABLES:
        raise UsageError(f"« {table} » n'est pas une table : choisissez parmi {', '.join(TABLES)}.")
    if where and table is None:
        raise UsageError("--where filtre une seule table : indiquez laquelle avec --table.")
    with opened(out) as base:
        selection = Selection(base, (table,) if table else tuple(TABLES), where)
        if table and where:
            try:
                base.execute(f"EXPLAIN {selection.query(table)}")
            except duckdb.Error as error:
                first = str(error).splitlines()[0]
                raise UsageError(f"La condition « {where} » ne se lit pas : {first}") from error
        try:
            yield selection
        except duckdb.Error as error:  # a condition may fail on a value: a cast, a division
            first = str(error).splitlines()[0]
            if where:
                raise UsageError(f"La condition « {where} » échoue : {first}") from error
            raise UsageError(
                f"La base de « {out} » ne se lit pas ({first}) : relancez « quitus ingest »."
            ) from error
