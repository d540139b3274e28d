"""Which lines are bold: by their strokes, beside those of lines of their size and of their row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extract.ocr.setting import UNSURE_SIZE, Setting
from extract.ocr.shapes import SeenLine

HEAVY = 1.25  # times the usual stroke: bold
THINNER = 0.25  # power by which strokes are thinner, in parts of their size, in larger letters
LIGHT = 0.4  # share of the letters of a size that are not bold, at least, where any are not
FEW = 0.08  # share of the letters of a size: fewer are no weight of their own
CLOSE = 0.15  # of the stroke from which a line is bold: its row decides
SHORT = 16  # letters of a line whose strokes do not tell by themselves
ROW = 0.3  # of the size: baselines of one row

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def weigh(lines: Sequence[SeenLine], settings: Sequence[Setting]) -> None:
    """Notes in each setting whether its line is bold."""
    if not settings:
        return
    strokes = np.array([each.stroke for each in settings], np.float64)
    sizes = np.array([each.size for each in settings], np.float64)
    letters = np.array([len(line.text) for line in lines], np.float64)
    kinds, places = np.unique(sizes, return_inverse=True)
    least = np.array([_least(size, strokes, sizes, letters) for size in kinds])[places]
    bold = (strokes > least) & (least > 0)
    baselines = np.array([each.baseline for each in settings], np.float64)
    unsure = (abs(strokes - least) <= CLOSE * least) & (letters < SHORT)
    sure = ~unsure & (strokes > 0)
    for index, each in enumerate(settings):
        each.bold = bool(bold[index])
        if unsure[index]:
            row = sure & (abs(baselines - each.baseline) <= ROW * each.size)
            row &= abs(sizes - each.size) <= UNSURE_SIZE * each.size
            if row.any():
                each.bold = bool(letters[row & bold].sum() * 2 > letters[row].sum())


def _least(size: float, strokes: Numbers, sizes: Numbers, letters: Numbers) -> float:
    """The stroke from which a line of this size is bold; 0 where nothing tells."""
    near = _like(size, strokes, sizes)
    two = _two_weights(strokes[near], letters[near])
    if two:
        return two
    return min(_beside_body(size, strokes, sizes, letters, near), _beside_next(
        size, strokes, sizes, letters))  # fmt: skip


def _beside_body(
    size: float, strokes: Numbers, sizes: Numbers, letters: Numbers, near: Flags
) -> float:
    """That stroke by the size that most letters have, taken for light."""
    body = _body(sizes, letters)
    like = _like(body, strokes, sizes)
    usual, own = (
        _share(strokes[like], letters[like], 0.5),
        _share(strokes[near], letters[near], LIGHT),
    )
    return HEAVY * min(own, usual * _thinner(body, size))


def _beside_next(size: float, strokes: Numbers, sizes: Numbers, letters: Numbers) -> float:
    """That stroke by the nearest size that is set in two weights; infinite where none is.

    Half of the letters of a page of headings and lists may be bold: the usual ones do not tell.
    """
    kinds = [each for each in np.unique(sizes) if size and each]
    for other in sorted(kinds, key=lambda each: abs(float(np.log(each / size)))):
        like = _like(float(other), strokes, sizes)
        if letters[like].sum() >= FEW * letters.sum():
            between = _two_weights(strokes[like], letters[like])
            if between:
                return between * _thinner(float(other), size)
    return float("inf")


def _like(size: float, strokes: Numbers, sizes: Numbers) -> Flags:
    """The lines of about this size whose strokes were measured."""
    found: Flags = (strokes > 0) & (abs(sizes - size) <= UNSURE_SIZE * size)
    return found


def _thinner(usual: float, size: float) -> float:
    """By how much strokes of a size are those of another: small letters have the thicker ones."""
    smaller = usual / size if size else 1.0
    return smaller if smaller > 1 else smaller**THINNER


def _two_weights(strokes: Numbers, letters: Numbers) -> float:
    """The stroke half way between two weights, where there clearly are two; else 0."""
    order = np.argsort(strokes)
    strokes, letters = strokes[order], letters[order]
    total, best, found = letters.sum(), 0.0, 0.0
    for cut in range(1, len(strokes)):
        light, heavy = letters[:cut].sum(), letters[cut:].sum()
        if min(light, heavy) < FEW * total:
            continue
        low = float(np.average(strokes[:cut], weights=letters[:cut]))
        high = float(np.average(strokes[cut:], weights=letters[cut:]))
        apart = light * heavy * (high - low) ** 2
        if apart > best:
            best, found = apart, (low * high) ** 0.5 if high >= HEAVY * low else 0.0
    return found


def _body(sizes: Numbers, letters: Numbers) -> float:
    """The size that most letters have."""
    kinds, places = np.unique(sizes, return_inverse=True)
    return float(kinds[np.bincount(places, letters).argmax()]) if len(kinds) else 0.0


def _share(strokes: Numbers, letters: Numbers, share: float) -> float:
    """The stroke that this share of the letters do not exceed."""
    if not len(strokes):
        return 0.0
    order = np.argsort(strokes)
    upto = np.cumsum(letters[order])
    return float(strokes[order][np.searchsorted(upto, share * upto[-1])])
