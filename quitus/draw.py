"""Draws what was read on the picture of its page: the quickest proof that a box is right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
from PIL import ImageDraw

from export.french import trouble
from extract.reader import read_pages
from quitus.show import check_page
from schemas.dataset import DocumentFile
from schemas.errors import UsageError
from schemas.facts import Printed

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 2.0  # pixels per point
COLOURS = {
    "word": "#b0b0b0",
    "rule": "#1f6feb",
    "table": "#1a7f37",
    "cell": "#7ccf8f",
    "section": "#8250df",
    "action": "#8250df",
    "budget_line": "#cf222e",
    "indicator": "#e8590c",
    "amount": "#d6a100",
}
THICKNESS = {"word": 1}  # pixels
MARGIN = {"table": 2.0, "section": 1.0, "action": 2.0}  # points, so that frames stay apart


class Mark(NamedTuple):
    """A box to draw: kind, and its place in points from the top left of the page."""

    kind: str
    x0: float
    top: float
    x1: float
    bottom: float


def draw(file: Path, page: int, document: DocumentFile, png: Path) -> None:
    """Writes the picture of a page (1-based) with its marks; raises UsageError, OSError."""
    check_page(document, page)
    picture = _render(file, page)
    pen = ImageDraw.Draw(picture)
    for mark in (*_printed(file, page), *marks(document, page)):
        pen.rectangle(_pixels(mark), outline=COLOURS[mark.kind], width=THICKNESS.get(mark.kind, 2))
    _legend(pen, picture)
    try:
        picture.save(png, format="PNG")
    except OSError as error:
        raise UsageError(
            f"On ne peut pas écrire « {png} » ({trouble(error)}) : indiquez un autre fichier."
        ) from error


def marks(document: DocumentFile, page: int) -> Iterator[Mark]:
    """The boxes of the rows that a page gives, the largest kinds first."""
    lines = [line for action in document.actions for line in action.budget_lines]
    cells = [cell for table in document.tables for cell in table.cells]
    kinds: tuple[tuple[str, Any], ...] = (
        ("table", document.tables),
        ("cell", cells),
        ("section", document.sections),
        ("action", document.actions),
        ("amount", document.amounts),
        ("indicator", document.indicators),
        ("budget_line", lines),
    )
    for kind, rows in kinds:
        yield from (_mark(kind, row) for row in rows if row.page == page)


def _mark(kind: str, row: Printed) -> Mark:
    return Mark(kind, row.x0, row.top, row.x1, row.bottom)


def _printed(file: Path, page: int) -> Iterator[Mark]:
    for printed in read_pages(file):
        if printed.number == page:
            yield from (Mark("word", *word.box) for word in printed.words)
            yield from (
                Mark("rule", rule.x0, rule.top, rule.x1, rule.bottom) for rule in printed.rules
            )
            return


def _render(file: Path, page: int) -> Image:
    pdf = pypdfium2.PdfDocument(file)
    try:
        picture: Image = pdf[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        pdf.close()
    return picture


def _pixels(mark: Mark) -> tuple[float, float, float, float]:
    margin = MARGIN.get(mark.kind, 0.5)
    x0, x1 = sorted((mark.x0, mark.x1))
    top, bottom = sorted((mark.top, mark.bottom))
    return (
        (x0 - margin) * SCALE,
        (top - margin) * SCALE,
        (x1 + margin) * SCALE,
        (bottom + margin) * SCALE,
    )


def _legend(pen: ImageDraw.ImageDraw, picture: Image) -> None:
    for index, (kind, colour) in enumerate(COLOURS.items()):
        top = 6 + 14 * index
        pen.rectangle((6, top, 16, top + 10), fill=colour)
        pen.text((20, top), kind, fill=colour)
