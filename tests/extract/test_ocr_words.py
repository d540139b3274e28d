"""Words of recognised lines: their blanks, and what is raised."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.shapes import Ink, SeenLine
from extract.ocr.words import spaced, words_of


@pytest.mark.parametrize(
    ("text", "starts", "said"),
    [
        ("27300", (0, 50, 125, 175, 225), "27 300"),  # a blank half as wide as a digit
        ("11300", (0, 50, 100, 150, 200), "11300"),
        ("100", (0, 75, 125), "100"),
        ("de60", (0, 50, 130, 180), "de 60"),
    ],
)
def test_blanks_that_the_ink_shows_are_put_in(
    text: str, starts: tuple[int, ...], said: str
) -> None:
    runs = [(x + 2.0, x + 46.0) if each != "1" else (x + 18.0, x + 30.0)
            for x, each in zip(starts, text, strict=True)]  # fmt: skip
    centres = tuple(x + 24.0 for x in starts)
    line = SeenLine(text, 0.0, 0.0, 300.0, 100.0, centres, 0.9)
    told = spaced(line, runs, 92.0)
    assert told.text == said
    assert len(told.centres) == len(said)


@pytest.mark.parametrize(("blank", "said"), [(14.0, "1 122 000,00"), (9.0, "1122 000,00")])
def test_a_narrow_blank_is_told_by_the_step_of_the_digits_around_it(
    blank: float, said: str
) -> None:
    text, at, starts = "1122 000,00", 0.0, []
    for index, each in enumerate(text):
        at += blank if index == 1 else 0.0
        starts.append(at)
        at += 23.0 if each in " ," else 46.0
    runs = [
        (x + 6.0, x + (12.0 if each == "," else 40.0))
        for x, each in zip(starts, text, strict=True)
        if each != " "
    ]
    centres = tuple(
        x + 9.0 if each in " ," else x + 23.0 for x, each in zip(starts, text, strict=True)
    )
    line = SeenLine(text, 0.0, 0.0, at, 100.0, centres, 0.9)
    assert spaced(line, runs, 92.0).text == said


def test_digits_that_touch_share_their_ink() -> None:
    runs = [(0.0, 18.0), (28.0, 65.0), (68.0, 86.0), (96.0, 114.0), (116.0, 134.0), (136.0, 154.0)]
    centres = (9.0, 37.0, 56.0, 77.0, 91.0, 105.0, 125.0, 145.0)
    line = SeenLine("4740 000", 0.0, 0.0, 160.0, 40.0, centres, 0.9)
    assert spaced(line, runs, 39.7).text == "4 740 000"


@pytest.mark.parametrize(
    ("gap", "said"), [(4.0, "de -12 €"), (6.0, "de -12 €"), (12.0, "de - 12 €")]
)
def test_a_dash_that_stands_off_a_figure_is_no_minus(gap: float, said: str) -> None:
    starts = [0.0, 10.0, 30.0, 36.0 + gap, 46.0 + gap, 66.0 + gap]
    runs = [(at, at + wide) for at, wide in zip(starts, (8, 8, 6, 8, 8, 8), strict=True)]
    middles = [(a + b) / 2 for a, b in runs]
    centres = (middles[0], middles[1], 24.0, *middles[2:5], middles[4] + 10, middles[5])
    line = SeenLine("de -12 €", 0.0, 0.0, 90.0, 24.0, centres, 0.9)
    assert spaced(line, runs, 24.0).text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1ermai", "1er mai"),
        ("1ers", "1ers"),
        ("21er", "21er"),
        ("•Avenant", "• Avenant"),
        ("RAPPORTN°12", "RAPPORT N°12"),
        ("Articlen°1", "Article n°1"),
    ],
)
def test_blanks_that_form_asks_for_are_put_in(text: str, said: str) -> None:
    centres = tuple(10.0 * at for at in range(len(text)))
    line = SeenLine(text, 0.0, 0.0, 100.0, 12.0, centres, 0.9)
    told = spaced(line, [(0.0, 100.0)], 12.0)
    assert told.text == said
    assert len(told.centres) == len(said)
    assert sorted(told.centres) == list(told.centres)


@pytest.mark.parametrize(
    ("text", "wide", "raised"), [("0,00", 18, False), ("1250", 12, True), ("2008", 18, False)]
)
def test_a_last_figure_cut_at_its_foot_is_raised_where_it_is_narrow_and_no_hundredth(
    text: str, wide: int, raised: bool
) -> None:
    ink: Ink = np.zeros((100, 400), np.uint8)
    for at, letter in enumerate(text):
        last = at == len(text) - 1
        top, bottom = (60, 66) if letter == "," else (20, 40) if last else (20, 60)
        ink[top:bottom, 20 + 30 * at : 20 + (wide if last else 18) + 30 * at] = 255
    centres = tuple(29.0 + 30 * at for at in range(len(text)))
    line = SeenLine(text, 15, 12, 140, 72, centres, 0.9)
    ((word,),) = words_of([line], ink, 300.0, 1)
    assert bool(word.raised) is raised


def test_nothing_is_raised_where_no_letter_tells_the_baseline() -> None:
    ink: Ink = np.zeros((100, 400), np.uint8)
    for at in range(4):  # what is left of figures: strokes that are no letter's
        ink[20:24, 20 + 30 * at : 38 + 30 * at] = 255
    ink[34:40, 110:120] = 255
    line = SeenLine("2008", 15, 12, 140, 72, (29.0, 59.0, 89.0, 119.0), 0.9)
    ((word,),) = words_of([line], ink, 300.0, 1)
    assert word.raised == ()
