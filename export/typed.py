"""The tables again as Parquet and as one DuckDB file: the rows of the CSV, with their types.

Decimals are exact: sums of money have two places, other figures six, and a column that prints
more gets as many as it needs.  What no decimal of 38 digits can hold makes its column text.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from export.columns import Column, columns_of
from export.datapackage import write_datapackage
from export.files import drafting
from export.formulas import original
from schemas.dataset import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

DATABASE = "quitus.duckdb"
BATCH = 20_000  # rows held at a time
MONEY, OTHER, WIDEST = (18, 2), (38, 6), 38  # (digits, decimals) of decimals

Digits = tuple[int, int]
"""The most digits before and after the point."""


def write_typed(out: Path) -> None:
    """Parquet, DuckDB and the descriptor of the tables of the dataset `out`; raises OSError."""
    write_parquet(out / "tables")
    write_database(out / "tables", out / DATABASE)
    write_datapackage(out)


def write_parquet(folder: Path) -> None:
    """Beside every `<table>.csv` of the folder its `<table>.parquet`; raises OSError."""
    import pyarrow.parquet as pq

    for table in TABLES:
        source = folder / f"{table}.csv"
        shape = schema(table, digits(table, rows(source)))
        with (
            drafting(folder / f"{table}.parquet") as draft,
            pq.ParquetWriter(draft, shape, compression="zstd") as writer,
        ):
            left = rows(source)
            while some := list(islice(left, BATCH)):
                writer.write_table(arrow(some, shape))


def write_database(folder: Path, out: Path) -> None:
    """One DuckDB file of all tables of the folder, columns described; raises OSError."""
    import duckdb

    with drafting(out) as draft, duckdb.connect(str(draft)) as base:
        base.execute("SET enable_progress_bar = false")
        for table in TABLES:
            path = _quoted(str(folder / f"{table}.parquet"))
            base.execute(f'CREATE TABLE "{table}" AS SELECT * FROM read_parquet({path})')
            for column in columns_of(table):
                if column.description:
                    told = _quoted(column.description)
                    base.execute(f'COMMENT ON COLUMN "{table}"."{column.name}" IS {told}')


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV of the dataset, its header left out, text as printed."""
    csv.field_size_limit(sys.maxsize)  # a section may be as long as its document
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from ([original(cell) for cell in row] for row in reader)


def digits(table: str, written: Iterator[list[str]]) -> dict[str, Digits]:
    """How many digits each decimal column needs before and after the point."""
    exact = [(i, c.name) for i, c in enumerate(columns_of(table)) if c.kind == "decimal"]
    found = {name: (0, 0) for _, name in exact}
    if not exact:
        return found
    for row in written:
        for index, name in exact:
            if row[index]:
                units, _, places = row[index].lstrip("-").partition(".")
                known = found[name]
                found[name] = (max(known[0], len(units)), max(known[1], len(places)))
    return found


def schema(table: str, needed: dict[str, Digits]) -> pa.Schema:
    """The typed columns of a table."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field(column.name, _type(column, needed.get(column.name, (0, 0))))
            for column in columns_of(table)
        ]
    )


def _type(column: Column, needed: Digits) -> pa.DataType:
    import pyarrow as pa

    if column.kind == "decimal":
        return _decimal(needed, MONEY if column.money else OTHER)
    return {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }[column.kind]


def _decimal(needed: Digits, usual: Digits) -> pa.DataType:
    import pyarrow as pa

    units, places = needed
    if units <= usual[0] - usual[1] and places <= usual[1]:
        return pa.decimal128(*usual)
    places = max(places, usual[1]) if units + max(places, usual[1]) <= WIDEST else places
    return pa.decimal128(WIDEST, places) if units + places <= WIDEST else pa.string()


def arrow(written: list[list[str]], shape: pa.Schema) -> pa.Table:
    """Rows of text as typed columns; an empty cell is null."""
    import pyarrow as pa

    made = [
        pa.array([cell or None for cell in cells], pa.string()).cast(field.type)
        for field, cells in zip(shape, zip(*written, strict=True), strict=True)
    ]
    return pa.Table.from_arrays(made, schema=shape)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
