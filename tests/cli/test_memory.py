"""What is held of a page of a long document: its words, its tables and its rows."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from benchmarks.long import draw
from extract import document, shelf
from quitus.content import as_json, load, plain
from quitus.intake import identify
from quitus.pipeline import read_pdf, stages
from schemas import packed
from schemas.printed import PrintedDocument

FEW, MANY = 8, 16  # pages, of five hundred words and a hundred cells each
PRINTED, ROWS = 200_000, 40_000  # bytes that a page more may take; twice what it takes
SHARED = (type, ModuleType, FunctionType)


def held(*roots: object) -> int:
    """Bytes of all objects that can be reached from some."""
    known: dict[int, object] = {}
    coming = list(roots)
    while coming:
        one = coming.pop()
        if id(one) not in known and not isinstance(one, SHARED):
            known[id(one)] = one
            coming += gc.get_referents(one)
    return sum(map(sys.getsizeof, known.values()))


def sizes(folder: Path, pages: int) -> tuple[int, int, int]:
    """Bytes that a drawn document takes as printed, as rows, and as rows read from its file."""
    path = folder / f"{pages}.pdf"
    draw(path, pages)
    (source,) = identify([path], folder)
    through, printed = stages(), []

    def read(given: Path) -> PrintedDocument:
        printed.append(through.read(given))
        return printed[0]

    rows = read_pdf(source, replace(through, read=read))
    assert rows.pages == pages
    file = path.with_suffix(".json")
    file.write_bytes(b"".join(plain(as_json(rows))))
    return held(*printed), held(rows), held(load(file))


def test_a_page_more_takes_little_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(document, "SHORT", 4)
    monkeypatch.setattr(shelf, "AT_HAND", 100)
    monkeypatch.setattr(packed, "MANY", 400)
    monkeypatch.setattr("quitus.content.LONG", 0)
    few, many = sizes(tmp_path, FEW), sizes(tmp_path, MANY)
    printed, *rows = ((b - a) / (MANY - FEW) for a, b in zip(few, many, strict=True))
    assert printed < PRINTED
    assert max(rows) < ROWS
