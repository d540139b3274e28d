"""Rows of a dataset as CSV, JSON, JSON Lines, Parquet, DuckDB or a spreadsheet.

Every format holds the same rows and the same decimals.  JSON has decimals as strings, as the
documents' own files do: a number of JSON is a float to most who read it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from export.columns import columns_of
from export.database import database
from export.select import Selection
from export.tables import cell, line

Write = Callable[[Selection, Path], list[str]]
"""Writes a selection to a file; returns what the reader must be told, in French."""


def write_csv(chosen: Selection, path: Path) -> list[str]:
    """One table: comma, decimal point, one header line; no more decimals than there are."""
    (table,) = chosen.tables
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(line(column.name for column in columns_of(table)))
        file.writelines(line(cell(_tidy(each)) for each in row) for row in chosen.rows(table))
    return []


def write_jsonl(chosen: Selection, path: Path) -> list[str]:
    """One JSON object per line; of several tables each says in `table` which it is of."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for table in chosen.tables:
            name = {"table": table} if len(chosen.tables) > 1 else {}
            for row in _objects(chosen, table):
                file.write(_json({**name, **row}) + "\n")
    return []


def write_json(chosen: Selection, path: Path) -> list[str]:
    """One object per row, in a list; of several tables one list each, by name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if len(chosen.tables) == 1:
            _list(file.write, _objects(chosen, chosen.tables[0]))
            file.write("\n")
            return []
        for number, table in enumerate(chosen.tables):
            file.write("{\n" if number == 0 else ",\n")
            file.write(f"{_json(table)}: ")
            _list(file.write, _objects(chosen, table))
        file.write("\n}\n")
    return []


def write_parquet(chosen: Selection, path: Path) -> list[str]:
    """One table, typed."""
    import pyarrow.parquet as pq

    (table,) = chosen.tables
    pq.write_table(chosen.base.sql(chosen.query(table)).to_arrow_table(), path, compression="zstd")
    return []


def write_duckdb(chosen: Selection, path: Path) -> list[str]:
    """The tables in a database of their own."""
    with database(path) as base:
        for table in chosen.tables:
            taken = chosen.base.sql(chosen.query(table)).to_arrow_table()
            base.register("taken", taken)
            base.execute(f'CREATE TABLE "{table}" AS SELECT * FROM taken')
            base.unregister("taken")
    return []


def write_xlsx(chosen: Selection, path: Path) -> list[str]:
    """A sheet per table, its header frozen; numbers are numbers, identifiers text."""
    from export.spreadsheet import Book

    book = Book()
    for table in chosen.tables:
        book.sheet(table, columns_of(table), chosen.rows(table))
    return book.save(path)


FORMATS: dict[str, Write] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "duckdb": write_duckdb,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
    "json": write_json,
}
ONE_TABLE = ("csv", "parquet")
"""Formats whose file holds a single table: several make a folder."""

BINARY = ("parquet", "duckdb", "xlsx")


def _objects(chosen: Selection, table: str) -> Iterator[dict[str, Any]]:
    names = [column.name for column in columns_of(table)]
    for row in chosen.rows(table):
        yield dict(zip(names, map(_plain, row), strict=True))


def _tidy(value: Any) -> Any:
    """A decimal without the zeros that its column adds: all of a column have as many places."""
    return value.normalize() if isinstance(value, Decimal) else value


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return format(_tidy(value), "f")
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(write: Callable[[str], Any], items: Iterator[dict[str, Any]]) -> None:
    opening = "[\n"
    for item in items:
        write(opening + _json(item))
        opening = ",\n"
    write("[]" if opening == "[\n" else "\n]")
