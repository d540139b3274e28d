"""The page reader: what is printed on a page made on the spot, and where."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import typst
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.reader import read_pages
from schemas.errors import UnreadableDocument
from schemas.printed import Box, PrintedPage, Word

FONT = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
PRIVATE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /X def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <7F> <E000> endbfrange endcmap end end"""
SIZE = "/MediaBox [0 0 600 800]"


def pdf(path: Path, *contents: str, page: str = SIZE, font: str = "") -> Path:
    """A PDF with a page for each content stream; PDFium makes up the cross-references."""
    kids = " ".join(f"{10 + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        "1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj",
        f"2 0 obj <</Type /Pages /Count {len(contents)} /Kids [{kids}]>> endobj",
        f"3 0 obj <<{FONT} {font}>> endobj",
        f"4 0 obj <</Length {len(PRIVATE)}>> stream\n{PRIVATE}\nendstream endobj",
    ]
    for index, content in enumerate(contents):
        number = 10 + 2 * index
        objects += [
            f"{number} 0 obj <</Type /Page /Parent 2 0 R {page} /Contents {number + 1} 0 R "
            "/Resources <</Font <</F1 3 0 R>>>>>> endobj",
            f"{number + 1} 0 obj <</Length {len(content)}>> stream\n{content}\nendstream endobj",
        ]
    body = "\n".join(["%PDF-1.7", *objects, "trailer <</Root 1 0 R /Size 99>>", "%%EOF"])
    path.write_bytes(body.encode("cp1252"))
    return path


def typeset(path: Path, text: str) -> Path:
    source = path.with_suffix(".typ")
    setting = '#set text(font: "New Computer Modern", lang: "fr", hyphenate: false)\n'
    source.write_text(setting + text, encoding="utf-8")
    typst.compile(str(source), output=str(path))
    return path


def only_page(path: Path) -> PrintedPage:
    (page,) = read_pages(path)
    return page


def texts(page: PrintedPage) -> list[str]:
    return [word.text for word in page.words]


