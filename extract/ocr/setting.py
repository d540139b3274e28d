"""From lines that an engine read to words: edges, size and weight are measured on the ink."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.shapes import Ink, SeenLine
from schemas.printed import Box, Word

# In parts of the font size, as type designers draw Latin letters.
CAPITAL = 0.70  # height of a capital or a digit
SMALL_LETTER = 0.50  # height of an x
TALL = re.compile(r"[A-Z0-9bdfhkltÀ-ÖØ-Þ(/%€]")
SPECK = 0.12  # of a line's height: less is no part of a letter
RAISED = (0.80, 0.18)  # a raised figure is so much smaller, and stands so much higher
HEAVY = 1.25  # times the usual stroke: bold
SAME_SIZE = 0.09  # sizes this close are one


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


def setting_of(line: SeenLine, marks: Marks, ink: Ink) -> Setting:
    """Baseline and size of a line, by its ink; by its box where that tells nothing."""
    height = line.bottom - line.top
    high = marks.bottom - marks.top
    letters = high >= 0.25 * height
    if not letters.any():
        return Setting(line.bottom - 0.22 * height, 0.8 * height, 0.0)
    baseline = float(np.median(marks.bottom[letters]))
    tops = marks.top[letters & (marks.bottom > baseline - 0.3 * height)]
    top = float(np.percentile(tops, 20)) if len(tops) else line.top
    tall = bool(TALL.search(line.text))
    size = (baseline - top) / (CAPITAL if tall else SMALL_LETTER)
    size = min(max(size, 0.5 * height), 1.4 * height)
    return Setting(baseline, size, _stroke(line, ink) / size)


def _stroke(line: SeenLine, ink: Ink) -> float:
    """Width of the strokes: twice the area over the length of the outline."""
    part = ink[int(line.top) : int(line.bottom) + 1, int(line.x0) : int(line.x1) + 1]
    area = int(np.count_nonzero(part))
    if not area:
        return 0.0
    inner = cv2.erode(part, np.ones((3, 3), np.uint8))
    outline = area - int(np.count_nonzero(inner))
    return 2.0 * area / max(outline, 1)


def words_of(lines: Sequence[SeenLine], ink: Ink, dpi: float, page: int) -> list[list[Word]]:
    """The words of each line, in points, with the edges of their letters."""
    every = marks_of(ink, dpi)
    parts = [within(every, line) for line in lines]
    settings = [setting_of(line, own, ink) for line, own in zip(lines, parts, strict=True)]
    _settle_sizes(lines, settings)
    usual = _usual_stroke(lines, settings)
    return [
        list(_words(line, own, each, dpi, page, each.stroke > HEAVY * usual > 0))
        for line, own, each in zip(lines, parts, settings, strict=True)
    ]


def _settle_sizes(lines: Sequence[SeenLine], settings: Sequence[Setting]) -> None:
    """Sizes that measure nearly the same are made the same: the one most letters have."""
    weight: dict[float, int] = {}
    for line, each in zip(lines, settings, strict=True):
        each.size = round(each.size, 1)
        weight[each.size] = weight.get(each.size, 0) + len(line.text)
    heads: list[float] = []
    while weight:
        head = max(weight, key=lambda size: sum(
            count for other, count in weight.items() if abs(other - size) <= SAME_SIZE * size
        ))  # fmt: skip
        heads.append(head)
        for size in [size for size in weight if abs(size - head) <= SAME_SIZE * head]:
            del weight[size]
    for each in settings:
        each.size = next(head for head in heads if abs(each.size - head) <= SAME_SIZE * head)


def _usual_stroke(lines: Sequence[SeenLine], settings: Sequence[Setting]) -> float:
    strokes = [
        each.stroke
        for line, each in zip(lines, settings, strict=True)
        for _ in range(len(line.text))
        if each.stroke
    ]
    return float(np.median(strokes)) if strokes else 0.0


def _words(
    line: SeenLine, marks: Marks, setting: Setting, dpi: float, page: int, bold: bool
) -> Iterator[Word]:
    unit = 72.0 / dpi
    slices = [match.span() for match in re.finditer(r"\S+", line.text)]
    runs = _runs(marks, setting.size)
    sides = _sides(line, slices, runs)
    for number, ((start, end), (x0, x1)) in enumerate(zip(slices, sides, strict=True)):
        own = (marks.x0 < x1) & (marks.x1 > x0)
        top = float(marks.top[own].min()) if own.any() else setting.baseline - 0.7 * setting.size
        bottom = float(marks.bottom[own].max()) if own.any() else setting.baseline
        inside = [run for run in runs if x0 <= (run[0] + run[1]) / 2 <= x1]
        edges = _edges(line.centres[start:end], x0, x1, inside)
        yield Word(
            text=line.text[start:end],
            page=page,
            box=Box(x0 * unit, top * unit, x1 * unit, bottom * unit),
            baseline=setting.baseline * unit,
            size=round(setting.size * unit, 1),
            bold=bold,
            italic=False,
            angle=0,
            edges=tuple(edge * unit for edge in edges),
            raised=_raised(line.text[start:end], marks, edges, setting),
            space=" " if number else "",
        )


def _runs(marks: Marks, size: float) -> list[tuple[float, float]]:
    """Stretches of ink along a line, with paper between them."""
    high = marks.bottom - marks.top
    wide = marks.x1 - marks.x0
    letters = (high >= SPECK * size) | (wide >= SPECK * size)
    found: list[list[float]] = []
    for index in np.argsort(marks.x0):
        if not letters[index]:
            continue
        x0, x1 = float(marks.x0[index]), float(marks.x1[index])
        if found and x0 <= found[-1][1]:
            found[-1][1] = max(found[-1][1], x1)
        else:
            found.append([x0, x1])
    return [(x0, x1) for x0, x1 in found]


def _sides(
    line: SeenLine, slices: Sequence[tuple[int, int]], runs: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Where each word begins and ends: at the widest gap between its neighbours' letters."""
    left = runs[0][0] if runs else line.x0
    right = runs[-1][1] if runs else line.x1
    sides = []
    for index, (_, end) in enumerate(slices):
        begin = left
        if index + 1 < len(slices):
            low, high = line.centres[end - 1], line.centres[slices[index + 1][0]]
            stop, left = _gap(runs, low, high)
        else:
            stop = max(right, begin)
        sides.append((begin, max(stop, begin + 1.0)))
    return sides


