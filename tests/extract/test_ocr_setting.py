"""Weights of lines, told by their strokes."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.setting import Setting, marks_of, settings_of, within
from extract.ocr.shapes import Ink, SeenLine

BODY, TABLE = 46, 36  # font sizes, in pixels
STROKE = {False: 5, True: 7}


def printed(lines: list[tuple[float, bool]]) -> list[Setting]:
    """How lines of H of these sizes, bold or not, are set; strokes are as wide in small letters."""
    ink: Ink = np.zeros((90 * len(lines) + 40, 1000), np.uint8)
    seen = []
    for number, (size, bold) in enumerate(lines, 1):
        foot, high, wide = 90 * number, round(0.7 * size), STROKE[bold]
        step = round(0.8 * size)
        for left in range(30, 30 + 12 * step, step):
            for x in (left, left + round(0.5 * size)):
                ink[foot - high : foot, x : x + wide] = 255
            ink[foot - high : foot - high + 3, left : left + round(0.5 * size)] = 255
        centres = tuple(30 + at * step + 0.3 * size for at in range(12))
        seen.append(SeenLine("H" * 12, 28, foot - high - 5, 32 + 12 * step, foot + 8, centres, 0.9))
    every = marks_of(ink, 300.0)
    return settings_of(seen, [within(every, line) for line in seen], ink, 300.0)


@pytest.mark.parametrize("small", [0, 6])
def test_headings_are_bold_however_many_small_letters_there_are(small: int) -> None:
    lines = [
        (BODY * 1.1, True),
        *[(BODY, False)] * 7,
        (BODY * 1.1, True),
        *[(TABLE, False)] * small,
    ]
    assert [each.bold for each in printed(lines)] == [bold for _, bold in lines]


def test_a_page_in_one_weight_has_nothing_bold() -> None:
    assert not any(each.bold for each in printed([(BODY, True)] * 4))
