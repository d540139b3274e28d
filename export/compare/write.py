"""The tables of a comparison as text, CSV, JSON or a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from export.compare.cells import STATES
from export.compare.indicators import KINDS
from export.compare.lines import PARTIAL
from export.compare.views import View
from export.files import drafting
from export.french import figure
from export.spreadsheet import Book
from export.tables import cell, line

WIDEST = 44  # characters of a cell of a text table


def csv(view: View) -> Iterable[str]:
    """The lines of a CSV: comma, decimal point, one header line."""
    yield line(view.names)
    yield from (line(map(cell, view.cells(row))) for row in view.rows)


def as_json(views: Iterable[View]) -> str:
    """Every view as a list of objects, by name; decimals are strings."""
    told = {
        view.name: [
            dict(zip(view.names, map(_plain, view.cells(row)), strict=True)) for row in view.rows
        ]
        for view in views
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


def xlsx(views: Iterable[View], path: Path) -> list[str]:
    """A sheet per view, heads in French; raises OSError."""
    book = Book()
    for view in views:
        book.sheet(
            view.name,
            [_Head(column.title, column.money) for column in view.columns],
            (view.cells(row) for row in view.rows),
        )
    with drafting(path) as draft:
        return book.save(draft)


class _Head:
    def __init__(self, name: str, money: bool) -> None:
        self.name, self.money = name, money


def text(view: View) -> str:
    """A table to read on a screen: its empty columns and those of places left out."""
    shown = [column for column in view.columns if view.rows and _told(view, column.name)]
    if not shown:
        return f"{view.title} : rien à comparer."
    heads = [_short(column.title) for column in shown]
    rows = [
        [_short(_written(row, column.name, column.money)) for column in shown] for row in view.rows
    ]
    widths = [max(map(len, cells)) for cells in zip(heads, *rows, strict=True)]
    lines = [
        "  ".join(part.ljust(width) for part, width in zip(cells, widths, strict=True)).rstrip()
        for cells in (heads, ["─" * width for width in widths], *rows)
    ]
    return "\n".join((f"{view.title}", "", *lines))


HIDDEN = ("indicator", "region", "document_id", "raw", "source", "page")


def _told(view: View, name: str) -> bool:
    if name in HIDDEN or name.endswith("_state"):
        return False
    return any(row.get(name) not in (None, "") for row in view.rows)


def _written(row: Any, name: str, money: bool = False) -> str:
    value = row.get(name)
    if value is None:
        return told_state(row.get(f"{name}_state"))
    if name == "kind":
        return KINDS[value]
    if name == "year" or not isinstance(value, Decimal | int) or isinstance(value, bool):
        return STATES.get(value, value) if name == "state" else str(value)
    return figure(Decimal(value), "EUR" if money else None)


def told_state(state: str | None) -> str:
    """How a value is not stated, in French."""
    return "partiel" if state == PARTIAL else STATES.get(state or "", "")


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
