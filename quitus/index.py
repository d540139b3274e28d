"""What a run published, kept beside the dataset so that the next one need not look again.

It saves time and nothing else: where it is missing or no longer true, files are read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from export.files import replacing
from export.report import ReadDocument
from quitus.fingerprint import reader
from schemas.facts import Document

NAME = ".quitus.json"
PAGES = "report"  # the folder of the pages of a large report
BESIDE = ("datapackage.json", "quitus.duckdb", "report.html", "guards.json")
Stamp = tuple[int, int]  # bytes and nanoseconds since 1970 of a file; (-1, -1) where there is none
NOTHING: Stamp = (-1, -1)
_FIELDS = set(Document.model_fields)  # one for all documents


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as published, and the state of its file then."""

    read: ReadDocument
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Index:
    """Documents by id in the order of the tables, and the state of the files made of them."""

    entries: dict[str, Entry] = field(default_factory=dict)
    severities: dict[str, int] = field(default_factory=dict)
    made: dict[str, Stamp] = field(default_factory=dict)  # by path from the dataset's folder
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)  # PDFs by name: mark, SHA-256
    pages: dict[str, tuple[str, Stamp]] = field(default_factory=dict)  # of the report, by document
    manner: str = ""  # how the run that published read documents
    publisher: str = ""  # the state of the program that wrote tables and report


def stamp(path: Path) -> Stamp:
    """The state of a file."""
    try:
        told = path.stat()
    except OSError:
        return NOTHING
    return told.st_size, told.st_mtime_ns


def page(out: Path, document_id: str) -> Path:
    """The page of a document in a large report."""
    return out / PAGES / f"{document_id}.html"


def made(out: Path) -> dict[str, Stamp]:
    """The state of the files that are made of the documents, and of what is told beside them."""
    tables = (path for path in (out / "tables").rglob("*") if path.is_file())
    names = sorted(path.relative_to(out).as_posix() for path in tables)
    return {name: stamp(out / name) for name in (*names, *BESIDE)}


def write(out: Path, index: Index) -> None:
    """Keeps the index, a document at a time; raises OSError."""
    told = {
        "reader": reader(),
        "severities": index.severities,
        "made": index.made,
        "seen": index.seen,
        "pages": index.pages,
        "manner": index.manner,
        "publisher": index.publisher,
    }
    with replacing(out / NAME) as file:
        file.write(f'{{"about":{_json(told)},\n"documents":[')
        for number, entry in enumerate(index.entries.values()):
            document = entry.read.document.model_dump(mode="json")
            file.write(
                (",\n" if number else "\n") + _json([document, entry.read.rows, entry.stamp])
            )
        file.write("]}\n")


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read(out: Path) -> Index:
    """The index of an earlier run of the same program; empty where there is none."""
    try:
        content = json.loads((out / NAME).read_bytes())
        told = content["about"]
        if told["reader"] != reader():
            return Index()
        entries = (_entry(*each) for each in content["documents"])
        made_then = {name: _stamp(each) for name, each in told["made"].items()}
        by_id = {entry.read.document.document_id: entry for entry in entries}
        seen = {name: (str(mark), str(digest)) for name, (mark, digest) in told["seen"].items()}
        pages = {key: (str(state), _stamp(at)) for key, (state, at) in told["pages"].items()}
        return Index(
            by_id, told["severities"], made_then, seen, pages, told["manner"], told["publisher"]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Index()


def slim(document: Document) -> Document:
    """A document without its rows, in as little memory as it takes: a run holds all of them."""
    fields = {name: getattr(document, name) for name in Document.model_fields}
    return Document.model_construct(_FIELDS, **fields)


def _entry(document: Any, rows: dict[str, int], state: Any) -> Entry:
    read = slim(Document.model_validate(document, strict=False))
    return Entry(ReadDocument(read, rows), _stamp(state))


def _stamp(told: Any) -> Stamp:
    size, changed_at = told
    return int(size), int(changed_at)
