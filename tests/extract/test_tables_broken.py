"""Rows at a page break: made one only where the label goes on and no figure meets another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from schemas.printed import PrintedTable

XS = (65.0, 230.0, 310.0, 390.0, 540.0)
HEAD = ("Opération", "Ouvert", "Consommé", "Suivi")
Row = tuple[str, str, str, str]


def over_two_pages(path: Path, upper: Sequence[Row], lower: Sequence[Row]) -> PrintedTable:
    """A ruled table at the foot of one page and the head of the next."""
    canvas = Canvas(str(path), pagesize=A4)
    for rows, top in (((HEAD, *upper), 60 + 20 * (len(upper) + 1)), (lower, 790)):
        ys = [top - 20 * row for row in range(len(rows) + 1)]
        for y in ys:
            canvas.line(XS[0], y, XS[-1], y)
        for x in XS:
            canvas.line(x, ys[0], x, ys[-1])
        for row, texts in enumerate(rows):
            canvas.setFont("Helvetica-Bold" if texts is HEAD else "Helvetica", 9)
            for x, text in zip(XS, texts, strict=False):
                canvas.drawString(x + 4, ys[row + 1] + 6, text)
        canvas.showPage()
    canvas.save()
    tables = [block.table for block in read_document(path).blocks() if block.table]
    assert len(tables) == 1
    return tables[0]


def labels(table: PrintedTable) -> list[str]:
    return [cell.text.value for cell in table.cells if not cell.column][1:]


FULL = [("Ateliers", "900", "850", "clos"), ("Bilans", "120", "75", "clos")]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (("Conseil", "310", "", "ouvert"), ("Diagnostic", "", "44", "à revoir en mai")),
        (("conseil", "310", "", ""), ("diagnostic", "", "44", "")),
        (("Conseil", "-", "", ""), ("diagnostic", "44", "", "")),
        (("Conseil", "310", "290", "clos"), ("dont conseil budgétaire", "44", "40", "clos")),
        (("Conseil", "–", "5", ""), ("suivi", "17", "NC", "")),
    ],
)
def test_two_rows_stay_two(tmp_path: Path, last: Row, first: Row) -> None:
    table = over_two_pages(tmp_path / "t.pdf", [*FULL, last], [first])
    assert labels(table)[2:] == [last[0], first[0]]


@pytest.mark.parametrize("few", [True, False])
def test_a_label_that_goes_on_is_one_row(tmp_path: Path, few: bool) -> None:
    rows = FULL[:1] if few else FULL
    upper, lower = ("Conseil aux familles et", "310", "44", "clos"), ("aux aidants", "", "", "")
    table = over_two_pages(tmp_path / "t.pdf", [*rows, upper], [lower, *([] if few else FULL)])
    assert labels(table)[len(rows)] == "Conseil aux familles et aux aidants"
    assert table.sure


def test_a_row_joined_by_small_letters_alone_is_in_doubt(tmp_path: Path) -> None:
    upper, lower = ("Conseil aux familles", "310", "", ""), ("accompagnées", "", "44", "")
    table = over_two_pages(tmp_path / "t.pdf", [*FULL, upper], [lower])
    assert table.rows == 5 or not table.sure


@pytest.mark.parametrize(
    ("lower", "joined"), [("Garçons : 17", True), ("17", False), ("Clos en mai", False)]
)
def test_a_cell_that_names_its_figures_goes_on_without_a_label(
    tmp_path: Path, lower: str, joined: bool
) -> None:
    upper = ("Conseil", "310", "290", "Filles : 23")
    table = over_two_pages(tmp_path / "t.pdf", [upper], [("", "", "", lower)])
    last = [cell.text.value for cell in table.cells if cell.column == 3]
    assert last[1:] == ([f"Filles : 23 {lower}"] if joined else ["Filles : 23", lower])
