"""What a page draws but does not show is set aside and told; what it shows in part is doubted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from reportlab.lib.colors import black, darkblue, white, yellow
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from quitus.pipeline import stages
from schemas.dataset import DocumentFacts

Draw = Callable[[Canvas], None]
LINE = "Part de la région : 4 170 EUR"


def drawn(path: Path, draw: Draw) -> DocumentFacts:
    canvas = Canvas(str(path), pagesize=(420, 600), pageCompression=0)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(40, 540, "Le département a versé 860 EUR pour ce projet de la vallée.")
    draw(canvas)
    canvas.save()
    return stages().interpret(read_document(path), "0" * 16)


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(40, 480)
    text.setTextRenderMode(3)
    text.textOut(LINE)
    canvas.drawText(text)


def in_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(40, 480, LINE)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(40, 480, LINE)


def blackened(canvas: Canvas) -> None:
    canvas.drawString(40, 480, LINE)
    canvas.rect(30, 474, 300, 18, fill=1, stroke=0)


def between_two_clips(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(40, 500, 300, 20)
    path.rect(40, 430, 300, 20)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(40, 480, LINE)


def outside_of_its_form(canvas: Canvas) -> None:
    canvas.beginForm("f", 0, 500, 400, 600)
    canvas.drawString(40, 480, LINE)
    canvas.endForm()
    canvas.doForm("f")


@pytest.mark.parametrize(
    "draw",
    [invisible, in_white, transparent, blackened, between_two_clips, outside_of_its_form],
)
def test_what_is_not_shown_is_set_aside(tmp_path: Path, draw: Draw) -> None:
    facts = drawn(tmp_path / "x.pdf", draw)
    assert [(each.amount, each.state) for each in facts.amounts] == [(Decimal(860), "stated")]
    assert any("masqué" in warning for warning in facts.warnings)


def on_a_dark_ground(canvas: Canvas) -> None:
    canvas.setFillColor(darkblue)
    canvas.rect(30, 474, 300, 18, fill=1, stroke=0)
    canvas.setFillColor(white)
    canvas.drawString(40, 480, LINE)


def on_a_round_ground(canvas: Canvas) -> None:
    canvas.setFillColor(darkblue)
    canvas.roundRect(30, 470, 300, 26, 8, fill=1, stroke=0)
    canvas.setFillColor(white)
    canvas.drawString(40, 480, LINE)


def under_a_marker(canvas: Canvas) -> None:
    canvas.drawString(40, 480, LINE)
    canvas.setFillColor(yellow)
    canvas.setFillAlpha(0.4)
    canvas.rect(30, 474, 300, 18, fill=1, stroke=0)


def in_a_frame(canvas: Canvas) -> None:
    canvas.drawString(40, 480, LINE)
    path = canvas.beginPath()
    path.rect(30, 470, 300, 26)
    path.rect(33, 473, 294, 20)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def under_a_clipped_area(canvas: Canvas) -> None:
    canvas.drawString(40, 480, LINE)
    path = canvas.beginPath()
    path.rect(30, 470, 300, 26)
    path.rect(33, 473, 294, 20)
    canvas.clipPath(path, stroke=0, fill=0, fillMode=0)
    canvas.rect(30, 470, 300, 26, fill=1, stroke=0)


def in_a_clip_around_it(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(38, 476, 200, 16)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(40, 480, LINE)


def underlined(canvas: Canvas) -> None:
    canvas.drawString(40, 480, LINE)
    canvas.line(40, 478.6, 190, 478.6)
    canvas.line(30, 495, 390, 495)


@pytest.mark.parametrize(
    "draw",
    [
        on_a_dark_ground,
        on_a_round_ground,
        under_a_marker,
        in_a_frame,
        in_a_clip_around_it,
        underlined,
    ],
)
def test_what_is_shown_is_sure(tmp_path: Path, draw: Draw) -> None:
    facts = drawn(tmp_path / "x.pdf", draw)
    assert [(each.amount, each.state) for each in facts.amounts] == [
        (Decimal(860), "stated"), (Decimal(4170), "stated"),
    ]  # fmt: skip
    assert not facts.warnings


def struck(canvas: Canvas) -> None:
    canvas.drawString(40, 480, LINE)
    start = 40 + canvas.stringWidth("Part de la région : ", "Helvetica", 11)
    canvas.line(start, 484, start + 52, 484)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(30, 470, 10 + canvas.stringWidth("Part de la région : 4 1", "Helvetica", 11), 30)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(40, 480, f"{LINE} par an")


def over_another(canvas: Canvas) -> None:
    canvas.drawString(40, 480, LINE)
    canvas.setFillColor(white)
    start = 40 + canvas.stringWidth("Part de la région : ", "Helvetica", 11)
    canvas.rect(start, 474, 60, 18, fill=1, stroke=0)
    canvas.setFillColor(black)
    canvas.drawString(start, 480, "5 390 EUR")


@pytest.mark.parametrize("draw", [struck, clipped, over_another])
def test_what_is_shown_in_part_is_uncertain(tmp_path: Path, draw: Draw) -> None:
    facts = drawn(tmp_path / "x.pdf", draw)
    others = [each for each in facts.amounts if each.amount != 860]
    assert {each.state for each in others} <= {"uncertain"}
    assert facts.warnings


def test_labels_cut_at_the_next_column_leave_it_its_figures(tmp_path: Path) -> None:
    """As spreadsheets print a label that is longer than its column is wide."""
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(420, 600), pageCompression=0)
    canvas.setFont("Helvetica", 11)
    rows = [
        ("Rubrique", "2021", "2022", "2023"),
        ("Accompagnement global des publics", "834,76", "791,85", "959,60"),
        ("Part des dépenses dans le total versé", "25,6 %", "21,2 %", "24,3 %"),
        ("Total des dépenses et des avances", "860,36", "813,05", "983,90"),
    ]
    for number, (label, *figures) in enumerate(rows):
        base = 480 - 22 * number
        canvas.line(40, base - 6, 380, base - 6)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(40, base - 5, 152, 20)
        canvas.clipPath(clip, stroke=0)
        canvas.drawString(42, base, label)
        canvas.restoreState()
        for column, figure in enumerate(figures):
            canvas.drawRightString(240 + 60 * column, base, figure)
    canvas.line(40, 497, 380, 497)
    canvas.save()
    facts = stages().interpret(read_document(tmp_path / "x.pdf"), "0" * 16)
    told = [[cell.value for cell in facts.cells if cell.row == row] for row in range(4)]
    assert [row[1:] for row in told] == [list(figures) for _, *figures in rows]
    assert all(row[0] and rows[at][0].startswith(row[0]) for at, row in enumerate(told))
    first = next(cell for cell in facts.cells if (cell.row, cell.column) == (1, 0))
    assert first.x1 <= 192.5
