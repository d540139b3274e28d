"""Letters to words: where a gap, a blank, another baseline or another direction parts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from extract.characters import Characters, Flags, Floats, Letters, read_characters
from extract.clipping import Clips
from extract.lifted import lifted
from extract.pdfium import Canvas
from extract.styles import Style
from schemas.printed import Box, Word

# In parts of the font size.
SPLIT_GAP = 0.40  # a gap that parts words though no blank is drawn
GENERATED_GAP = 0.08  # a gap that confirms a blank which PDFium assumed
OVERLAP = 0.45  # stepping back this far begins another word
RAISED_MIN, RAISED_MAX, RAISED_SIZE = 0.12, 0.75, 0.86


@dataclass(slots=True)
class Glyphs:
    """What one pass over the characters found."""

    words: list[Word] = field(default_factory=list)
    unmapped: int = 0
    hidden: int = 0
    oblique: str = ""
    masked: str = ""


@dataclass(slots=True)
class _Open:
    """A word being built: the rows start..end of the letters."""

    start: int
    style: int
    raised: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where letters stand as displayed; `lead` and `tail` grow along the writing."""

    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    lead: Floats
    tail: Floats


def read_glyphs(page: Any, number: int, canvas: Canvas) -> Glyphs:
    """All words of a page, in the order of its content stream."""
    textpage = pdfium_c.FPDFText_LoadPage(page)
    if not textpage:
        return Glyphs()
    try:
        found = read_characters(textpage, canvas, Clips(page))
    finally:
        pdfium_c.FPDFText_ClosePage(textpage)
    made = Glyphs(unmapped=found.unmapped, oblique=found.oblique, masked=found.masked)
    if len(found.letters):
        _make_words(found, number, canvas, made)
    return made


def _make_words(found: Characters, number: int, canvas: Canvas, made: Glyphs) -> None:
    place = _placed(found, canvas)
    within = _share_ligatures(found.letters, place)
    words = _Joiner(found, place, within).words()
    starts = [word.start for word in words]
    _raise_lifted(words, starts, lifted(found.letters, found.styles, place.bottom).tolist())
    ends = [*starts[1:], len(found.letters)]
    x0s, tops = np.minimum.reduceat(place.x0, starts), np.minimum.reduceat(place.top, starts)
    x1s = np.maximum.reduceat(place.x1, starts)
    bottoms = np.maximum.reduceat(place.bottom, starts)
    shown = _displayed(x0s, tops, x1s, bottoms, canvas).tolist()
    same: dict[float, float] = {}  # one object for each number: words share their lines
    tops_, bottoms_ = ([same.setdefault(y, y) for y in ys.tolist()] for ys in (tops, bottoms))
    sides = zip(x0s.tolist(), tops_, x1s.tolist(), bottoms_, strict=True)
    boxes = map(Box._make, sides)
    text, leads, tails = found.letters.text, place.lead.tolist(), place.tail.tolist()
    for word, end, box, seen in zip(words, ends, boxes, shown, strict=True):
        if not seen:
            continue
        start, style = word.start, found.styles[word.style]
        edges = (*leads[start:end], tails[end - 1])
        if style.angle in (180, 270):
            edges = tuple(-edge for edge in edges)
        space = found.blanks.get(start, "")
        made.words.append(
            Word(
                text[start:end], number, box, style.across, style.size, style.bold,
                style.italic, style.angle, edges, tuple(word.raised), " " if space == "?" else space,
            )
        )  # fmt: skip
        if style.hidden:
            made.hidden += end - start


def _placed(found: Characters, canvas: Canvas) -> _Place:
    left, right, low, high = found.letters.box
    a, b, c, d, e, f = canvas.matrix
    u0, v0 = a * left + c * low + e, b * left + d * low + f
    u1, v1 = a * right + c * high + e, b * right + d * high + f
    x0, top, x1, bottom = (
        np.minimum(u0, u1), np.minimum(v0, v1), np.maximum(u0, u1), np.maximum(v0, v1),
    )  # fmt: skip
    angle = np.array([style.angle for style in found.styles])[found.letters.style]
    if not angle.any():
        return _Place(x0, top, x1, bottom, x0.copy(), x1.copy())
    along = [angle == 0, angle == 180, angle == 90]
    lead, tail = (
        np.select(along, [x0, -x1, top], -bottom),
        np.select(along, [x1, -x0, bottom], -top),
    )
    return _Place(x0, top, x1, bottom, lead, tail)


