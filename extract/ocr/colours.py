"""Stamps and signatures in a colour of their own: taken off what is printed in black beneath.

Ink lets through a part of each colour, whatever it covers: in logarithms what the ink of a stamp
holds back is a multiple of one direction, and black holds back all colours alike (Beer, Lambert).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.shapes import Grey

Colours = npt.NDArray[np.uint8]
"""A picture in three colours: blue, green, red."""

ROUGH = 100.0  # dots per inch at which colours are looked for
# Parts of what the paper throws back.
COLOUR, GREYISH = 0.08, 0.08  # between the brightest colour and the darkest: a colour; a grey
DARK, TINTED = 0.5, 0.95
FRINGE = 2  # pixels of the rough picture
# Points.
JOIN = 8.0  # strokes of one stamp lie so near to each other
LEAST, MOST = 14.0, 240.0  # the longer side of a stamp or a signature
LETTER = 3.5  # either side of a letter, or of a stretch of a rule, at least
STRAIGHT = 18.0  # such long level and upright strokes are rules
RIM = 2.0  # around a stamp: colours run in a JPEG picture
BARE = 1e-3
SAMPLED = 4  # pixels from one of a sample to the next: strokes are wider
CROSSED = 2  # printed letters or rules that a stamp lies over, at least
RULED = 0.6  # part of the ink that is straight where it is that of a table
FEW = 60  # pixels of the rough picture: less is a speck
DEEPER = 1.5  # times what the ink of a stamp holds back: there is black beneath it
THIN = 30  # per cent of the pixels of a stamp whose colour is lost the most


class Mark(NamedTuple):
    """Where ink of another colour lies over print: pixels, and its mask in the rough picture."""

    x0: int
    top: int
    x1: int
    bottom: int
    mask: npt.NDArray[np.bool_]


def without_marks(picture: Colours, dpi: float) -> tuple[Grey, int]:
    """The picture in grey without stamps and signatures over print; how many there were.

    A picture without colour comes out as it is; so does print in colour, which lies over nothing.
    """
    grey: Grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    marks = list(_marks(picture, dpi))
    for mark in marks:
        _take_off(grey, picture, mark, dpi)
    return grey, len(marks)


def _marks(picture: Colours, dpi: float) -> Iterator[Mark]:
    scale = min(ROUGH / dpi, 1.0)
    if not _has_colour(picture):
        return
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = np.maximum(np.percentile(small, 75, axis=(0, 1)), 1.0)
    light = small / paper
    low, high = light.min(axis=2), light.max(axis=2)
    coloured = (high - low > COLOUR).astype(np.uint8)
    black = ((high < DARK) & (high - low < GREYISH)).astype(np.uint8)
    tinted = paper.min() < TINTED * paper.max()
    if tinted:
        # In a JPEG picture, letters on coloured paper have fringes of its colour.
        coloured[_grown((high < DARK).astype(np.uint8), FRINGE) > 0] = 0
    unit = 72.0 / (dpi * scale)
    side = round(JOIN / unit) | 1
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    chosen = np.zeros(count, np.bool_)
    for number in np.argsort(-boxes[:, 2] * boxes[:, 3]).tolist():
        x, y, wide, tall, _ = (int(each) for each in boxes[number])
        if number == 0 or chosen[number] or not LEAST <= max(wide, tall) * unit <= MOST:
            continue
        part = np.s_[y : y + tall, x : x + wide]
        own = ((labels[part] == number) & (coloured[part] > 0)).astype(np.uint8)
        if (
            own.sum() >= FEW
            and _lies_over(_grown(own, FRINGE * tinted + 1), black[part], unit)
            and not _is_ruling(own, unit)
        ):
            within = (boxes[:, 0] >= x) & (boxes[:, 0] + boxes[:, 2] <= x + wide)
            within &= (boxes[:, 1] >= y) & (boxes[:, 1] + boxes[:, 3] <= y + tall)
            chosen |= within
            around = np.isin(labels[part], np.flatnonzero(within))
            x0, top, x1, bottom = (int(at / scale) for at in (x, y, x + wide, y + tall))
            rows, columns = picture.shape[:2]
            yield Mark(x0, top, min(x1, columns), min(bottom, rows), around)


def _has_colour(picture: Colours) -> bool:
    """Whether any pixels of a sample differ from grey."""
    sample = np.ascontiguousarray(picture[::SAMPLED, ::SAMPLED])
    blue, green, red = cv2.split(sample)
    apart = cv2.max(cv2.absdiff(blue, green), cv2.absdiff(green, red))
    return int(np.max(apart, initial=0)) > 255 * COLOUR / 2


def _grown(mask: Any, by: int) -> Any:
    return cv2.dilate(mask, np.ones((2 * by + 1, 2 * by + 1), np.uint8))


def _lies_over(touched: Any, black: Any, unit: float) -> bool:
    """Whether letters or rules in black are touched by what is around a mark."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(black, connectivity=8)
    large = (boxes[:, 2] * unit >= LETTER) | (boxes[:, 3] * unit >= LETTER)
    met = np.unique(labels[(touched > 0) & (black > 0)])
    return int(large[met[met > 0]].sum()) >= CROSSED if count > 1 else False


def _is_ruling(own: Any, unit: float) -> bool:
    """Whether most of the ink is level and upright strokes: a table printed in colour."""
    long = round(STRAIGHT / unit)
    bars = [cv2.morphologyEx(own, cv2.MORPH_OPEN, np.ones(size, np.uint8))
            for size in ((1, long), (long, 1))]  # fmt: skip
    return bool(np.maximum(*bars).sum() > RULED * own.sum())


def _take_off(grey: Grey, picture: Colours, mark: Mark, dpi: float) -> None:
    """What the ink of a mark holds back is taken off the part of the picture where it lies."""
    rim = round(RIM * dpi / 72.0)
    rows = slice(max(mark.top - rim, 0), mark.bottom + rim)
    columns = slice(max(mark.x0 - rim, 0), mark.x1 + rim)
    part = picture[rows, columns].astype(np.float32)
    paper = np.maximum(np.percentile(part, 90, axis=(0, 1)), 1.0)
    held = -np.log(np.maximum(part / paper, BARE))
    low, high = held.min(axis=2), held.max(axis=2)
    ratio = np.divide(low, high, out=np.ones_like(low), where=high > 0.1)
    inked = (part.max(axis=2) - part.min(axis=2)) / paper.max() > COLOUR
    if not inked.any():
        return
    beneath = float(np.percentile(ratio[inked], 100 - THIN))  # of the ink, what all colours lose
    stamp = (high - low) / max(1.0 - beneath, 0.1)
    full = DEEPER * float(np.percentile(low[inked], 90))
    black = np.where(low > full, low, np.maximum(low - beneath * stamp, 0.0))
    level = float(np.percentile(grey[rows, columns], 90)) * np.exp(-black)
    inner = cv2.resize(mark.mask.astype(np.uint8), (mark.x1 - mark.x0, mark.bottom - mark.top))
    mask = np.zeros(grey.shape, np.uint8)
    mask[mark.top : mark.bottom, mark.x0 : mark.x1] = inner
    within = _grown(mask[rows, columns], rim) > 0
    grey[rows, columns][within] = np.clip(level[within], 0, 255).astype(np.uint8)
