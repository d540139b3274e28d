"""Grids that are no tables: their text is read cell by cell, and they are not counted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extract.document import read_document
from schemas.printed import PrintedDocument

Rows = Sequence[Sequence[str]]


def printed(path: Path, rows: Rows, *spans: tuple[int, int]) -> PrintedDocument:
    """A page with a ruled grid between two sentences; `spans` are rows of one cell."""
    style = getSampleStyleSheet()["Normal"]
    cells = [[Paragraph(text, style) for text in row] for row in rows]
    grid = Table(cells, colWidths=[420 / len(rows[0])] * len(rows[0]))
    grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black)]))
    for row, _ in spans:
        grid.setStyle(TableStyle([("SPAN", (0, row), (-1, row))]))
    before = Paragraph("Le texte qui précède ces filets se termine par un point.", style)
    after = Paragraph("Le texte qui suit reprend ici son cours.", style)
    SimpleDocTemplate(str(path)).build([before, grid, after])
    return read_document(path)


HEADING = [
    ["<b>Assemblée communale, séance du 3 mai</b>", ""],
    [
        "<b>Membres en exercice :</b> 17<br/><b>Votants :</b> 15",
        "L'an deux mille douze, le trois mai, l'assemblée dûment convoquée s'est réunie en "
        "séance ordinaire à la mairie sous la présidence de son maire.",
    ],
    ["Convocation : 20 avril", "Présents : Mme Une, M. Deux,<br/>M. Trois et Mme Quatre"],
    ["", "A été élue secrétaire : Mme Une"],
    ["Affichage", "4 mai"],
]


def test_a_title_block_in_a_frame_is_text_in_the_order_of_its_cells(tmp_path: Path) -> None:
    document = printed(tmp_path / "a.pdf", HEADING, (0, 0))
    assert not [block for block in document.blocks() if block.table]
    told = [block.text.value for block in document.blocks()]
    assert told.index("Convocation : 20 avril") < told.index("A été élue secrétaire : Mme Une")
    assert "Présents : Mme Une, M. Deux, M. Trois et Mme Quatre" in told
    assert told[-1] == "Le texte qui suit reprend ici son cours."


def test_a_cell_of_a_frame_has_its_paragraphs(tmp_path: Path) -> None:
    names = "<font size=7>Ana UNE, Bo DEUX, Cy TROIS</font>"
    left = "Ville basse<br/><br/><br/><b>Extrait du registre</b><br/>n° 12"
    right = f"<b>Présents :</b><br/>{names}<br/><b>Absents :</b><br/><font size=7>Di QUATRE</font>"
    document = printed(tmp_path / "a.pdf", [[left, right]])
    told = [block.text.value for block in document.blocks()]
    assert told[1:-1] == [
        "Ville basse", "Extrait du registre", "n° 12",
        "Présents :", "Ana UNE, Bo DEUX, Cy TROIS", "Absents :", "Di QUATRE",
    ]  # fmt: skip


def test_a_list_to_sign_is_no_table(tmp_path: Path) -> None:
    rows = [["Mme Une :", "M. Deux : Excusé"], ["M. Trois :", "Mme Quatre :"], ["M. Cinq :", ""]]
    document = printed(tmp_path / "a.pdf", rows)
    assert not [block for block in document.blocks() if block.table]
    assert "M. Deux : Excusé" in [block.text.value for block in document.blocks()]


@pytest.mark.parametrize(
    "rows",
    [
        [["Titulaires :<br/>Mme Une", "Suppléants :<br/>M. Deux"]],
        [["Commission", "", "Voirie"]],
        [["", "", "", "Cadre"], ["", "", "", ""], ["Autre", "", "", ""]],
    ],
    ids=["side by side", "one row of words", "next to nothing"],
)
def test_frames_are_no_tables(tmp_path: Path, rows: Rows) -> None:
    document = printed(tmp_path / "a.pdf", rows)
    assert not [block for block in document.blocks() if block.table]


@pytest.mark.parametrize(
    "rows",
    [
        [["Durée", "Du 1er janvier au 31 mars"], ["Coût", "Au plus 6 875 €"], ["Bilan", "Annuel"]],
        [["Culture", "Mme Une, M. Deux"], ["Voirie", "Titulaire : M. Trois"]],
        [["Total", "57 000 €"]],
        [["<b>Nom</b>", "<b>Suppléant</b>"], ["Voirie : un", "M. : Six"], ["Eau : deux", "M. : A"]],
        [["Durée :", "Un an"], ["Coût :", "À fixer"]],
    ],
    ids=["terms", "names", "a figure", "a header", "labels with a colon"],
)
def test_what_stands_in_rows_stays_a_table(tmp_path: Path, rows: Rows) -> None:
    document = printed(tmp_path / "a.pdf", rows)
    (table,) = [block.table for block in document.blocks() if block.table]
    assert (table.rows, table.columns) == (len(rows), len(rows[0]))