def _share_ligatures(letters: Letters, place: _Place) -> Flags:
    """Share the width of a glyph that prints several letters among them, in place.

    Returns which letters one glyph prints together with the letter before.
    """
    within = np.zeros(len(letters), np.bool_)
    same = (letters.box[:, 1:] == letters.box[:, :-1]).all(axis=0)
    within[1:] = same & (letters.style[1:] == letters.style[:-1]) & (np.diff(letters.index) <= 1)
    within &= place.tail > place.lead
    if within.any():
        heads = np.flatnonzero(~within)
        count = np.diff(np.r_[heads, len(letters)])
        order = np.arange(len(letters)) - np.repeat(heads, count)
        step = (place.tail - place.lead) / np.repeat(count, count)
        place.tail = np.where(
            step == place.tail - place.lead, place.tail, place.lead + (order + 1) * step
        )
        place.lead = place.lead + order * step
    return within


class _Joiner:
    """Joins letters to words.

    Letters that follow each other closely in one text object are joined all at once; only where
    something changes is a letter held against the word that is open.
    """

    def __init__(self, found: Characters, place: _Place, within: Flags) -> None:
        self.styles, self.blanks = found.styles, found.blanks
        self.style: list[int] = found.letters.style.tolist()
        gap = np.r_[0.0, place.lead[1:] - place.tail[:-1]]
        self.gap: list[float] = gap.tolist()
        self.within: list[bool] = within.tolist()
        self.heads = self._heads(found.letters, gap, within)

    def _heads(self, letters: Letters, gap: Floats, within: Flags) -> list[int]:
        """The rows that do not simply go on with the row before."""
        wide = [style.wide or style.size or 1.0 for style in self.styles]
        size = np.array(wide)[letters.style]
        close = (gap > -OVERLAP * size) & (gap < SPLIT_GAP * size)
        rows = np.fromiter(self.blanks, np.int64)
        drawn = np.fromiter((blank != "?" for blank in self.blanks.values()), np.bool_)
        drawn, rows = drawn[rows < len(close)], rows[rows < len(close)]
        close[rows] &= ~drawn & (gap[rows] < GENERATED_GAP * size[rows])
        close[1:] &= letters.style[1:] == letters.style[:-1]
        close |= within
        close[0] = False
        return np.flatnonzero(~close).tolist()

    def words(self) -> list[_Open]:
        """Where each word starts; it ends where the next one does."""
        found: list[_Open] = []
        word: _Open | None = None
        for head, end in zip(self.heads, [*self.heads[1:], len(self.gap)], strict=True):
            blank = self.blanks.get(head, "")
            if word is None or blank not in ("", "?") or not self._joins(word, head):
                word = _Open(head, self.style[head])
                found.append(word)
            elif self.style[head] != word.style:
                stop = self._follow(word, head, end)
                if _is_raised(self.styles[word.style], self.styles[self.style[head]]):
                    _mark_raised(word, head, stop)
                if stop < end:
                    word = _Open(stop, self.style[stop])
                    found.append(word)
        return found

    def _follow(self, word: _Open, head: int, end: int) -> int:
        """How far the rows head..end, of another style than the word's first, go on with it."""
        style, first = self.styles[self.style[head]], self.styles[word.style]
        if (style.size, style.wide) == (first.size, first.wide):
            return end
        rows = (row for row in range(head + 1, end) if not self.within[row])
        return next((row for row in rows if not self._joins(word, row)), end)

    def _joins(self, word: _Open, row: int) -> bool:
        """Whether a letter with no drawn blank before it goes on with a word."""
        first, style = self.styles[word.style], self.styles[self.style[row]]
        if style.angle != first.angle:
            return False
        size = first.size or style.size or 1.0
        if style is not first:
            step = abs(style.across - first.across)
            if step > 0.1 * size and (style.size > 1.3 * size or not _is_raised(first, style)):
                return False
        wide = first.wide or size
        most = GENERATED_GAP if row in self.blanks else SPLIT_GAP
        return -OVERLAP * wide < self.gap[row] < most * wide


def _is_raised(base: Style, style: Style) -> bool:
    """Whether `style` prints a superscript on the line of `base`."""
    if style.angle != base.angle or style.size > RAISED_SIZE * base.size:
        return False
    sign = 1 if base.angle in (0, 90) else -1
    lift = (base.across - style.across) * sign
    if base.angle in (90, 270):
        lift = -lift
    return RAISED_MIN * base.size < lift < RAISED_MAX * base.size


def _mark_raised(word: _Open, start: int, end: int) -> None:
    start, end = start - word.start, end - word.start
    if word.raised and word.raised[-1][1] == start:
        word.raised[-1] = (word.raised[-1][0], end)
    else:
        word.raised.append((start, end))


def _raise_lifted(words: Sequence[_Open], starts: Sequence[int], rows: Sequence[int]) -> None:
    for row in rows:
        word = words[bisect_right(starts, row) - 1]
        if not any(start <= row - word.start < end for start, end in word.raised):
            _mark_raised(word, row, row + 1)


def _displayed(x0: Floats, top: Floats, x1: Floats, bottom: Floats, canvas: Canvas) -> Flags:
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    seen: Flags = (x >= -1) & (x <= canvas.width + 1) & (y >= -1) & (y <= canvas.height + 1)
    return seen
