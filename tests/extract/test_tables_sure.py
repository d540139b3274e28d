"""A table that may be read wrong says so, in French, in the document's warnings too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document

XS = (60.0, 160.0, 260.0, 360.0)
YS = (400.0, 380.0, 360.0, 340.0)


def grid(canvas: Canvas) -> None:
    """Three rows of three cells; the middle one is left to the case."""
    for y in YS:
        canvas.line(XS[0], y, XS[-1], y)
    for x in XS:
        canvas.line(x, YS[0], x, YS[-1])
    for row, y in enumerate(YS[1:]):
        for column, x in enumerate(XS[:-1]):
            if (row, column) != (1, 1):
                canvas.drawString(x + 4, y + 6, f"{10 * row + column} 200")


def plain(canvas: Canvas) -> None:
    grid(canvas)
    canvas.drawString(164, 366, "11 200")


def dangling(canvas: Canvas) -> None:
    grid(canvas)
    canvas.drawString(164, 370, "1 200")
    canvas.line(160, 367, 190, 367)


def overprinted(canvas: Canvas) -> None:
    grid(canvas)
    canvas.drawString(164, 366, "11 200")
    canvas.drawString(170, 366, "47 900")


def overflowing(canvas: Canvas) -> None:
    grid(canvas)
    canvas.drawString(164, 366, "Accompagnements")
    canvas.drawString(164 + 91, 366, "pluriannuels")


def across_the_border(canvas: Canvas) -> None:
    grid(canvas)
    canvas.drawString(164, 366, "11 200")
    canvas.drawString(355, 366, "1 234 567 890")


def stepped(canvas: Canvas) -> None:
    """Rules that leave a cell with a corner cut out."""
    for y in (400, 340):
        canvas.line(60, y, 360, y)
    for x in (60, 360):
        canvas.line(x, 400, x, 340)
    canvas.line(160, 400, 160, 360)
    canvas.line(160, 360, 260, 360)
    canvas.line(260, 360, 260, 340)
    for x, y in ((70, 385), (170, 385), (270, 350), (170, 346)):
        canvas.drawString(x, y, "1 200")


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (dangling, "filet"),
        (overprinted, "superposent"),
        (overflowing, "déborde"),
        (across_the_border, "touche le bord"),
        (stepped, "Filets incomplets"),
    ],
)
def test_doubt_is_told(tmp_path: Path, draw: Callable[[Canvas], None], told: str) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(500, 450))
    canvas.setFont("Helvetica", 9)
    draw(canvas)
    canvas.save()
    document = read_document(tmp_path / "a.pdf")
    (table,) = [block.table for block in document.blocks() if block.table]
    assert not table.sure
    assert any(line.startswith("Page 1 : ") and told in line for line in document.warnings)


def test_no_doubt_is_not_told(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(500, 450))
    canvas.setFont("Helvetica", 9)
    plain(canvas)
    canvas.save()
    document = read_document(tmp_path / "a.pdf")
    (table,) = [block.table for block in document.blocks() if block.table]
    assert (table.sure, document.warnings) == (True, ())


def test_letters_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(500, 450))
    canvas.setFont("Helvetica", 9)
    plain(canvas)
    canvas.drawString(164.3, 366, "11 200")
    canvas.save()
    document = read_document(tmp_path / "a.pdf")
    (table,) = [block.table for block in document.blocks() if block.table]
    assert [c.text.value for c in table.cells if (c.row, c.column) == (1, 1)] == ["11 200"]