def _gap(runs: Sequence[tuple[float, float]], low: float, high: float) -> tuple[float, float]:
    """The widest paper between two letters; half way where their ink touches."""
    gaps = [
        (before[1], after[0])
        for before, after in itertools.pairwise(runs)
        if after[0] > low and before[1] < high
    ]
    if not gaps:
        return (low + high) / 2, (low + high) / 2
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _edges(
    centres: Sequence[float], x0: float, x1: float, runs: Sequence[tuple[float, float]]
) -> list[float]:
    """Edges of the letters: of the ink where it has a stretch for each, else half way."""
    if len(runs) == len(centres):
        inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(runs)]
    else:
        inner = [(a + b) / 2 for a, b in itertools.pairwise(centres)]
    edges = [x0, *(min(max(each, x0), x1) for each in inner), x1]
    return [float(each) for each in np.maximum.accumulate(edges)]


def _raised(
    text: str, marks: Marks, edges: Sequence[float], setting: Setting
) -> tuple[tuple[int, int], ...]:
    """Figures at the end of a word that are set small and high: a note's mark."""
    match = re.search(r"(?<=\w)[0-9]{1,2}\Z", text)
    first = len(text)
    for index in range(len(text) - 1, match.start() - 1 if match else len(text), -1):
        middle = (marks.x0 + marks.x1) / 2
        own = (middle >= edges[index]) & (middle <= edges[index + 1])
        own &= marks.bottom - marks.top > SPECK * setting.size
        if not own.any():
            break
        high = float(marks.bottom[own].max() - marks.top[own].min())
        lift = setting.baseline - float(marks.bottom[own].max())
        if high > RAISED[0] * CAPITAL * setting.size or lift < RAISED[1] * setting.size:
            break
        first = index
    return ((first, len(text)),) if 0 < first < len(text) else ()
