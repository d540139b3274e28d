"""Figures that a font does not name, or names in another way than they are printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.document import read_document
from quitus.pipeline import stages
from schemas.dataset import DocumentFacts
from schemas.printed import PrintedDocument

WORDS = "Le conseil a voté les aides aux familles et aux associations de la vallée pour l'année"


def mapped(path: Path, line: str, told: dict[str, int]) -> PrintedDocument:
    """A page whose second font says of some characters that they are others."""
    pairs = "".join(
        f"<{ord(each):02X}> <{told.get(each, ord(each)):04X}>\n"
        for each in map(chr, range(32, 127))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Y def "
        "/CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"95 beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    content = f"BT /F1 10 Tf 40 700 Td ({WORDS}) Tj 0 -40 Td (Aides : ) Tj /F2 10 Tf ({line}) Tj ET"
    font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    objects = [
        "1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj",
        "2 0 obj <</Type /Pages /Count 1 /Kids [5 0 R]>> endobj",
        f"3 0 obj <<{font}>> endobj",
        f"4 0 obj <<{font} /ToUnicode 7 0 R>> endobj",
        "5 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 500 760] /Contents 6 0 R "
        "/Resources <</Font <</F1 3 0 R /F2 4 0 R>>>>>> endobj",
        f"6 0 obj <</Length {len(content)}>> stream\n{content}\nendstream endobj",
        f"7 0 obj <</Length {len(cmap)}>> stream\n{cmap}\nendstream endobj",
    ]
    body = "\n".join(["%PDF-1.7", *objects, "trailer <</Root 1 0 R /Size 9>>", "%%EOF"])
    path.write_bytes(body.encode("cp1252"))
    return read_document(path)


def facts(printed: PrintedDocument) -> DocumentFacts:
    return stages().interpret(printed, "0" * 16)


@pytest.mark.parametrize("start", [0xF730, 0xFF10, 0x660, 0x966])
def test_other_forms_of_figures_are_figures(tmp_path: Path, start: int) -> None:
    printed = mapped(
        tmp_path / "x.pdf", "6 274 EUR", {str(each): start + each for each in range(10)}
    )
    (amount,) = facts(printed).amounts
    assert (amount.amount, amount.state) == (Decimal(6274), "stated")
    assert not printed.warnings


@pytest.mark.parametrize("code", [0xF037, 0xE1A4, 0x05, 0x11, 0x02, 0x0])
def test_a_figure_that_no_font_names_makes_the_others_uncertain(tmp_path: Path, code: int) -> None:
    printed = mapped(tmp_path / "x.pdf", "36 479 EUR", {"7": code})
    assert {each.state for each in facts(printed).amounts} <= {"uncertain"}
    assert "illisibles" in printed.warnings[0]


@pytest.mark.parametrize("start", [0xF040, 0x2460, 0x01])
def test_figures_that_all_are_lost_are_told(tmp_path: Path, start: int) -> None:
    told = {str(each): start + each for each in range(8)}
    printed = mapped(tmp_path / "x.pdf", "36 471 EUR", told)
    assert not facts(printed).amounts
    assert "illisibles" in printed.warnings[0]


@pytest.mark.parametrize("line", ["~ 310 EUR", "~^ 310 EUR", "~Soit 310 EUR"])
def test_a_bullet_of_a_font_of_signs_stays_one(tmp_path: Path, line: str) -> None:
    printed = mapped(tmp_path / "x.pdf", line, {"~": 0xF0B7, "^": 0xF020})
    (amount,) = facts(printed).amounts
    assert (amount.amount, amount.state) == (Decimal(310), "stated")
    assert not printed.warnings
