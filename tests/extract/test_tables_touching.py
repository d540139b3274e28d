"""Figures that run over their cell: no digit and no sign goes to the neighbour unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.splitting import Seam, split_at_rules
from schemas.printed import Box, PrintedTable, Rule, Word

XS = (72.0, 190.0, 255.0, 320.0)
HEIGHT = 21.0
SIZE = 10.0


def printed(path: Path, rows: Sequence[tuple[str, str]], over: float) -> PrintedTable:
    """Three ruled columns; the last one's figures begin `over` points before its left rule."""
    canvas = Canvas(str(path))
    ys = [700 - HEIGHT * row for row in range(len(rows) + 2)]
    for y in ys:
        canvas.line(XS[0], y, XS[-1], y)
    for x in XS:
        canvas.line(x, ys[0], x, ys[-1])
    canvas.setFont("Helvetica-Bold", SIZE)
    for x, text in zip(XS, ("Dispositif", "Voté", "Mandaté"), strict=False):
        canvas.drawString(x + 5, ys[1] + 6, text)
    canvas.setFont("Helvetica", SIZE)
    for row, (before, figure) in enumerate(rows):
        y = ys[row + 2] + 6
        canvas.drawString(XS[0] + 5, y, f"Dispositif {'ABCDEFGH'[row]}")
        canvas.drawRightString(XS[2] - 5, y, before)
        canvas.drawString(XS[2] - over, y, figure)
    canvas.save()
    return next(block.table for block in read_document(path).blocks() if block.table)


FIGURES = ("528 310 940,50", "-731 204 655", "9 304 117 226", "314 159 265", "+27 182 818")


@pytest.mark.parametrize("over", [1.5, 2.5, 3.5])
def test_a_rule_cuts_nothing_off_a_figure(tmp_path: Path, over: float) -> None:
    rows = [("", figure) for figure in FIGURES]
    table = printed(tmp_path / "t.pdf", rows, over)
    assert [cell.text.value for cell in table.cells if cell.column == 2][1:] == list(FIGURES)
    assert table.sure


@pytest.mark.parametrize("over", [2.0, 3.0, 4.0, 4.6])
@pytest.mark.parametrize("figure", FIGURES)
def test_figures_that_meet_before_the_rule_are_in_doubt(
    tmp_path: Path, figure: str, over: float
) -> None:
    table = printed(tmp_path / "t.pdf", [("640 900", figure), ("12", "75 000")], over)
    told = [cell.text.value for cell in table.cells if cell.row == 1][1:]
    assert told == ["640 900", figure] or not table.sure
    assert over < 4 or not table.sure


def test_figures_that_keep_clear_of_the_rule_are_certain(tmp_path: Path) -> None:
    rows = [("640 900", "528 310"), ("1 275,00", "-314")]
    table = printed(tmp_path / "t.pdf", rows, -4.0)
    assert table.sure
    assert [c.text.value for c in table.cells if c.row and c.column] == [
        "640 900", "528 310", "1 275,00", "-314",
    ]  # fmt: skip


def word(text: str) -> Word:
    """A word of letters 5 points wide, from x = 100."""
    edges = tuple(100.0 + 5 * i for i in range(len(text) + 1))
    return Word(text, 1, Box(100, 50, edges[-1], 60), 60, 10, False, False, 0, edges)


@pytest.mark.parametrize(
    ("text", "seams", "at", "parts"),
    [
        # Two texts drawn apart, the rule between them: parted there.
        ("4207", [Seam(2, 109, 111, True)], 110, ["42", "07"]),
        # The rule crosses the letter after the seam: still parted at the seam.
        ("4207", [Seam(2, 108, 110, True)], 113, ["42", "07"]),
        # One text, drawn in one go: whole, wherever the rule stands.
        ("4207", [Seam(2, 108, 111, False)], 110, ["4207"]),
        ("abri", [Seam(2, 109.6, 110.2, False)], 110, ["abri"]),
        # Letters of one width keep off each other everywhere; the texts meet before the rule.
        ("abri", [Seam(i, 99 + 5 * i, 101 + 5 * i, i == 3) for i in (1, 2, 3)], 110, ["abr", "i"]),
        ("abri", [Seam(i, 99 + 5 * i, 101 + 5 * i, False) for i in (1, 2, 3)], 110, ["abri"]),
        # Letters drawn apart and close, the rule far from the seam: one word in two runs.
        ("abri", [Seam(1, 104.8, 105.1, True)], 113, ["abri"]),
    ],
)
def test_words_are_parted_at_their_seams(
    text: str, seams: list[Seam], at: float, parts: list[str]
) -> None:
    rule = Rule(at, 0, at, 100, True)
    assert [w.text for w in split_at_rules([word(text)], [rule], lambda _: seams)] == parts


def test_parts_of_a_word_end_where_its_letters_do() -> None:
    rule = Rule(113, 0, 113, 100, True)
    left, right = split_at_rules([word("4207")], [rule], lambda _: [Seam(2, 108, 110, True)])
    assert (left.box.x1, right.box.x0) == (108, 110)
    assert not right.space
