"""Prints an outline with two producers, in styles that differ."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import typst
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

Numbering = Literal["dotted", "closed", "roman", "worded", "none"]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
WORDS = ("Axe", "Mesure", "Action")
SIZES = (16.0, 13.0, 11.5)


@dataclass(frozen=True)
class Entry:
    """A heading and the paragraphs under it; `path` counts from 1 at each level."""

    path: tuple[int, ...]
    title: str
    paragraphs: tuple[str, ...]

    @property
    def level(self) -> int:
        return len(self.path)


@dataclass(frozen=True)
class Style:
    """How headings are numbered and set."""

    numbering: Numbering
    sized: bool  # whether a heading is the bigger the higher it stands
    title: str = ""  # of the document, set bigger than all


def number(entry: Entry, numbering: Numbering) -> str:
    """As the outline must tell it."""
    dotted = ".".join(map(str, entry.path))
    if numbering == "none":
        return ""
    if numbering == "roman":
        letters = (ROMAN[entry.path[0] - 1], *(chr(64 + each) for each in entry.path[1:2]))
        return ".".join((*letters, *map(str, entry.path[2:])))
    if numbering == "worded":
        return f"{WORDS[entry.level - 1]} {dotted}"
    return dotted


def heading(entry: Entry, numbering: Numbering) -> str:
    """As it is printed."""
    printed = number(entry, numbering)
    behind = {"dotted": ". ", "closed": " ", "roman": ". ", "worded": " : ", "none": ""}
    if numbering == "closed" and entry.level == 1:
        return f"{printed}. {entry.title}"
    return f"{printed}{behind[numbering]}{entry.title}"


def size(entry: Entry, style: Style) -> float:
    """Of its heading, points; the text has 10."""
    return SIZES[entry.level - 1] if style.sized else 10.0


def by_reportlab(entries: tuple[Entry, ...], style: Style) -> bytes:
    """The PDF that reportlab makes."""
    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=10, leading=12.5, spaceAfter=6)
    story: list[Flowable] = []
    if style.title:
        big = ParagraphStyle("t", fontName="Times-Bold", fontSize=20, leading=25, alignment=1)
        story.append(Paragraph(style.title, big))
    for entry in entries:
        points = size(entry, style)
        bold = ParagraphStyle(
            f"h{entry.level}", fontName="Times-Bold", fontSize=points, leading=1.25 * points,
            spaceBefore=10, spaceAfter=5,
        )  # fmt: skip
        story.append(Paragraph(heading(entry, style.numbering), bold))
        story.extend(Paragraph(each, text) for each in entry.paragraphs)
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(
        story, onFirstPage=_foot, onLaterPages=_foot
    )
    return out.getvalue()


def _foot(canvas: object, document: object) -> None:
    canvas.setFont("Times-Roman", 8)  # type: ignore[attr-defined]
    number = document.page  # type: ignore[attr-defined]
    canvas.drawCentredString(297, 30, f"- {number} -")  # type: ignore[attr-defined]


def by_typst(entries: tuple[Entry, ...], style: Style) -> bytes:
    """The PDF that Typst makes, words cut at the ends of lines."""
    source = [
        '#set page(paper: "a5", margin: 50pt, numbering: "1 / 1")',
        '#set text(size: 10pt, lang: "fr", hyphenate: true)',
        "#set par(justify: true, spacing: 1em)",
    ]
    if style.title:
        source.append(f'#align(center, text(size: 18pt, weight: "bold", "{style.title}"))')
    for entry in entries:
        printed = heading(entry, style.numbering)
        source.append(
            f"#block(above: 1.4em, below: 0.8em, sticky: true, text(size: {size(entry, style)}pt, "
            f'weight: "bold", hyphenate: false, "{printed}"))'
        )
        source.extend(f'#par("{each}")' for each in entry.paragraphs)
    result: bytes = typst.compile("\n\n".join(source).encode(), ignore_system_fonts=True)
    return result
