"""Scanned pages read: the same words, tables and places as their native twins."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
import typst
from PIL import Image

from extract.document import read_document
from extract.ocr import page as recognition
from extract.ocr.bridging import bridged
from extract.ocr.cells import parted
from extract.ocr.crops import Crops, cleaned
from extract.ocr.picture import ink_of
from extract.ocr.rapid import Rapid
from extract.ocr.rules import find_rules
from extract.ocr.shapes import UNKNOWN, Grey, SeenLine
from extract.ocr.unread import unread_lines
from extract.ocr.unreadable import is_poor, why_nothing
from samples import picture_pdf, wear
from samples.scanning import scan
from schemas.printed import Box, PrintedDocument, PrintedPage, Rule, Text, Word

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

TURNED = """
#set page(width: 380pt, height: 200pt, margin: 30pt)
#set text(font: "Libertinus Serif", lang: "fr", size: 11pt, hyphenate: false)
#table(columns: (150pt, 30pt, 30pt, 80pt), align: (left, right, right, right),
  [Financeur], rotate(-90deg, reflow: true)[Prévu 2022],
  rotate(-90deg, reflow: true)[Nombre d'actes], [Exécuté],
  [État], [1], [12], [6 013,87 €],
  [Département], [0], [7], [6 534,50 €])
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


@pytest.mark.parametrize("declared", [10.0, 0.12])
def test_a_page_that_says_a_wrong_size_is_read(
    native: Path, tmp_path: Path, declared: float
) -> None:
    out = tmp_path / "large.pdf"
    scan(native, out, declared=declared, skew=0.0)
    document = read_document(out, ocr="auto")
    assert flat(document)[2:] == flat(read_document(native))[2:]
    total = next(text for text in texts(document) if text.value == "Total")
    true = next(text for text in texts(read_document(native)) if text.value == "Total")
    assert total.box.x0 / declared == pytest.approx(true.box.x0, abs=2.0)
    assert total.box.top / declared == pytest.approx(true.box.top, abs=2.0)


@pytest.mark.parametrize("ink", [0, 3])
def test_an_old_text_layer_is_not_believed(native: Path, tmp_path: Path, ink: int) -> None:
    def layer(page: PrintedPage) -> bytes:
        said = [
            f"/F {word.size} Tf 1 0 0 1 {word.box.x0:.1f} {page.height - word.baseline:.1f} Tm "
            f"({''.join('7' if each.isdigit() else each for each in word.text)}) Tj"
            for word in page.words
        ]
        return "\n".join([f"BT {ink} Tr", *said, "ET"]).encode("cp1252", "replace")

    out = tmp_path / "old.pdf"
    scan(native, out, text=layer)
    document = read_document(out, ocr="auto")
    assert document.pages[0].text_layer == "ocr"
    assert flat(document) == flat(read_document(native))


