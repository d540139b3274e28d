"""Pages read from their picture are kept until their document is done, and read apart."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from extract.document import read_document, read_scans
from extract.ocr import page as recognition
from extract.ocr.kept import KeptPages, kept_pages, release
from schemas.errors import PagesApart
from schemas.printed import Box, Fill, PrintedDocument, PrintedPage, Rule, Word

WORD = Word(
    "1^er", 3, Box(10.1, 20.2, 30.3, 31.4), 29.5, 11.0, True, False, 90,
    (10.1, 15.0, 20.0, 25.0, 30.3), ((1, 4),), "", "1er",
)  # fmt: skip
PAGE = PrintedPage(
    3, 595.25, 842.0, (WORD, replace(WORD, text="œuvre…", edges=(0.1,) * 7, raised=(), second=None)),
    (Rule(1.0, 2.0, 3.0, 2.5, False, True),), (Fill(Box(0.0, 0.0, 1 / 3, 2.0), 0xC0FFEE),),
    0.97, 4, 5, True, (1.0, 0.1, -0.1, 1.0, 2.5, 3.5), ("Page 3 : traces.",),
)  # fmt: skip


def told(page: PrintedPage) -> list[object]:
    """All that a page says, words told field by field."""
    words = [[getattr(word, each.name) for each in fields(Word)] for word in page.words]
    return [words if each.name == "words" else getattr(page, each.name) for each in fields(page)]


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path / "d")
    assert kept.recall(3) is None
    kept.keep(PAGE)
    found = kept.recall(3)
    assert found is not None
    assert told(found) == told(PAGE)


def test_the_letters_of_native_words_come_back(tmp_path: Path) -> None:
    kept = KeptPages(tmp_path)
    native = replace(WORD, edges=array("d", WORD.edges))
    kept.keep(replace(PAGE, words=(native,)))
    found = kept.recall(3)
    assert found is not None
    assert list(found.words[0].edges) == list(WORD.edges)


@pytest.mark.parametrize("content", [b"", b"half", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_page_is_none(tmp_path: Path, content: bytes) -> None:
    kept = KeptPages(tmp_path)
    kept.keep(PAGE)
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert kept.recall(3) is None


class Engine:
    """Reads every picture as one word that tells its page; stops at `fails`, as a kill does."""

    def __init__(self) -> None:
        self.read: list[int] = []
        self.fails = 0

    def __call__(self, document: object, page: PrintedPage, readers: object) -> PrintedPage:
        if page.number == self.fails:
            raise KeyboardInterrupt
        self.read.append(page.number)
        box = Box(50.0, 50.0, 90.0, 61.0)
        word = Word(
            f"Page{page.number}", page.number, box, 60.0, 10.0, False, False, 0, (50.0,) * 6
        )
        return replace(page, words=(word,), recognised=True)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    monkeypatch.setattr(recognition, "recognise", made)
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Six pages that are pictures, between two that are blank."""
    path = tmp_path / "scan.pdf"
    pictures = [Image.new("L", (60, 80), 128) for _ in range(6)]
    pictures[0].save(path, save_all=True, append_images=pictures[1:])
    document = pypdfium2.PdfDocument(path)
    document.new_page(60, 80, 0)
    document.new_page(60, 80)
    document.save(tmp_path / "whole.pdf")
    document.close()
    return tmp_path / "whole.pdf"


@pytest.fixture
def reading(scan: Path, tmp_path: Path) -> Callable[..., PrintedDocument]:
    """Reads the scan, keeping its pages."""

    def read(*, version: str = "1", apart: bool = False) -> PrintedDocument:
        return read_document(
            scan, ocr="auto", memory=tmp_path / "kept", version=version, apart=apart
        )

    return read


def words(document: PrintedDocument) -> str:
    return " ".join(block.text.value for block in document.blocks())


Read = Callable[..., PrintedDocument]


def test_a_reading_that_was_stopped_goes_on_page_by_page(engine: Engine, reading: Read) -> None:
    engine.fails = 5
    with pytest.raises(KeyboardInterrupt):
        reading()
    assert engine.read == [2, 3, 4]
    engine.fails = 0
    assert "Page2" in words(reading())
    assert engine.read == [2, 3, 4, 5, 6, 7]


def test_another_version_reads_all_again(engine: Engine, reading: Read) -> None:
    reading()
    reading(version="2")
    assert engine.read == [2, 3, 4, 5, 6, 7] * 2


def test_many_pages_are_asked_for_and_read_apart(
    engine: Engine, reading: Read, scan: Path, tmp_path: Path
) -> None:
    with pytest.raises(PagesApart) as asked:
        reading(apart=True)
    assert asked.value.pages == (2, 3, 4, 5, 6, 7)
    for numbers in ((2, 7), (4, 3)):
        read_scans(scan, numbers, "auto", "fra", tmp_path / "kept", "1")
    assert engine.read == [2, 7, 4, 3]
    # Two are left: too few to be read apart.
    document = reading(apart=True)
    assert engine.read == [2, 7, 4, 3, 5, 6]
    assert [page.text_layer for page in document.pages] == ["empty", *["ocr"] * 6, "empty"]


def test_pages_of_a_document_that_is_done_are_removed(
    engine: Engine, reading: Read, scan: Path, tmp_path: Path
) -> None:
    reading()
    reading(version="2")
    folder = tmp_path / "kept"
    (kept_pages(scan, folder, "1").folder.parent / "0123-other").mkdir()
    release(folder, kept_pages(scan, folder, "1").folder.name.partition("-")[0])
    assert [each.name for each in folder.iterdir()] == ["0123-other"]


def test_nothing_is_kept_without_a_folder(engine: Engine, scan: Path) -> None:
    read_document(scan, ocr="auto", version="1", apart=True)
    assert engine.read == [2, 3, 4, 5, 6, 7]
