"""Streaks of a scanner are taken off pages; rules of tables are none."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extract.ocr.picture import straighten
from extract.ocr.shapes import Grey
from extract.ocr.streaks import doubted_under, without_streaks
from schemas.printed import Box, Word

DPI = 150.0


def sheet() -> Grey:
    """A frame that leaves little margin, a line of text, grain."""
    grain = np.random.default_rng(4).normal(245, 4, (1200, 850))
    grey = np.clip(grain, 0, 255).astype(np.uint8)
    cv2.rectangle(grey, (30, 30), (820, 1170), 40, 2)
    for y in range(100, 1100, 40):
        cv2.putText(grey, "Montant 12 548 euros", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 30, 3)
    return grey


def streaked(dark: int, down: bool = True) -> Grey:
    grey = sheet()
    over = np.s_[:, 400:402] if down else np.s_[705:707]
    grey[over] = np.maximum(grey[over].astype(np.int16) - dark, 0).astype(np.uint8)
    return grey


def test_a_page_without_streaks_is_left_alone() -> None:
    grey = sheet()
    found, streaks = without_streaks(grey, DPI)
    assert found is grey
    assert streaks == ()


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize("dark", [25, 90])
def test_a_streak_is_taken_off_and_letters_stay(dark: int, down: bool) -> None:
    before = streaked(dark, down)
    found, (streak,) = without_streaks(before, DPI)
    assert (streak.down, streak.opaque) == (down, False)
    at = (401 if down else 706) * 72 / DPI
    assert streak.low <= at <= streak.high
    assert np.abs(found.astype(np.int16) - sheet()).max() < 60
    assert before is not found


def test_an_opaque_streak_goes_from_bare_paper_and_figures_beneath_are_in_doubt() -> None:
    found, (streak,) = without_streaks(streaked(250), DPI)
    assert streak.opaque
    assert (found[1110:1160, 399:403] > 200).all()
    picture = replace(straighten(found, DPI), streaks=(streak,))

    def word(x0: float, text: str) -> Word:
        box = Box(x0, 40.0, x0 + 20.0, 50.0)
        return Word(text, 1, box, 50.0, 10.0, False, False, 0, (x0, x0 + 20.0), second=text)

    words = [word(180.0, "548"), word(60.0, "12"), word(180.0, "mot")]
    told = doubted_under(words, picture)
    assert [each.doubtful for each in told] == [True, False, False]