def inked(path: Path) -> Box:
    """Where the first page is not white, in points as displayed."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        picture = page.render(scale=4, grayscale=True).to_numpy().squeeze()
        page.close()
    finally:
        document.close()
    rows, columns = np.nonzero(picture < 128)
    return Box(columns.min() / 4, rows.min() / 4, (columns.max() + 1) / 4, (rows.max() + 1) / 4)


CROPS = ("", "/CropBox [50 100 450 700]", "/CropBox [-20 250 590 820] /MediaBox [-20 -30 590 820]")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", CROPS)
def test_boxes_are_those_of_the_page_as_displayed(tmp_path: Path, turn: int, crop: str) -> None:
    page = f"{crop} /Rotate {turn}" if "Media" in crop else f"{SIZE} {crop} /Rotate {turn}"
    path = pdf(tmp_path / "a.pdf", "BT /F1 20 Tf 120 300 Td (Figures) Tj ET", page=page)
    (word,) = only_page(path).words
    assert (word.text, word.angle) == ("Figures", turn)
    assert tuple(word.box) == pytest.approx(tuple(inked(path)), abs=0.6)
    step = 1 if turn in (0, 90) else -1
    assert list(word.edges) == sorted(word.edges)[::step]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rules_are_those_of_the_page_as_displayed(tmp_path: Path, turn: int) -> None:
    page = f"{SIZE} /CropBox [50 100 450 700] /Rotate {turn}"
    path = pdf(tmp_path / "a.pdf", "1 w 100 300 m 280 300 l S", page=page)
    (rule,) = only_page(path).rules
    ink = inked(path)
    assert rule.vertical == (turn in (90, 270))
    assert tuple(rule[:4]) == pytest.approx(tuple(ink), abs=0.8)


RAISED = """BT /F1 12 Tf 100 700 Td (Le 1) Tj /F1 7 Tf 5 Ts (er) Tj 0 Ts
/F1 12 Tf ( janvier, 1 200) Tj /F1 7 Tf 5 Ts (\\(1\\)) Tj ET"""


def test_a_superscript_belongs_to_its_word(tmp_path: Path) -> None:
    page = only_page(pdf(tmp_path / "a.pdf", RAISED))
    assert texts(page) == ["Le", "1er", "janvier,", "1", "200(1)"]
    raised = {word.text: word.raised for word in page.words if word.raised}
    assert raised == {"1er": ((1, 3),), "200(1)": ((3, 6),)}


def lines(*each: str) -> str:
    rows = "".join(f"1 0 0 1 72 {700 - 14 * i} Tm ({text}) Tj " for i, text in enumerate(each))
    return f"BT /F1 11 Tf {rows} ET"


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ("Le financement de la conven-", "tion est acquis.", "de la convention est"),
        ("Le financement en sous-", "traitance est acquis.", "en sous-traitance est"),
        ("Le financement de 2022-", "2023 est acquis.", "de 2022-2023 est"),
        ("Le financement en Seine-", "Maritime est acquis.", "en Seine-Maritime est"),
    ],
)
def test_a_word_cut_at_a_line_end_is_joined(
    tmp_path: Path, first: str, second: str, value: str
) -> None:
    path = pdf(tmp_path / "a.pdf", lines("Ce texte occupe la page et", first, second))
    (block,) = read_document(path).blocks()
    assert value in block.text.value
    assert block.text.raw == f"Ce texte occupe la page et\n{first}\n{second}"


PRINTED = "Les bénéficiaires de l’offre difficile, raffinée : flux, affluence."


@pytest.mark.parametrize("text", [PRINTED, PRINTED.replace("ffi", "ﬃ").replace("fi", "ﬁ")])
def test_a_ligature_belongs_to_its_word(tmp_path: Path, text: str) -> None:
    words = only_page(typeset(tmp_path / "a.pdf", text)).words
    assert [word.text for word in words if word.text != ":"] == PRINTED.replace(" :", "").split()
    for word in words:
        assert list(word.edges) == sorted(set(word.edges)), word.text
        assert (word.edges[0], word.edges[-1]) == pytest.approx((word.box.x0, word.box.x1))


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009", " "])
def test_blanks_part_words_and_are_kept(tmp_path: Path, blank: str) -> None:
    path = typeset(tmp_path / "a.pdf", f"#box[Total de 251{blank}278{blank}€ versé]")
    words = only_page(path).words
    assert [word.text for word in words] == ["Total", "de", "251", "278", "€", "versé"]
    assert [word.space for word in words[3:5]] == [blank, blank]
    (block,) = read_document(path).blocks()
    assert block.text.value == f"Total de 251{blank}278{blank}€ versé"


STROKES = """1 w 100 700 m 300 700 l S  100 600 200 0.8 re f  100 500 0.8 60 re f
100 300 200 100 re S  0.9 g 100 150 200 40 re f  1 g 100 100 200 1 re f"""


def test_strokes_and_thin_rectangles_are_rules(tmp_path: Path) -> None:
    page = only_page(pdf(tmp_path / "a.pdf", STROKES))
    level = [(rule.x0, round(rule.at), rule.x1) for rule in page.rules if not rule.vertical]
    upright = [(round(rule.at), *map(round, rule.span)) for rule in page.rules if rule.vertical]
    assert sorted(level) == [(100, at, 300) for at in (100, 200, 400, 500)]
    assert sorted(upright) == [(100, 240, 300), (100, 400, 500), (300, 400, 500)]
    assert [tuple(fill.box) for fill in page.fills] == [(100, 610, 300, 650)]


def test_dashed_and_slanted_strokes(tmp_path: Path) -> None:
    content = "[3 2] 0 d 100 700 m 300 700 l S [] 0 d 100 600 m 300 500 l S 0 0 0 RG"
    (rule,) = only_page(pdf(tmp_path / "a.pdf", content)).rules
    assert rule.dashed
    assert rule.at == 100


def test_what_a_turned_and_scaled_form_draws_has_its_place(tmp_path: Path) -> None:
    content = "q 0 2 -2 0 400 100 cm 50 20 m 150 20 l S 10 30 60 0.4 re f Q"
    page = only_page(pdf(tmp_path / "a.pdf", content))
    assert all(rule.vertical for rule in page.rules)
    assert [tuple(map(round, (rule.at, *rule.span))) for rule in page.rules] == [
        (360, 400, 600),
        (340, 560, 680),
    ]


IMAGE = "q 600 0 0 800 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00408000> EI Q"


def test_pages_tell_what_text_they_have(tmp_path: Path) -> None:
    whole = "BT /F1 11 Tf 72 700 Td (Une page de texte comme une autre.) Tj ET"
    pages = read_document(pdf(tmp_path / "a.pdf", IMAGE, "", whole)).pages
    assert [page.text_layer for page in pages] == ["image", "empty", "native"]
    scanned = f"{IMAGE} {whole.replace('Tf', 'Tf 3 Tr')}"
    (page,) = read_document(pdf(tmp_path / "b.pdf", scanned)).pages
    assert page.text_layer == "image"


def test_a_font_that_tells_no_characters_is_nonsense(tmp_path: Path) -> None:
    content = "BT /F1 11 Tf 72 700 Td (Une page de texte comme une autre.) Tj ET"
    path = pdf(tmp_path / "a.pdf", content, font="/ToUnicode 4 0 R")
    (page,) = read_document(path).pages
    assert page.text_layer == "nonsense"


def no_pages() -> bytes:
    """A whole file without a page: PDFium refuses it and gives no reason of its own."""
    head = "%PDF-1.3\n"
    first = "1 0 obj <</Pages 2 0 R /Type /Catalog>> endobj\n"
    second = "2 0 obj <</Count 0 /Kids [] /Type /Pages>> endobj\n"
    rows = f"{len(head):010} 00000 n \n{len(head + first):010} 00000 n \n"
    table = f"xref\n0 3\n0000000000 65535 f \n{rows}trailer <</Root 1 0 R /Size 3>>\n"
    start = len(head + first + second)
    return f"{head}{first}{second}{table}startxref\n{start}\n%%EOF\n".encode()


@pytest.mark.parametrize("broken", [no_pages(), b"%PDF-1.7\n1 0 obj", b"%PDF-1.7\n%%EOF"])
def test_a_damaged_file_is_not_called_encrypted(tmp_path: Path, broken: bytes) -> None:
    shut, path = tmp_path / "shut.pdf", tmp_path / "broken.pdf"
    canvas = Canvas(str(shut), encrypt="secret")
    canvas.showPage()
    canvas.save()
    path.write_bytes(broken)
    # In this order: the reason that PDFium gives may be that of the file before.
    for file, reason in ((shut, "encrypted"), (path, "damaged")):
        with pytest.raises(UnreadableDocument) as raised:
            read_document(file)
        assert raised.value.error == reason


def test_pages_are_released(tmp_path: Path) -> None:
    line = "BT /F1 11 Tf 72 700 Td (Une page de texte comme une autre, et rien de plus.) Tj ET"
    paths = [pdf(tmp_path / f"{count}.pdf", *[line * 8] * count) for count in (5, 40)]
    next(read_pages(paths[0]))
    few, many = (_peak(read_pages(path)) for path in paths)
    assert many < 1.5 * few


def _peak(pages: Iterator[PrintedPage]) -> int:
    tracemalloc.start()
    try:
        words: Word | None = None
        for page in pages:
            words = page.words[0]
        assert words is not None
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_digits_of_a_font_of_signs_are_no_figures(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "BT /F1 12 Tf 50 700 Td (9 texte) Tj ET")
    assert [word.text for word in only_page(path).words] == ["9", "texte"]
    path.write_bytes(path.read_bytes().replace(b"/Helvetica", b"/Wingdings"))
    assert only_page(path).words[0].text == "•"


def test_a_note_without_looks_of_its_own_is_told(tmp_path: Path) -> None:
    note = (
        "/Annots [<</Type /Annot /Subtype /FreeText /Rect [50 500 300 520] /Contents (2 840 EUR)>>]"
    )
    page = only_page(
        pdf(tmp_path / "x.pdf", "BT /F1 10 Tf 50 700 Td (Texte) Tj ET", page=f"{SIZE} {note}")
    )
    assert [word.text for word in page.words] == ["Texte"]
    assert "2 840 EUR" in page.warnings[0]
