"""JSON Schemas generated from the models: one for a document's file, one per table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from schemas.dataset import TABLES, DocumentFile, columns

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def document() -> dict[str, Any]:
    """The schema of `documents/<document_id>.json`."""
    return _schema(DocumentFile, "document")


def table(name: str) -> dict[str, Any]:
    """The schema of one row of a table; its properties are in the order of the columns.

    Raises KeyError on a name that is not in TABLES.
    """
    schema = _schema(TABLES[name], name)
    schema["properties"] = {key: schema["properties"][key] for key in columns(TABLES[name])}
    return schema


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by the name of its file."""
    named = {"document.schema.json": document()}
    named.update({f"{name}.schema.json": table(name) for name in TABLES})
    return named


def text(schema: dict[str, Any]) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> list[Path]:
    """Writes every schema into a folder and returns the files; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        (folder / name).write_text(text(schema), encoding="utf-8")
        written.append(folder / name)
    return written


def _schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    # as written, so that decimals are strings and every column is always there
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, **schema, "title": title}
