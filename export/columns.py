"""The columns of the tables as data formats type them, derived from the models."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from schemas.dataset import TABLES, columns

Kind = Literal["text", "integer", "number", "boolean", "date", "decimal"]
_KINDS: dict[Any, Kind] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
    Decimal: "decimal",
}
_MONEY = ("amount", "unit_price")  # columns of money whose description does not say its unit


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, its unit (`EUR`, `pt`, `s`, `%`), what it may hold."""

    name: str
    kind: Kind
    description: str
    unit: str | None
    values: tuple[str, ...]  # of a closed list, the empty one left out
    minimum: int | None

    @property
    def money(self) -> bool:
        """Whether it holds sums of money, which have cents."""
        return self.unit == "EUR" or (self.kind == "decimal" and self.name in _MONEY)


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table in order; raises KeyError on a name that is not in TABLES."""
    row = TABLES[table]
    return tuple(_column(name, row.model_fields[name]) for name in columns(row))


def _column(name: str, field: FieldInfo) -> Column:
    meant = list(_meant(field.annotation))
    said = field.description or ""
    values = tuple(
        str(value)
        for one in meant
        if get_origin(one) is Literal
        for value in get_args(one)
        if value != ""
    )
    kind: Kind = "text" if values else _KINDS[meant[0]]
    minimum = next((mark.ge for mark in field.metadata if hasattr(mark, "ge")), None)
    return Column(name, kind, said, _unit(name, kind, said), values, minimum)


def _meant(annotation: Any) -> Iterator[Any]:
    """The types that a field may hold, None aside."""
    if get_origin(annotation) is Annotated:
        yield from _meant(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for one in get_args(annotation):
            yield from _meant(one)
    elif annotation is not type(None):
        yield annotation


def _unit(name: str, kind: Kind, said: str) -> str | None:
    if kind == "decimal":
        if "euros" in said or (name in _MONEY and not said):
            return "EUR"
        if said.startswith("percent"):
            return "%"
        return "s" if name == "seconds" else None
    return "pt" if kind == "number" and "points" in said else None
