"""The documentation of the tables, generated from the models."""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
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


EXAMPLES = Path(__file__).with_name("examples.json")
"""One row per table as the samples give it: by table and column, as the CSV has it."""

LONGEST = 48  # characters of an example


def tables() -> str:
    """The page `docs/tables.md`."""
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    parts = [
        "# Tables\n\nGenerated from the models in `schemas/` by `make schema`; do not edit.\n\n"
        "An empty cell means that the document does not say. Money is in euros, exact. Rows that "
        "come from a page end with their evidence: "
        + ", ".join(f"`{name}`" for name in Printed.model_fields)
        + ". The examples of a table are one row, read in the samples of the repository."
    ]
    parts += [_table(name, row, examples[name]) for name, row in TABLES.items()]
    parts.append(_evidence(examples["budget_lines"]))
    return "\n\n".join(parts) + "\n"


def _table(name: str, row: type[Row], example: Mapping[str, str]) -> str:
    own = [column for column in columns(row) if column not in Printed.model_fields]
    lines = [f"## {name}\n\n{(row.__doc__ or '').strip()}\n", *_rows(row, own, example)]
    if issubclass(row, Printed):
        lines.append("\nThen the [evidence](#evidence).")
    return "\n".join(lines)


def _evidence(example: Mapping[str, str]) -> str:
    head = "## Evidence\n\nWhere the row is printed.\n"
    return "\n".join([head, *_rows(Printed, list(columns(Printed)), example)])


def _rows(row: type[Row], names: list[str], example: Mapping[str, str]) -> list[str]:
    lines = ["| column | type | meaning | example |", "|---|---|---|---|"]
    for name in names:
        field = row.model_fields[name]
        meaning = (field.description or "").replace("|", "\\|")
        shown = _shown(example.get(name, ""))
        lines.append(f"| `{name}` | {_words(field.annotation)} | {meaning} | {shown} |")
    return lines


def _shown(value: str) -> str:
    """A value on one line, cut where it is long."""
    told = " ".join(value.split())
    told = told if len(told) <= LONGEST else told[: LONGEST - 1].rstrip() + "…"
    return "`" + told.replace("|", "\\|").replace("`", "'") + "`" if told else ""


def _words(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        return _words(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [_words(item) for item in get_args(annotation) if item is not type(None)]
        return ", ".join([*inner, "or empty"])
    if get_origin(annotation) is Literal:
        return " · ".join(f"`{value}`" if value else "empty" for value in get_args(annotation))
    return WORDS[annotation]
