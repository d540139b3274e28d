"""RapidOCR: models that come in its wheel, run by onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np

from extract.ocr.shapes import Grey, SeenLine

BEST = 200.0  # dots per inch at which its models find lines best
LARGEST = 6000  # pixels: larger than any page that we render
THREADS = "QUITUS_OCR_THREADS"
# The engine keeps what it was last told: every call says all of it.
PAGE = {"use_det": True, "use_cls": False, "use_rec": True,
        "return_word_box": True, "return_single_char_box": True}  # fmt: skip
ONE_LINE = {"use_det": False, "use_cls": False, "use_rec": True,
            "return_word_box": False, "return_single_char_box": False}  # fmt: skip


@cache
def engine() -> Any:
    """The engine with its models loaded."""
    from rapidocr import RapidOCR

    threads = int(os.environ.get(THREADS, "1"))
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": LARGEST,
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def told_version() -> str:
    """Of the models, which come with the package, and of what runs them."""
    return " ".join(f"{name} {version(name)}" for name in ("rapidocr", "onnxruntime"))


def _colours(grey: Grey) -> Any:
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def resized(picture: Grey, scale: float, how: int) -> Grey:
    """The picture so many times as large."""
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), np.uint8)


class Rapid:
    """Finds the lines of a page and reads them."""

    name = "rapidocr"

    def __init__(self) -> None:
        self.version = told_version()

    def lines(self, picture: Grey, dpi: float) -> list[SeenLine]:
        """Every line, in pixels of the picture given."""
        scale = min(BEST / dpi, 1.0)
        small = picture
        if scale < 1.0:
            small = resized(picture, scale, cv2.INTER_AREA)
        found = engine()(_colours(small), **PAGE)
        if found.boxes is None or found.txts is None:
            return []
        return list(_lines(found, scale))

    def line(self, picture: Grey) -> tuple[str, float]:
        """What the picture of one line says, and its score."""
        found = engine()(_colours(picture), **ONE_LINE)
        return (str(found.txts[0]), float(found.scores[0])) if found.txts else ("", 0.0)


def _lines(found: Any, scale: float) -> Iterator[SeenLine]:
    characters = iter(found.word_results or ())
    for quad, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        seen = next(characters, ())
        x0, top = np.min(quad, axis=0) / scale
        x1, bottom = np.max(quad, axis=0) / scale
        middles = [float(np.mean([corner[0] for corner in box])) / scale for _, _, box in seen]
        read = "".join(character for character, _, _ in seen)
        centres = _centres(text, read, middles, float(x0), float(x1))
        yield SeenLine(text, float(x0), float(top), float(x1), float(bottom), centres, float(score))


def _centres(
    text: str, read: str, middles: Sequence[float], x0: float, x1: float
) -> tuple[float, ...]:
    """Where each character stands; shared out evenly where the engine does not tell."""
    even = [(x0 + (index + 0.5) * (x1 - x0) / max(len(text), 1)) for index in range(len(text))]
    if "".join(text.split()) != "".join(read.split()) or len(read) != len(middles):
        return tuple(even)
    told = iter([middle for one, middle in zip(read, middles, strict=True) if not one.isspace()])
    placed = [None if one.isspace() else next(told) for one in text]
    known = [(index, at) for index, at in enumerate(placed) if at is not None]
    if not known:
        return tuple(even)
    indexes, places = zip(*known, strict=True)
    return tuple(float(at) for at in np.interp(range(len(text)), indexes, places))


class RapidAgain:
    """The same engine on another rendering of each line: larger, smoothed and sharpened."""

    name = "rapidocr (second rendering)"

    def __init__(self) -> None:
        self.version = told_version()

    def texts(self, lines: Sequence[Grey], dpi: float) -> list[str]:
        """What each picture of one line says."""
        return [self._text(line) for line in lines]

    def _text(self, line: Grey) -> str:
        height = 64
        scale = height / max(line.shape[0], 1)
        large = resized(line, scale, cv2.INTER_CUBIC)
        soft = cv2.GaussianBlur(large, (0, 0), 1.2)
        _, hard = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        again = np.asarray(cv2.GaussianBlur(hard, (0, 0), 0.8), np.uint8)
        found = engine()(_colours(again), **ONE_LINE)
        return str(found.txts[0]) if found.txts else ""
