"""Figures of native pages, read a second time by another program."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
import typst
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.reader import read_pages
from extract.second_reading import SecondReading
from normalize.facts import read_facts
from reconcile.check import check_document
from schemas.errors import UnreadableDocument
from schemas.printed import Box, Evidence, PrintedPage

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
    (read,) = SecondReading(path).of(iter([page]))
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


def test_every_figure_that_we_read_otherwise_is_doubtful(path: Path) -> None:
    (page,) = read_pages(path)
    figures = [at for at, word in enumerate(page.words) if any(map(str.isdigit, word.text))]
    for at in figures:
        words = list(page.words)
        text = words[at].text
        words[at] = replace(
            words[at], text=text.translate(str.maketrans("0123456789", "1234567890"))
        )
        (read,) = SecondReading(path).of(iter([replace(page, words=tuple(words))]))
        assert read.words[at].second == text
        assert read.missed == ()


def test_a_figure_that_we_do_not_read_is_told_with_its_place(path: Path) -> None:
    (page,) = read_pages(path)
    gone = next(word for word in page.words if word.text == "548,37")
    left = tuple(word for word in page.words if word is not gone)
    (read,) = SecondReading(path).of(iter([replace(page, words=left)]))
    ((number, box, raw),) = read.missed
    assert (number, raw) == (1, "548,37")
    assert abs(box.x0 - gone.box.x0) < 1
    assert abs(box.x1 - gone.box.x1) < 1


def test_what_no_word_of_ours_holds_is_a_finding(path: Path) -> None:
    printed = replace(read_document(path), missed=(Evidence(1, Box(9.0, 8.0, 30.0, 16.0), "75 €"),))
    facts = read_facts(printed, "d" * 16)
    row = facts.amounts[-1]
    assert (row.amount, row.state, row.second_amount) == (None, "uncertain", Decimal(75))
    (only,) = (each for each in check_document(facts, "d" * 16)[0] if each.rule == "reading")
    assert only.severity == "warning"
    assert (
        only.message
        == "« 75 € », page 1, ne se lit qu'à la seconde lecture : à vérifier sur la page."
    )
    assert '"page": 1, "box": [9.0, 8.0, 30.0, 16.0]' in only.evidence


def test_what_the_page_does_not_show_is_no_difference(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(420, 200), pageCompression=0)
    clip = canvas.beginPath()
    clip.rect(30, 90, 300, 30)
    canvas.clipPath(clip, stroke=0)
    for text, base in (
        ("Versé : 4 170 EUR", 100),
        ("Reliquat : 860 EUR", 40),
        ("Versé : 9 333", 97),
    ):
        if text.endswith("333"):
            canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(40, base, text)
    canvas.save()
    printed = read_document(tmp_path / "x.pdf", twice=True)
    facts = read_facts(printed, "d" * 16)
    assert [(row.raw, row.second_reading) for row in facts.amounts] == [("4 170 EUR", "confirmed")]


def test_letters_printed_twice_to_make_them_bold_are_one(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(420, 200), pageCompression=0)
    for shift in (0, 0.3):
        canvas.drawString(40 + shift, 100, "Versé : 4 170 EUR")
    canvas.save()
    facts = read_facts(read_document(tmp_path / "x.pdf", twice=True), "d" * 16)
    assert [(row.raw, row.second_reading) for row in facts.amounts] == [("4 170 EUR", "confirmed")]


def test_a_program_that_fails_costs_the_second_reading_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr("pdfplumber.open", fail)
    printed = read_document(path, twice=True)
    assert printed.warnings == ("Pages sans seconde lecture (ValueError) : 1.",)
    assert "548,37" in "".join(block.text.value for block in printed.blocks())


def test_a_second_reading_ends_with_its_time(path: Path) -> None:
    second = SecondReading(path, 0.0)
    (read,) = second.of(read_pages(path))
    assert {word.second for word in read.words} == {None}
    assert list(second.warnings()) == ["Pages sans seconde lecture (temps écoulé) : 1."]


def test_a_file_that_cannot_be_read_says_why(path: Path, tmp_path: Path) -> None:
    encrypted = tmp_path / "x.pdf"
    canvas = Canvas(str(encrypted), encrypt=StandardEncryption("user", strength=128))
    canvas.drawString(40, 100, "860 EUR")
    canvas.save()
    with pytest.raises(UnreadableDocument) as raised:
        read_document(encrypted, twice=True)
    assert raised.value.error == "encrypted"
