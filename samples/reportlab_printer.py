"""Prints blocks with reportlab; the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import PageBreak as NewPage

from samples.blocks import (
    Block,
    Bullets,
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
from samples.blocks import (
    columns as count_columns,
)
from samples.layouts import Layout
from samples.markup import hyphenable, plain
from samples.reportlab_flow import Broken, Notes, PushDown, TocLine, register_fonts
from samples.reportlab_sheet import SIDE, finish, start
from samples.reportlab_styles import Styles


def print_blocks(blocks: Sequence[Block], layout: Layout, out: Path, title: str) -> Pages:
    """Writes the PDF; gives the page of every anchor.

    Printed again until the page numbers of its table of contents are those it ends up with.
    """
    pages = Pages()
    for _ in range(4):
        known, pages = pages, Pages()
        _print(blocks, layout, out, title, known, pages)
        if (known.first, known.total) == (pages.first, pages.total):
            break
    return pages


def _print(
    blocks: Sequence[Block], layout: Layout, out: Path, title: str, known: Pages, pages: Pages
) -> None:
    register_fonts()
    paper = A4 if layout.paper == "a4" else LETTER
    document = BaseDocTemplate(
        str(out), pagesize=paper, invariant=1, title=title, author="", creator="samples", lang="fr"
    )
    document.addPageTemplates(_templates(layout, paper, known, pages))
    printer = _Printer(blocks, layout, known, paper[0] - 2 * SIDE, paper[1] - 2 * SIDE)
    document.build(printer.flow())


def _templates(
    layout: Layout, paper: tuple[float, float], known: Pages, pages: Pages
) -> list[PageTemplate]:
    width, height = paper
    column = (width - 2 * SIDE - 20) / 2
    room = height - SIDE - SIDE
    frames = {
        "plain": [Frame(SIDE, SIDE, width - 2 * SIDE, room, 0, 0, 0, 0, id="f")],
        "columns": [
            Frame(SIDE + shift * (column + 20), SIDE, column, room, 0, 0, 0, 0, id=f"c{shift}")
            for shift in (0, 1)
        ],
        "landscape": [Frame(SIDE, SIDE, height - 2 * SIDE, width - 2 * SIDE, 0, 0, 0, 0, id="l")],
    }
    templates = []
    for shape in frames:
        sheet = (width + layout.crop, height + layout.crop)
        template = PageTemplate(
            id=shape,
            frames=frames[shape],
            pagesize=sheet[::-1] if shape == "landscape" else sheet,
            onPage=partial(start, layout=layout, paper=paper, shape=shape, pages=pages),
            onPageEnd=partial(finish, layout=layout, paper=paper, shape=shape, known=known),
        )
        # reportlab takes the size as displayed, and writes an upright media box
        template.rotation = 90 if shape == "landscape" else 0
        templates.append(template)
    return templates


class _Printer:
    def __init__(
        self, blocks: Sequence[Block], layout: Layout, known: Pages, width: float, height: float
    ) -> None:
        self.blocks, self.layout, self.known = blocks, layout, known
        self.widths = {"plain": width, "landscape": height, "columns": (width - 20) / 2}
        self.shape = "plain"
        self.styles = Styles(layout)
        self.notes = Notes()

    def flow(self) -> list[Flowable]:
        out: list[Flowable] = []
        for block, after in zip(self.blocks, [*self.blocks[1:], None], strict=True):
            flowables = self.one(block)
            if isinstance(block, Heading) and isinstance(after, Grid) and len(halves(after)) > 1:
                out.append(PushDown([flowables[-1], self.table(halves(after)[0])]))
            out.extend(flowables)
        return out

    def one(self, block: Block) -> list[Flowable]:
        if isinstance(block, Heading):
            style = self.styles.heading(block.level)
            told = self.notes.told(block.text, style, (block.anchor,))
            return [CondPageBreak(style.leading + (110 if block.level < 4 else 42)), told]
        if isinstance(block, Para):
            return [self.para(block)]
        if isinstance(block, Bullets):
            return [self.bullet(level, text) for level, text in block.items] + [Spacer(1, 5)]
        if isinstance(block, Grid):
            return self.tables(block)
        if isinstance(block, PageBreak):
            self.shape = block.shape
            return [NextPageTemplate(block.shape), NewPage()]
        if isinstance(block, Gap):
            return [Spacer(1, block.height)]
        return self.toc(block)

    def para(self, block: Para) -> Flowable:
        text = hyphenable(block.text) if self.layout.hyphenate else block.text
        told = self.notes.told(text, self.styles.body(block.style))
        return KeepTogether([told]) if block.keep else told

    def bullet(self, level: int, text: str) -> Flowable:
        marker = self.layout.markers[level % len(self.layout.markers)]
        style = self.styles.bullet(level)
        if marker in "▪○":  # not in the standard fonts
            style.bulletFontName = "Vera"
        return self.notes.told(text, style, bulletText=marker)

    def toc(self, block: Toc) -> list[Flowable]:
        font, size = self.styles.font, self.layout.size
        lines: list[Flowable] = [self.notes.told(f"**{block.title}**", self.styles.body())]
        for heading in self.blocks:
            if isinstance(heading, Heading) and heading.toc:
                page = self.known.first.get(heading.anchor, 1)
                indent = 12.0 * (heading.level - 1)
                lines.append(TocLine(plain(heading.text), page, indent, font, size))
        return lines

    def tables(self, grid: Grid) -> list[Flowable]:
        flow: list[Flowable] = []
        if grid.caption:
            flow.append(self.notes.told(f"**{grid.caption}**", self.styles.body()))
        first, *rest = (self.table(half) for half in halves(grid))
        if not rest:
            return [*flow, first]
        return [*flow, KeepTogether([first]), NewPage(), *rest]

    def table(self, grid: Grid) -> Broken:
        size = (len(grid.rows), count_columns(grid))
        data: list[list[Any]] = [[""] * size[1] for _ in range(size[0])]
        spans = []
        for row, column, cell in placed(grid):
            header = row < grid.header_rows
            total = grid.total_row and row == size[0] - 1
            right = grid.align == "right" and column >= grid.numeric_from
            style = self.styles.cell(grid.font_size, header, total, right)
            data[row][column] = self.notes.told(cell.text, style) if cell.text else ""
            if (cell.row_span, cell.column_span) != (1, 1):
                corner = (column + cell.column_span - 1, row + cell.row_span - 1)
                spans.append(("SPAN", (column, row), corner))
        scale = self.widths[self.shape] / sum(grid.widths)
        table = Broken(
            data,
            colWidths=[width * scale for width in grid.widths],
            repeatRows=grid.header_rows,
            splitByRow=0 if grid.cut_rows else 1,
            splitInRow=1 if grid.cut_rows else 0,
            style=TableStyle([*spans, *_ruling(grid)]),
        )
        table.anchor, table.repeats, table.header_rows = (
            grid.anchor,
            grid.repeats,
            grid.header_rows,
        )
        return table


def _ruling(grid: Grid) -> list[tuple[Any, ...]]:
    line, everywhere = 0.5, ((0, 0), (-1, -1))
    style: list[tuple[Any, ...]] = [
        ("VALIGN", *everywhere, "TOP"),
        ("LEFTPADDING", *everywhere, 3),
        ("RIGHTPADDING", *everywhere, 3),
        ("TOPPADDING", *everywhere, 3),
        ("BOTTOMPADDING", *everywhere, 4),
    ]
    if grid.ruling == "full":
        style.append(("GRID", *everywhere, line, colors.black))
        heads = range(grid.header_rows)
        style.extend(("BOX", (0, row), (-1, row), line, colors.black) for row in heads)
    elif grid.ruling == "horizontal":
        style.append(("LINEBELOW", *everywhere, line, colors.black))
        style.append(("LINEABOVE", (0, 0), (-1, 0), line, colors.black))
    return style
