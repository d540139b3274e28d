"""Rules that shine through from the other side go; on a page that has faded all over they stay."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.shapes import Grey
from extract.ocr.shine import without_shine
from schemas.printed import Rule

UNIT = 72.0 / 200.0
DARK, PALE = (40.0, 80.0, 120.0, 160.0), (60.0, 101.0)  # points from the top


def sheet(dark: float, pale: float, *, upright: bool) -> tuple[Grey, list[Rule]]:
    """Grey paper with rules so much darker than it, and other ones."""
    grey = np.full((round(220 / UNIT), round(220 / UNIT)), 220.0)
    rules = []
    for places, depth in ((DARK, dark), (PALE, pale)):
        for at in places:
            row = round(at / UNIT)
            grey[row - 1 : row + 1, round(20 / UNIT) : round(200 / UNIT)] -= depth
            rules.append(Rule(20.0, at - 0.4, 200.0, at + 0.4, False))
    grey = np.clip(grey + np.random.default_rng(3).normal(0, 3, grey.shape), 0, 255)
    if upright:
        rules = [Rule(r.top, r.x0, r.bottom, r.x1, True) for r in rules]
        grey = grey.T
    return np.ascontiguousarray(grey.astype(np.uint8)), rules


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize(
    ("dark", "pale", "kept"),
    [
        (150.0, 14.0, 4),  # the verso
        (150.0, 60.0, 6),  # hairlines in a lighter grey
        (30.0, 14.0, 6),  # faded
    ],
)
def test_what_shines_through(dark: float, pale: float, kept: int, *, upright: bool) -> None:
    grey, rules = sheet(dark, pale, upright=upright)
    assert without_shine(rules, grey, UNIT) == rules[:kept]


def test_a_page_without_rules() -> None:
    assert without_shine([], sheet(0.0, 0.0, upright=False)[0], UNIT) == []
