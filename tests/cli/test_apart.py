"""The pages of a long scan are read by all workers, and told as they come."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Lock

import pytest
from PIL import Image

from extract.ocr import page as recognition
from quitus.apart import read_apart
from quitus.intake import Source
from quitus.limits import Limits
from quitus.pipeline import stages
from quitus.run import ingest
from schemas.printed import Box, PrintedPage, Word

ALL = tuple(range(1, 9))


def source(name: str) -> Source:
    return Source(Path(name), name, (), "0" * 64, 1)


class Scans:
    """Documents that are scans where their name says so; two must read pages at once."""

    def __init__(self, *, wait: bool = True) -> None:
        self.calls: list[str] = []
        self.pages: list[int] = []
        self.seconds: list[float] = []
        self._two = Barrier(2, timeout=5) if wait else None
        self._lock = Lock()

    def read(self, source: Source, already: float = 0.0) -> bytes:
        with self._lock:
            self.seconds.append(already)
            self.calls.append(f"read {source.name}")
        return b"{" + source.name.encode()

    def read_or_ask(self, source: Source) -> bytes | tuple[int, ...]:
        if source.name.startswith("scan"):
            return ALL
        return self.read(source)

    def read_pictures(self, source: Source, numbers: Sequence[int]) -> None:
        if self._two is not None:
            self._two.wait()  # raises where nobody else reads
        with self._lock:
            self.pages.extend(numbers)


def test_the_pages_of_one_scan_are_read_by_two() -> None:
    scans, told = Scans(), list[tuple[int, int]]()
    with ThreadPoolExecutor(2) as executor:
        found = list(
            read_apart(
                executor, scans, [source("scan")], 6, lambda _, page, of: told.append((page, of))
            )
        )
    assert [content for _, content in found] == [b"{scan"]
    assert sorted(scans.pages) == list(ALL)
    assert scans.calls == ["read scan"]  # once, after its pages
    assert scans.seconds[0] > 0
    assert told == [(2, 8), (4, 8), (6, 8), (8, 8)]


def test_other_documents_go_on_beside() -> None:
    scans = Scans(wait=False)
    names = ["a", "scan 1", "b", "scan 2", "c", "d", "e"]
    with ThreadPoolExecutor(2) as executor:
        found = dict(read_apart(executor, scans, list(map(source, names)), 3))
    assert sorted(each.name for each in found) == sorted(names)
    assert sorted(scans.pages) == sorted(ALL * 2)


def test_what_fails_ends_the_reading() -> None:
    class Broken(Scans):
        def read_pictures(self, source: Source, numbers: Sequence[int]) -> None:
            raise MemoryError

    with ThreadPoolExecutor(2) as executor, pytest.raises(MemoryError):
        list(read_apart(executor, Broken(), [source("scan")], 6))


def test_a_run_keeps_no_page_of_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    out, folder = tmp_path / "out", tmp_path / "in"

    def recognise(document: object, page: PrintedPage, readers: object) -> PrintedPage:
        kept.append(len(list(out.glob(".ocr/*/*"))))
        edges = tuple(50.0 + 6 * letter for letter in range(6))
        word = Word(
            "Texte", page.number, Box(50.0, 50.0, 80.0, 61.0), 60.0, 10.0, False, False, 0, edges
        )
        return replace(page, words=(word,), recognised=True)

    monkeypatch.setattr(recognition, "recognise", recognise)
    folder.mkdir()
    pictures = [Image.new("L", (60, 80), 128) for _ in range(3)]
    pictures[0].save(folder / "scan.pdf", save_all=True, append_images=pictures[1:])
    limits = replace(Limits(), memory_of_pictures=out / ".ocr")
    through = stages(limits, already=1000.0)
    done = ingest(folder, out, through, fresh=False, tick=lambda *_: None, limits=limits)
    assert kept == [0, 1, 2]
    assert done.documents[0].document.seconds > 1000  # pages read before are counted
    assert not list(out.glob(".ocr/*"))
