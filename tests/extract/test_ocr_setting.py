"""Weights of lines, told by their strokes."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.setting import Setting, marks_of, settings_of, within
from extract.ocr.shapes import Ink, SeenLine
from extract.ocr.weight import weigh

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
    settings = settings_of(seen, [within(every, line) for line in seen], ink, 300.0)
    weigh(seen, settings)
    return settings


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


def weighed(*lines: tuple[str, float, float, float]) -> list[bool]:
    """Text, baseline, size and stroke of each line; whether it is bold."""
    settings = [Setting(baseline, size, stroke, 9) for _, baseline, size, stroke in lines]
    centres = [tuple(float(at) for at in range(len(text))) for text, *_ in lines]
    seen = [
        SeenLine(line[0], 0.0, line[1] - 10, 99.0, line[1], each, 0.9)
        for line, each in zip(lines, centres, strict=True)
    ]
    weigh(seen, settings)
    return [each.bold for each in settings]


def test_a_heading_of_its_own_size_is_bold_beside_a_page_half_of_which_is() -> None:
    text = [("Les équipes reçoivent", 10.0, 40.0, 0.110)] * 4
    heads = [("Date de mise en place", 10.0, 42.0, 0.144)] * 6
    table = [("Département", 10.0, 32.0, 0.130)] * 12
    alone = ("Action 2 : Ouvrir un accueil", 10.0, 49.0, 0.138)
    thin = ("Action 2 : Ouvrir un accueil", 10.0, 49.0, 0.106)
    for line, bold in ((alone, True), (thin, False)):
        found = weighed(line, *text, *heads, *table)
        assert found == [bold, *[False] * 4, *[True] * 6, *[False] * 12]


def test_a_few_letters_between_two_weights_are_as_their_row() -> None:
    head = [("Indicateurs", 10.0, 32.0, 0.170), ("en 2021", 10.0, 32.0, 0.175)]
    row = [("Nombre de permanences tenues", 50.0, 32.0, 0.128), ("164", 50.0, 32.0, 0.130)]
    assert weighed(*head, ("2023", 10.0, 32.0, 0.145), *row, ("287", 50.0, 32.0, 0.150)) == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_no_line_is_no_weight() -> None:
    assert weighed() == []
    assert weighed(("a", 10.0, 32.0, 0.0)) == [False]
