"""The sheet of the reportlab printer: running header, footer, page number, notes, rotation."""

from __future__ import annotations

from typing import Any

from samples.blocks import Pages
from samples.layouts import Layout

SIDE = 64.0  # margins, points


def start(
    canvas: Any,
    document: Any,
    *,
    layout: Layout,
    paper: tuple[float, float],
    shape: str,
    pages: Pages,
) -> None:
    """Turns and shifts the sheet, before anything is printed on it."""
    canvas.pages, canvas.page_notes = pages, []
    pages.total = canvas.getPageNumber()
    width, height = paper
    if layout.crop:
        canvas.setCropBox((layout.crop, layout.crop, width + layout.crop, height + layout.crop))
        canvas.translate(layout.crop, layout.crop)
    if shape == "landscape":
        canvas.transform(0, 1, -1, 0, width, 0)


def finish(
    canvas: Any,
    document: Any,
    *,
    layout: Layout,
    paper: tuple[float, float],
    shape: str,
    known: Pages,
) -> None:
    """Prints the header, the footer, the page number and the footnotes of the page."""
    width, height = paper if shape != "landscape" else (paper[1], paper[0])
    number = canvas.getPageNumber()
    canvas.setFont("Helvetica", 8)
    if layout.header and number > 1:
        if layout.page_number_place == "top-outer" and number % 2 == 0:
            canvas.drawRightString(width - SIDE, height - 36, layout.header)
        else:
            canvas.drawString(SIDE, height - 36, layout.header)
    if layout.footer:
        if layout.page_number_place == "bottom-outer" and number % 2 == 0:
            canvas.drawRightString(width - SIDE, 30, layout.footer)
        else:
            canvas.drawString(SIDE, 30, layout.footer)
    _number(canvas, layout, number, known.total, width, height)
    _notes(canvas, width)


def _number(
    canvas: Any, layout: Layout, number: int, total: int, width: float, height: float
) -> None:
    text = layout.page_number.format(n=number, N=total)
    vertical, side = layout.page_number_place.split("-")
    y = height - 36 if vertical == "top" else 30
    if side == "outer":
        side = "right" if number % 2 else "left"
    if side == "center":
        canvas.drawCentredString(width / 2, y, text)
    elif side == "right":
        canvas.drawRightString(width - SIDE, y, text)
    else:
        canvas.drawString(SIDE, y, text)


def _notes(canvas: Any, width: float) -> None:
    if not canvas.page_notes:
        return
    y = 44.0 + 9 * (len(canvas.page_notes) - 1)
    canvas.setLineWidth(0.4)
    canvas.line(SIDE, y + 11, SIDE + 120, y + 11)
    for number, text in canvas.page_notes:
        canvas.setFont("Times-Roman", 5)
        canvas.drawString(SIDE, y + 2.5, str(number))
        canvas.setFont("Times-Roman", 7.5)
        canvas.drawString(SIDE + 4, y, text)
        y -= 9
