"""Ruling lines found in a picture, faded and broken ones too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extract.ocr.shapes import Ink, SeenLine
from schemas.printed import Rule

# Points.
SHORTEST = 15.0  # a shorter line may be the stroke of a letter
PIECE = {False: 9.0, True: 12.0}  # what is left whole of a broken line; upright strokes are longer
BREAK = 3.0  # a line may be broken for so long
THICKEST = 3.4


def find_rules(ink: Ink, dpi: float, text: Sequence[SeenLine] = ()) -> tuple[list[Rule], Ink]:
    """The rules, in points from the top left, and the ink that is none of theirs.

    What lies wholly within a line of `text` is a stroke of its letters.
    """
    unit = 72.0 / dpi
    left = ink.copy()
    found: list[Rule] = []
    for vertical in (False, True):
        lines = _lines(ink, unit, vertical)
        kept = np.zeros_like(ink)
        found += _rules(lines, unit, vertical, kept, text)
        left[kept > 0] = 0
    return found, left


def _lines(ink: Ink, unit: float, vertical: bool) -> Ink:
    """The ink that runs straight for long enough, breaks closed."""
    # A line a little off its axis climbs by a pixel.
    found = cv2.dilate(ink, _bar(3, not vertical))
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, _bar(round(PIECE[vertical] / unit), vertical))
    found = cv2.morphologyEx(found, cv2.MORPH_CLOSE, _bar(round(BREAK / unit), vertical))
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, _bar(round(SHORTEST / unit), vertical))
    return np.asarray(found, np.uint8)


def _bar(length: int, vertical: bool) -> Ink:
    return np.ones((length, 1) if vertical else (1, length), np.uint8)


def _rules(
    lines: Ink, unit: float, vertical: bool, kept: Ink, text: Sequence[SeenLine]
) -> Iterator[Rule]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    for number in range(1, count):
        x, y, wide, high, area = (int(each) for each in stats[number])
        long, across = (high, wide) if vertical else (wide, high)
        thick = area / max(long, 1) - 2  # the dilation added a pixel on either side
        if thick * unit > THICKEST or across * unit > THICKEST + 0.03 * long * unit:
            continue
        if _is_letter(x, y, x + wide, y + high, text):
            continue
        part = kept[y : y + high, x : x + wide]
        part[labels[y : y + high, x : x + wide] == number] = 255
        x0, top, x1, bottom = x * unit, y * unit, (x + wide) * unit, (y + high) * unit
        middle = (x0 + x1) / 2 if vertical else (top + bottom) / 2
        half = max(thick, 1) * unit / 2
        if vertical:
            yield Rule(middle - half, top, middle + half, bottom, True)
        else:
            yield Rule(x0, middle - half, x1, middle + half, False)


def _is_letter(x0: int, top: int, x1: int, bottom: int, text: Sequence[SeenLine]) -> bool:
    for line in text:
        high = line.bottom - line.top
        if (
            line.x0 - 2 <= x0
            and x1 <= line.x1 + 2
            and line.top - 0.1 * high <= top
            and bottom <= line.bottom - 0.05 * high
            and x1 - x0 < 0.8 * (line.x1 - line.x0)
        ):
            return True
    return False
