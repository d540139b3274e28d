"""Pages of which little or nothing was read: blank, a picture, or writing that no engine reads."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extract.ocr.picture import ROUGH, ink_of
from extract.ocr.setting import marks_of
from extract.ocr.shapes import Grey, SeenLine

# Points.
LETTER = (4.0, 40.0)  # heights of what may be a letter or a word in one stroke
EDGE = 18.0  # the border of a sheet: shadows, punch holes
FEW = 6  # marks: specks and folds, no text
DARK = 60  # grey levels below the paper: printed on, or in shadow
COVERED = 0.12  # part of the sheet that a picture darkens, and text does not
UNREAD = "traces que le moteur ne lit pas (manuscrit, tampon ou dessin)"
POOR = 0.70  # an engine's score of a line that it all but guesses


def why_nothing(grey: Grey, dpi: float) -> str:
    """What a page is on which no line was found, in French; empty where it is blank."""
    if _darkened(grey, dpi) > COVERED:
        return "image sans texte lisible (photographie ou dessin)"
    marks = marks_of(ink_of(grey, dpi), dpi)
    unit, (rows, columns) = 72.0 / dpi, grey.shape
    high = (marks.bottom - marks.top) * unit
    inside = (marks.x0 * unit > EDGE) & (marks.x1 * unit < columns * unit - EDGE)
    inside &= (marks.top * unit > EDGE) & (marks.bottom * unit < rows * unit - EDGE)
    letters = inside & (high >= LETTER[0]) & (high <= LETTER[1])
    if np.count_nonzero(letters) < FEW:
        return ""
    return UNREAD


def _darkened(grey: Grey, dpi: float) -> float:
    """The part of the sheet that is clearly darker than its paper."""
    scale = min(ROUGH / dpi, 1.0)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = np.percentile(small, 90)
    return float(np.mean(small < paper - DARK))


def is_poor(lines: Sequence[SeenLine]) -> bool:
    """Whether most of what was read is a guess: handwriting, or a scan too bad to read."""
    letters = sum(len(line.text) for line in lines)
    poor = sum(len(line.text) for line in lines if line.score < POOR)
    return poor > letters / 2
