"""The documentation of the tables, generated from the models."""

from __future__ import annotations

import datetime as dt
import types
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from schemas.dataset import TABLES, columns
from schemas.facts import Printed, Row

WORDS: dict[Any, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true/false",
    Decimal: "decimal",
    dt.date: "date",
}


def tables() -> str:
    """The page `docs/tables.md`."""
    parts = [
        "# Tables\n\nGenerated from the models in `schemas/` by `make schema`; do not edit.\n\n"
        "An empty cell means that the document does not say. Money is in euros, exact. Rows that "
        "come from a page end with their evidence: "
        + ", ".join(f"`{name}`" for name in Printed.model_fields)
        + "."
    ]
    parts += [_table(name, row) for name, row in TABLES.items()]
    parts.append(_evidence())
    return "\n\n".join(parts) + "\n"


def _table(name: str, row: type[Row]) -> str:
    own = [column for column in columns(row) if column not in Printed.model_fields]
    lines = [f"## {name}\n\n{(row.__doc__ or '').strip()}\n", *_rows(row, own)]
    if issubclass(row, Printed):
        lines.append("\nThen the [evidence](#evidence).")
    return "\n".join(lines)


def _evidence() -> str:
    lines = ["## Evidence\n\nWhere the row is printed.\n", *_rows(Printed, list(columns(Printed)))]
    return "\n".join(lines)


def _rows(row: type[Row], names: list[str]) -> list[str]:
    lines = ["| column | type | meaning |", "|---|---|---|"]
    for name in names:
        field = row.model_fields[name]
        meaning = (field.description or "").replace("|", "\\|")
        lines.append(f"| `{name}` | {_words(field.annotation)} | {meaning} |")
    return lines


def _words(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        return _words(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [_words(item) for item in get_args(annotation) if item is not type(None)]
        return ", ".join([*inner, "or empty"])
    if get_origin(annotation) is Literal:
        return " · ".join(f"`{value}`" if value else "empty" for value in get_args(annotation))
    return WORDS[annotation]
