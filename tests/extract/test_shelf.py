"""Long documents: their words are put away, and come back as they were."""

from __future__ import annotations

import tracemalloc
from array import array
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract import document
from extract.document import assemble, read_document
from extract.reader import read_pages
from extract.shelf import Shelf, Stored, _Pack, put_away
from schemas.printed import Back, Box, Piece, PrintedDocument, Text, Word

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = ["rapports/canonique.pdf", "rapports/longue-table.pdf", "bundles/canonique.pdf"]
WORDS = "Rapport d'exécution de la convention et budget prévisionnel de l'action : 12 000,00 € "
LINES = 40  # of a page
HELD = 150_000  # bytes of such a page, put away; half a million otherwise


def said(printed: PrintedDocument) -> Iterator[Any]:
    """All that a document prints, its words one by one."""
    for text in (*printed.furniture, *(section.heading for section in printed.sections)):
        yield told(text)
    for block in printed.blocks():
        yield block.kind, block.level, block.marker, told(block.text), told(block.title)
        if block.table is not None:
            yield told(block.table.caption)
            yield [(cell.row, cell.column, cell.box, told(cell.text)) for cell in block.table.cells]


def told(text: Text) -> tuple[Any, ...]:
    words = [
        tuple(getattr(piece.word, each.name) for each in fields(Word)) for piece in text.pieces
    ]
    places = [(start, w0, w1, newline) for start, _, w0, w1, newline in text.pieces]
    return text.value, text.raw, text.evidence, text.page_end, list(text.boxes()), words, places


@pytest.mark.parametrize("file", FILES)
def test_a_document_put_away_says_the_same(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_hand = list(said(read_document(SAMPLES / file)))
    monkeypatch.setattr(document, "SHORT", 0)
    printed = read_document(SAMPLES / file)
    assert {type(piece.word) for block in printed.blocks() for piece in block.text.pieces} == {
        Stored
    }
    assert list(said(printed)) == at_hand


BACKS: list[Back] = [
    (0.9998, 0.0175, -0.0175, 0.9998, 9.0, -7.0),
    (0.0, 1.0, -1.0, 0.0, 842.0, 0.0),
]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("back", BACKS)
def test_pages_that_lie_askew_are_put_away_and_put_back(
    file: str, back: Back, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> PrintedDocument:
        pages = read_pages(SAMPLES / file)
        return assemble(replace(page, back=back) if page.number % 3 else page for page in pages)

    level = list(said(read_document(SAMPLES / file)))
    at_hand = list(said(read()))
    assert at_hand != level
    monkeypatch.setattr(document, "SHORT", 0)
    printed = read()
    assert {type(piece.word) for block in printed.blocks() for piece in block.text.pieces} == {
        Stored
    }
    assert list(said(printed)) == at_hand


def test_what_a_page_of_a_long_document_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "SHORT", 0)
    few, many = (write_lines(tmp_path / f"{pages}.pdf", pages) for pages in (11, 21))
    held = [bytes_held(path) for path in (few, many)]
    assert (held[1] - held[0]) / 10 < HELD, held


def write_lines(path: Path, pages: int) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for page in range(pages):
        for line in range(LINES):
            canvas.drawString(50, 800 - 17 * line, f"{WORDS} {page} {line}")
        canvas.showPage()
    canvas.save()
    return path


def bytes_held(path: Path) -> int:
    """Bytes that a document takes once it is read."""
    read_document(path)  # what is loaded once is not counted
    tracemalloc.start()
    try:
        printed = read_document(path)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(printed.pages)
    return held


def word(text: str, x: float = 10.0, **changed: Any) -> Word:
    edges = array("d", [x + 0.1 + 5.3 * at for at in range(len(text) + 1)])
    made = Word(text, 3, Box(x, 700.1, edges[-1], 710.0), 708.3, 10.2, False, True, 0, edges)
    return replace(made, **changed)


def a_text() -> Text:
    words = word("subvention"), word("12", 90.0, raised=((0, 1),), second="13"), word("é€", 120.0)
    starts = (0, 11, 14)
    return Text(
        "subvention 12 é€",
        tuple(
            Piece(start, each, 0, len(each.text), False)
            for start, each in zip(starts, words, strict=True)
        ),
    )


def test_words_come_back_as_they_were() -> None:
    text = a_text()
    as_it_was = told(text)
    Shelf().put((), [text])
    assert type(text.pieces) is not tuple
    assert told(text) == as_it_was
    assert text.pieces[1] == text.slice(11, 13).pieces[0]._replace(start=11)
    assert len({piece.word for _ in range(2) for piece in text.pieces}) == 3


def test_a_part_of_what_is_put_away_is_put_away() -> None:
    text = a_text()
    part = text.slice(4, 13)
    as_it_was = told(part)
    assert type(put_away(part).pieces) is tuple
    Shelf().put((), [text])
    part = put_away(text.slice(4, 13))
    assert type(part.pieces) is not tuple
    assert told(part) == as_it_was


def test_a_changed_word_is_on_no_shelf() -> None:
    text = a_text()
    Shelf().put((), [text])
    changed = replace(text.pieces[0].word, space="")
    assert type(changed) is Word
    assert (changed.text, changed.space) == ("subvention", "")
    assert changed != text.pieces[0].word


def test_a_page_of_more_heights_than_sixteen_bits_count() -> None:
    made = [
        Word(
            "48", 1, Box(10.0, 0.01 * at, 21.0, 0.01 * at + 7.3), 0.01 * at + 6.2, 9.0 + at * 1e-6,
            False, False, 0, (10.0, 15.5, 21.0),
        )
        for at in range(17_000)
    ]  # fmt: skip
    pack = _Pack(made)
    again = Word("", 1, Box(0, 0, 0, 0), 0, 0, False, False, 0, ())
    for at in range(0, len(made), 499):
        pack.fill(again, at)
        assert (again.box, again.size) == (made[at].box, made[at].size)
