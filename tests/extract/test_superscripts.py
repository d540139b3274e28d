"""Raised pieces on figures: marks of notes never become digits of the figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from normalize.doubts import mark_doubts
from quitus.pipeline import stages
from schemas.dataset import DocumentFacts

Piece = tuple[str, float, float]  # a text, its size and how far it is raised


def facts_of(path: Path) -> DocumentFacts:
    return stages().interpret(read_document(path), "0" * 16)


def lines(path: Path, *printed: tuple[Piece, ...], apart: bool = False) -> Path:
    """Lines of pieces, one right behind the other; `apart` prints what is raised at the end."""
    canvas = Canvas(str(path), pagesize=(500, 700))
    late: list[tuple[float, float, Piece]] = []
    for row, pieces in enumerate(printed):
        x, y = 40.0, 640.0 - 34 * row
        for text, size, rise in pieces:
            if apart and rise:
                late.append((x, y + rise, (text, size, rise)))
            else:
                canvas.setFont("Times-Roman", size)
                canvas.drawString(x, y + rise, text)
            x += canvas.stringWidth(text, "Times-Roman", size)
    for x, y, (text, size, _) in late:
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, y, text)
    canvas.save()
    return path


def on_a_figure(mark: str, size: float, rise: float) -> tuple[Piece, ...]:
    return ("Aide versée : 7 340", 11, 0), (mark, size, rise), (" euros cette année", 11, 0)


MARKS = [
    ("3", 6.5, 4.0),
    ("1,4", 6.5, 4.0),
    ("(2)(5)", 6.5, 4.0),
    ("2-6", 7, 4.0),
    ("1/3", 7, 4.0),
    ("2, 3", 7, 4.0),
    ("(b)", 7, 4.0),
    ("4", 10, 3.2),
    ("4", 11, 3.6),
    ("(6)", 11, 3.6),
    ("2", 6, 1.2),
]


@pytest.mark.parametrize("apart", [False, True])
def test_marks_of_any_length_and_size_leave_the_figure_as_it_is(
    tmp_path: Path, apart: bool
) -> None:
    path = lines(tmp_path / "x.pdf", *(on_a_figure(*mark) for mark in MARKS), apart=apart)
    amounts = facts_of(path).amounts
    assert [(each.amount, each.state) for each in amounts] == [(Decimal(7340), "stated")] * len(
        MARKS
    )


@pytest.mark.parametrize(
    "piece", [("50", 6.5, 4.0), ("75", 7, 2.0), ("218", 7, 4.0), ("50", 7, 0.0), ("-", 7, 4.0)]
)
def test_what_may_be_cents_or_a_sign_makes_the_figure_uncertain(
    tmp_path: Path, piece: Piece
) -> None:
    (amount,) = facts_of(lines(tmp_path / "x.pdf", on_a_figure(*piece))).amounts
    assert amount.state == "uncertain"


def test_cents_behind_the_currency_make_it_uncertain(tmp_path: Path) -> None:
    pieces = (("Versement de 612 €", 11.0, 0.0), ("40", 6.5, 4.0), (" au titre de 2021", 11.0, 0.0))
    (amount,) = facts_of(lines(tmp_path / "x.pdf", pieces)).amounts
    assert amount.state == "uncertain"


def test_raised_cents_behind_their_comma_belong_to_the_figure(tmp_path: Path) -> None:
    (amount,) = facts_of(lines(tmp_path / "x.pdf", on_a_figure(",35", 7, 3.0))).amounts
    assert (amount.amount, amount.state) == (Decimal("7340.35"), "stated")


def test_marks_in_cells(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(500, 700))
    edges, rows = (40, 210, 300, 390), 1 + len(MARKS)
    for x in edges:
        canvas.line(x, 660, x, 660 - 20 * rows)
    for row in range(rows + 1):
        canvas.line(40, 660 - 20 * row, 390, 660 - 20 * row)
    for row, texts in enumerate(
        [("Structure", "2020", "2021"), *[("Lits", "61", "640")] * len(MARKS)]
    ):
        canvas.setFont("Times-Roman", 11)
        for x, text in zip(edges, texts, strict=False):
            canvas.drawString(x + 4, 645 - 20 * row, text)
        if row:
            mark, size, rise = MARKS[row - 1]
            canvas.setFont("Times-Roman", size)
            canvas.drawString(
                304 + canvas.stringWidth("640", "Times-Roman", 11), 645 - 20 * row + rise, mark
            )
    canvas.save()
    cells = facts_of(tmp_path / "x.pdf").cells
    last = [(cell.number, cell.state) for cell in cells if cell.column == 2 and cell.row]
    assert last == [(Decimal(640), "stated")] * len(MARKS)


def test_no_word_of_a_sure_page_is_looked_at(tmp_path: Path) -> None:
    printed = read_document(lines(tmp_path / "x.pdf", (("Total : 12 euros", 11, 0),)))
    facts = DocumentFacts()
    assert mark_doubts(facts, printed) is facts
