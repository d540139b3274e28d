"""Words that a page draws but does not show: white on white, behind an area, in a hidden layer.

Whether a layer is shown nothing but the picture of the page tells; it is made for such pages
alone, since PDFium measures the fonts that stand in for others anew with each picture.
"""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.characters import Flags
from extract.clipping import Veil
from extract.doubts import doubt
from extract.glyphs import Glyphs
from extract.pdfium import Canvas
from extract.strokes import Strokes
from schemas.printed import Aside, Box, Rule, Word

SCALE = 2.0  # pixels to a point
MOST = 6_000_000  # pixels of the picture of a page
CONTRAST = 12  # of 255: what differs less within the box of a word is no ink
LAST = 1 << 60  # the turn of what is drawn last
PAIRS = 2_000_000  # words and areas that are held against each other at once
GLIMPSE = 0.1  # part of a word by which it is seen
COVERED = 0.9  # part of a word that lies under an area
CUT = 0.15  # times the size: how far the middle of a letter may be out of sight
LEGIBLE = 0.6  # part of the height of a word by which it can be read
STRUCK = (0.12, 0.55)  # times the size above the baseline, a rule there strikes figures through
WORDS = 0.6  # part of a rule that strikes words which crosses them
STRUCK_LENGTH = 0.8  # part of the word that the rule crosses


def set_apart_unseen(page: Any, canvas: Canvas, glyphs: Glyphs, strokes: Strokes) -> None:
    """Takes what the page does not show out of `glyphs`; doubts figures that it shows in part."""
    words = glyphs.words
    if not words:
        return
    if strokes.screens:
        glyphs.hidden += _behind_pictures(glyphs, strokes)
    gone = _invisible(glyphs, strokes)
    gone |= _unseen(glyphs, strokes)
    layered = [style.layered for style in glyphs.styles]
    tried = np.array(layered)[glyphs.rows] & ~gone
    if tried.any():
        boxes = [word.box for word in compress(words, tried.tolist())]
        gone[np.flatnonzero(tried)[~_shown(page, canvas, boxes)]] = True
    if gone.any():
        _doubt_beside(words, glyphs.rows.tolist(), gone.tolist())
        out = list(compress(words, gone.tolist()))
        glyphs.masked = f"{glyphs.masked} {' '.join([word.text for word in out])}".strip()
        glyphs.aside += [letter for word in out for letter in _letters(word)]
        glyphs.words = list(compress(words, (~gone).tolist()))
        glyphs.rows, glyphs.sides = glyphs.rows[~gone], glyphs.sides[:, ~gone]
    if not glyphs.words:
        return
    glyphs.doubted = " ".join([*_cut(glyphs, canvas), *_struck(glyphs, strokes)])
    _trim(glyphs)


def _invisible(glyphs: Glyphs, strokes: Strokes) -> Flags:
    """Words that are drawn without ink, on no picture that shows them, beside others with ink."""
    hidden = np.array([style.hidden for style in glyphs.styles])[glyphs.rows]
    if not hidden.any() or hidden.all():
        return np.zeros(len(hidden), np.bool_)
    for at in np.flatnonzero(hidden).tolist():
        x, y = _middle(glyphs.words[at].box)
        if any(box.holds(x, y) for box in strokes.pictures):
            hidden[at] = False
    glyphs.hidden -= sum([len(word.text) for word in compress(glyphs.words, hidden.tolist())])
    return hidden


def _behind_pictures(glyphs: Glyphs, strokes: Strokes) -> int:
    """How many letters with ink lie behind a picture of the page, as OCR programs put them.

    They are the page's text as much as those without ink, and no more.
    """
    order = {address: at for at, address in enumerate(strokes.turns)}
    drawn = [order.get(style.owner, LAST) for style in glyphs.styles]
    count = 0
    for word, row in zip(glyphs.words, glyphs.rows.tolist(), strict=True):
        if not glyphs.styles[row].hidden:
            x, y = _middle(word.box)
            behind = any(drawn[row] < texts and box.holds(x, y) for box, texts in strokes.screens)
            count += len(word.text) if behind else 0
    return count


