"""Text of fonts that do not say what they print."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pypdfium2
import pytest

from extract.ocr import page as ocr
from extract.ocr.picture import picture_of
from extract.reader import read_pages
from quitus.workers import Isolated
from tests.hostile.raw import FONT, LINE, mapping, stream, write_raw
from tests.hostile.test_files import isolated, read

__all__ = ["isolated"]


@pytest.mark.parametrize("shift", [29, 0x221], ids=["glyph numbers", "another alphabet"])
def test_codes_of_a_font_that_are_no_text(isolated: Isolated, tmp_path: Path, shift: int) -> None:
    """A blank becomes a control character, letters other letters."""
    codes = {code: code - 29 if code == 0x20 else code + shift - 58 for code in range(0x20, 0x7F)}
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    document = read(isolated, write_raw(tmp_path / "a.pdf", {5: font, 6: mapping(codes)}))
    assert document["error"] == "no_text"


def test_a_font_that_gives_all_its_glyphs_one_character(isolated: Isolated, tmp_path: Path) -> None:
    codes = dict.fromkeys(range(33, 127), 55) | {0x20: 0x20}
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    document = read(isolated, write_raw(tmp_path / "a.pdf", {5: font, 6: mapping(codes)}))
    assert document["error"] == "no_text"


def test_one_character_again_and_again_is_text(isolated: Isolated, tmp_path: Path) -> None:
    line = stream(LINE.replace(b"Le rapport tient", b"0 0 0 0 00 000 0000 000000 000 0000 000 0"))
    document = read(isolated, write_raw(tmp_path / "a.pdf", {4: line}))
    assert document["status"] == "ok"


def test_quotes_of_windows_are_text(isolated: Isolated, tmp_path: Path) -> None:
    codes = {code: code for code in range(0x20, 0x7F)} | {0x27: 0x92}
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    line = stream(LINE.replace(b"Le rapport", b"L'annexe"))
    document = read(isolated, write_raw(tmp_path / "a.pdf", {4: line, 5: font, 6: mapping(codes)}))
    assert document["status"] == "ok"


def test_a_digit_that_its_font_does_not_name_leaves_the_amount_in_doubt(
    isolated: Isolated, tmp_path: Path
) -> None:
    codes = {code: code for code in range(0x20, 0x7F)} | {0x37: 0xFFFD}
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    line = stream(LINE.replace(b"Le rapport tient", b"Le total de 17234 euros tient"))
    document = read(isolated, write_raw(tmp_path / "a.pdf", {4: line, 5: font, 6: mapping(codes)}))
    assert "caractères sont illisibles" in document["message"]
    assert [each["amount"] for each in document["amounts"] if each["state"] == "stated"] == []


def test_strokes_of_a_drawing_are_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine takes for a lone letter leaves the page a picture."""
    page = next(read_pages(write_raw(tmp_path / "a.pdf")))
    seen = [SimpleNamespace(text=text) for text in ("L", " . ", ")")]
    with closing(pypdfium2.PdfDocument(tmp_path / "a.pdf")) as document:
        picture = picture_of(document, 0)
        monkeypatch.setattr(
            ocr, "_upright", lambda *_: SimpleNamespace(lines=seen, picture=picture)
        )
        told = ocr.recognise(document, page, Mock())
    assert (told.words, told.recognised) == (page.words, False)
    assert "ne lit pas" in told.warnings[-1]
