"""The tables of a comparison as text, CSV, JSON or a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from export.compare.cells import STATES
from export.compare.indicators import KINDS
from export.compare.lines import PARTIAL
from export.compare.views import Record, View
from export.files import drafting
from export.french import figure, whole
from export.spreadsheet import Book
from export.tables import cell, line

WIDEST = 44  # characters of a cell of a text table
LONGEST = 300  # rows of a text table: a screen is not for more


def csv(view: View) -> Iterable[str]:
    """The lines of a CSV: comma, decimal point, one header line."""
    yield line(view.names)
    yield from (line(map(cell, view.cells(row))) for row in view.rows)


def as_json(views: Iterable[View]) -> Iterator[str]:
    """Every view as a list of objects, by name, one per line; decimals are strings."""
    opening = "{\n"
    for view in views:
        yield f"{opening}{json.dumps(view.name)}: ["
        before = "\n"
        for row in view.rows:
            told = dict(zip(view.names, map(_plain, view.cells(row)), strict=True))
            yield before + json.dumps(told, ensure_ascii=False)
            before = ",\n"
        yield "]" if before == "\n" else "\n]"
        opening = ",\n"
    yield "\n}\n"


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
    """A table to read on a screen: its empty columns, those of places and the last rows left out."""
    first = list(islice(view.rows, LONGEST))
    shown = [column for column in view.columns if _told(first, column.name)]
    if not shown:
        return f"{view.title} : rien à comparer."
    heads = [_short(column.title) for column in shown]
    rows = [[_short(_written(row, column.name, column.money)) for column in shown] for row in first]
    widths = [max(map(len, cells)) for cells in zip(heads, *rows, strict=True)]
    lines = [
        "  ".join(part.ljust(width) for part, width in zip(cells, widths, strict=True)).rstrip()
        for cells in (heads, ["─" * width for width in widths], *rows)
    ]
    left = len(view.rows) - len(first)
    more = (f"… et {whole(left)} lignes de plus : --format csv les donne toutes.",) if left else ()
    return "\n".join((f"{view.title}", "", *lines, *more))


HIDDEN = ("indicator", "region", "document_id", "raw", "source", "page")


def _told(rows: list[Record], name: str) -> bool:
    if name in HIDDEN or name.endswith("_state"):
        return False
    return any(row.get(name) not in (None, "") for row in rows)


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
