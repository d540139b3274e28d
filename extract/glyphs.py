"""Characters to words: one pass over a page's characters, in the order of its content."""

from __future__ import annotations

import ctypes as c
import math
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from extract.clipping import Clips
from extract.pdfium import Canvas, Matrix, as_object, char_box, char_object, is_generated
from schemas.printed import Box, Word

BOLD = re.compile(r"bold|black|heavy|demi|(?<![a-z])(?:bd|gras)(?![a-z])", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
FORCE_BOLD = 1 << 18
HEAVY = 700
INVISIBLE = 3
STROKED = (1, 2, 5, 6)
# PDFium marks a hyphen that ends a line with these.
LINE_END_HYPHENS = {0x02, 0xAD, 0xFFFE}
LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
BLANKS = {0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029,
          0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF}  # fmt: skip
NO_WIDTH = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}
# In parts of the font size.
SPLIT_GAP = 0.40  # a gap that parts words though no blank is drawn
GENERATED_GAP = 0.08  # a gap that confirms a blank which PDFium assumed
OVERLAP = 0.45  # stepping back this far begins another word
RAISED_MIN, RAISED_MAX, RAISED_SIZE = 0.12, 0.75, 0.86
OBLIQUE = 8.0  # degrees off the axes: a watermark, not text


class Style(NamedTuple):
    """What all characters of one text object share."""

    size: float
    wide: float  # the size along the writing: more than `size` where letters are stretched
    bold: bool
    italic: bool
    angle: int
    across: float  # position of the baseline across the writing, as displayed
    hidden: bool
    oblique: bool
    masked: bool  # drawn outside of its clip


@dataclass(slots=True)
class _Open:
    """A word being built."""

    style: Style
    space: str
    chars: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Glyphs:
    """What one pass over the characters found."""

    words: list[Word] = field(default_factory=list)
    unmapped: int = 0
    hidden: int = 0
    oblique: str = ""
    masked: str = ""


def read_glyphs(page: Any, number: int, canvas: Canvas) -> Glyphs:
    """All words of a page, in the order of its content stream."""
    textpage = pdfium_c.FPDFText_LoadPage(page)
    if not textpage:
        return Glyphs()
    try:
        return _Builder(textpage, number, canvas, Clips(page)).build()
    finally:
        pdfium_c.FPDFText_ClosePage(textpage)


class _Builder:
    def __init__(self, textpage: Any, number: int, canvas: Canvas, clips: Clips) -> None:
        self.clips = clips
        self.textpage, self.number, self.canvas = textpage, number, canvas
        self.handle = c.cast(textpage, c.c_void_p).value
        self.styles: dict[int | None, Style] = {}
        self.found = Glyphs()
        self.open: _Open | None = None
        self.space = ""

    def build(self) -> Glyphs:
        codes = _codes(self.textpage)
        room = (c.c_double * 4)()
        slots = [c.byref(room, 8 * index) for index in range(4)]
        handle, styles, place = self.handle, self.styles, self._placer()
        for index, code in enumerate(codes):
            if code in BLANKS:
                self._blank(index, code)
                continue
            if code in NO_WIDTH:
                continue
            owner = char_object(handle, index)
            style = styles.get(owner) or self._learn(owner, index)
            if not char_box(handle, index, *slots):
                continue
            left, right, bottom, top = room
            if code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF:
                self.found.unmapped += 1
            text = _character(code)
            if style.masked:
                self.found.masked += text
            elif style.oblique:
                self.found.oblique += text
            else:
                self._add(text, style, place(left, bottom, right, top))
        self._close()
        return self.found

    def _placer(self) -> Any:
        a, b, c_, d, e, f = self.canvas.matrix

        def place(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
            u0, v0 = a * x0 + c_ * y0 + e, b * x0 + d * y0 + f
            u1, v1 = a * x1 + c_ * y1 + e, b * x1 + d * y1 + f
            return min(u0, u1), min(v0, v1), max(u0, u1), max(v0, v1)

        return place

    def _blank(self, index: int, code: int) -> None:
        if code in (0x0A, 0x0D):
            return
        if is_generated(self.handle, index):
            self.space = self.space or "?"
        else:
            self.space = chr(code)

    def _learn(self, owner: int | None, index: int) -> Style:
        """Font size, weight, direction and baseline of the object that draws a character."""
        style = _style(self.textpage, owner, index, self.canvas)
        style = style._replace(masked=self.clips.mask(owner))
        self.styles[owner] = style
        return style

    def _add(self, text: str, style: Style, box: tuple[float, float, float, float]) -> None:
        word = self.open
        space, self.space = self.space, ""
        if word is not None and self._joins(word, style, box, space):
            if style is not word.style and _is_raised(word.style, style):
                _mark_raised(word, len(text))
        else:
            self._close()
            touching = space if space != "?" else " "
            word = self.open = _Open(style, touching)
        word.chars.append(text)
        word.boxes.append(box)
        for _ in text[1:]:
            word.boxes.append(box)
        if len(text) > 1:
            _spread(word.boxes, len(text), style.angle)

    def _joins(
        self, word: _Open, style: Style, box: tuple[float, float, float, float], space: str
    ) -> bool:
        first = word.style
        if style.angle != first.angle:
            return False
        size = first.size or style.size or 1.0
        if style is not first:
            step = abs(style.across - first.across)
            if step > 0.1 * size and not _is_raised(first, style):
                return False
            if style.size > 1.3 * size and step > 0.1 * size:
                return False
        gap = _gap(word.boxes[-1], box, style.angle)
        size = first.wide or size
        if space and space != "?":
            return False
        if space == "?":
            return gap < GENERATED_GAP * size and gap > -OVERLAP * size
        return -OVERLAP * size < gap < SPLIT_GAP * size

    def _close(self) -> None:
        word, self.open = self.open, None
        if word is None:
            return
        made = _finish(word, self.number)
        if not _displayed(made.box, self.canvas):
            return
        if word.style.hidden:
            self.found.hidden += len(made.text)
        self.found.words.append(made)


def _codes(textpage: Any) -> list[int]:
    """The Unicode of each character, at the index that PDFium counts it under."""
    count = pdfium_c.FPDFText_CountChars(textpage)
    if count <= 0:
        return []
    room = (c.c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(textpage, 0, count, room)
    codes = list(room[:count])
    if written != count + 1 or any(0xD800 <= code <= 0xDFFF for code in codes):
        return [pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count)]
    return codes


def _character(code: int) -> str:
    if code in LINE_END_HYPHENS:
        return "-"
    return LIGATURES.get(code) or (chr(code) if code else "\ufffd")


def _style(textpage: Any, owner: int | None, index: int, canvas: Canvas) -> Style:
    raw = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(textpage, index, raw)
    matrix = Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f).then(canvas.matrix)
    printed = pdfium_c.FPDFText_GetFontSize(textpage, index)
    size, wide = printed * math.hypot(matrix.c, matrix.d), printed * math.hypot(matrix.a, matrix.b)
    turn = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    angle = round(turn / 90) * 90 % 360
    oblique = abs((turn - angle + 180) % 360 - 180) > OBLIQUE
    x, y = c.c_double(), c.c_double()
    pdfium_c.FPDFText_GetCharOrigin(textpage, index, x, y)
    u, v = canvas.matrix.point(x.value, y.value)
    bold, italic, hidden = _font(textpage, owner, index)
    return Style(
        size, wide, bold, italic, angle, v if angle in (0, 180) else u, hidden, oblique, False
    )


