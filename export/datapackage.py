"""The descriptor of the dataset: a Frictionless Data Package (specs.frictionlessdata.io, v1).

Types, units, lists of values, keys and foreign keys come from the models.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from export.columns import Column, columns_of
from export.files import replace_text
from schemas.dataset import TABLES

DESCRIPTOR = "datapackage.json"
KEYS = {
    "documents": ("document_id",),
    "parts": ("document_id", "part_id"),
    "sections": ("document_id", "section_id"),
    "actions": ("document_id", "action_id"),
    "tables": ("document_id", "table_id"),
    "findings": ("finding_id",),
    "checks": ("document_id", "rule"),
}
"""What tells the rows of a table apart, where it has an identity of its own."""

PARENTS = {
    "budget_lines": ("actions", ("document_id", "action_id")),
    "cells": ("tables", ("document_id", "table_id")),
}
"""The table that a row belongs to, and by which columns, beside its document."""

_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "decimal": "number",
    "boolean": "boolean",
    "date": "date",
}


def write_datapackage(out: Path) -> None:
    """Writes `datapackage.json` beside the folder `tables`; raises OSError."""
    text = json.dumps(descriptor(out), ensure_ascii=False, indent=2) + "\n"
    replace_text(out / DESCRIPTOR, text)


def descriptor(out: Path) -> dict[str, Any]:
    """The descriptor of the tables as they stand in `out`, with their size and digest."""
    return {
        "profile": "tabular-data-package",
        "name": "quitus",
        "title": "Données lues dans des documents du secteur public",
        "resources": [_resource(table, out) for table in TABLES],
    }


def _resource(table: str, out: Path) -> dict[str, Any]:
    path = out / "tables" / f"{table}.csv"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table,
        "description": (TABLES[table].__doc__ or "").strip(),
        "profile": "tabular-data-resource",
        "path": f"tables/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"'},
        "schema": schema(table),
    }


def schema(table: str) -> dict[str, Any]:
    """The Table Schema of a table; raises KeyError on a name that is not in TABLES."""
    key = KEYS.get(table, ())
    made: dict[str, Any] = {
        "fields": [_field(column, column.name in key) for column in columns_of(table)],
        "missingValues": [""],
    }
    if key:
        made["primaryKey"] = list(key)
    if references := _references(table):
        made["foreignKeys"] = references
    return made


def _field(column: Column, required: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"name": column.name, "type": _TYPES[column.kind]}
    if column.description:
        made["description"] = column.description
    if column.unit:
        made["unit"] = column.unit
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if constraints:
        made["constraints"] = constraints
    return made


def _references(table: str) -> list[dict[str, Any]]:
    names = {column.name for column in columns_of(table)}
    found = []
    if table != "documents" and "document_id" in names:
        found.append(_reference("documents", ("document_id",)))
    if table != "parts" and "part_id" in names:
        found.append(_reference("parts", KEYS["parts"]))
    if table in PARENTS:
        found.append(_reference(*PARENTS[table]))
    return found


def _reference(table: str, columns: tuple[str, ...]) -> dict[str, Any]:
    return {"fields": list(columns), "reference": {"resource": table, "fields": list(columns)}}
