"""Seals, stamps and signatures are no ruling lines; figures under them are in doubt."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr.foreign import doubted
from extract.ocr.rules import find_rules
from extract.ocr.shapes import Ink
from schemas.printed import Box, Word

DPI = 300.0


def grid() -> Ink:
    ink = np.zeros((900, 1200), np.uint8)
    for y in range(100, 801, 50):
        cv2.line(ink, (100, y), (1100, y), 255, 3)
    for x in (100, 500, 1100):
        cv2.line(ink, (x, 100), (x, 800), 255, 3)
    return ink


def ring(ink: Ink) -> None:
    cv2.ellipse(ink, (800, 450), (200, 200), 0, 0, 360, 255, 6)
    cv2.ellipse(ink, (800, 860), (150, 30), 0, 180, 360, 255, 5)


def frame(ink: Ink) -> None:
    corners = [(580, 310), (1030, 265), (1048, 440), (598, 485)]
    cv2.polylines(ink, [np.array(corners, np.int32)], True, 255, 6)


@pytest.mark.parametrize("mark", [ring, frame])
def test_a_seal_over_a_table_gives_it_no_rules(mark: object) -> None:
    clean, worn = grid(), grid()
    mark(worn)  # type: ignore[operator]
    rules, _ = find_rules(clean, DPI)
    assert len(rules) == 18
    seen, _ = find_rules(worn, DPI)
    assert sorted((rule.vertical, round(rule.at)) for rule in seen) == sorted(
        (rule.vertical, round(rule.at)) for rule in rules
    )


def test_short_walls_and_underlines_stay() -> None:
    ink = np.zeros((600, 1200), np.uint8)
    for y in (100, 150, 200):
        cv2.line(ink, (100, y), (1100, y), 255, 3)
    for x in (100, 500, 1100):
        cv2.line(ink, (x, 100), (x, 150), 255, 3)
    cv2.putText(ink, "El 1", (480, 192), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 3)
    cv2.putText(ink, "Objet", (100, 400), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, 3)
    cv2.line(ink, (100, 412), (210, 412), 255, 3)
    rules, _ = find_rules(ink, DPI)
    assert sorted(round(rule.at / 0.24) for rule in rules if rule.vertical) == pytest.approx(
        [100, 500, 1100], abs=4
    )
    assert any(abs(rule.at / 0.24 - 412) < 3 for rule in rules if not rule.vertical)


def word(text: str, x: float, second: str | None) -> Word:
    """Ten points high at 20 points from the top."""
    edges = tuple(x + 5.0 * at for at in range(len(text) + 1))
    box = Box(x, 13.0, edges[-1], 20.0)
    return Word(text, 1, box, 20.0, 10.0, False, False, 0, edges, second=second)


def letters(words: list[Word]) -> Ink:
    ink = np.zeros((400, 900), np.uint8)
    for each in words:
        for left in each.edges[:-1]:
            x = round(left / 0.24)
            cv2.rectangle(ink, (x + 3, 54), (x + 15, 83), 255, 3)
    return ink


def test_figures_that_a_stroke_crosses_are_in_doubt() -> None:
    words = [word("12", 20.0, "12"), word("548", 60.0, "548"), word("du", 100.0, None)]
    ink = letters(words)
    assert doubted(words, ink, DPI) == (words, "")
    cv2.line(ink, (250, 20), (300, 160), 255, 4)
    found, said = doubted(words, ink, DPI)
    assert [each.doubtful for each in found] == [False, True, False]
    assert said == "548"


def test_figures_within_a_frame_are_in_doubt() -> None:
    words = [word("12", 20.0, "12"), word("548", 90.0, "548")]
    ink = letters(words)
    cv2.rectangle(ink, (340, 20), (640, 140), 255, 4)
    found, _ = doubted(words, ink, DPI)
    assert [each.doubtful for each in found] == [False, True]


def test_large_figures_are_not_their_own_strokes() -> None:
    small = [word("mot", 20.0, None), word("autre", 60.0, None), word("encore", 120.0, None)]
    edges = (30.0, 50.0)
    large = Word(
        "3", 1, Box(30.0, 40.0, 50.0, 61.0), 61.0, 30.0, False, False, 0, edges, second="3"
    )
    ink = letters(small)
    cv2.rectangle(ink, (130, 168), (200, 253), 255, 6)
    found, said = doubted([*small, large], ink, DPI)
    assert not said
    assert found[-1] == large