def _font(textpage: Any, owner: int | None, index: int) -> tuple[bool, bool, bool]:
    """Whether the font is bold and italic, and whether it is drawn at all."""
    name = c.create_string_buffer(256)
    flags = c.c_int()
    pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 256, flags)
    printed = name.value.decode("latin-1")
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(as_object(owner)) if owner else 0
    weight = pdfium_c.FPDFText_GetFontWeight(textpage, index)
    bold = bool(BOLD.search(printed)) or bool(flags.value & FORCE_BOLD) or weight >= HEAVY
    return bold or mode in STROKED, bool(ITALIC.search(printed)), mode == INVISIBLE


def _is_raised(base: Style, style: Style) -> bool:
    """Whether `style` prints a superscript on the line of `base`."""
    if style.angle != base.angle or style.size > RAISED_SIZE * base.size:
        return False
    sign = 1 if base.angle in (0, 90) else -1
    lift = (base.across - style.across) * sign
    if base.angle in (90, 270):
        lift = -lift
    return RAISED_MIN * base.size < lift < RAISED_MAX * base.size


def _mark_raised(word: _Open, count: int) -> None:
    start = sum(map(len, word.chars))
    if word.raised and word.raised[-1][1] == start:
        word.raised[-1] = (word.raised[-1][0], start + count)
    else:
        word.raised.append((start, start + count))


def _gap(
    last: tuple[float, float, float, float], box: tuple[float, float, float, float], angle: int
) -> float:
    """How far the writing moves on from one character to the next."""
    if angle == 0:
        return box[0] - last[2]
    if angle == 180:
        return last[0] - box[2]
    return box[1] - last[3] if angle == 90 else last[1] - box[3]


def _spread(boxes: list[tuple[float, float, float, float]], count: int, angle: int) -> None:
    """Share the width of a ligature among its letters."""
    x0, top, x1, bottom = boxes[-1]
    for index in range(count):
        if angle in (0, 180):
            step = (x1 - x0) / count
            boxes[index - count] = (x0 + index * step, top, x0 + (index + 1) * step, bottom)
        else:
            step = (bottom - top) / count
            boxes[index - count] = (x0, top + index * step, x1, top + (index + 1) * step)


def _finish(word: _Open, number: int) -> Word:
    boxes, style = word.boxes, word.style
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    box = Box(min(x0s), min(tops), max(x1s), max(bottoms))
    if style.angle == 0:
        edges = (*x0s, x1s[-1])
    elif style.angle == 180:
        edges = (*x1s, x0s[-1])
    elif style.angle == 90:
        edges = (*tops, bottoms[-1])
    else:
        edges = (*bottoms, tops[-1])
    return Word(
        "".join(word.chars), number, box, style.across, style.size, style.bold, style.italic,
        style.angle, edges, tuple(word.raised), word.space,
    )  # fmt: skip


def _displayed(box: Box, canvas: Canvas) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return -1 <= x <= canvas.width + 1 and -1 <= y <= canvas.height + 1
