"""What passes between the steps of recognition; lengths are pixels of the upright picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extract.pdfium import Matrix

UNKNOWN = "\ufffd"  # a letter that is none, and may hide anything
FOREIGN = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uff9f]"  # scripts that models know too
# `ler` and `lers` are no words; `Ier` is a king's, but before a common noun.
FIRST = re.compile(
    r"(?<!\w)(?:[l|!](?=(?:er|re|ère)s?(?!\w))|(?<![a-zà-ÿ] )I(?=(?:er|re|ère)s? [a-zà-ÿ]))"
)

Grey = npt.NDArray[np.uint8]
"""A picture: 0 is black, 255 is white; rows from the top."""

Ink = npt.NDArray[np.uint8]
"""The same with 255 where there is ink, 0 where there is none."""


class SeenLine(NamedTuple):
    """A line as an engine reads it; `centres` has where each character of `text` stands."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    centres: tuple[float, ...]
    score: float  # 0 to 1, the engine's own


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A page as a picture, upright and level.

    `back` maps its points (72 to the inch, from its top left) to the page as displayed.
    """

    grey: Grey
    dpi: float
    back: Matrix
    straight: bool  # whether `back` changes nothing
    streaks: tuple[Any, ...] = ()  # of the scanner, as extract.ocr.streaks has them
    marks: int = 0  # stamps and signatures in colour that were taken off it

    @property
    def points(self) -> float:
        """Points per pixel."""
        return 72.0 / self.dpi


def is_turned(line: SeenLine) -> bool:
    """Whether a line is higher than wide: it runs up or down the page."""
    return len(line.text) > 2 and line.bottom - line.top > 1.5 * (line.x1 - line.x0)


def legible(text: str) -> str:
    """As long as what was read; what no French text prints is a bullet, or not known.

    >>> legible("人 le 1ºr avril"), legible("nº 12人5"), legible("Væux")
    ('• le 1er avril', 'n° 12\ufffd5', 'Vœux')
    >>> legible("le ler avril"), legible("Ier versement"), legible("François Ier")
    ('le 1er avril', '1er versement', 'François Ier')
    >>> legible("deux lers contrats"), legible("lère classe"), legible("les leurs")
    ('deux 1ers contrats', '1ère classe', 'les leurs')
    """
    text = FIRST.sub("1", text)
    text = re.sub(r"(?<=[0-9])[º°]r\b", "er", text).replace("º", "°")
    text = text.replace("æu", "œu").replace("ÆU", "ŒU")
    text = re.sub(rf"^{FOREIGN}(?=\s|$)", "•", text)
    return re.sub(FOREIGN, UNKNOWN, text)