def _unseen(glyphs: Glyphs, strokes: Strokes) -> Flags:
    """Words that are drawn in white on white, outside of their clip or under a later area."""
    found = np.zeros(len(glyphs.words), np.bool_)
    faint = [style.faint for style in glyphs.styles]
    veils = [style.veil for style in glyphs.styles]
    if any(faint) and not strokes.shaded:
        grounds = [*[fill.box for fill in strokes.fills], *strokes.pictures, *strokes.grounds]
        for at in np.flatnonzero(np.array(faint)[glyphs.rows]).tolist():
            x, y = _middle(glyphs.words[at].box)
            found[at] = not any(box.holds(x, y) for box in grounds)
    if any(veils):
        rows = glyphs.rows.tolist()
        for at, word in enumerate(glyphs.words):
            veil = veils[rows[at]]
            found[at] |= veil is not None and not _holds(veil, word)
    if strokes.covers:
        found |= _covered(glyphs, strokes)
    return found


def _holds(veil: Veil, word: Word) -> bool:
    """Whether some of a word is in sight."""
    return any(_share(word.box, box) > GLIMPSE for box in veil)


def _doubt_beside(words: Sequence[Word], rows: Sequence[int], gone: Sequence[bool]) -> None:
    """Doubts figures whose next ones, drawn with them, are out of sight: they may be parts."""
    for at in (at for at, out in enumerate(gone) if out and _has_figures(words[at])):
        for near in (at - 1, at + 1):
            inside = 0 <= near < len(words) and not gone[near] and rows[near] == rows[at]
            if inside and _has_figures(words[near]):
                doubt(words[near])


def _covered(glyphs: Glyphs, strokes: Strokes) -> Flags:
    """Words under an opaque area that is drawn after them."""
    drawn = [strokes.turns.get(style.owner, LAST) for style in glyphs.styles]
    turn = np.array(drawn)[glyphs.rows]
    found = np.zeros(len(turn), np.bool_)
    x, y = np.array([_middle(word.box) for word in glyphs.words]).T
    sides = np.array([cover.box for cover in strokes.covers])
    turns = np.array([cover.turn for cover in strokes.covers])
    step = max(PAIRS // len(turn), 1)
    for start in range(0, len(turns), step):
        left, top, right, bottom = sides[start : start + step, :, None].transpose(1, 0, 2)
        over = (turns[start : start + step, None] >= turn) & (left < x) & (x < right)
        over &= (top < y) & (y < bottom)
        for row, at in zip(*np.nonzero(over), strict=True):
            cover = strokes.covers[start + row]
            if _share(glyphs.words[at].box, cover.box) > COVERED and cover.is_opaque():
                found[at] = True
    return found


def _share(box: Box, cover: Box) -> float:
    """The part of a box that lies in a cover's."""
    wide = max(min(box.x1, cover.x1) - max(box.x0, cover.x0), 0.0)
    high = max(min(box.bottom, cover.bottom) - max(box.top, cover.top), 0.0)
    return wide * high / max(box.width * box.height, 1e-6)


def _shown(page: Any, canvas: Canvas, boxes: Sequence[Box]) -> Flags:
    """Whether ink of some contrast stands in each box of the page as it is drawn."""
    scale = min(SCALE, (MOST / max(canvas.width * canvas.height, 1.0)) ** 0.5)
    picture = _drawn(page, canvas, scale)
    found = np.ones(len(boxes), np.bool_)
    for at, box in enumerate(boxes):
        left, right = int(box.x0 * scale), int(box.x1 * scale) + 1
        top, bottom = int(box.top * scale), int(box.bottom * scale) + 1
        part = picture[max(top, 0) : bottom, max(left, 0) : right]
        if part.size:
            found[at] = bool((np.ptp(part.astype(np.int16), axis=(0, 1)) >= CONTRAST).any())
    return found


def _drawn(page: Any, canvas: Canvas, scale: float) -> npt.NDArray[np.uint8]:
    """The page as a picture: rows, columns and three colours."""
    wide, high = max(int(canvas.width * scale), 1), max(int(canvas.height * scale), 1)
    bitmap = pdfium_c.FPDFBitmap_Create(wide, high, 0)
    if not bitmap:
        return np.zeros((0, 0, 3), np.uint8)
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        start = c.cast(pdfium_c.FPDFBitmap_GetBuffer(bitmap), c.POINTER(c.c_uint8))
        rows = np.ctypeslib.as_array(start, (high, stride))
        return rows[:, : 4 * wide].reshape(high, wide, 4)[:, :, :3].copy()
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)


