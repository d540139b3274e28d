"""Figures that a stamp, a signature or a stroke of a pen lies over: in doubt, whoever read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extract.doubts import in_doubt
from extract.ocr.shapes import Ink
from schemas.printed import Word

# In parts of the font size.
TALL = 1.6  # no letter of the page's usual size is so tall
BEYOND = 0.6  # ink that reaches so far over or under a figure is not its own
ACROSS = 1.6  # that is so much wider than a figure runs on beside it
FRAMED = 2.5  # sides of what may enclose figures: a seal, the frame of a stamp
# Points.
LARGEST = 240.0  # a larger one is a frame of the page
SPARSE = 0.3  # part of its box that is ink


class _Stroke(NamedTuple):
    """A connected part of the ink that is no letter; points."""

    label: int
    x0: float
    top: float
    x1: float
    bottom: float
    sparse: bool


def doubted(words: Sequence[Word], letters: Ink, dpi: float) -> tuple[list[Word], str]:
    """The same words, figures that strokes lie over or enclose in doubt; what these say."""
    sizes = [word.size for word in words for _ in word.text]
    if not sizes:
        return list(words), ""
    size, unit = float(np.median(sizes)), 72.0 / dpi
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(letters, connectivity=8)
    strokes = list(_strokes(boxes, size, unit))
    found, said = [], []
    for word in words:
        over = any(map(str.isdigit, word.text)) and any(
            _encloses(each, word) or _crosses(each, word, labels, unit) for each in strokes
        )
        if over and word.second == word.text:
            said.append(word.text)
        found.append(in_doubt(word) if over else word)
    return found, " ".join(said)


def _strokes(boxes: np.ndarray, size: float, unit: float) -> Iterator[_Stroke]:
    rows = boxes[1:] * unit
    large = (rows[:, 3] > TALL * size) | (rows[:, 2] > 2 * FRAMED * size)
    large &= (rows[:, 2] < LARGEST) & (rows[:, 3] < LARGEST)
    for at in np.flatnonzero(large).tolist():
        x, y, wide, high, _ = rows[at].tolist()
        ink = rows[at, 4] * unit / max(wide * high, 1e-6)
        yield _Stroke(at + 1, x, y, x + wide, y + high, bool(ink < SPARSE))


def _encloses(stroke: _Stroke, word: Word) -> bool:
    """Whether the middle of a word lies within a seal or a frame."""
    if (
        not stroke.sparse
        or min(stroke.x1 - stroke.x0, stroke.bottom - stroke.top) < FRAMED * word.size
    ):
        return False
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    return stroke.x0 < x < stroke.x1 and stroke.top < y < stroke.bottom


def _crosses(stroke: _Stroke, word: Word, labels: np.ndarray, unit: float) -> bool:
    """Whether ink of a stroke stands among that of a word, and reaches well beyond it."""
    x0, top, x1, bottom = word.box
    if stroke.x1 <= x0 or stroke.x0 >= x1 or stroke.bottom <= top or stroke.top >= bottom:
        return False
    base = word.baseline
    tall = stroke.top < base - (1 + BEYOND) * word.size or stroke.bottom > base + BEYOND * word.size
    wide = stroke.x1 - stroke.x0 > (x1 - x0) + ACROSS * word.size
    if not tall and not wide:
        return False
    high = slice(int((base - 0.7 * word.size) / unit), int(base / unit) + 1)
    part = labels[high, int(x0 / unit) : int(x1 / unit) + 1]
    return bool((part == stroke.label).any())
