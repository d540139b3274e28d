"""Light letters on dark bands: made dark on light, as all that follows takes letters to be."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.picture import ROUGH
from extract.ocr.shapes import Grey, SeenLine

Labels = npt.NDArray[np.int32]

WINDOW = 9  # pixels of the rough picture: letters are less than half of it, the band is more
DARK = 45  # grey levels below the paper: shaded
RIM = 1.0  # points on either side of the edge of a band, which is never quite level
PAD = 3  # pixels of the rough picture by which a band may reach further
HALF = 0.5  # of a line that runs over a band
LIGHT, DARKER = 0.05, 0.05  # parts of a line: its letters, at least; what is darker than its band


def dark_on_light(grey: Grey, dpi: float, lines: Sequence[SeenLine]) -> Grey:
    """The picture, bands on which light letters were read being paper with dark letters."""
    paper = float(np.percentile(grey[::8, ::8], 75))
    scale = min(ROUGH / dpi, 1.0)
    rough = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(np.asarray(rough, np.uint8), WINDOW)
    shaded = (ground < paper - DARK).astype(np.uint8)
    if not shaded.any():
        return grey
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(shaded, connectivity=4)
    bands = np.asarray(labels, np.int32)
    chosen: dict[int, float] = {}
    for line in lines:
        number = _band(line, bands, scale)
        if number and (level := _level(line, grey, paper)):
            chosen[number] = level
    found = grey.copy() if chosen else grey
    for number, level in chosen.items():
        x, y, wide, high = (int(side / scale) for side in boxes[number][:4])
        pad = int(PAD / scale)
        _turn_over(
            found[max(y - pad, 0) : y + high + pad, max(x - pad, 0) : x + wide + pad],
            paper, level, round(RIM * dpi / 72.0),
        )  # fmt: skip
    return found


def _band(line: SeenLine, bands: Labels, scale: float) -> int:
    """The band that the middle of a line runs over; 0 where it is none."""
    y, x0, x1 = (int(each * scale) for each in ((line.top + line.bottom) / 2, line.x0, line.x1))
    over = bands[min(y, len(bands) - 1), x0 : x1 + 1]
    if not over.size or (over > 0).mean() < HALF:
        return 0
    return int(np.bincount(over[over > 0]).argmax())


def _level(line: SeenLine, grey: Grey, paper: float) -> float:
    """The grey of the band under a line, where its letters are lighter; 0 where they are not."""
    part = grey[int(line.top) : int(line.bottom) + 1, int(line.x0) : int(line.x1) + 1]
    if not part.size:
        return 0.0
    level = float(np.median(part))
    light = (part > (level + paper) / 2).mean() >= LIGHT
    darker = (part < level - DARK).mean() >= DARKER
    return level if light and not darker and level < paper - DARK else 0.0


def _turn_over(part: Grey, paper: float, level: float, rim: int) -> None:
    """Turns over the rows of a part that the band fills, from its left end to its right one.

    A bar along its edge, darker than the band, is a rule and stays.
    """
    middle = (level + paper) / 2
    core = slice(part.shape[1] // 4, 3 * part.shape[1] // 4)
    grey = np.median(part[:, core], axis=1)
    bars = grey < level - DARK
    rows = (grey < middle) & ~bars
    if not rows.any():
        return
    (columns,) = np.nonzero(np.median(part[rows], axis=0) < middle)
    if not len(columns):
        return
    left, right = int(columns[0]), int(columns[-1]) + 1
    bar, flags = np.ones((2 * rim + 1, 1), np.uint8), rows.astype(np.uint8)[:, None]
    edge, inner = cv2.dilate(flags, bar)[:, 0] > 0, cv2.erode(flags, bar)[:, 0] > 0
    edge &= ~bars
    within = part[:, left + rim : max(right - rim, left + rim)]
    share = np.clip((within - level) / (paper - level), 0.0, 1.0)
    over = (paper * (1.0 - share)).astype(np.uint8)
    around = part[:, max(left - rim, 0) : right + rim]
    around[edge] = round(paper)
    within[inner] = over[inner]