def test_a_blank_page_whose_other_side_shows_through_is_blank(native: Path, tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(native) as document:
        drawn = document[0].render(scale=200 / 72, grayscale=True).to_numpy()
    recto = np.repeat(drawn.reshape(*drawn.shape[:2], 1), 3, axis=2).astype(np.float64)
    seen = wear.seen_through(np.full_like(recto, 250.0), recto, 0.3)
    picture = Image.fromarray(seen.astype(np.uint8))
    size = (picture.width * 72 / 200, picture.height * 72 / 200)
    sheet = picture_pdf.Sheet(size, [picture_pdf.jpeg(picture, (0.0, 0.0, *size), 70)])
    picture_pdf.write(tmp_path / "blank.pdf", [sheet])
    blank = read_document(tmp_path / "blank.pdf", ocr="auto")
    assert flat(blank) == []
    assert [warning for warning in blank.warnings if "verso" in warning]


def test_without_ocr_the_page_is_said_to_be_a_picture(native: Path) -> None:
    document = read_document(native.with_name("scan.pdf"), ocr="never")
    assert document.pages[0].text_layer == "image"


def test_native_pages_are_left_alone(native: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(recognition, "recognise", refuse)
    assert read_document(native, ocr="auto").pages[0].text_layer == "native"


def test_columns_with_turned_heads(tmp_path: Path) -> None:
    out = tmp_path / "turned.pdf"
    out.with_suffix(".typ").write_text(TURNED, encoding="utf-8")
    typst.compile(str(out.with_suffix(".typ")), output=str(out))
    scan(out, tmp_path / "scan.pdf")
    document = read_document(tmp_path / "scan.pdf", ocr="auto")
    assert flat(document) == flat(read_document(out))
    (block,) = [block for block in document.blocks() if block.table]
    assert block.table is not None
    head = next(cell for cell in block.table.cells if "2022" in cell.text.value)
    assert {piece.word.angle for piece in head.text.pieces} == {270}


def test_a_line_read_by_itself_does_not_change_how_pages_are_read() -> None:
    grey = np.full((160, 500), 255, np.uint8)
    cv2.putText(grey, "12 548", (40, 90), cv2.FONT_HERSHEY_SIMPLEX, 2.0, 0, 3)
    reader = Rapid()
    assert reader.line(grey[30:110])[0].replace(" ", "") == "12548"
    assert [line.text.replace(" ", "") for line in reader.lines(grey, 200.0)] == ["12548"]


class Reader:
    """Reads every line alike."""

    name = "fake"
    version = "0"

    def __init__(self, text: str, score: float) -> None:
        self.told = text, score

    def lines(self, picture: Grey, dpi: float) -> list[SeenLine]:
        return []

    def line(self, picture: Grey) -> tuple[str, float]:
        return self.told


@pytest.mark.parametrize(
    ("text", "score", "said"), [("42", 0.9, "42"), ("4?", 0.2, UNKNOWN), ("", 0.0, UNKNOWN)]
)
def test_ink_in_a_cell_that_no_line_holds_is_read_or_told(
    text: str, score: float, said: str
) -> None:
    ink = np.zeros((300, 300), np.uint8)
    cv2.putText(ink, "42", (120, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 3)
    cv2.putText(ink, "Tampon", (20, 280), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 3)
    rules = [
        Rule(20.0, 20.0, 60.0, 20.2, False), Rule(20.0, 50.0, 60.0, 50.2, False),
        Rule(20.0, 20.0, 20.2, 50.0, True), Rule(60.0, 20.0, 60.2, 50.0, True),
    ]  # fmt: skip
    word = Word("x", 1, Box(0, 0, 5, 5), 5.0, 8.0, False, False, 0, (0.0, 5.0))
    grey = 255 - ink
    found, elsewhere = unread_lines([], [[word]], ink, rules, grey, 300.0, Reader(text, score))
    assert [line.text for line in found] == [said]
    assert elsewhere == 1


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


def test_a_line_is_cut_out_without_what_stands_beyond_the_rules() -> None:
    grey = np.full((300, 600), 250, np.uint8)
    cv2.putText(grey, "128 250", (60, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 3)
    cv2.putText(grey, "Objet", (300, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 3)
    cv2.line(grey, (284, 40), (284, 260), 60, 3)
    cv2.line(grey, (281, 40), (281, 260), 200, 2)  # the grey beside it
    ink = ink_of(grey, 300.0)
    line = SeenLine("128 250", 55.0, 110.0, 279.0, 170.0, (), 0.9)
    rules, letters = find_rules(ink, 300.0, [line])
    cut = Crops(cleaned(grey, ink, letters), 300.0, rules).of(line)
    assert cut.shape[1] < 284 - 55 + 30
    assert (cut[:, -12:] > 240).all()
    assert (cut < 100).sum() == pytest.approx((grey[100:180, 50:278] < 100).sum(), rel=0.02)


def paper() -> Grey:
    grain = np.random.default_rng(1).normal(248, 3, (1100, 850))
    return np.clip(grain, 0, 255).astype(np.uint8)


def blank() -> Grey:
    page = paper()
    page[:, :14] = 40  # the shadow of the lid
    cv2.circle(page, (40, 550), 14, 30, -1)  # a punch hole
    cv2.circle(page, (500, 700), 1, 90, -1)  # a speck
    return page


def photograph() -> Grey:
    page = paper()
    across = np.linspace(20, 220, 700)
    page[200:800, 80:780] = np.tile(across, (600, 1)).astype(np.uint8)
    return page


def scribble() -> Grey:
    page = paper()
    for row in range(200, 900, 60):
        for column in range(100, 700, 45):
            cv2.ellipse(page, (column, row), (14, 9), 25, 0, 280, 60, 2)
    return page


@pytest.mark.parametrize(
    ("page", "said"), [(blank(), ""), (photograph(), "photographie"), (scribble(), "manuscrit")]
)
def test_a_page_without_lines_is_said_to_be_what_it_is(page: Grey, said: str) -> None:
    why = why_nothing(page, 100.0)
    assert said in why
    assert bool(said) == bool(why)


def test_a_page_of_guesses_is_poor() -> None:
    sure = SeenLine("Montant de la subvention", 0, 0, 9, 9, (), 0.97)
    guess = SeenLine("Nlcntart dn lo suhvartn", 0, 0, 9, 9, (), 0.55)
    assert is_poor([guess, guess, sure])
    assert not is_poor([guess, sure, sure])
    assert not is_poor([])


def test_the_walls_of_a_row_of_one_line_are_found() -> None:
    ink = np.zeros((400, 900), np.uint8)
    for y in (100, 148):  # 11.5 points apart
        cv2.line(ink, (60, y), (840, y), 255, 3)
    for x in (60, 300, 600, 840):
        cv2.line(ink, (x, 100), (x, 148), 255, 3)
    cv2.putText(ink, "Illi 118", (320, 138), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 255, 3)
    before = int((ink[110:140, 315:590] > 0).sum())
    rules, left = find_rules(ink, 300.0)
    assert [round(rule.at / 0.24) for rule in rules if rule.vertical] == pytest.approx(
        [60, 300, 600, 840], abs=2
    )
    assert int((left[110:140, 315:590] > 0).sum()) == before
    assert not left[110:140, 296:305].any()


def test_a_line_across_a_wall_is_read_again_in_each_cell() -> None:
    grey = np.full((200, 600), 250, np.uint8)
    cv2.putText(grey, "77", (120, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    cv2.putText(grey, "146", (220, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    ink = ink_of(grey, 300.0)
    # The engine puts the 1 before the wall.
    line = SeenLine("77146", 110.0, 80.0, 310.0, 130.0, (140, 170, 195, 250, 290), 0.9)
    wall = Rule(49.0, 0.0, 49.4, 48.0, True)  # x = 205 pixels
    found = parted([line], [wall], ink, grey, 300.0, Rapid())
    assert [each.text for each in found] == ["77", "146"]
    assert found[0].x1 < 205 < found[1].x0
    assert parted([line], [], ink, grey, 300.0, Reader("x", 0.9)) == [line]


def test_the_pieces_of_a_rule_that_letters_hide_are_joined() -> None:
    pieces = [Rule(99.8, 20.0, 100.2, 60.0, True), Rule(99.8, 75.0, 100.2, 140.0, True)]
    beside = SeenLine("Convention", 101.0, 58.0, 180.0, 77.0, tuple(range(106, 176, 7)), 0.9)
    across = beside._replace(x0=60.0, centres=tuple(range(66, 176, 11)))
    assert len(bridged(pieces, 1.0, [beside])) == 1
    assert len(bridged(pieces, 1.0, [across])) == 2
    ends = [Rule(50.0, y, 150.0, y + 0.4, False) for y in (60.0, 75.0)]
    assert len(bridged([*pieces, *ends], 1.0, [beside])) == 4


def test_faded_rules_are_found_and_streaks_are_none() -> None:
    grain = np.random.default_rng(3).normal(245, 6, (900, 900))
    grain[:, 300:303] -= 30  # a streak of the scanner from edge to edge
    for y in (200, 700):
        grain[y : y + 3, 400:800] -= 45
    for x in (400, 600, 797):
        grain[200:703, x : x + 3] -= 45
    grey = np.clip(grain, 0, 255).astype(np.uint8)
    rules, _ = find_rules(ink_of(grey, 300.0), 300.0, (), grey)
    assert sorted(round(rule.at / 0.24) for rule in rules if rule.vertical) == pytest.approx(
        [401, 601, 798], abs=3
    )
    assert len([rule for rule in rules if not rule.vertical]) == 2


def test_the_grain_of_a_shaded_heading_is_no_wall() -> None:
    ink = np.zeros((300, 900), np.uint8)
    ink[100:160, 60:840] = np.where(np.arange(780) % 4 < 2, 255, 0)  # stripes between two rules
    for y in (97, 160):
        ink[y : y + 3, 60:840] = 255
    line = SeenLine("SPORTS ET LOISIRS", 80.0, 104.0, 500.0, 158.0, tuple(range(92, 500, 24)), 0.9)
    rules, _ = find_rules(ink, 300.0, [line])
    assert not [rule for rule in rules if rule.vertical and 90 < rule.at / 0.24 < 476]
