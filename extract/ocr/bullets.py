"""Bullets that an engine left out: small discs and rings in a column, each before a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extract.ocr.setting import Marks, marks_of
from extract.ocr.shapes import Ink, SeenLine, is_turned

# In parts of the height of the box of a line.
SMALL, LARGE = 0.13, 0.50  # sides of a bullet
NEAR, FAR = 0.15, 2.5  # from a bullet to the first letter
HIGH, LOW = 0.25, 0.80  # where its middle lies, from the top
EDGE = 0.6  # from the middle of a letter to its edge, in letters
# Of each other.
ROUND = 0.72  # the shorter side of the longer one
FULL = 0.2  # of its box that is ink; a ring has less than a disc
ALIKE = 0.35  # by how much the bullets of a column differ
SEVERAL = 2  # one alone may be a speck
DISC, RING = "•", "○"
MARK = re.compile(r"[^\w\s]\s")  # a line that begins with a mark has its bullet


Places = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class _Bullet(NamedTuple):
    line: int  # its index
    x0: int
    top: int
    x1: int
    bottom: int
    ring: bool


def with_bullets(lines: Sequence[SeenLine], letters: Ink, dpi: float) -> list[SeenLine]:
    """The same lines, each with the bullet that stands before it."""
    told = list(lines)
    for each in _columns(list(_candidates(lines, letters, dpi)), lines):
        own = told[each.line]
        middle, text = (each.x0 + each.x1) / 2, own.text.lstrip()
        centres = own.centres[len(own.text) - len(text) :]
        told[each.line] = own._replace(
            text=f"{RING if each.ring else DISC} {text}",
            x0=min(own.x0, each.x0 - 1.0),
            centres=(middle, (middle + centres[0]) / 2, *centres),
        )
    return told


def _candidates(lines: Sequence[SeenLine], letters: Ink, dpi: float) -> Iterator[_Bullet]:
    """Every small round mark alone before a line, that is no part of another."""
    marks = marks_of(letters, dpi)
    wide, high = marks.x1 - marks.x0, marks.bottom - marks.top
    x, y = (marks.x0 + marks.x1) / 2, (marks.top + marks.bottom) / 2
    even = (np.minimum(wide, high) >= ROUND * np.maximum(wide, high)) & (
        marks.area >= FULL * wide * high
    )
    free = _free(lines, x, y)
    for index, line in enumerate(lines):
        tall, left = line.bottom - line.top, _left(line)
        if is_turned(line) or not line.text.strip() or MARK.match(line.text.lstrip()):
            continue
        before = free & (marks.x1 <= left) & (left - marks.x1 <= FAR * tall)
        before &= (y >= line.top + HIGH * tall) & (y <= line.top + LOW * tall)
        (own,) = np.nonzero(before)
        if len(own) == 1 and _is_bullet(marks, int(own[0]), tall, left) and even[own[0]]:
            x0, top, x1, bottom = (int(side[own[0]]) for side in marks[:4])
            hole = letters[(top + bottom) // 2, (x0 + x1) // 2] == 0
            yield _Bullet(index, x0, top, x1, bottom, bool(hole))


def _free(lines: Sequence[SeenLine], x: Places, y: Places) -> Flags:
    """The marks that are no letters of any line."""
    free = np.ones(len(x), np.bool_)
    for line in lines:
        inside = (x >= _left(line)) & (x <= line.x1)
        free &= ~(inside & (y >= line.top) & (y <= line.bottom))
    return free


def _left(line: SeenLine) -> float:
    """Where the letters of a line begin: its box may begin before a bullet."""
    places = [at for at, letter in zip(line.centres, line.text, strict=False) if letter != " "]
    if len(places) < 2:
        return line.x0
    step = (places[-1] - places[0]) / max(len(line.text.strip()) - 1, 1)
    return max(places[0] - EDGE * step, line.x0)


def _is_bullet(marks: Marks, index: int, tall: float, left: float) -> bool:
    sides = (marks.x1[index] - marks.x0[index], marks.bottom[index] - marks.top[index])
    gap = left - marks.x1[index]
    return gap >= NEAR * tall and all(SMALL * tall <= side <= LARGE * tall for side in sides)


def _columns(found: Sequence[_Bullet], lines: Sequence[SeenLine]) -> Iterator[_Bullet]:
    """Those that stand in one column with others like them, or with bullets that were read."""
    read = [
        (line.centres[0], line.bottom - line.top)
        for line in lines
        if line.centres and line.text[:1] in (DISC, RING, "·", "●", "■", "▪")
    ]
    for each in found:
        middle, side = (each.x0 + each.x1) / 2, each.x1 - each.x0
        tall = lines[each.line].bottom - lines[each.line].top
        alike = [
            other
            for other in found
            if abs((other.x0 + other.x1) / 2 - middle) <= ALIKE * tall
            and abs(other.x1 - other.x0 - side) <= ALIKE * side
        ]
        beside = [at for at, _ in read if abs(at - middle) <= ALIKE * tall]
        if len(alike) + len(beside) >= SEVERAL:
            yield each
