"""Figures side by side that no table holds are told; those of contents and of prose are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document

Row = tuple[tuple[float, str], ...]


def warned(path: Path, *rows: Row) -> list[str]:
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 10)
    for rank, row in enumerate(rows):
        for x, text in row:
            canvas.drawString(x, 760 - 30 * rank, text)
    canvas.save()
    return [told for told in read_document(path).warnings if "hors de tout tableau" in told]


PROSE: Row = ((60, "Le Département suit deux associations dont l'activité est régulière."),)


@pytest.mark.parametrize(
    "row",
    [
        ((60, "Places"), (250, "31"), (300, "29")),
        ((60, "Bilan"), (250, "4 100 €"), (330, "12,5 %"), (400, "En cours")),
    ],
)
def test_a_row_in_no_table_is_told(tmp_path: Path, row: Row) -> None:
    (told,) = warned(tmp_path / "t.pdf", PROSE, row, PROSE)
    assert told.startswith("Page 1 : ")
    assert row[0][1] in told


@pytest.mark.parametrize(
    "row",
    [
        ((60, "1.2"), (100, "Présentation"), (500, "5")),
        ((60, "Places"), (250, "31")),
        ((60, "Exercices"), (250, "2023"), (300, "2024")),
        ((60, "De 12 à 14 places, soit 2 de plus"),),
    ],
)
def test_what_is_no_row_is_not(tmp_path: Path, row: Row) -> None:
    assert warned(tmp_path / "t.pdf", PROSE, row, PROSE) == []
