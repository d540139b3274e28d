"""A scan that lost a wall: what it parts is parted again, in doubt; what was merged stays so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.reader import read_pages
from extract.tables.finding import find_tables
from extract.tables.shapes import PageTable
from schemas.printed import PrintedCell

XS = (60.0, 200.0, 300.0, 380.0, 500.0)
TOP, HIGH = 700.0, 30.0
HEAD = ("Structure", "Territoire", "Montant retenu", "Acte")
ROWS = (
    ("Les Ateliers", "Plaine", "12 000,00 €", "Convention type"),
    ("Un Pas de côté", "Littoral", "4 500,00 €", "Avenant"),
    ("Régie du Val", "Vallée", "960,50 €", "Convention type"),
)

Wall = tuple[int, int]
"""A side of a cell: its row, and which upright rule stands there."""


def scanned(
    path: Path,
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    walls: Sequence[Wall] = (),
    floors: Sequence[Wall] = (),
    recognised: bool = True,
) -> PageTable:
    """The table, without these walls (row, edge) and floors (row, column), as read on a scan."""
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 9)
    for row, texts in enumerate((HEAD, *rows)):
        top = TOP - HIGH * row
        for column, (text, left, right) in enumerate(zip(texts, XS[:-1], XS[1:], strict=True)):
            if (row, column) not in floors:
                canvas.line(left, top - HIGH, right, top - HIGH)
            if (row, column) not in walls:
                canvas.line(left, top, left, top - HIGH)
            for rank, line in enumerate(text.split("\n")):
                at = top - 11 - 15 * rank
                if column == 2:
                    canvas.drawRightString(right - 2, at, line)
                else:
                    canvas.drawString(left + 2, at, line)
        canvas.line(XS[-1], top, XS[-1], top - HIGH)
    canvas.line(XS[0], TOP, XS[-1], TOP)
    canvas.save()
    (page,) = read_pages(path)
    page = replace(page, recognised=recognised)
    for word in page.words:
        word.second = word.text if recognised else None
    (table,) = find_tables(page)
    return table


def texts(table: PageTable, row: int) -> dict[int, str]:
    return {cell.column: cell.text.value for cell in table.cells if cell.row == row}


def doubtful(cell: PrintedCell) -> bool:
    return any(piece.word.doubtful for piece in cell.text.pieces)


def in_doubt(table: PageTable) -> set[Wall]:
    return {(cell.row, cell.column) for cell in table.cells if doubtful(cell)}


@pytest.mark.parametrize("edge", [1, 2, 3])
def test_a_text_and_its_neighbour_are_parted_and_in_doubt(tmp_path: Path, edge: int) -> None:
    table = scanned(tmp_path / "t.pdf", walls=[(2, edge)])
    assert texts(table, 2) == dict(enumerate(ROWS[1]))
    assert in_doubt(table) == {(2, edge - 1), (2, edge)}


def test_both_walls_of_a_figure(tmp_path: Path) -> None:
    table = scanned(tmp_path / "t.pdf", walls=[(3, 2), (3, 3)])
    assert texts(table, 3) == dict(enumerate(ROWS[2]))
    assert in_doubt(table) == {(3, 1), (3, 2), (3, 3)}


def test_the_walls_of_an_empty_cell(tmp_path: Path) -> None:
    rows = [*ROWS, ("Le Pont", "", "310,00 €", "Avenant")]
    table = scanned(tmp_path / "t.pdf", rows, walls=[(4, 1), (4, 2)])
    assert texts(table, 4) == dict(enumerate(rows[3]))
    assert in_doubt(table) == {(4, 0), (4, 2)}


def test_a_cell_merged_on_purpose_stays(tmp_path: Path) -> None:
    rows = [*ROWS, ("TOTAL", "", "17 460,50 €", "")]
    table = scanned(tmp_path / "t.pdf", rows, walls=[(4, 1)])
    assert texts(table, 4) == {0: "TOTAL", 2: "17 460,50 €", 3: ""}
    assert not in_doubt(table)


def test_a_year_in_a_heading_over_two_columns_stays(tmp_path: Path) -> None:
    heading = ("", "Exercices terminés à fin 2023", "", "")
    rows = [heading, *(("Bilan", "18", str(300 + row), "") for row in range(3))]
    table = scanned(tmp_path / "t.pdf", rows, walls=[(1, 2)])
    assert texts(table, 1)[1] == heading[1]


def test_what_the_file_itself_draws_is_no_scan(tmp_path: Path) -> None:
    table = scanned(tmp_path / "t.pdf", walls=[(2, 3)], recognised=False)
    assert texts(table, 2)[2] == "4 500,00 € Avenant"
    assert not in_doubt(table)


def test_two_labels_that_a_lost_floor_joins_are_parted_and_in_doubt(tmp_path: Path) -> None:
    table = scanned(tmp_path / "t.pdf", floors=[(1, 0)])
    assert [texts(table, row)[0] for row in (1, 2)] == ["Les Ateliers", "Un Pas de côté"]
    assert in_doubt(table) == {(1, 0), (2, 0)}


def test_lines_that_stand_apart_but_not_level_with_the_rows_stay_in_doubt(tmp_path: Path) -> None:
    rows = [("Les Ateliers\n\n\nde la Plaine", *ROWS[0][1:]), ("", *ROWS[1][1:])]
    table = scanned(tmp_path / "t.pdf", rows, floors=[(1, 0)])
    assert texts(table, 1)[0] == "Les Ateliers de la Plaine"
    assert in_doubt(table) == {(1, 0)}


def test_a_label_of_two_lines_and_the_next_one(tmp_path: Path) -> None:
    rows = [("Les Ateliers\nde la Plaine", *ROWS[0][1:]), *ROWS[1:]]
    table = scanned(tmp_path / "t.pdf", rows, floors=[(1, 0)])
    assert in_doubt(table) == {(1, 0)}


def test_one_label_over_two_rows_is_not(tmp_path: Path) -> None:
    rows = [("Les Ateliers\nde la Plaine", *ROWS[0][1:]), ("", *ROWS[1][1:])]
    table = scanned(tmp_path / "t.pdf", rows, floors=[(1, 0)])
    assert texts(table, 1)[0] == "Les Ateliers de la Plaine"
    assert not in_doubt(table)
