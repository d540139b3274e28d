"""The columns of one line: who, where, for what, how many, when, how much."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from normalize.amounts import AmountReading
from normalize.grants.details import Quantity, Span, bounds, period_of, quantities
from normalize.grants.grid import Grid
from normalize.grants.layout import Layout
from normalize.grants.sums import plain_sum, read_sum
from normalize.numbers import read_number
from normalize.states import known_state
from normalize.text import clean

EURO = "EUR"


def amount_text(grid: Grid, layout: Layout, row: int) -> str:
    """What the slot of the sum granted holds; nothing where words run over it."""
    cell = grid.cell(row, layout.amount)
    if cell is None or (cell.column_span > 1 and cell.column < layout.amount):
        return ""
    return cell.text.value


def sum_of(grid: Grid, layout: Layout, text: str) -> AmountReading:
    """The sum in euros, uncertain where the column or the table is; a blank there is too.

    In a table whose cells are not sure, words may be a sum and what stands beside it.
    """
    reading = read_sum(text, layout.money.measure, EURO)
    if reading.unit not in ("", EURO) and reading.amount is not None:
        note = f"montant en {reading.unit} : {clean(text)}"
        return replace(reading, amount=None, state="uncertain", note=note)
    doubts = [layout.doubt] if layout.doubt else []
    doubts += [] if grid.table.sure else ["tableau lu sans certitude"]
    hidden = reading.state == "blank" or (reading.state == "text" and not grid.table.sure)
    if not doubts or (reading.amount is None and not hidden):
        return reading
    note = " ; ".join(filter(None, [*doubts, reading.note]))
    return replace(reading, state="uncertain", ambiguous=True, note=note)


def details(
    grid: Grid, layout: Layout, row: int, territory: str | None
) -> tuple[dict[str, Any], list[str]]:
    """The columns that only a line has, and what is in doubt of them; `territory` from a title."""
    description = _description(grid, layout, row)
    counts = _quantities(grid, layout, row, description)
    main = next((one for one in counts if not one.added), None) or next(iter(counts), None)
    added = next((one for one in counts if one.added and one is not main), None)
    span = _period(grid, layout, row, description)
    columns = {
        "territory": grid.text(row, layout.territory) or territory,
        "beneficiary": grid.text(row, layout.beneficiary) or None,
        "code": grid.text(row, layout.code) or None,
        "description": description or None,
        "quantity": main.value if main else None,
        "unit": main.unit if main else None,
        "added_quantity": added.value if added else None,
        "added_unit": added.unit if added else None,
        "period_start": span.start,
        "period_end": span.end,
        "agreement": _agreement(grid, layout, row),
    }
    return columns, list(span.notes)


def _description(grid: Grid, layout: Layout, row: int) -> str:
    texts: list[str] = []
    for column in layout.descriptions:
        if grid.cell(row, column) is grid.cell(row, layout.beneficiary):
            continue
        text = grid.text(row, column)
        if text and text not in texts:
            texts.append(text)
    return " / ".join(texts)


def _quantities(grid: Grid, layout: Layout, row: int, description: str) -> list[Quantity]:
    """That of the column of quantities, where there is one, else those of the description."""
    column = layout.quantity
    said = read_number(grid.text(row, column)) if column is not None else None
    if column is None or said is None or said.value is None or said.state != "stated":
        return quantities(description)
    unit = grid.text(row, layout.unit) or said.unit or _counted(layout.labels[column])
    return [Quantity(Decimal(said.value), unit or None)]


def _counted(header: str) -> str:
    """What a header counts: `Nombre de places` counts places."""
    words = header.split()
    for first in range(len(words)):
        if found := quantities(f"2 {' '.join(words[first:])}"):
            return found[0].unit or ""
    return ""


def _period(grid: Grid, layout: Layout, row: int, description: str) -> Span:
    if len(layout.period) == 2:
        first, last = (grid.text(row, column) for column in layout.period)
        return bounds(first, last)
    if layout.period and (text := grid.text(row, layout.period[0])):
        span = period_of(text)
        if span != Span():
            return span
    return period_of(description) if description else Span()


def _agreement(grid: Grid, layout: Layout, row: int) -> str | None:
    """As printed; a sum is none, whatever the header calls its column."""
    text = grid.text(row, layout.agreement)
    if not text or known_state(text) is not None or plain_sum(text).unit:
        return None
    return text
