"""The file of a document on its way to the disk: as it is, or compressed where it is long.

The JSON of a document of two thousand pages takes a hundred megabytes: it is never whole in
memory.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from schemas.dataset import DocumentFile
from schemas.facts import Row, lean
from schemas.packed import MANY, Packed, pack

PLAIN = b"{"  # how a file begins that is not compressed
SOME = 16  # rows of a list that are packed as they are read
LONG = 1 << 22  # bytes of a file that is read row by row
SAME = ("document_id", "part_id", "section_id", "table_id", "unit")  # said again by every row
HEAD = 1 << 16  # bytes in which a document says what it is, its rows aside
STEP = 1 << 14  # compressed bytes that are unpacked at once


def as_json(document: DocumentFile) -> bytes:
    """The file of a document as JSON, compressed where it is long; `plain` gives it back."""
    if not _is_long(document):
        return document.model_dump_json(indent=1).encode() + b"\n"
    packer = zlib.compressobj(1)
    packed = BytesIO()
    for part in _parts(document):
        packed.write(packer.compress(part.encode()))
    packed.write(packer.compress(b"\n"))
    packed.write(packer.flush())
    return packed.getvalue()


def as_text(document: DocumentFile) -> str:
    """The file of a document as it stands on the disk."""
    return b"".join(plain(as_json(document))).decode()


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


def _rows(model: Row) -> dict[str, Sequence[Row]]:
    """The rows that a model holds."""
    held = {name: getattr(model, name) for name in type(model).model_fields}
    return {
        name: rows
        for name, rows in held.items()
        if isinstance(rows, tuple | Packed) and rows and isinstance(rows[0], Row)
    }


def _is_long(document: DocumentFile) -> bool:
    """Whether the file is made in parts: of many rows, and of packed ones."""
    held = [*_rows(document).values(), *(table.cells for table in document.tables)]
    return sum(map(len, held)) >= MANY or any(isinstance(rows, Packed) for rows in held)


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


_Model = TypeVar("_Model", bound=Row)


def load(path: Path) -> DocumentFile:
    """The document that a file holds; raises OSError, ValidationError.

    A long one is read row by row: parsed at once it would take ten times its bytes.
    """
    if path.stat().st_size >= LONG:
        try:
            with path.open(encoding="utf-8", newline="\n") as lines:
                return by_rows(lines)
        except (ValidationError, ValueError):  # not as we lay it out: taken as it is
            pass
    return DocumentFile.model_validate_json(path.read_bytes())


def by_rows(lines: Iterable[str]) -> DocumentFile:
    """The document whose file, as we lay it out, has these lines; raises ValueError elsewhere."""
    coming = iter(lines)
    if next(coming, "") != "{\n":
        raise ValueError("no document")
    return _model(coming, DocumentFile, 1)


def _model(lines: Iterator[str], kind: type[_Model], depth: int) -> _Model:
    """The model whose members stand `depth` blanks deep, its brace already open."""
    inner, margin, held = _held(kind), " " * depth, {}
    bare = ["{"]
    for line in lines:
        if line.endswith('": [\n') and line.startswith(margin + '"'):
            name = line[depth + 1 : -5]
            if name in inner:
                held[name], closing = _list(lines, inner[name], depth + 1)
                bare.append(f'"{name}": []{closing}')
                continue
        bare.append(line)
        if line.startswith("}", depth - 1) and not line[: depth - 1].strip():
            made = kind.model_validate_json("".join(bare).rstrip().removesuffix(","))
            return lean(made.model_copy(update=_once(made, held)))
    raise ValueError("no end")


def _list(lines: Iterator[str], kind: type[_Model], depth: int) -> tuple[tuple[_Model, ...], str]:
    """The rows of a list, and what stands behind it."""
    opening, last = f"{' ' * depth}{{\n", [""]

    def rows() -> Iterator[_Model]:
        for line in lines:
            if line != opening:
                last[0] = line.strip()[1:]
                return
            yield _model(lines, kind, depth + 1)
        raise ValueError("no end")

    return pack(rows(), None if _held(kind) else SOME), last[0]


def _once(made: Row, held: dict[str, tuple[Row, ...]]) -> dict[str, Any]:
    """The rows that a model holds, and what its row says as all others do, in one copy."""
    said = {name: getattr(made, name, None) for name in SAME}
    same = {name: sys.intern(value) for name, value in said.items() if isinstance(value, str)}
    return {**same, **held}


@cache
def _held(kind: type[Row]) -> dict[str, type[Row]]:
    """The types of rows that a model holds, by the name of the field."""
    inner = {name: get_args(field.annotation) for name, field in kind.model_fields.items()}
    return {
        name: args[0]
        for name, args in inner.items()
        if args and isinstance(args[0], type) and issubclass(args[0], Row)
    }
