"""Streaks of a sheet-fed scanner: straight lines from edge to edge, where dust lay on the glass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extract.doubts import in_doubt
from extract.ocr.shapes import Grey, Picture
from schemas.printed import Word

# Points.
BESIDE = 2.4  # on both sides there is none
WIDEST = 2.4
MARGIN = 5.0  # at either end of the sheet, where no table's rule goes
CHUNK = 26.0  # stretches over which letters average out
RIM = 0.5  # of its grey on either side
NEAR = 1.2  # letters so near are touched
# Grey levels.
DARKER = 6.0
INK = 60.0
OPAQUE = 130.0  # a streak so dark hides what it lies over
MOST = 0.85  # part of the stretches in which it is seen


class Streak(NamedTuple):
    """From edge to edge of a page as displayed, down or across it; points."""

    down: bool
    low: float
    high: float
    opaque: bool

    def times(self, scale: float) -> Streak:
        """The same on a page so many times as large."""
        return self._replace(low=self.low * scale, high=self.high * scale)


def without_streaks(grey: Grey, dpi: float) -> tuple[Grey, tuple[Streak, ...]]:
    """The picture without streaks, as far as they let through what they lie over; and where."""
    found: list[Streak] = []
    for down in (True, False):
        sheet = grey if down else grey.T
        for low, high in _streaks(sheet, dpi):
            if not found:
                sheet = grey = grey.copy()
                sheet = grey if down else grey.T
            opaque = _mend(sheet, low, high, dpi)
            found.append(Streak(down, low * 72.0 / dpi, high * 72.0 / dpi, opaque))
    return grey, tuple(found)


def _streaks(sheet: Grey, dpi: float) -> Iterator[tuple[int, int]]:
    """First and last column, plus one, of each streak."""
    scale = dpi / 72.0
    margin, rows = round(MARGIN * scale), len(sheet)
    ends = [sheet[:margin].mean(axis=0), sheet[-margin:].mean(axis=0)]
    dark = np.logical_and(*(_darker(end[None], scale)[0] > DARKER for end in ends))
    if not dark.any():
        return
    chunks = max(round(rows / (CHUNK * scale)), 1)
    along = cv2.resize(sheet, (sheet.shape[1], chunks), interpolation=cv2.INTER_AREA)
    dark &= (_darker(along.astype(np.float64), scale) > DARKER).mean(axis=0) >= MOST
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dark, [False])).astype(np.int8)))
    for low, high in edges.reshape(-1, 2).tolist():
        if high - low <= WIDEST * scale:
            yield low, high


def _darker(levels: np.ndarray, scale: float) -> np.ndarray:
    """How much darker each column is than those beside it on both sides."""
    beside = round(BESIDE * scale)
    wide = np.pad(levels, ((0, 0), (beside, beside)), constant_values=0.0)
    sides = np.minimum(wide[:, : -2 * beside], wide[:, 2 * beside :])
    return np.asarray(sides - levels)


def _mend(sheet: Grey, low: int, high: int, dpi: float) -> bool:
    """Gives a streak the light back that it took; where it took all, beside bare paper only.

    Letters are read better with a line through them than with a part gone.
    """
    scale = dpi / 72.0
    rim, near = round(RIM * scale), round(NEAR * scale)
    first, last = max(low - rim, near), min(high + rim, sheet.shape[1] - near)
    sides = np.hstack((sheet[:, first - near : first], sheet[:, last : last + near]))
    paper = float(np.median(sides))
    part = sheet[:, first:last].astype(np.float64)
    lost = np.median(np.median(sides, axis=1)[:, None] - part, axis=0)
    opaque = bool(lost.max() > OPAQUE)
    given = np.minimum(part + lost, max(paper, 1.0))
    if opaque:
        bare = sides.min(axis=1) > paper - INK
        given = np.where(bare[:, None], sides.mean(axis=1)[:, None], part)
    sheet[:, first:last] = np.clip(given, 0, 255).astype(np.uint8)
    return opaque


def doubted_under(words: Sequence[Word], picture: Picture) -> list[Word]:
    """The same words, figures that a streak hid in part in doubt."""
    opaque = [streak for streak in picture.streaks if streak.opaque]
    return [
        in_doubt(word)
        if any(map(str.isdigit, word.text)) and _is_under(word, picture, opaque)
        else word
        for word in words
    ]


def _is_under(word: Word, picture: Picture, streaks: Sequence[Streak]) -> bool:
    x0, top, x1, bottom = word.box
    corners = [picture.back.point(x, y) for x in (x0, x1) for y in (top, bottom)]
    for streak in streaks:
        along = [x if streak.down else y for x, y in corners]
        if min(along) < streak.high + RIM and max(along) > streak.low - RIM:
            return True
    return False
