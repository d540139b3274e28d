"""Scanned pages read: the same words, tables and places as their native twins."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import typst

from extract.document import read_document
from extract.ocr import page as recognition
from extract.ocr.rules import find_rules
from schemas.printed import Box, PrintedDocument, Text
from tests.extract.scanner import scan

PAGE = """
#set page(width: 380pt, height: 250pt, margin: 30pt)
#set text(font: "Libertinus Serif", lang: "fr", size: 11pt, hyphenate: false)
*1.2. Budget de l'action*

Le montant exécuté s'élève à 12 548,37 € en 2023, soit 96 % du prévu.
#v(6pt)
#table(columns: (150pt, 70pt, 80pt), align: (left, right, right),
  [Financeur], [Prévu], [Exécuté],
  [État], [6 200,00 €], [6 013,87 €],
  [Département], [6 874,50 €], [6 534,50 €],
  [Total], [13 074,50 €], [12 548,37 €])
"""


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("native") / "page.pdf"
    path.with_suffix(".typ").write_text(PAGE, encoding="utf-8")
    typst.compile(str(path.with_suffix(".typ")), output=str(path))
    return path


@pytest.fixture(scope="module")
def scanned(native: Path) -> PrintedDocument:
    out = native.with_name("scan.pdf")
    scan(native, out)
    return read_document(out, ocr="auto")


def texts(document: PrintedDocument) -> list[Text]:
    found = []
    for block in document.blocks():
        found += [cell.text for cell in block.table.cells] if block.table else [block.text]
    return [section.heading for section in document.sections] + found


def flat(document: PrintedDocument) -> list[str]:
    return [" ".join(text.value.replace("’", "'").split()) for text in texts(document)]


def test_a_scan_says_what_its_native_twin_says(native: Path, scanned: PrintedDocument) -> None:
    assert scanned.pages[0].text_layer == "ocr"
    assert flat(scanned) == flat(read_document(native))


def test_words_stand_where_the_page_displays_them(native: Path, scanned: PrintedDocument) -> None:
    for one, other in zip(texts(scanned), texts(read_document(native)), strict=True):
        for (_, seen), (_, printed) in zip(one.boxes(), other.boxes(), strict=True):
            # 0.6 degrees askew: 2 points at the side of this page
            assert _apart(seen, printed) < 4.0


def _apart(a: Box, b: Box) -> float:
    return max(
        abs((a.x0 + a.x1) / 2 - (b.x0 + b.x1) / 2), abs((a.top + a.bottom - b.top - b.bottom) / 2)
    )


def test_every_figure_is_confirmed_by_a_second_reading(scanned: PrintedDocument) -> None:
    words = [piece.word for text in texts(scanned) for piece in text.pieces]
    figures = [word for word in words if any(char.isdigit() for char in word.text)]
    assert len(figures) > 15
    assert all(word.second is not None for word in figures)
    assert sum(word.doubtful for word in words) <= 1


def test_a_page_scanned_sideways_is_turned(native: Path, tmp_path: Path) -> None:
    out = tmp_path / "turned.pdf"
    scan(native, out, turn=90, skew=0.0)
    document = read_document(out, ocr="auto")
    assert flat(document) == flat(read_document(native))
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((250, 380), abs=1)
    total = next(text for text in texts(document) if text.value == "Total")
    middle = (total.box.x0 + total.box.x1) / 2
    assert middle < 125  # the foot of the page lies at the left
    assert total.box.height > total.box.width


def test_without_ocr_the_page_is_said_to_be_a_picture(native: Path) -> None:
    document = read_document(native.with_name("scan.pdf"), ocr="never")
    assert document.pages[0].text_layer == "image"


def test_native_pages_are_left_alone(native: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(recognition, "recognise", refuse)
    assert read_document(native, ocr="auto").pages[0].text_layer == "native"


def test_faded_and_broken_rules_are_found() -> None:
    ink = np.zeros((900, 900), np.uint8)
    cv2.line(ink, (100, 300), (800, 302), 255, 3)  # a little off its axis
    for start in range(100, 800, 70):
        cv2.line(ink, (450, start), (450, start + 62), 255, 2)  # broken
    cv2.putText(ink, "Nil 1 234", (500, 600), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 3)
    rules, left = find_rules(ink, 300.0)
    assert [rule.vertical for rule in rules] == [False, True]
    assert rules[0].at == pytest.approx(301 * 0.24, abs=0.5)
    assert rules[1].span == pytest.approx((24.0, 190.0), abs=2.5)
    assert left[560:610, 490:700].sum() == ink[560:610, 490:700].sum()
    assert left[302, 200] == 0
