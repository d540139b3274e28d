"""A page as an upright, level, clean picture."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pypdfium2

from extract.ocr.colours import without_marks
from extract.ocr.shapes import Grey, Ink, Picture
from extract.ocr.streaks import without_streaks
from extract.pdfium import Matrix

DPI = 300.0  # at which pages are rendered
MOST = 5000  # pixels of the longer side
SHEETS = (380.0, 1800.0)  # points of the longer side of a sheet: from A6 to somewhat more than A3
SHEET = 842.0  # that of A4
ROUGH = 75.0  # dots per inch at which the lie of the text is measured
WIDEST = 6.0  # degrees that a sheet lies askew in a scanner, at most
LEVEL = 0.03  # degrees: less is level


def picture_of(document: pypdfium2.PdfDocument, index: int, quarters: int = 0) -> Picture:
    """The page at a 0-based index; `quarters` are clockwise turns that make it upright."""
    page = document[index]
    try:
        long = max(*page.get_size(), 1.0)
        large = _times_too_large(long)
        dpi = min(DPI, MOST * 72.0 * large / long)
        # Pages in grey are drawn no faster in grey.
        drawn = page.render(scale=dpi / (72.0 * large)).to_numpy()
    finally:
        page.close()
    grey, marks = without_marks(drawn[:, :, :3], dpi)
    grey, streaks = without_streaks(grey, dpi)
    found = replace(straighten(grey, dpi, quarters), marks=marks, streaks=streaks)
    if large == 1.0:
        return found
    own = tuple(streak.times(large) for streak in streaks)
    size = Matrix(large, 0, 0, large, 0, 0)
    return replace(found, back=found.back.then(size), straight=False, streaks=own)


def _times_too_large(long: float) -> float:
    """How many times its own size a page says that it is: no scanner takes such sheets.

    Lengths of letters and rules are told from the size of the sheet: it is taken for one of A4.
    """
    return 1.0 if SHEETS[0] <= long <= SHEETS[1] else long / SHEET


def straighten(grey: Grey, dpi: float, quarters: int = 0) -> Picture:
    """The picture turned by quarters and made level, with the way back."""
    high, wide = (side * 72.0 / dpi for side in grey.shape)
    turned: Grey = np.ascontiguousarray(np.rot90(grey, -quarters))
    angle = skew(rough_ink(turned, dpi))
    back = unturned(quarters, wide, high)
    if abs(angle) < LEVEL:
        return Picture(turned, dpi, back, straight=quarters == 0)
    rows, columns = turned.shape
    centre = (columns / 2, rows / 2)
    spin = cv2.getRotationMatrix2D(centre, angle, 1.0)
    paper = int(np.median(turned))
    level = cv2.warpAffine(
        turned, spin, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=paper
    )  # fmt: skip
    a, c, e, b, d, f = (float(each) for each in cv2.invertAffineTransform(spin).ravel())
    tilt = Matrix(a, b, c, d, e * 72.0 / dpi, f * 72.0 / dpi)
    return Picture(np.asarray(level, np.uint8), dpi, tilt.then(back), straight=False)


def unturned(quarters: int, wide: float, high: float) -> Matrix:
    """From the page turned clockwise by quarters to the page of this size before."""
    return (
        Matrix(),
        Matrix(0, -1, 1, 0, 0, high),
        Matrix(-1, 0, 0, -1, wide, high),
        Matrix(0, 1, -1, 0, wide, 0),
    )[quarters % 4]


def ink_of(grey: Grey, dpi: float) -> Ink:
    """What is darker than its surroundings."""
    window = int(dpi / 8) | 1
    smooth = cv2.GaussianBlur(grey, (0, 0), max(dpi / 400.0, 0.5))
    found = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 22
    )
    return np.asarray(found, np.uint8)


def rough_ink(grey: Grey, dpi: float) -> Ink:
    """The ink of a picture made small."""
    scale = min(ROUGH / dpi, 1.0)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return ink_of(np.asarray(small, np.uint8), ROUGH)


def skew(ink: Ink) -> float:
    """Degrees, counter-clockwise, that make the lines of text level."""
    if not ink.any():
        return 0.0
    best = 0.0
    for step, reach in ((0.5, WIDEST), (0.1, 0.5), (0.02, 0.1)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: clearness(ink, float(angle))))
    return best


def clearness(ink: Ink, angle: float = 0.0) -> float:
    """How sharply rows with ink and rows without follow each other, after a shear."""
    rows, columns = ink.shape
    slope = -math.tan(math.radians(angle))
    shear = np.array([[1, 0, 0], [slope, 1, -slope * columns / 2]], np.float32)
    moved: Any = cv2.warpAffine(ink, shear, (columns, rows), flags=cv2.INTER_LINEAR)
    profile = moved.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())
