"""Tables of cost within an agreement: a year, a funder or a post in each row, sums in columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from normalize.agreements.shapes import Term, of_year
from normalize.amount_reading import AmountReading
from normalize.labels import line_role
from normalize.measures import column_measure, read_measured
from normalize.periods import find_periods
from normalize.prose.patterns import anywhere
from normalize.prose.sentences import folded
from normalize.text import clean
from schemas.acts import TermRole
from schemas.printed import PrintedCell, PrintedTable


def grid_terms(table: PrintedTable) -> Iterator[Term]:
    """The terms of a table whose header names sums: one column of cost, one of advance.

    A row that names a year is the cost of that year, or its advance; a row called total is the
    whole; any other row is a share.  Tables with several columns of cost are left to the reader.
    """
    if table.header_rows != 1 or table.columns < 2:
        return
    heads = {c.column: folded(c.text.value) for c in table.cells if c.row < table.header_rows}
    advances = [n for n, head in heads.items() if n and _is(head, "advance")]
    costs = [n for n, head in heads.items() if n and n not in advances and _is_cost(head)]
    if len(costs) != 1 or len(advances) > 1:
        return
    labels = {c.row: c.text for c in table.cells if c.column == 0}
    measures = {n: column_measure(table, heads[n]) for n in (*costs, *advances)}
    for cell in table.cells:
        label = labels.get(cell.row)
        if cell.row < table.header_rows or cell.column not in measures or not label:
            continue
        reading = read_measured(cell.text.value, measures[cell.column], "EUR")
        role: TermRole | None = "advance" if cell.column in advances else None
        yield from _term(cell, reading, clean(label.value), role)


def _is(head: str, name: str) -> bool:
    return bool(anywhere("agreements", f"terms.{name}").search(head))


def _is_cost(head: str) -> bool:
    return bool(anywhere("agreements", "tables.amount").search(head)) and not _is(head, "balance")


def _term(
    cell: PrintedCell, reading: AmountReading, label: str, role: TermRole | None
) -> Iterator[Term]:
    if reading.amount is None or reading.unit != "EUR":
        return
    said = line_role(label)
    if said.subtotal and said.role is None:
        return
    total = said.role == "total"
    periods = [p for p in find_periods(label) if p.valid and p.start and p.end]
    year = of_year(folded(label))
    start, end = (periods[0].start, periods[0].end) if len(periods) == 1 else (None, None)
    if year is not None and start is None:
        start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    timed = start is not None and not clean(label.replace(str(year), "")).strip(" -–:.").isupper()
    if role == "advance" and total:
        return
    named: TermRole = role or ("total" if total or timed else "share")
    yield Term(
        named, cell.text, label, reading.amount,
        start=start, end=end, in_table=True, state=reading.state,
    )  # fmt: skip
