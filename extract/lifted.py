"""Letters that a font draws raised by themselves: superscripts without a size of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.characters import Floats, Integers, Letters
from extract.styles import Style

LIFT = 0.2  # of the size: no common figure or letter begins so high above its baseline
MOST = 0.1  # part of the letters of a page: where more are, the boxes of its fonts tell nothing


def lifted(letters: Letters, styles: Sequence[Style], bottom: Floats) -> Integers:
    """The rows of level ASCII letters and figures whose ink begins well above their baseline."""
    baseline = np.array([style.across if style.angle == 0 else -np.inf for style in styles])
    size = np.array([style.size for style in styles])
    high = np.flatnonzero(baseline[letters.style] - bottom > LIFT * size[letters.style])
    code = letters.code[high]
    digit, small = (code >= ord("0")) & (code <= ord("9")), (code | 32)
    letter = (small >= ord("a")) & (small <= ord("z"))
    rows: Integers = high[digit | letter]
    return rows if len(rows) <= MOST * len(letters) else rows[:0]
