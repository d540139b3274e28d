"""Bullets that an engine leaves out, found on the ink before its lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr.bullets import with_bullets
from extract.ocr.shapes import Ink, SeenLine

DPI, HIGH = 300.0, 50  # a line of text of 12 points
TEXT = "Une aide"


def line(top: int, x0: int = 120, text: str = TEXT, box: int | None = None) -> SeenLine:
    """A line whose letters begin at x0, and its box at `box`, as some engines have it."""
    centres = tuple(float(x0 + 10 + 20 * at) for at in range(len(text)))
    left = x0 if box is None else box
    return SeenLine(text, left, top, x0 + 20 * len(text), top + HIGH, centres, 0.9)


def sheet(*marks: tuple[int, int, int], thick: int = cv2.FILLED) -> Ink:
    """Discs, or rings of a stroke: x and y of their middle, radius."""
    ink: Ink = np.zeros((400, 600), np.uint8)
    for x, y, radius in marks:
        cv2.circle(ink, (x, y), radius, 255, thick)
    return ink


def texts(lines: list[SeenLine], ink: Ink) -> list[str]:
    return [each.text for each in with_bullets(lines, ink, DPI)]


@pytest.mark.parametrize("box", [None, 70])
def test_the_bullets_of_a_list_are_found(box: int | None) -> None:
    lines = [line(20, box=box), line(100), line(180)]
    found = with_bullets(lines, sheet((80, 45, 7), (80, 125, 7), (81, 204, 7)), DPI)
    assert [each.text for each in found] == [f"• {TEXT}"] * 3
    assert [each.centres[0] for each in found] == pytest.approx([80, 80, 81], abs=1)
    assert all(len(each.centres) == len(each.text) and each.x0 < 75 for each in found)


def test_rings_are_rings() -> None:
    ink = sheet((80, 45, 9), (80, 125, 9), thick=2)
    assert texts([line(20), line(100)], ink) == [f"○ {TEXT}"] * 2


def test_one_with_those_that_were_read_is_a_bullet() -> None:
    lines = [line(20), line(100, 80, f"• {TEXT}")]
    assert texts(lines, sheet((90, 45, 7))) == [f"• {TEXT}"] * 2


@pytest.mark.parametrize(
    "marks",
    [
        [(80, 45, 7)],  # one alone
        [(80, 45, 7), (80, 204, 7)],  # the second before no line
        [(80, 45, 2), (80, 125, 2)],  # specks
        [(80, 45, 18), (80, 125, 18)],  # as high as letters
        [(80, 68, 7), (80, 148, 7)],  # at the foot of the line: a full stop
        [(60, 45, 7), (80, 45, 7), (60, 125, 7), (80, 125, 7)],  # an ellipsis
        [(130, 45, 7), (130, 125, 7)],  # within the letters
    ],
)
def test_other_marks_are_none(marks: list[tuple[int, int, int]]) -> None:
    assert texts([line(20), line(100)], sheet(*marks)) == [TEXT] * 2


def test_the_end_of_another_column_is_no_bullet() -> None:
    other = [line(20, 20, "fin."), line(100, 20, "fin.")]
    lines = [*other, line(20), line(100)]
    assert texts(lines, sheet((95, 45, 7), (95, 125, 7))) == ["fin.", "fin.", TEXT, TEXT]
