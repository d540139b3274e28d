"""Prints a drawn table with Typst, which breaks its pages and rows by its own rules."""

from __future__ import annotations

import json

import typst

from tests.table_printer.drawn import Drawn, Slot

STROKES = {
    "full": "0.5pt",
    "horizontal": "(x: none, y: 0.5pt)",
    "fills": "none",
    "none": "none",
}


def print_by_typst(drawn: Drawn) -> bytes:
    """The PDF of a drawn table."""
    width = sum(drawn.widths) + 80
    source = "\n".join(
        [
            f"#set page(width: {width}pt, height: {max(drawn.page_height, 420)}pt, margin: 40pt)",
            '#set text(lang: "fr", hyphenate: false)',
            "#set par(justify: false)",
            f"#{table_source(drawn)}",
        ]
    )
    result: bytes = typst.compile(source.encode())
    return result


def table_source(drawn: Drawn) -> str:
    """The table as an expression of Typst."""
    heads = [_cell(drawn, slot) for slot in _ordered(drawn) if slot.row < drawn.header_rows]
    body = [_cell(drawn, slot) for slot in _ordered(drawn) if slot.row >= drawn.header_rows]
    repeat = "true" if drawn.repeat else "false"
    fill = "none"
    if drawn.ruling == "fills":
        fill = (
            f'(x, y) => if y < {drawn.header_rows} {{ rgb("#d0d0d0") }} '
            'else if calc.even(y) { rgb("#dde6f2") }'
        )
    return "\n".join(
        [
            f"table(columns: ({', '.join(f'{w}pt' for w in drawn.widths)}), inset: 3pt,",
            f"  stroke: {STROKES[drawn.ruling]}, fill: {fill},",
            f"  table.header(repeat: {repeat}, {', '.join(heads)}),",
            ",\n".join(body),
            ")",
        ]
    )


def _ordered(drawn: Drawn) -> list[Slot]:
    return sorted(drawn.slots, key=lambda slot: (slot.row, slot.column))


def _cell(drawn: Drawn, slot: Slot) -> str:
    heads = slot.row < drawn.header_rows
    weight = ', weight: "bold"' if heads and drawn.bold_header else ""
    text = slot.text.replace(" €", "\xa0€") if slot.text.endswith("€") else slot.text
    if slot.text.endswith("€"):
        text = text.replace(" ", "\u202f")
    align = (
        "center"
        if slot.column_span > 1 and heads
        else ("right" if drawn.figures[slot.column] else "left")
    )
    breakable = "true" if drawn.cut and not heads else "false"
    return (
        f"table.cell(x: {slot.column}, y: {slot.row}, rowspan: {slot.row_span}, "
        f"colspan: {slot.column_span}, align: {align} + top, breakable: {breakable})"
        f"[#text({json.dumps(text, ensure_ascii=False)}, size: {drawn.size}pt{weight})]"
    )
