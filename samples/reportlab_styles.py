"""Fonts and paragraph styles of the reportlab printer."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from samples.layouts import Layout

FAMILIES = {
    "serif": ("Times-Roman", "Times-Bold", "Helvetica-Bold"),
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Bold"),
    "vera": ("Vera", "Vera-Bold", "Vera-Bold"),
}


@dataclass(frozen=True)
class Styles:
    """The styles of a document, made from its layout."""

    layout: Layout

    @property
    def font(self) -> str:
        return FAMILIES[self.layout.font][0]

    @property
    def bold(self) -> str:
        return FAMILIES[self.layout.font][1]

    def body(self, name: str = "body") -> ParagraphStyle:
        size = self.layout.size
        style = ParagraphStyle(
            name, fontName=self.font, fontSize=size, leading=size * 1.25, spaceAfter=6
        )
        if self.layout.hyphenate and name == "body":
            style.alignment = TA_JUSTIFY
            style.embeddedHyphenation = 1
        if name == "title":
            style.fontName, style.fontSize, style.leading = self.bold, 16, 20
        return style

    def heading(self, level: int) -> ParagraphStyle:
        size = self.layout.size + (8, 5, 2.5, 1, 0)[min(level, 5) - 1]
        font = FAMILIES[self.layout.font][2] if level == 1 else self.bold
        above = (16, 14, 12, 10, 8)[min(level, 5) - 1]
        return ParagraphStyle(
            f"h{level}",
            fontName=font,
            fontSize=size,
            leading=size * 1.2,
            spaceBefore=above,
            spaceAfter=5,
        )

    def bullet(self, level: int) -> ParagraphStyle:
        body = self.body()
        indent = 18 + 16 * level
        return ParagraphStyle(
            f"bullet{level}",
            parent=body,
            leftIndent=indent + 12,
            bulletIndent=indent,
            spaceAfter=1.5,
            bulletFontName="Helvetica",
            bulletFontSize=self.layout.size,
        )

    def cell(self, size: float, header: bool, bold: bool, right: bool) -> ParagraphStyle:
        style = ParagraphStyle(
            "cell",
            fontName=self.bold if header or bold else self.font,
            fontSize=size,
            leading=size * 1.18,
            splitLongWords=0,
        )
        if right and not header:
            style.alignment = TA_RIGHT
        elif header:
            style.alignment = 1
        return style
