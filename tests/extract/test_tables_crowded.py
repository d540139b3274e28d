"""Cells in which columns or rows run together are in doubt; figures broken to fit are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from schemas.printed import PrintedCell, PrintedTable

XS = (70.0, 210.0, 300.0, 390.0)
Draw = Callable[[Canvas], None]


def table_in(path: Path, draw: Draw) -> PrintedTable:
    canvas = Canvas(str(path))
    draw(canvas)
    canvas.save()
    return next(block.table for block in read_document(path).blocks() if block.table)


def ruled(lines: Sequence[Sequence[str]], xs: Sequence[float] = XS) -> Draw:
    """A header and one body row, closed by rules; each cell of the row has these lines."""

    def draw(canvas: Canvas) -> None:
        for y in (700, 680, 640, 620):
            canvas.line(xs[0], y, xs[-1], y)
        for x in xs:
            canvas.line(x, 700, x, 620)
        canvas.setFont("Helvetica-Bold", 10)
        for x, text in zip(xs, ("Mesure", "Attendu", "Constaté"), strict=False):
            canvas.drawString(x + 4, 686, text)
        canvas.setFont("Helvetica", 10)
        for x, texts in zip(xs, lines, strict=False):
            for row, text in enumerate(texts):
                canvas.drawString(x + 4, 668 - 13 * row, text)
        for x, text in zip(xs, ("Total", "7", "8"), strict=False):
            canvas.drawString(x + 4, 626, text)

    return draw


def doubtful(cell: PrintedCell) -> bool:
    return any(piece.word.doubtful for piece in cell.text.pieces)


def cell(table: PrintedTable, row: int, column: int) -> PrintedCell:
    return next(c for c in table.cells if (c.row, c.column) == (row, column))


@pytest.mark.parametrize(
    "lines", [("27", "640"), ("–", "315"), ("4 100", "920"), ("8", "615,25"), ("31", "204 €")]
)
def test_lines_that_are_each_a_figure_are_in_doubt(tmp_path: Path, lines: tuple[str, str]) -> None:
    table = table_in(tmp_path / "t.pdf", ruled([("Bourses",), lines, ("19",)]))
    assert doubtful(cell(table, 1, 1))
    assert not doubtful(cell(table, 1, 2))
    assert not doubtful(cell(table, 2, 1))
    assert table.sure


def test_figures_far_apart_on_a_line_are_in_doubt(tmp_path: Path) -> None:
    def beside(canvas: Canvas) -> None:
        ruled([("Bourses",), ("6",), ("19",)])(canvas)
        canvas.drawString(XS[1] + 40, 668, "700")

    table = table_in(tmp_path / "t.pdf", beside)
    assert [doubtful(cell(table, 1, column)) for column in range(3)] == [False, True, False]


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        (("417 208", "355"), 44.0),  # broken where the column ends
        (("Filles : 12", "Garçons : 9"), 90.0),
        (("64,20 €", "(2)"), 90.0),
        (("- 3 500",), 90.0),
        (("5 300 €",), 90.0),
        (("Atelier", "12 places"), 90.0),
    ],
)
def test_one_figure_and_words_are_certain(
    tmp_path: Path, lines: tuple[str, ...], width: float
) -> None:
    xs = (70.0, 210.0, 210.0 + width, 300.0 + width)
    table = table_in(tmp_path / "t.pdf", ruled([("Bourses",), lines, ("19",)], xs))
    assert table.sure
    assert not any(map(doubtful, table.cells))


def unruled(rows: Sequence[Sequence[str]], xs: Sequence[float], step: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        for x, text in zip(xs, ("Aide", "Inscrits", "Présents"), strict=False):
            canvas.drawString(x, 720, text)
        for y in (735, 715, 715 - step * len(rows) - 6):
            canvas.line(xs[0], y, xs[-1] + 70, y)
        canvas.setFont("Helvetica", 10)
        for row, texts in enumerate(rows):
            for x, text in zip(xs, texts, strict=False):
                canvas.drawString(x, 712 - step * (row + 1), text)

    return draw


@pytest.mark.parametrize(
    "rows",
    [
        (("Gardes d'enfants", "", "650 €"), ("Hôtellerie sociale", "", ""), ("Baux", "", "")),
        (("Repas", "-", "1 204"), ("Navettes", "31", "-"), ("Bourses", "-", "")),
    ],
)
def test_rows_that_may_run_together_are_in_doubt(
    tmp_path: Path, rows: Sequence[Sequence[str]]
) -> None:
    table = table_in(tmp_path / "t.pdf", unruled(rows, (70, 250, 340), 12))
    assert table.rows == 1 + len(rows) or not table.sure


@pytest.mark.parametrize(("gap", "sure"), [(6.5, False), (2.8, True)])
def test_words_that_stand_off_a_figure_are_of_another_column(
    tmp_path: Path, gap: float, sure: bool
) -> None:
    rows = [("Repas servis", "1 204"), ("Navettes", "31"), ("Bourses", "640"), ("Baux", "12")]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(70, 700, "Aide")
        canvas.drawRightString(260, 700, "Constaté")
        canvas.setFont("Helvetica", 10)
        for row in range(len(rows) + 2):
            canvas.line(66, 714 - 20 * row, 340, 714 - 20 * row)
        for row, (label, figure) in enumerate(rows):
            canvas.drawString(70, 680 - 20 * row, label)
            canvas.drawRightString(260, 680 - 20 * row, figure)
        canvas.drawString(260 + gap, 660, "à venir")

    table = table_in(tmp_path / "t.pdf", draw)
    assert (table.columns == 2, table.sure) == (True, sure)
