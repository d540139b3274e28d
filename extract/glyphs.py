"""Letters to words: where a gap, a blank, another baseline or another direction parts them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from extract.characters import (
    ASSUMED,
    GENERATED_GAP,
    Characters,
    Flags,
    Floats,
    Integers,
    Letters,
    read_characters,
)
from extract.clipping import Clips, Veil
from extract.doubts import doubt
from extract.lifted import lifted
from extract.overprints import overprints
from extract.pdfium import Canvas
from extract.splitting import Seam, Seams
from extract.styles import Style
from extract.superscripts import is_unclear
from extract.unnamed import lose_unnamed
from schemas.printed import Aside, Box, Word, make_box

# In parts of the font size.
SPLIT_GAP = 0.40  # a gap that parts words though no blank is drawn
OVERLAP = 0.45  # stepping back this far begins another word
RAISED_MIN, RAISED_MAX, RAISED_SIZE = 0.1, 0.75, 0.86
FULL_SIZE, FULL_MIN = 1.02, 0.2  # figures and signs may be raised without being set smaller
MARKS = frozenset(map(ord, "0123456789()*,;./+-–−†‡"))
DIGITS = range(ord("0"), ord("9") + 1)


@dataclass(slots=True)
class Glyphs:
    """What one pass over the characters found."""

    words: list[Word] = field(default_factory=list)
    unmapped: int = 0
    hidden: int = 0
    oblique: str = ""
    masked: str = ""
    aside: list[Aside] = field(default_factory=list)  # letters that are oblique or not shown
    crossed: str = ""  # figures that lie on other words
    seams: Seams | None = None  # none where there are no words
    doubted: str = ""  # figures that are cut or struck through
    styles: list[Style] = field(default_factory=list)
    rows: Integers = field(default_factory=lambda: np.empty(0, np.int64))  # in `styles`, by word
    sides: Floats = field(default_factory=lambda: np.empty((4, 0)))  # of their boxes


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
    made = Glyphs(oblique=found.oblique, masked=found.masked)
    made.aside = [each for letters in found.aside for each in _aside(letters, canvas)]
    if len(found.letters):
        _make_words(found, number, canvas, made)
    made.unmapped = found.unmapped
    return made


def _make_words(found: Characters, number: int, canvas: Canvas, made: Glyphs) -> None:
    place = _placed(found, canvas)
    within = _share_ligatures(found.letters, place)
    joiner = _Joiner(found, place, within)
    starts, raised = joiner.words()
    _raise_lifted(starts, raised, lifted(found.letters, found.styles, place.bottom).tolist())
    joiner.unsure |= lose_unnamed(found, starts)
    at = np.array(starts)
    rows = found.letters.style[at]
    ends, styles = [*starts[1:], len(found.letters)], [found.styles[row] for row in rows.tolist()]
    sides = _sides(place, at)
    backward = np.array([style.angle in (180, 270) for style in found.styles])[rows]
    text, edges, spaces = found.letters.text, _edges(place, at, backward), _spaces(found.blanks[at])
    marks = [tuple(raised.get(start, ())) for start in starts] if raised else repeat(())
    texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    sizes, _, bold, italic, angles, across, *_ = zip(*styles, strict=True)
    words = list(
        map(
            Word, texts, repeat(number), _boxes(sides), across, sizes, bold, italic, angles,
            edges, marks, spaces,
        )
    )  # fmt: skip
    _doubt_figures(words, starts, raised, joiner.unsure)
    base = np.array([np.nan if style.angle else style.across for style in found.styles])[rows]
    again, made.crossed = overprints(words, sides, base)
    seen = _displayed(sides, canvas) & ~again
    hidden = [style.hidden for style in found.styles]
    if any(hidden):
        made.hidden = int((np.array(ends) - at)[np.array(hidden)[rows] & seen].sum())
    made.seams = _seams(found.letters, place, words, starts)
    made.styles, made.rows, made.sides = found.styles, rows, sides
    made.words = words
    if not seen.all():
        made.words, made.rows = list(compress(words, seen.tolist())), rows[seen]
        made.sides = sides[:, seen]


def _aside(letters: Letters, canvas: Canvas) -> Iterator[Aside]:
    """Letters with their centres as displayed."""
    a, b, c, d, e, f = canvas.matrix
    left, right, low, high = letters.box
    u, v = (left + right) / 2, (low + high) / 2
    x, y = a * u + c * v + e, b * u + d * v + f
    yield from zip(letters.text, x.tolist(), y.tolist(), strict=True)


def _doubt_figures(
    words: Sequence[Word],
    starts: Sequence[int],
    raised: Mapping[int, Sequence[tuple[int, int]]],
    unsure: Iterable[int],
) -> None:
    """Marks the words whose figures end in something that may be a part of them, or not."""
    for start in {*raised, *unsure}:
        word = words[bisect_right(starts, start) - 1]
        if start in unsure or any(
            low and word.text[low - 1] in "0123456789€" and is_unclear(word.text[low:high])
            for low, high in word.raised
        ):
            doubt(word)


def _seams(letters: Letters, place: _Place, words: Sequence[Word], starts: Sequence[int]) -> Seams:
    """Tells of an upright word what stands between its letters; made ready once it is asked."""
    first: dict[int, int] = {}

    def seams(word: Word) -> list[Seam]:
        if not first:
            first.update(zip(map(id, words), starts, strict=True))
        start = first[id(word)]
        inner = range(start + 1, start + len(word.text))
        return [
            Seam(
                row - start, float(place.tail[row - 1]), float(place.lead[row]),
                bool(letters.owner[row] != letters.owner[row - 1]),
            )
            for row in inner
        ]  # fmt: skip

    return seams


def _sides(place: _Place, starts: Integers) -> Floats:
    """Left, top, right and bottom of each word; a column each."""
    least, most = np.minimum.reduceat, np.maximum.reduceat
    return np.array(
        [
            least(place.x0, starts),
            least(place.top, starts),
            most(place.x1, starts),
            most(place.bottom, starts),
        ]
    )


def _boxes(sides: Floats) -> Iterator[Box]:
    same: dict[float, float] = {}  # one object for each number: words share their lines
    x0s, tops, x1s, bottoms = sides.tolist()
    tops, bottoms = map(same.setdefault, tops, tops), map(same.setdefault, bottoms, bottoms)
    return map(make_box, zip(x0s, tops, x1s, bottoms, strict=True))


def _edges(place: _Place, starts: Integers, backward: Flags) -> Iterator[Sequence[float]]:
    """Where each letter of each word begins along the writing, and where its last one ends.

    In arrays, as few of these numbers are ever looked at.
    """
    ends = np.append(starts[1:], len(place.lead))
    count = len(starts)
    last = ends + np.arange(count)
    every = np.empty(len(place.lead) + count)
    every[last] = place.tail[ends - 1]
    begins = np.ones(len(every), np.bool_)
    begins[last] = False
    every[begins] = place.lead
    if backward.any():
        every[np.repeat(backward, np.diff(last, prepend=-1))] *= -1
    flat = array("d", every.tobytes())
    firsts = (starts + np.arange(count)).tolist()
    return map(flat.__getitem__, map(slice, firsts, (last + 1).tolist()))


def _spaces(blanks: Integers) -> list[str]:
    """The blank before each word; one that PDFium assumed is a plain one."""
    return [chr(code) if code else "" for code in np.where(blanks < 0, 0x20, blanks).tolist()]


def _placed(found: Characters, canvas: Canvas) -> _Place:
    left, right, low, high = found.letters.box
    a, b, c, d, e, f = canvas.matrix
    if b or c:
        u0, v0 = a * left + c * low + e, b * left + d * low + f
        u1, v1 = a * right + c * high + e, b * right + d * high + f
    else:
        u0, v0, u1, v1 = a * left + e, d * low + f, a * right + e, d * high + f
    x0, top, x1, bottom = (
        np.minimum(u0, u1), np.minimum(v0, v1), np.maximum(u0, u1), np.maximum(v0, v1),
    )  # fmt: skip
    angles = [style.angle for style in found.styles]
    if not any(angles):
        return _Place(x0, top, x1, bottom, x0, x1)
    angle = np.array(angles)[found.letters.style]
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
    if not (letters.box[0, 1:] == letters.box[0, :-1]).any():
        return within
    same = (letters.box[:, 1:] == letters.box[:, :-1]).all(axis=0)
    within[1:] = same & (letters.style[1:] == letters.style[:-1]) & (np.diff(letters.index) <= 1)
    within &= place.tail > place.lead
    if within.any():
        heads = np.flatnonzero(~within)
        count = np.diff(np.append(heads, len(letters)))
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
        self.style, self.within = found.letters.style, within
        self.code = found.letters.code
        self.unsure: set[int] = set()  # where words start whose figures may be no part of them
        self.place = place
        self.gap = np.zeros(len(found.letters))
        self.gap[1:] = place.lead[1:] - place.tail[:-1]
        self.heads = self._heads(found.letters, self.gap)

    def _heads(self, letters: Letters, gap: Floats) -> Integers:
        """The rows that do not simply go on with the row before."""
        size = np.array([style.wide or style.size or 1.0 for style in self.styles])[letters.style]
        close = (gap > -OVERLAP * size) & (gap < SPLIT_GAP * size)
        close &= (self.blanks == 0) | ((self.blanks == ASSUMED) & (gap < GENERATED_GAP * size))
        close[1:] &= letters.style[1:] == letters.style[:-1]
        close |= self.within
        close[0] = False
        return np.flatnonzero(~close)

    def words(self) -> tuple[list[int], dict[int, list[tuple[int, int]]]]:
        """Where each word starts; it ends where the next one does.

        And by where it starts, the slices of a word that are raised.
        """
        starts: list[int] = []
        raised: dict[int, list[tuple[int, int]]] = {}
        heads, drawn = self.heads.tolist(), (self.blanks[self.heads] > 0).tolist()
        for head, end, parted in zip(heads, [*heads[1:], len(self.gap)], drawn, strict=True):
            if parted or not starts or not self._joins(starts[-1], head):
                starts.append(head)
            elif self.style[head] != self.style[starts[-1]]:
                word = starts[-1]
                stop = self._follow(word, head, end)
                first, style = self.styles[self.style[word]], self.styles[self.style[head]]
                if _is_raised(first, style, self._is_sign(head)):
                    _mark_raised(raised.setdefault(word, []), head - word, stop - word)
                elif style.size != first.size and self._parts_figure(head):
                    self.unsure.add(word)
                if stop < end:
                    starts.append(stop)
        return starts, raised

    def _follow(self, word: int, head: int, end: int) -> int:
        """How far the rows head..end, of another style than the word's first, go on with it."""
        style, first = self.styles[self.style[head]], self.styles[self.style[word]]
        if (style.size, style.wide) == (first.size, first.wide):
            return end
        rows = (row for row in range(head + 1, end) if not self.within[row])
        return next((row for row in rows if not self._joins(word, row)), end)

    def _joins(self, word: int, row: int) -> bool:
        """Whether a letter with no drawn blank before it goes on with the word that starts there."""
        first, style = self.styles[self.style[word]], self.styles[self.style[row]]
        if style.angle != first.angle:
            return False
        size = first.size or style.size or 1.0
        if style is not first:
            if first.veil and self._is_beyond(row, first.veil):
                return False
            step = abs(style.across - first.across)
            if step > RAISED_MIN * size and (
                style.size > 1.3 * size or not _is_raised(first, style, self._is_sign(row))
            ):
                return False
        wide = first.wide or size
        most = GENERATED_GAP if self.blanks[row] else SPLIT_GAP
        return -OVERLAP * wide < float(self.gap[row]) < most * wide

    def _is_beyond(self, row: int, veil: Veil) -> bool:
        """Whether a letter begins where the clip of the text before hides that text's own."""
        place = self.place
        x = float(place.x0[row] + place.x1[row]) / 2
        y = float(place.top[row] + place.bottom[row]) / 2
        return not any(box.holds(x, y) for box in veil)

    def _is_sign(self, row: int) -> bool:
        """Whether a letter is one that marks of notes are made of."""
        return int(self.code[row]) in MARKS

    def _parts_figure(self, row: int) -> bool:
        """Whether figures change their size before a letter: smaller ones may be cents."""
        before, after = (self.styles[self.style[each]].size for each in (row - 1, row))
        digits = self.code[row - 1] in DIGITS and self.code[row] in DIGITS
        return digits and min(before, after) <= RAISED_SIZE * max(before, after)


