"""Lines that an engine read across an upright rule: what stands in each cell is read by itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from extract.ocr.readers import FirstReader
from extract.ocr.shapes import Grey, Ink, SeenLine
from schemas.printed import Rule

HALO = 0.8  # points of grey beside a rule
INK = 0.002  # part of a piece that is ink where something stands in it


def parted(
    lines: Sequence[SeenLine],
    rules: Sequence[Rule],
    letters: Ink,
    grey: Grey,
    dpi: float,
    reader: FirstReader,
) -> list[SeenLine]:
    """The same lines, none across an upright rule; `grey` is the picture without its rules.

    Where each letter of a long line stands is known roughly: a figure at the edge of a cell
    would fall into the next one.
    """
    scale = dpi / 72.0
    upright = [rule for rule in rules if rule.vertical]
    found: list[SeenLine] = []
    for line in lines:
        walls = _walls(line, upright, scale)
        found += _pieces(line, walls, letters, grey, HALO * scale, reader) if walls else [line]
    return found


def _walls(line: SeenLine, upright: Sequence[Rule], scale: float) -> list[float]:
    if len(line.centres) < 2:
        return []
    middle = (line.top + line.bottom) / 2
    across = {
        round(rule.at * scale, 1)
        for rule in upright
        if rule.top * scale <= middle <= rule.bottom * scale
        and line.centres[0] < rule.at * scale < line.centres[-1]
    }
    return sorted(across)


def _pieces(
    line: SeenLine,
    walls: Sequence[float],
    letters: Ink,
    grey: Grey,
    halo: float,
    reader: FirstReader,
) -> Iterator[SeenLine]:
    """What stands between each two walls, read again."""
    top, bottom = max(int(line.top) - 2, 0), int(line.bottom) + 3
    ends = [line.x0, *walls, line.x1]
    for start, stop in itertools.pairwise(ends):
        left = int(start + (halo if start in walls else 0))
        right = int(stop - (halo if stop in walls else 0)) + 1
        ink = letters[top:bottom, left:right] > 0
        if not ink.size or ink.mean() < INK:
            continue
        columns = np.flatnonzero(ink.any(axis=0))
        text, score = reader.line(np.ascontiguousarray(grey[top:bottom, left:right]))
        text = " ".join(text.split())
        if text:
            x0, x1 = left + float(columns[0]), left + float(columns[-1]) + 1
            step = (x1 - x0) / len(text)
            centres = tuple(x0 + (at + 0.5) * step for at in range(len(text)))
            yield SeenLine(text, x0 - 2, line.top, x1 + 2, line.bottom, centres, score)
