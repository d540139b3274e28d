"""Tables on a page with others: two one under the other or side by side, amid running text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Literal

import typst
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from tests.table_printer.by_hand import LEFT, MARGIN, Printer
from tests.table_printer.by_typst import table_source
from tests.table_printer.drawn import Drawn, drawn_tables

SENTENCE = (
    "Le présent paragraphe occupe toute la largeur de la page et court sur plusieurs lignes, "
    "comme le font les paragraphes entre lesquels un rapport range ses tableaux. "
)
GAP = 34.0  # points between two tables
LEADING = 13.0
SIZE = 9.5


@dataclass(frozen=True)
class Scene:
    """Tables of one page, what stands around them, and how the page is shown."""

    tables: tuple[Drawn, ...]
    place: Literal["alone", "stacked", "beside"]
    before: int  # lines of running text above
    between: int  # the same between two stacked tables
    after: int  # the same below
    crop: float  # points by which the crop box cuts the sheet on each side
    turn: int  # /Rotate of the page


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """One or two tables that fit a page, with text above, between and below or without."""
    place = draw(st.sampled_from(("alone", "stacked", "stacked", "beside")))
    whole = drawn_tables().map(
        lambda each: replace(each, page_height=2000.0, landscape=0, cut=False, repeat=False)
    )
    tables = [draw(whole)]
    if place == "stacked" and draw(st.booleans()):
        tables.append(tables[0])  # the same columns, the same header: two tables all the same
    elif place != "alone":
        tables.append(draw(whole))
    lines = st.sampled_from((0, 2, 5))
    unruled = any(each.ruling in ("none", "fills") for each in tables)
    if unruled and place == "beside":
        # Two tables without rules side by side are one to any eye.
        tables[1] = replace(tables[0], ruling="full", rule_style="long")
    return Scene(
        tuple(tables),
        place,  # type: ignore[arg-type]
        draw(lines),
        # With neither rules nor words between them, two such tables are one to any eye.
        draw(st.sampled_from((2, 5)) if unruled else lines),
        draw(lines),
        draw(st.sampled_from((0.0, 0.0, 37.0))),
        draw(st.sampled_from((0, 0, 0, 90, 270))),
    )


def print_scene_by_hand(scene: Scene) -> bytes:
    """The PDF of a scene, put together on reportlab's canvas."""
    out = BytesIO()
    printers = [Printer(table) for table in scene.tables]
    strips = [printer.pages()[0] for printer in printers]
    depths = [strip[-1].bottom - MARGIN for strip in strips]
    widths = [sum(table.widths) for table in scene.tables]
    beside = scene.place == "beside"
    width = 2 * LEFT + (sum(widths) + GAP if beside else max(widths))
    lines = (scene.before + scene.after + scene.between) * LEADING
    body = max(depths) if beside else sum(depths) + GAP * len(depths)
    height = body + lines + 6 * GAP + 2 * MARGIN
    canvas = Canvas(out, pagesize=(width, height))
    cut = min(scene.crop, LEFT - 3)
    if cut:
        wide, high = (height, width) if scene.turn else (width, height)
        canvas.setCropBox((cut, cut, wide - cut, high - cut))
    _turn(canvas, scene.turn, width, height)
    y = _text(canvas, scene.before, MARGIN, width, height) + (GAP if scene.before else 0)
    left = LEFT
    for number, (printer, strip) in enumerate(zip(printers, strips, strict=True)):
        if number and beside:
            left += widths[0] + GAP
        elif number:
            y += depths[number - 1] + GAP
            y = _text(canvas, scene.between, y, width, height) + (GAP if scene.between else 0)
        canvas.saveState()
        canvas.translate(left - LEFT, height - printer.height - (y - MARGIN))
        printer.canvas = canvas
        printer.rules(strip)
        printer.texts(strip)
        canvas.restoreState()
    end = y + (max(depths) if beside else depths[-1]) + GAP
    _text(canvas, scene.after, end, width, height)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _turn(canvas: Canvas, turn: int, width: float, height: float) -> None:
    """Ask for a turned page, and draw so that it is upright again."""
    if turn:
        canvas.setPageRotation(turn)
    if turn == 90:
        canvas.transform(0, 1, -1, 0, height, 0)
    elif turn == 270:
        canvas.transform(0, -1, 1, 0, 0, width)


def _text(canvas: Canvas, lines: int, top: float, width: float, height: float) -> float:
    """Print lines of running text as wide as the page; returns where they end."""
    canvas.setFont("Times-Roman", SIZE)
    words = (SENTENCE * (8 * max(lines, 1))).split()
    y = top
    for number in range(lines):
        line = words.pop(0)
        while words and canvas.stringWidth(f"{line} {words[0]}", "Times-Roman", SIZE) < (
            width - 2 * LEFT if number < lines - 1 else 0.6 * width - LEFT
        ):
            line += " " + words.pop(0)
        y += LEADING
        canvas.drawString(LEFT, height - y, line)
    return y


def print_scene_by_typst(scene: Scene) -> bytes:
    """The PDF of a scene, set by Typst; neither crop box nor turned page."""
    widths = [sum(table.widths) for table in scene.tables]
    beside = scene.place == "beside"
    width = 80 + (sum(widths) + GAP if beside else max(widths))
    tables = [table_source(table) for table in scene.tables]
    parts = [_paragraph(scene.before)]
    if beside:
        columns = ", ".join(f"{each}pt" for each in widths)
        cells = ", ".join(f"[#{each}]" for each in tables)
        parts.append(f"#grid(columns: ({columns}), column-gutter: {GAP}pt, {cells})")
    else:
        parts.append("#" + tables[0])
        for each in tables[1:]:
            parts += [f"#v({GAP}pt)", _paragraph(scene.between), "#" + each]
    parts += [f"#v({GAP}pt)", _paragraph(scene.after)]
    source = "\n\n".join(
        [
            f"#set page(width: {width}pt, height: auto, margin: 40pt)",
            '#set text(size: 9.5pt, lang: "fr", hyphenate: false)',
            *parts,
        ]
    )
    result: bytes = typst.compile(source.encode())
    return result


def _paragraph(lines: int) -> str:
    return f"#block(below: {GAP}pt)[{SENTENCE * max(lines // 2, 1)}]" if lines else ""
