"""The file of a document on its way to the disk: as it is, or compressed where it is long.

The JSON of a document of two thousand pages takes a hundred megabytes: it is never whole in
memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from schemas.dataset import DocumentFile
from schemas.facts import Row

MANY = 20_000  # rows of a document whose file is made in parts
PLAIN = b"{"  # how a file begins that is not compressed
HEAD = 1 << 16  # bytes in which a document says what it is, its rows aside
STEP = 1 << 14  # compressed bytes that are unpacked at once


def as_json(document: DocumentFile) -> bytes:
    """The file of a document as JSON, compressed where it is long; `plain` gives it back."""
    if _count(document) < MANY:
        return document.model_dump_json(indent=1).encode() + b"\n"
    packer = zlib.compressobj(1)
    packed = [packer.compress(part.encode()) for part in _parts(document)]
    return b"".join([*packed, packer.compress(b"\n"), packer.flush()])


def plain(content: bytes) -> Iterator[bytes]:
    """The file of a document, in parts."""
    if content.startswith(PLAIN):
        yield content
        return
    unpacker = zlib.decompressobj()
    for start in range(0, len(content), STEP):
        yield unpacker.decompress(content[start : start + STEP])
    yield unpacker.flush()


def head(content: bytes) -> bytes:
    """How the file begins."""
    return next(plain(content))[:HEAD]


def _rows(model: Row) -> dict[str, tuple[Row, ...]]:
    """The tuples of rows that a model holds."""
    held = {name: getattr(model, name) for name in type(model).model_fields}
    return {
        name: rows
        for name, rows in held.items()
        if isinstance(rows, tuple) and rows and isinstance(rows[0], Row)
    }


def _count(document: DocumentFile) -> int:
    tables = sum(len(table.cells) for table in document.tables)
    return tables + sum(map(len, _rows(document).values()))


def _parts(model: Row) -> Iterator[str]:
    """The JSON of a model as `model_dump_json(indent=1)` gives it, row after row."""
    rows: dict[str, Any] = _rows(model)
    if not rows:
        yield model.model_dump_json(indent=1)
        return
    bare = model.model_copy(update=dict.fromkeys(rows, ()))
    for at, line in enumerate(bare.model_dump_json(indent=1).split("\n")):
        yield "\n" if at else ""
        name = line.split('"', 2)[1] if line.startswith(' "') else ""
        if name in rows:
            opening, closing = line.split("[]")
            yield f"{opening}["
            yield from _listed(rows[name])
            yield f"\n ]{closing}"
        else:
            yield line


def _listed(rows: Iterable[Row]) -> Iterator[str]:
    for at, row in enumerate(rows):
        yield ",\n  " if at else "\n  "
        for part in _parts(row):
            yield part.replace("\n", "\n  ")
