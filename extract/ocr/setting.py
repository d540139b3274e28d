"""How lines are set: baseline, size and weight, measured on their ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.shapes import Ink, SeenLine

# In parts of the font size, as type designers draw Latin letters.
CAPITAL = 0.70  # height of a capital or a digit
SMALL_LETTER = 0.50  # height of an x
TALL, SMALL, HANGING = "tall", "small", "hanging"  # letters, by where they end
BLUR = 0.25  # points that a scanner adds to every stroke, whatever its size
SAME_SIZE = 0.045  # sizes this close are one
UNSURE_SIZE = 0.12  # where they are measured on few letters
SURE = 6  # letters


class Marks(NamedTuple):
    """The connected parts of the ink of a page, a row each."""

    x0: npt.NDArray[np.int64]
    top: npt.NDArray[np.int64]
    x1: npt.NDArray[np.int64]
    bottom: npt.NDArray[np.int64]
    area: npt.NDArray[np.int64]


@dataclass(slots=True)
class Setting:
    """How a line is set; pixels."""

    baseline: float
    size: float
    stroke: float  # width of its strokes in parts of its size
    letters: int = 0  # on which the size was measured
    bold: bool = False


def marks_of(ink: Ink, dpi: float) -> Marks:
    """The connected parts, specks left out."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    rows = stats[1:].astype(np.int64)
    least = max(dpi / 72.0 * 0.45, 2.0)
    rows = rows[(rows[:, 2] >= least) | (rows[:, 3] >= least)]
    x, y, wide, high, area = rows.T
    return Marks(x, y, x + wide, y + high, area)


def within(marks: Marks, line: SeenLine) -> Marks:
    """The parts whose middle lies in a line."""
    x, y = (marks.x0 + marks.x1) / 2, (marks.top + marks.bottom) / 2
    high = marks.bottom - marks.top
    inside = (x >= line.x0 - 2) & (x <= line.x1 + 2) & (y >= line.top) & (y <= line.bottom)
    inside &= high <= 1.6 * (line.bottom - line.top)
    return Marks(*(column[inside] for column in marks))


def setting_of(
    line: SeenLine, marks: Marks, ink: Ink, dpi: float, small: float = SMALL_LETTER
) -> Setting:
    """Baseline and size of a line, by its ink; by its box where that tells nothing.

    `small` is the height of an x where that of a capital is `CAPITAL`: fonts differ in it.
    """
    height = line.bottom - line.top
    letters = _letters(line, marks)
    if not letters:
        return Setting(line.bottom - 0.22 * height, 0.8 * height, 0.0)
    baseline = _baseline(letters, marks)
    parts = {TALL: CAPITAL, SMALL: small}
    sizes = [
        (baseline - float(marks.top[index])) / parts[kind]
        for index, kind in letters
        if kind in parts and marks.top[index] < baseline - 0.2 * height
    ]
    size = _middle(sizes) if sizes else 0.8 * height
    size = min(max(size, 0.5 * height), 1.4 * height)
    stroke = max(_stroke(line, baseline, size, ink) - BLUR * dpi / 72.0, 0.0)
    return Setting(baseline, size, stroke / size, len(sizes))


def _letters(line: SeenLine, marks: Marks) -> list[tuple[int, str]]:
    """Which part of the ink is which letter, as far as one part holds one: its index, its kind."""
    if not len(marks.x0):
        return []
    centres = np.array([x for x, each in zip(line.centres, line.text, strict=False) if each != " "])
    kinds = [_kind(each) for each in line.text if each != " "]
    high = marks.bottom - marks.top
    found = []
    for index in np.flatnonzero(high >= 0.25 * (line.bottom - line.top)):
        own = np.flatnonzero((centres >= marks.x0[index]) & (centres <= marks.x1[index]))
        if len(own) == 1 and kinds[own[0]]:
            found.append((int(index), kinds[own[0]]))
    return found


@cache
def _kind(letter: str) -> str:
    if letter in "acemnorsuvwxzœæ":
        return SMALL
    if letter in "bdfhkl" or letter in "ABCDEFGHIKLMNOPRSTUVWXYZ" or letter.isdigit():
        return TALL
    return HANGING if letter in "gpqy" else ""


def _baseline(letters: Sequence[tuple[int, str]], marks: Marks) -> float:
    feet = [marks.bottom[index] for index, kind in letters if kind != HANGING]
    return float(np.median(feet if feet else [marks.bottom[index] for index, _ in letters]))


def height_of_x(lines: Sequence[SeenLine], parts: Sequence[Marks]) -> float:
    """How high an x is where a capital is `CAPITAL`, on this page: lines with both tell."""
    ratios: list[float] = []
    for line, marks in zip(lines, parts, strict=True):
        letters = _letters(line, marks)
        if len(letters) < 2:
            continue
        baseline = _baseline(letters, marks)
        tall = [baseline - marks.top[index] for index, kind in letters if kind == TALL]
        small = [baseline - marks.top[index] for index, kind in letters if kind == SMALL]
        if len(tall) > 2 and len(small) > 2 and np.median(tall) > 0:
            ratios += [float(np.median(small) / np.median(tall))] * min(len(tall), len(small))
    if not ratios:
        return SMALL_LETTER
    return CAPITAL * min(max(float(np.median(ratios)), 0.6), 0.85)


def _stroke(line: SeenLine, baseline: float, size: float, ink: Ink) -> float:
    """Width of the upright strokes: how far ink runs along a line, between baseline and x."""
    top, bottom = int(baseline - 0.42 * size), int(baseline - 0.06 * size)
    part = ink[max(top, 0) : max(bottom, 0), max(int(line.x0), 0) : int(line.x1) + 1] > 0
    if not part.size:
        return 0.0
    edges = np.diff(np.pad(part, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    runs = np.nonzero(edges == -1)[1] - np.nonzero(edges == 1)[1]
    runs = runs[runs < 0.35 * size]
    return _middle(runs) if len(runs) else 0.0


def _middle(values: Sequence[float] | npt.NDArray[Any]) -> float:
    """The mean of the middle half: pixels are whole, what they measure is not."""
    ordered = np.sort(np.asarray(values, np.float64))
    cut = len(ordered) // 4
    return float(ordered[cut : len(ordered) - cut].mean())


def settings_of(
    lines: Sequence[SeenLine], parts: Sequence[Marks], ink: Ink, dpi: float
) -> list[Setting]:
    """How each line of a page is set but for its weight, `parts` being the ink of each."""
    small = height_of_x(lines, parts)
    settings = [
        setting_of(line, own, ink, dpi, small) for line, own in zip(lines, parts, strict=True)
    ]
    _settle_sizes(settings)
    return settings


def _settle_sizes(settings: Sequence[Setting]) -> None:
    """Sizes that measure nearly the same are made the same: the one most letters have.

    What is measured on few letters is taken for a size that others have, if there is one near.
    """
    weight: dict[float, int] = {}
    for each in settings:
        each.size = round(each.size, 1)
        if each.letters >= SURE:
            weight[each.size] = weight.get(each.size, 0) + each.letters
    heads: list[float] = []
    while weight:
        head = max(weight, key=lambda size: sum(
            count for other, count in weight.items() if abs(other - size) <= SAME_SIZE * size
        ))  # fmt: skip
        heads.append(head)
        for size in [size for size in weight if abs(size - head) <= SAME_SIZE * head]:
            del weight[size]
    for each in settings:
        slack = SAME_SIZE if each.letters >= SURE else UNSURE_SIZE
        near = [head for head in heads if abs(each.size - head) <= slack * head]
        if near:
            each.size = min(near, key=lambda head: abs(each.size - head))
