"""The flowables that tell where they were printed."""

from __future__ import annotations

from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import Flowable, Paragraph, Table

from samples.markup import anchors, notes, to_reportlab

# reportlab breaks lines at the first two and prints the third as a plain blank
STAND_INS = {"\u202f": "\ue02f", "\u2009": "\ue009", "\u00a0": "\ue0a0"}
CODES = {ord(stand_in): ord(blank) for blank, stand_in in STAND_INS.items()}


class BlankFont(TTFont):  # type: ignore[misc]
    """A font whose no-break and thin blanks are still themselves when the PDF is read."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        for stand_in, blank in CODES.items():
            for code in (stand_in, blank):
                self.face.charToGlyph[code] = self.face.charToGlyph[0x20]
                self.face.charWidths[code] = self.face.charWidths[0x20]

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802
        found = super().splitString(text.replace("\u00a0", STAND_INS["\u00a0"]), doc, encoding)
        for subset in self.state[doc].subsets:
            subset[:] = [CODES.get(code, code) for code in subset]
        return found


def register_fonts() -> None:
    """Vera comes with reportlab; a fresh object per run keeps the output the same."""
    try:
        registerFont(BlankFont("Vera", "Vera.ttf"))
        registerFont(BlankFont("Vera-Bold", "VeraBd.ttf"))
        registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera", "Vera-Bold")
    except TTFError as error:  # pragma: no cover
        raise RuntimeError("reportlab was installed without its fonts") from error


class Told(Paragraph):  # type: ignore[misc]
    """A paragraph that notes the page of its anchors and hands over its footnotes."""

    def __init__(self, text: str | None, style: ParagraphStyle, *args: Any, **kw: Any) -> None:
        self.ids: list[str] = []
        self.footnotes: list[tuple[int, str]] = []
        super().__init__(text, style, *args, **kw)

    def split(self, width: float, height: float) -> Any:
        parts = super().split(width, height)
        if parts and parts[0] is not self:
            parts[0].ids, parts[0].footnotes = self.ids, self.footnotes
        return parts

    def draw(self) -> None:
        for anchor in self.ids:
            self.canv.pages.note(anchor, self.canv.getPageNumber())
        self.canv.page_notes.extend(self.footnotes)
        super().draw()


class Notes:
    """Numbers the footnotes of a document."""

    def __init__(self) -> None:
        self.count = 0

    def told(
        self, text: str, style: ParagraphStyle, extra: tuple[str, ...] = (), **kw: Any
    ) -> Told:
        found = notes(text)
        told = Told(_blanks(to_reportlab(text, self.count + 1), style), style, **kw)
        told.ids = [*extra, *anchors(text)]
        told.footnotes = list(enumerate(found, self.count + 1))
        self.count += len(found)
        return told


def _blanks(text: str, style: ParagraphStyle) -> str:
    """With blanks that the font has: the standard ones know U+00A0 only."""
    for blank, stand_in in STAND_INS.items():
        if blank != "\u00a0":
            text = text.replace(blank, stand_in if style.fontName.startswith("Vera") else "\u00a0")
    return text


class Broken(Table):  # type: ignore[misc]
    """A table that notes its pages, and may drop its header at some of its breaks."""

    anchor = ""
    repeats: tuple[bool, ...] = ()
    header_rows = 0

    def split(self, width: float, height: float) -> Any:
        if self.repeats:
            self.repeatRows = self.header_rows if self.repeats[0] else 0
        parts = super().split(width, height)
        for part in parts:
            part.anchor, part.header_rows = self.anchor, self.header_rows
            part.repeats = self.repeats[1:]
        return parts

    def draw(self) -> None:
        self.canv.pages.note(self.anchor, self.canv.getPageNumber())
        super().draw()


class PushDown(Flowable):  # type: ignore[misc]
    """Room that sends what follows down to the foot of the page."""

    def __init__(self, following: list[Flowable]) -> None:
        super().__init__()
        self.following = following

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        needed = sum(f.wrapOn(self.canv, width, height)[1] for f in self.following)
        spaces = sum(f.getSpaceBefore() + f.getSpaceAfter() for f in self.following)
        return 0, max(height - needed - spaces - 16, 0)

    def draw(self) -> None:
        """Nothing."""


class TocLine(Flowable):  # type: ignore[misc]
    """A title, dot leaders and a page number; a long title takes two lines."""

    def __init__(self, text: str, page: int, indent: float, font: str, size: float) -> None:
        super().__init__()
        self.words, self.page, self.indent = text.split(" "), str(page), indent
        self.font, self.size = font, size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        room = width - self.indent - 40
        lines = [""]
        for word in self.words:
            trial = f"{lines[-1]} {word}".strip()
            if stringWidth(trial, self.font, self.size) > room:
                lines.append(word)
            else:
                lines[-1] = trial
        self.lines = lines
        return width, len(lines) * self.size * 1.25 + 3

    def draw(self) -> None:
        canvas, leading = self.canv, self.size * 1.25
        canvas.setFont(self.font, self.size)
        for rank, line in enumerate(self.lines):
            y = (len(self.lines) - rank - 1) * leading + 4
            canvas.drawString(self.indent, y, line)
        canvas.drawRightString(self.width, 4, self.page)
        start = self.indent + stringWidth(self.lines[-1], self.font, self.size) + 3
        end = self.width - stringWidth(self.page, self.font, self.size) - 3
        dot = stringWidth(".", self.font, self.size)
        canvas.drawRightString(end, 4, "." * int((end - start) / dot))
