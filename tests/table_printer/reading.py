"""Reads a printed table back and tells what differs from what was drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.document import read_document
from extract.reader import read_pages
from extract.tables import find_tables, stitch
from schemas.printed import PrintedTable
from tests.table_printer.drawn import Drawn


def read_tables(path: Path) -> list[PrintedTable]:
    """Every table of the file; nothing stands between its tables."""
    chain = [table for page in read_pages(path) for table in find_tables(page)]
    return [table for _, table in stitch(chain, [True] * max(len(chain) - 1, 0))]


def read_page_tables(path: Path) -> list[PrintedTable]:
    """Every table of the file as a document's outline has them."""
    return [block.table for block in read_document(path).blocks() if block.table is not None]


def scene_differences(
    drawn: Sequence[Drawn], tables: Sequence[PrintedTable], *, beside: bool
) -> Iterator[str]:
    """One line for each table or cell that is not as drawn, tables by their place."""
    if len(drawn) != len(tables):
        yield f"{len(tables)} tables, not {len(drawn)}"
        return
    ordered = sorted(tables, key=lambda table: table.box.x0 if beside else table.box.top)
    for number, (wanted, given) in enumerate(zip(drawn, ordered, strict=True)):
        for line in differences(wanted, [given]):
            yield f"table {number}: {line}"


def plain(text: str) -> str:
    """The text with every blank one space."""
    return re.sub(r"\s+", " ", text).strip()


def differences(drawn: Drawn, tables: list[PrintedTable]) -> Iterator[str]:
    """One line for each cell that is not as drawn; nothing when the table is the same."""
    if len(tables) != 1:
        yield f"{len(tables)} tables"
        return
    table = tables[0]
    if (table.rows, table.columns) != (drawn.rows, drawn.columns):
        yield f"{table.rows} x {table.columns}, not {drawn.rows} x {drawn.columns}"
    wanted = {(s.row, s.column, s.row_span, s.column_span, plain(s.text)) for s in drawn.slots}
    given = {(c.row, c.column, c.row_span, c.column_span, plain(c.text.value)) for c in table.cells}
    for cell in sorted(wanted - given):
        yield f"missing {cell}"
    for cell in sorted(given - wanted):
        yield f"not drawn {cell}"
    if table.header_rows != drawn.header_rows:
        yield f"{table.header_rows} header rows, not {drawn.header_rows}"
    if not table.sure:
        yield f"not sure: {table.warnings}"
