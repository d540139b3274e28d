"""Light letters on dark bands are made dark on light; nothing else is changed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr.inverse import dark_on_light
from extract.ocr.picture import ink_of
from extract.ocr.rules import find_rules
from extract.ocr.shapes import Grey, SeenLine

DPI, PAPER = 300.0, 245
LINES = [SeenLine("TOTAL 325,07", 120, top, 620, top + 50, tuple(range(140, 620, 40)), 0.9)
         for top in (100, 200, 300)]  # fmt: skip


def sheet(band: int, letters: int) -> Grey:
    """Three lines, the middle one on a band."""
    grey = np.full((500, 900), PAPER, np.uint8)
    grey[195:255, 100:800] = band
    for line, shade in zip(LINES, (30, letters, 30), strict=True):
        at = (130, int(line.bottom) - 8)
        cv2.putText(grey, line.text, at, cv2.FONT_HERSHEY_SIMPLEX, 1.6, shade, 4)
    grain = np.random.default_rng(5).normal(0, 5, grey.shape)
    return np.clip(grey + grain, 0, 255).astype(np.uint8)


def test_light_letters_become_dark_ones_on_paper() -> None:
    found = dark_on_light(sheet(110, 250), DPI, LINES).astype(np.int16)
    wanted = sheet(PAPER, 10).astype(np.int16)
    assert np.median(abs(found - wanted)[195:255, 100:800]) < 20
    letters = wanted[195:255, 130:600] < 60
    assert found[195:255, 130:600][letters].mean() < 60
    assert (found[185:265, 90:810] < 100).sum() < 1.3 * (wanted[185:265, 90:810] < 100).sum()


def test_what_stands_around_the_band_is_as_it_was() -> None:
    grey = sheet(110, 250)
    found = dark_on_light(grey, DPI, LINES)
    assert (found[:185] == grey[:185]).all()
    assert (found[265:] == grey[265:]).all()


def test_dark_letters_on_a_shade_and_bands_without_letters_are_left_alone() -> None:
    for grey, lines in ((sheet(190, 30), LINES), (sheet(110, 250), [LINES[0], LINES[2]])):
        assert (dark_on_light(grey, DPI, lines) == grey).all()
    plain = sheet(PAPER, 30)
    assert dark_on_light(plain, DPI, LINES) is plain


def test_a_black_bar_along_a_band_stays() -> None:
    grey = sheet(110, 250)
    grey[255:266, 100:800] = 15  # 2.6 points
    grey[190:197, 100:800] = 15
    found = dark_on_light(grey, DPI, LINES)
    rules, _ = find_rules(ink_of(found, DPI), DPI, LINES, found)
    assert [round(rule.at / 0.24) for rule in rules] == pytest.approx([193, 260], abs=3)
    assert (found[201:250, 620:790] > 150).all()
