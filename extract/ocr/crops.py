"""Pictures of single lines for the second reader: the line, and nothing of its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.shapes import Grey, Ink, SeenLine
from schemas.printed import Rule

MARGIN = 0.25  # of a line's height, left on either side of it
FRAME = 8  # pixels of paper around
HALO = 1.3  # points of grey that a ruling line leaves beside its ink
PAPER = 255

Walls = npt.NDArray[np.float64]


def cleaned(grey: Grey, ink: Ink, letters: Ink) -> Grey:
    """The picture without its ruling lines, and without the grey that they leave beside them."""
    rules = np.where((ink > 0) & (letters == 0), 255, 0).astype(np.uint8)
    halo = cv2.dilate(rules, np.ones((5, 5), np.uint8))
    near_letters = cv2.dilate(letters, np.ones((3, 3), np.uint8))
    gone = (rules > 0) | ((halo > 0) & (near_letters == 0))
    return np.where(gone, PAPER, grey).astype(np.uint8)


class Crops:
    """Cuts lines out of a cleaned picture, no further than the ruling lines around each."""

    def __init__(self, grey: Grey, dpi: float, rules: Sequence[Rule]) -> None:
        self.grey, self.dpi = grey, dpi
        scale = dpi / 72.0
        self._halo = HALO * scale
        self._level = _walls([rule for rule in rules if not rule.vertical], scale)
        self._upright = _walls([rule for rule in rules if rule.vertical], scale)

    def of(self, line: SeenLine) -> Grey:
        """The picture of a line, with paper around it."""
        rows, columns = self.grey.shape
        pad = MARGIN * (line.bottom - line.top)
        x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
        left, right = self._between(self._upright, line.x0, line.x1, y, pad)
        top, bottom = self._between(self._level, line.top, line.bottom, x, 2.0)
        part = self.grey[
            max(int(top), 0) : min(int(bottom) + 1, rows),
            max(int(left), 0) : min(int(right) + 1, columns),
        ]
        paper = int(np.percentile(part, 90)) if part.size else PAPER
        framed: Grey = np.pad(part, FRAME, constant_values=paper)
        return framed

    def _between(
        self, walls: Walls, low: float, high: float, across: float, pad: float
    ) -> tuple[float, float]:
        """How far a line may be cut along one axis: its own ends and a margin, up to the walls."""
        middle = (low + high) / 2
        at = walls[:, 0][(walls[:, 1] <= across) & (across <= walls[:, 2])]
        before, after = at[at < middle], at[at > middle]
        start, end = low - pad, high + pad
        if len(before):
            start = max(start, min(float(before.max()) + self._halo, low + self._halo))
        if len(after):
            end = min(end, max(float(after.min()) - self._halo, high - self._halo))
        return start, end


def _walls(rules: Sequence[Rule], scale: float) -> Walls:
    """Position and span of each rule, in pixels: an array of three columns."""
    rows = [(rule.at, *rule.span) for rule in rules]
    return np.array(rows, np.float64).reshape(-1, 3) * scale
