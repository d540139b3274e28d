"""The tables again as Parquet and as one DuckDB file: the rows of the CSV, with their types.

Decimals are exact: sums of money have two places, other figures six, and a column that prints
more gets as many as it needs.  What no decimal of 38 digits can hold makes its column text.

A table of many rows is a folder of Parquet files of the name of the one file, `part-00000.parquet`
and on: readers of Parquet take such a folder as one table (DuckDB: `<table>.parquet/*.parquet`).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from export.columns import Column, columns_of
from export.database import database
from export.datapackage import write_datapackage
from export.files import drafting, drafting_any
from export.formulas import MARK, original
from schemas.dataset import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

DATABASE = "quitus.duckdb"
PART = 1_000_000  # rows of a table beyond which its Parquet is a folder of parts of so many
BLOCK = 4 << 20  # bytes of CSV held at a time; more where one row is longer
MONEY, OTHER, WIDEST = (18, 2), (38, 6), 38  # (digits, decimals) of decimals

Digits = tuple[int, int]
"""The most digits before and after the point."""


def write_typed(out: Path, part: int | None = None) -> None:
    """Parquet, DuckDB and the descriptor of the tables of the dataset `out`; raises OSError."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())  # its own keeps tens of megabytes that it freed
    write_parquet(out / "tables", part)
    write_database(out / "tables", out / DATABASE)
    write_datapackage(out)


def write_parquet(folder: Path, part: int | None = None) -> None:
    """Beside every `<table>.csv` of the folder its `<table>.parquet`; raises OSError.

    Tables of more than `part` rows (PART by default) become folders.  Rows are taken a block at a
    time.
    """
    for table in TABLES:
        source = folder / f"{table}.csv"
        needed, block = measure(table, source)
        with drafting_any(folder / f"{table}.parquet") as draft:
            _write(_blocks(source, block), schema(table, needed), draft, part or PART)


def _write(blocks: Iterator[pa.RecordBatch], shape: pa.Schema, draft: Path, part: int) -> None:
    """One file, or a folder of files where the rows are more than `part`."""
    import pyarrow.parquet as pq

    writer = pq.ParquetWriter(draft, shape, compression="zstd")
    try:
        number, held = 0, 0
        for block in blocks:
            typed = arrow(block, shape)
            while held + typed.num_rows > part:
                writer.write_table(typed.slice(0, part - held))
                writer.close()
                typed, held, number = typed.slice(part - held), 0, number + 1
                writer = pq.ParquetWriter(_next(draft, number), shape, compression="zstd")
            writer.write_table(typed)
            held += typed.num_rows
    finally:
        writer.close()


def _next(draft: Path, number: int) -> Path:
    """The file of a part; with the second the draft becomes a folder that holds the first."""
    if number == 1:
        first = draft.rename(draft.with_name(f".first{draft.name}"))
        draft.mkdir()
        first.rename(draft / "part-00000.parquet")
    return draft / f"part-{number:05}.parquet"


def files_of(parquet: Path) -> str:
    """The Parquet of a table, as DuckDB takes it."""
    return str(parquet / "*.parquet" if parquet.is_dir() else parquet)


def write_database(folder: Path, out: Path) -> None:
    """One DuckDB file of all tables of the folder, columns described; raises OSError."""
    with drafting(out) as draft, database(draft) as base:
        base.execute("SET enable_progress_bar = false")
        base.execute("BEGIN")
        for table in TABLES:
            path = _quoted(files_of(folder / f"{table}.parquet"))
            base.execute(f'CREATE TABLE "{table}" AS SELECT * FROM read_parquet({path})')
            told = (
                f'COMMENT ON COLUMN "{table}"."{column.name}" IS {_quoted(column.description)};'
                for column in columns_of(table)
                if column.description
            )
            base.execute("".join(told) or "SELECT 1")
        base.execute("COMMIT")


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV of the dataset, its header left out, text as printed."""
    csv.field_size_limit(sys.maxsize)  # a section may be as long as its document
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from ([original(cell) for cell in row] for row in reader)


def measure(table: str, path: Path) -> tuple[dict[str, Digits], int]:
    """How many digits each decimal column of a CSV needs; how many bytes hold its longest row.

    Raises OSError, ArrowInvalid when it is no CSV of that table.
    """
    from pyarrow import ArrowInvalid

    exact = [column.name for column in columns_of(table) if column.kind == "decimal"]
    block = BLOCK
    while True:
        try:
            return _digits(_blocks(path, block, exact or [columns_of(table)[0].name]), exact), block
        except ArrowInvalid as error:
            if "straddling" not in str(error) or block > path.stat().st_size:
                raise
            block *= 4


def _digits(blocks: Iterator[pa.RecordBatch], exact: Sequence[str]) -> dict[str, Digits]:
    import pyarrow.compute as pc

    found = dict.fromkeys(exact, (0, 0))
    for block in blocks:
        for name in exact:
            bare = pc.drop_null(pc.utf8_ltrim(block.column(name), characters="-"))
            if len(bare):
                whole, point = pc.utf8_length(bare), pc.find_substring(bare, ".")
                units = pc.if_else(pc.less(point, 0), whole, point)
                places = pc.if_else(pc.less(point, 0), 0, pc.subtract(pc.subtract(whole, point), 1))
                most = (pc.max(units).as_py(), pc.max(places).as_py())
                found[name] = (max(found[name][0], most[0]), max(found[name][1], most[1]))
    return found


def _blocks(path: Path, block: int, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """A CSV of the dataset as columns of text, a block at a time; an empty cell is null.

    `names` are the columns wanted, all by default.  The text is that of the CSV: `arrow` takes
    the marks off that keep spreadsheets from running it.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    converting = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(header, pa.string()),
        include_columns=names,
        null_values=[""],
        strings_can_be_null=True,
    )
    reading = arrow_csv.ReadOptions(block_size=block)
    parsing = arrow_csv.ParseOptions(newlines_in_values=True)
    with arrow_csv.open_csv(path, reading, parsing, converting) as found:
        yield from found


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


def arrow(written: pa.RecordBatch, shape: pa.Schema) -> pa.Table:
    """Columns of text as typed columns, without the marks of the CSV."""
    import pyarrow as pa

    made = [
        (
            _unmarked(written.column(each.name))
            if each.type == pa.string()
            else written.column(each.name)
        ).cast(each.type)
        for each in shape
    ]
    return pa.Table.from_arrays(made, schema=shape)


def _unmarked(texts: pa.StringArray) -> pa.StringArray:
    """The texts as printed; the few that begin as a marked one does are looked at one by one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    marked = pc.fill_null(pc.starts_with(texts, MARK), False)
    if not pc.any(marked).as_py():
        return texts
    plain = [original(each.as_py()) for each in texts.filter(marked)]
    return pc.replace_with_mask(texts, marked, pa.array(plain, pa.string()))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
