"""Stamps and signatures in colour are taken off the print beneath, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from extract.ocr.colours import without_marks
from samples import wear

DPI = 200.0
Colours = npt.NDArray[np.uint8]


def printed(figures: Sequence[int] = ()) -> wear.Sheet:
    """Lines and a rule in black; figures in a colour of their own, in a grid of it."""
    sheet = np.full((640, 900, 3), 250, np.uint8)
    for y in range(70, 490, 70):
        words = f"Montant {12478 + y} euros"
        cv2.putText(sheet, words, (60, y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (20, 20, 20), 3)
    cv2.line(sheet, (40, 250), (860, 250), (20, 20, 20), 3)
    for y in range(70, 490, 70) if figures else ():
        cv2.putText(sheet, "-1 250,00", (600, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, figures, 2)
        cv2.line(sheet, (50, y + 25), (850, y + 25), figures, 3)
    for x in (50, 560, 850) if figures else ():
        cv2.line(sheet, (x, 30), (x, 450), figures, 3)
    return sheet.astype(np.float64)


def scanned(sheet: wear.Sheet, quality: int = 70) -> Colours:
    blue_first = sheet[:, :, ::-1].clip(0, 255).astype(np.uint8)
    _, file = cv2.imencode(".jpg", blue_first, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(file, cv2.IMREAD_COLOR), np.uint8)


def dark(grey: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return grey < 150


def more(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> int:
    """How many pixels are dark in one alone."""
    return int((dark(one) & ~dark(other)).sum())


@pytest.mark.parametrize("paper", [(255, 255, 255), (250, 236, 170)])
@pytest.mark.parametrize("ink", [wear.BLUE, wear.RED, wear.VIOLET])
def test_a_stamp_over_figures_is_taken_off(ink: Sequence[int], paper: Sequence[int]) -> None:
    clean = wear.tinted(printed(), paper)
    sealed = wear.round_seal(clean, DPI, (120.0, 60.0), ink, 90.0)
    stamped = wear.dated_stamp(sealed, DPI, (160.0, 145.0), ink)
    before, none = without_marks(scanned(clean), DPI)
    after, marks = without_marks(scanned(stamped), DPI)
    worn = np.asarray(cv2.cvtColor(scanned(stamped), cv2.COLOR_BGR2GRAY), np.uint8)
    assert none == 0
    assert marks
    # In a JPEG picture the colours of paper and ink run into one another: less comes off.
    left = 0.1 if min(paper) == 255 else 0.6
    assert more(worn, before) > 2000
    assert more(after, before) < left * more(worn, before)
    assert more(before, after) < 0.03 * int(dark(before).sum())


def test_a_signature_across_a_line_is_taken_off() -> None:
    signed = wear.signed(printed(), DPI, (150.0, 95.0), wear.BLUE, 150.0)
    after, marks = without_marks(scanned(signed), DPI)
    before, _ = without_marks(scanned(printed()), DPI)
    assert marks == 1
    assert more(before, after) < 0.03 * int(dark(before).sum())


@pytest.mark.parametrize("ink", [(0, 0, 200), (200, 0, 0), (20, 30, 90), (0, 110, 60)])
def test_print_in_colour_is_left_alone(ink: Sequence[int]) -> None:
    picture = scanned(printed(ink))
    after, marks = without_marks(picture, DPI)
    assert marks == 0
    assert (after == cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)).all()


def test_a_stamp_beside_the_text_is_left_to_be_read() -> None:
    stamped = wear.dated_stamp(printed(), DPI, (200.0, 200.0), wear.RED, 2.0)
    assert without_marks(scanned(stamped), DPI)[1] == 0
