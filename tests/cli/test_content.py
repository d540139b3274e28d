"""The file of a long document goes to the disk in parts, and is the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from quitus import content
from quitus.intake import identify
from quitus.pipeline import read_pdf, stages
from quitus.store import Store
from schemas import packed
from schemas.dataset import DocumentFile, unnest
from schemas.packed import Packed

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = ["rapports/tableaux.pdf", "bundles/canonique.pdf"]


@cache
def document(file: str) -> DocumentFile:
    (source,) = identify([SAMPLES / file], SAMPLES)
    return read_pdf(source, stages())


@pytest.mark.parametrize("file", FILES)
def test_parts_are_the_whole(file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = document(file).model_dump_json(indent=1).encode() + b"\n"
    assert content.as_json(document(file)) == whole
    monkeypatch.setattr(content, "MANY", 0)
    packed = content.as_json(document(file))
    assert len(packed) < len(whole) / 2
    assert b"".join(content.plain(packed)) == whole
    assert whole.startswith(content.head(packed)[:1000])
    assert len(content.head(packed)) > 1000
    store = Store(tmp_path)
    store.prepare()
    store.put("a", packed)
    assert store.path("a").read_bytes() == whole


def test_texts_may_hold_signs_that_part_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = document(FILES[0]).model_copy(update={"message": 'a\u2028b\x85c "tables": []\n d'})
    whole = odd.model_dump_json(indent=1).encode() + b"\n"
    monkeypatch.setattr(content, "MANY", 0)
    assert b"".join(content.plain(content.as_json(odd))) == whole


@pytest.mark.parametrize("file", FILES)
def test_a_long_file_is_read_row_by_row(
    file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content.as_json(document(file)))
    whole = content.load(path)
    with path.open(encoding="utf-8", newline="\n") as lines:
        assert content.by_rows(lines) == whole
    monkeypatch.setattr(content, "LONG", 0)
    assert content.load(path) == whole
    assert content.as_text(content.load(path)).encode() == path.read_bytes()
    path.write_text(whole.model_dump_json(), encoding="utf-8")
    assert content.load(path) == whole


@pytest.mark.parametrize("file", [*FILES, "bundles/contradictions-vote.pdf"])
def test_packed_rows_change_nothing(
    file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = document(file)
    (source,) = identify([SAMPLES / file], SAMPLES)
    monkeypatch.setattr(packed, "MANY", 1)
    whole = read_pdf(source, stages())
    assert any(isinstance(table.cells, Packed) for table in whole.tables)
    same = whole.model_copy(update={"seconds": plain.seconds})
    assert same == plain
    assert content.as_text(same) == plain.model_dump_json(indent=1) + "\n"
    assert unnest(same) == unnest(plain)