def _is_raised(base: Style, style: Style, sign: bool) -> bool:
    """Whether `style` prints a superscript on the line of `base`; a `sign` may be of its size."""
    small = style.size <= RAISED_SIZE * base.size
    if style.angle != base.angle or not (small or (sign and style.size <= FULL_SIZE * base.size)):
        return False
    upwards = 1 if base.angle in (0, 90) else -1
    lift = (base.across - style.across) * upwards
    if base.angle in (90, 270):
        lift = -lift
    return (RAISED_MIN if small else FULL_MIN) * base.size < lift < RAISED_MAX * base.size


def _mark_raised(raised: list[tuple[int, int]], start: int, end: int) -> None:
    if raised and raised[-1][1] == start:
        start, _ = raised.pop()
    raised.append((start, end))


def _raise_lifted(
    starts: Sequence[int], raised: dict[int, list[tuple[int, int]]], rows: Sequence[int]
) -> None:
    for row in rows:
        word = starts[bisect_right(starts, row) - 1]
        at, slices = row - word, raised.setdefault(word, [])
        if not any(start <= at < end for start, end in slices):
            _mark_raised(slices, at, at + 1)


def _displayed(sides: Floats, canvas: Canvas) -> Flags:
    x0, top, x1, bottom = sides
    wide, high = canvas.width + 1, canvas.height + 1
    if min(x0.min(), top.min()) >= -1 and x1.max() <= wide and bottom.max() <= high:
        return np.ones(len(x0), np.bool_)  # nearly all pages
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    seen: Flags = (x >= -1) & (x <= wide) & (y >= -1) & (y <= high)
    return seen
