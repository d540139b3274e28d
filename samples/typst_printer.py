"""Prints blocks with typst; the same input gives the same bytes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typst

from samples.blocks import (
    Block,
    Bullets,
    Cell,
    Gap,
    Grid,
    Heading,
    PageBreak,
    Pages,
    Para,
    Toc,
    halves,
    placed,
)
from samples.layouts import Layout
from samples.markup import to_typst

FONTS = {"serif": "Libertinus Serif", "mono": "DejaVu Sans Mono", "modern": "New Computer Modern"}
SIDE = 62


def print_blocks(blocks: Sequence[Block], layout: Layout, out: Path, title: str) -> Pages:
    """Writes the PDF; gives the page of every anchor."""
    source = _preamble(layout, title) + _Printer(layout).all(blocks)
    source += '\n#mark("end")\n'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.typ"
        path.write_text(source, encoding="utf-8")
        typst.compile(
            str(path), output=str(out), ignore_system_fonts=True, timestamp=0, pdf_tags=False
        )
        found = typst.query(str(path), "<mark>", field="value", ignore_system_fonts=True)
        marks = json.loads(found)
    return _pages(marks, _listed(blocks))


def _listed(blocks: Sequence[Block]) -> set[str]:
    """The anchors that the table of contents prints before their headings do."""
    if not any(isinstance(block, Toc) for block in blocks):
        return set()
    return {block.anchor for block in blocks if isinstance(block, Heading) and block.toc}


def _pages(marks: list[dict[str, int | str]], listed: set[str]) -> Pages:
    pages = Pages()
    for mark in marks:
        if mark["id"] in listed:
            listed.remove(str(mark["id"]))
            continue
        page = int(mark["page"])
        if mark["id"] == "end":
            pages.total = page
        else:
            pages.note(str(mark["id"]), page)
    return pages


def _preamble(layout: Layout, title: str) -> str:
    paper = "a4" if layout.paper == "a4" else "us-letter"
    hyphenate = "true" if layout.hyphenate else "false"
    return f"""
