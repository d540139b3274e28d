"""Faded ruling lines: too pale to be ink, but pale all along."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.shapes import Grey, Ink, SeenLine

# Points.
LONG, SHORT = 12.0, 3.0  # stretches over which grain averages out; ends are placed by the short one
BESIDE = 2.4  # as far to either side the paper is clear
PAPER = 6.0  # a window that holds some paper
EDGE = 0.8  # from the middle of a letter to its edge, in letters
FAINT = 12  # grey levels darker than the paper on both sides
FAINTEST = 6  # the same, where a rule goes on that is seen so dark elsewhere
GRAIN = 4  # times the grain of the paper, at least


def without_text(grey: Grey, ink: Ink, dpi: float, lines: Sequence[SeenLine]) -> Grey:
    """The picture with paper where the letters of lines stand."""
    within = np.zeros_like(ink)
    for line in lines:
        left, right = _sides(line)
        within[int(line.top) : int(line.bottom) + 1, int(left) : int(right) + 1] = 255
    letters = cv2.dilate(np.where(within > 0, ink, 0).astype(np.uint8), np.ones((5, 5), np.uint8))
    size = round(PAPER * dpi / 72.0)
    paper = cv2.dilate(grey, np.ones((size, size), np.uint8))
    paper = np.minimum(paper, int(np.percentile(grey[::8, ::8], 75)))
    return np.where(letters > 0, paper, grey).astype(np.uint8)


def _sides(line: SeenLine) -> tuple[float, float]:
    """Where the letters of a line begin and end; its box reaches over what stands beside them."""
    if len(line.centres) < 2:
        return line.x0, line.x1
    half = EDGE * (line.centres[-1] - line.centres[0]) / (len(line.centres) - 1)
    return max(line.centres[0] - half, line.x0), min(line.centres[-1] + half, line.x1)


def faint_ink(calm: Grey, dpi: float, vertical: bool) -> Ink:
    """Where the picture is darker, all along one direction, than on both sides.

    A rule is known where it is plainly darker, and goes on as far as it stands out of the grain.
    """
    scale = dpi / 72.0
    beside = round(BESIDE * scale)
    long = _darker(calm, round(LONG * scale), beside, vertical)
    least = min(max(GRAIN * _grain(long), FAINTEST), FAINT)
    short = _darker(calm, round(SHORT * scale), beside, vertical) > least / 2
    seen = np.where((long > least) & short, 255, 0).astype(np.uint8)
    return _with_any(seen, long > FAINT)


def _grain(darker: npt.NDArray[np.int16]) -> float:
    """How much paper differs from itself, grey levels: the mean, as most of a page is paper."""
    return float(np.abs(darker[::7, ::7]).mean())


def _with_any(seen: Ink, plain: npt.NDArray[np.bool_]) -> Ink:
    """The connected parts of what is seen that hold something plain."""
    _, labels = cv2.connectedComponents(seen, connectivity=8, ltype=cv2.CV_32S)
    kept = np.zeros(int(labels.max()) + 1, np.uint8)
    kept[np.unique(labels[plain & (seen > 0)])] = 255
    return np.asarray(kept[labels], np.uint8)


def _darker(calm: Grey, length: int, beside: int, vertical: bool) -> npt.NDArray[np.int16]:
    """How much darker each stretch is than either of its neighbours, in grey levels."""
    along = cv2.blur(calm, (1, length) if vertical else (length, 1)).astype(np.int16)
    axis = 1 if vertical else 0
    sides = np.minimum(np.roll(along, beside, axis), np.roll(along, -beside, axis))
    return sides - along
