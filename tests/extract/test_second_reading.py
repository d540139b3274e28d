"""Figures of native pages, read a second time by another program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst

from extract.reader import read_pages
from extract.second_reading import read_twice
from schemas.printed import PrintedPage

PAGE = """
#set page(width: 300pt, height: 120pt, margin: 20pt)
#set text(font: "Libertinus Serif", lang: "fr", size: 11pt)
Le montant exécuté s'élève à 12 548,37 € en 2023, soit 96 % du prévu, au 1#super[er] janvier.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("twice") / "page.pdf"
    out.with_suffix(".typ").write_text(PAGE, encoding="utf-8")
    typst.compile(str(out.with_suffix(".typ")), output=str(out))
    return out


def held(path: Path, page: PrintedPage) -> dict[str, str | None]:
    (read,) = read_twice(path, iter([page]))
    return {word.text: word.second for word in read.words}


def test_a_figure_that_both_programs_read_is_confirmed(path: Path) -> None:
    (page,) = read_pages(path)
    told = held(path, page)
    figures = {text: seen for text, seen in told.items() if any(c.isdigit() for c in text)}
    assert len(figures) >= 5
    assert all(text == seen for text, seen in figures.items())
    assert told["montant"] is None


def test_a_figure_that_the_other_program_reads_otherwise_is_doubtful(path: Path) -> None:
    (page,) = read_pages(path)
    words = [replace(word, text="543,37") if word.text == "548,37" else word for word in page.words]
    assert held(path, replace(page, words=tuple(words)))["543,37"] == "548,37"


def test_letters_that_the_other_program_places_elsewhere_are_the_same(path: Path) -> None:
    (page,) = read_pages(path)
    # All but the first words of the line a little to the right of where the other puts them.
    words = [
        replace(word, box=word.box._replace(x0=word.box.x0 + 4, x1=word.box.x1 + 4))
        if word.box.x0 > 60 else word
        for word in page.words
    ]  # fmt: skip
    told = held(path, replace(page, words=tuple(words)))
    assert told["548,37"] == "548,37"
    assert told["96"] == "96"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_cut_and_turned(path: Path, tmp_path: Path, turn: int) -> None:
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    page.set_mediabox(-20, -30, 340, 170)
    page.set_cropbox(0, 0, 300, 120)
    page.set_rotation(turn)
    document.save(tmp_path / "cut.pdf")
    document.close()
    (read,) = read_pages(tmp_path / "cut.pdf")
    told = held(tmp_path / "cut.pdf", read)
    figures = {word.text for word in read.words if not word.angle and "548" in word.text}
    assert all(told[text] == text for text in figures)
    assert turn or figures