#let mark(id) = context [#metadata((id: id, page: here().page())) <mark>]
#set document(title: "{title}", date: none)
#set page(paper: "{paper}", margin: {SIDE}pt, {_furniture(layout)})
#set text(font: "{FONTS[layout.font]}", size: {layout.size}pt, lang: "fr", hyphenate: {hyphenate})
#set par(justify: {hyphenate}, spacing: 0.95em, leading: 0.6em)
#set list(marker: ({", ".join(f"[{m}]" for m in layout.markers)}), indent: 12pt, spacing: 0.6em)
#show smartquote: it => it
#set smartquote(enabled: false)
#show heading: set block(above: 1.5em, below: 0.8em)
#show heading.where(level: 1): set text(size: {layout.size + 7}pt)
#show heading.where(level: 2): set text(size: {layout.size + 4}pt)
#show heading.where(level: 3): set text(size: {layout.size + 2}pt)
#show heading.where(level: 4): set text(size: {layout.size + 0.5}pt)
#show heading.where(level: 5): set text(size: {layout.size}pt)
#set table(inset: (x: 3pt, y: 4pt))
"""


def _furniture(layout: Layout) -> str:
    """Header, footer and page number."""
    vertical, side = layout.page_number_place.split("-")
    number = (
        to_typst(layout.page_number)
        .replace("{n}", "#counter(page).display();")
        .replace("{N}", "#counter(page).final().first();")
    )
    words, foot = f"[{to_typst(layout.header)}]", f"[{to_typst(layout.footer)}]"
    words = f"if here().page() > 1 {{ {words} }}"
    top = _beside(words, f"[{number}]", side) if vertical == "top" else words
    bottom = foot if vertical == "top" else _beside(foot, f"[{number}]", side)
    small = "set text(size: 8pt)"
    return f"header: context {{ {small}; {top} }}, footer: context {{ {small}; {bottom} }}"


def _beside(words: str, number: str, side: str) -> str:
    """Words and page number on one line; outer is right on odd pages, left on even ones."""
    if side == "center":
        return f"grid(columns: (1fr, 1fr, 1fr), {words}, align(center, {number}), none)"
    right = f"grid(columns: (1fr, auto), {words}, {number})"
    if side == "right":
        return right
    left = f"grid(columns: (1fr, auto), {number}, {words})"
    return f"if calc.odd(here().page()) {{ {right} }} else {{ {left} }}"


class _Printer:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def all(self, blocks: Sequence[Block]) -> str:
        """A table broken on purpose goes down to the foot of the page, with its heading."""
        out = []
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, Heading) and isinstance(after, Grid) and len(halves(after)) > 1:
                out.append("#v(1fr)\n")
            out.append(self.one(block))
        return "\n".join(out)

    def one(self, block: Block) -> str:
        if isinstance(block, Heading):
            words = f'#mark("{block.anchor}"){to_typst(block.text)}'
            outlined = "true" if block.toc else "false"
            return f"#heading(level: {block.level}, outlined: {outlined})[{words}]\n"
        if isinstance(block, Para):
            return self.para(block)
        if isinstance(block, Bullets):
            return "\n".join(f"{'  ' * level}- {to_typst(t)}" for level, t in block.items) + "\n"
        if isinstance(block, Grid):
            first, *rest = (self.table(half) for half in halves(block))
            if not rest:
                return first
            pushed = f"#block(breakable: false, above: 1em)[{first}]\n"
            return "#pagebreak()\n".join((pushed, *rest))
        if isinstance(block, PageBreak):
            return self.page(block.shape)
        if isinstance(block, Gap):
            return f"#v({block.height}pt)\n"
        return self.toc(block)

    def para(self, block: Para) -> str:
        text = to_typst(block.text)
        if block.style == "title":
            return f'#text(size: 16pt, weight: "bold")[#set par(justify: false)\n{text}]\n#v(8pt)\n'
        if block.keep:
            return f"#block(breakable: false)[{text}]\n"
        return text + "\n"

    def page(self, shape: str) -> str:
        """A change of shape breaks the page by itself, as setting the page does in typst."""
        columns, flipped = (2 if shape == "columns" else 1), str(shape == "landscape").lower()
        return f"#pagebreak(weak: true)\n#set page(columns: {columns}, flipped: {flipped})\n"

    def toc(self, block: Toc) -> str:
        return f"#strong[{to_typst(block.title)}]\n\n#outline(title: none, depth: 3)\n"

    def table(self, grid: Grid) -> str:
        caption = f"#strong[{to_typst(grid.caption)}]\n\n" if grid.caption else ""
        cells = placed(grid)
        head = [c for c in cells if c[0] < grid.header_rows]
        body = [c for c in cells if c[0] >= grid.header_rows]
        repeat = str(all(grid.repeats)).lower()
        header = f"  table.header(repeat: {repeat}, {self.cells(head, grid, bold=True)}),\n"
        header = header if head else ""
        numeric = "right" if grid.align == "right" else "left"
        return (
            f"{caption}#text(size: {grid.font_size}pt, hyphenate: false)[#set par(justify: false)\n#table(\n"
            f"  columns: ({', '.join(f'{w}fr' for w in grid.widths)}),\n"
            f"  stroke: {_STROKES[grid.ruling]},\n"
            f"  align: (x, y) => if y < {grid.header_rows} {{ center }} "
            f"else if x >= {grid.numeric_from} {{ {numeric} }} else {{ left }},\n"
            f"{header}"
            f"  {self.cells(body, grid)}\n)]\n"
        )

    def cells(self, cells: Sequence[tuple[int, int, Cell]], grid: Grid, bold: bool = False) -> str:
        last = len(grid.rows) - 1
        out = []
        for row, column, cell in cells:
            text = to_typst(cell.text)
            if bold or (grid.total_row and row == last):
                text = f"#strong[{text}]" if text else ""
            if column == 0 and (row == 0 or row == last):
                text = f'#mark("{grid.anchor}")' + text
            spans = f"rowspan: {cell.row_span}, colspan: {cell.column_span}"
            out.append(f"table.cell({spans})[{text}]")
        return ",\n  ".join(out)


_STROKES = {
    "full": "0.5pt",
    "horizontal": "(x, y) => (top: if y == 0 { 0.5pt } else { none }, bottom: 0.5pt)",
    "none": "none",
}