def _letters(word: Word) -> Iterator[Aside]:
    """The letters of a word with their centres."""
    x, y = _middle(word.box)
    for letter, (start, end) in zip(word.text, pairwise(word.edges), strict=True):
        along = (start + end) / 2
        yield (letter, x, along) if word.angle in (90, 270) else (letter, along, y)


def _cut(glyphs: Glyphs, canvas: Canvas) -> Iterator[str]:
    """Doubts figures of which a clip or the end of the page hides a letter; tells them."""
    veils = [style.veil for style in glyphs.styles]
    sheet = (Box(0.0, 0.0, canvas.width, canvas.height),)
    x0, top, x1, bottom = glyphs.sides
    tried = (x0 < 0) | (top < 0) | (x1 > canvas.width) | (bottom > canvas.height)
    if any(veils):
        tried |= np.array([veil is not None for veil in veils])[glyphs.rows]
    for at in np.flatnonzero(tried).tolist():
        word, veil = glyphs.words[at], veils[glyphs.rows[at]]
        if _has_figures(word) and any(
            all(_is_cut(word, box) for box in ends) for ends in (sheet, veil) if ends
        ):
            doubt(word)
            yield word.text


def _trim(glyphs: Glyphs) -> None:
    """Ends the boxes of words where a clip ends what is seen of them: what follows stands apart."""
    veils = [style.veil for style in glyphs.styles]
    if not any(veils):
        return
    for word, row in zip(glyphs.words, glyphs.rows.tolist(), strict=True):
        seen = [box for box in veils[row] or () if _share(word.box, box) > 0]
        if seen and not word.angle:
            left = max(word.box.x0, min(box.x0 for box in seen))
            right = min(word.box.x1, max(box.x1 for box in seen))
            word.box = word.box._replace(x0=left, x1=right)


def _is_cut(word: Word, box: Box) -> bool:
    """Whether the middle of a letter of a word, or much of its height, is outside of a box.

    Less than half of a letter may well be there, where another font stands in for the page's.
    """
    x0, top, x1, bottom = word.box
    low, high = (box.x0, box.x1) if word.angle in (0, 180) else (box.top, box.bottom)
    slack = CUT * word.size
    middles = [(a + b) / 2 for a, b in pairwise(word.edges)]
    if min(middles) < low - slack or max(middles) > high + slack:
        return True
    if word.angle in (0, 180):
        seen, whole = min(bottom, box.bottom) - max(top, box.top), bottom - top
    else:
        seen, whole = min(x1, box.x1) - max(x0, box.x0), x1 - x0
    return seen < LEGIBLE * whole


def _struck(glyphs: Glyphs, strokes: Strokes) -> Iterator[str]:
    """Doubts figures that a level rule strikes through; tells them."""
    rules = [rule for rule in strokes.rules if not rule.vertical]
    if not rules:
        return
    heights = np.array([(top + bottom) / 2 for _, top, _, bottom, _, _ in rules])
    order = np.argsort(heights)
    heights = heights[order]
    base, size = np.array([(style.across, style.size) for style in glyphs.styles])[glyphs.rows].T
    first = np.searchsorted(heights, base - STRUCK[1] * size)
    last = np.searchsorted(heights, base - STRUCK[0] * size)
    for at in np.flatnonzero(first < last).tolist():
        word = glyphs.words[at]
        if not word.angle and _has_figures(word):
            near = [glyphs.words[each] for each in np.flatnonzero(np.abs(base - word.baseline) < 1)]
            crossing = [rules[each] for each in order[first[at] : last[at]].tolist()]
            if any(_strikes(rule, word, near) for rule in crossing):
                doubt(word)
                yield word.text


def _strikes(rule: Rule, word: Word, level: Sequence[Word]) -> bool:
    """Whether a rule crosses a word, and is no longer than words on its line: no grid's is."""

    def crossed(each: Word) -> float:
        return max(min(rule.x1, each.box.x1) - max(rule.x0, each.box.x0), 0.0)

    within = sum([crossed(each) for each in level]) > WORDS * (rule.x1 - rule.x0)
    return within and crossed(word) > STRUCK_LENGTH * word.box.width


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _has_figures(word: Word) -> bool:
    return any(each.isdigit() for each in word.text)
