"""Ink that no line accounts for: read by itself within a table, else told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extract.doubts import in_doubt
from extract.ocr.readers import FirstReader
from extract.ocr.setting import CAPITAL, Marks, marks_of
from extract.ocr.shapes import UNKNOWN, Grey, Ink, SeenLine
from schemas.printed import Rule, Word

# In parts of the usual size of the page.
LOW, HIGH = 0.45, 1.6  # heights of what may be a letter
JOIN = 0.8  # letters so close stand in one line
FAIR = 0.5  # score from which a reading is worth keeping, in doubt
STROKE = re.compile(r"[1Il|/\\()\[\]{}°'-]+")
SEVERAL = 3  # letters that are no specks


def unread_lines(
    lines: Sequence[SeenLine],
    words: Sequence[Sequence[Word]],
    letters: Ink,
    rules: Sequence[Rule],
    grey: Grey,
    dpi: float,
    reader: FirstReader,
) -> tuple[list[SeenLine], int]:
    """What stands unread in the cells of tables, as lines; and how much stands unread elsewhere.

    What no engine can read is a line of one sign for the unknown.
    """
    sizes = [word.size for own in words for word in own for _ in word.text]
    if not sizes:
        return [], 0
    size = float(np.median(sizes)) * dpi / 72.0
    found: list[SeenLine] = []
    elsewhere = 0
    for x0, top, x1, bottom, count in _clusters(_free(lines, letters, dpi), size, letters.shape):
        if _boxed((x0 + x1) / 2, (top + bottom) / 2, rules, 72.0 / dpi):
            found.append(_read(x0, top, x1, bottom, grey, reader))
        elif count >= SEVERAL:
            elsewhere += 1
    return found, elsewhere


def _free(lines: Sequence[SeenLine], letters: Ink, dpi: float) -> Marks:
    """The parts of the ink that lie in no line."""
    marks = marks_of(letters, dpi)
    x, y = (marks.x0 + marks.x1) / 2, (marks.top + marks.bottom) / 2
    free = np.ones(len(x), np.bool_)
    for line in lines:
        slack = 0.35 * (line.bottom - line.top)
        free &= ~(
            (x >= line.x0 - slack) & (x <= line.x1 + slack)
            & (y >= line.top - slack) & (y <= line.bottom + slack)
        )  # fmt: skip
    return Marks(*(column[free] for column in marks))


def _clusters(
    marks: Marks, size: float, shape: tuple[int, ...]
) -> Iterator[tuple[int, int, int, int, int]]:
    """Boxes of the groups of parts as high as letters, and how many parts each has."""
    high, wide = marks.bottom - marks.top, marks.x1 - marks.x0
    capital = CAPITAL * size
    alike = (high >= LOW * capital) & (high <= HIGH * capital) & (wide <= 2.5 * size)
    alike &= marks.area >= 0.12 * high * wide
    canvas = np.zeros(shape, np.uint8)
    places = zip(*(column[alike].tolist() for column in marks[:4]), strict=True)
    boxes = list(places)
    for x0, top, x1, bottom in boxes:
        canvas[top:bottom, max(x0 - int(JOIN * size / 2), 0) : x1 + int(JOIN * size / 2)] = 255
    count, labels, stats, _ = cv2.connectedComponentsWithStats(canvas, connectivity=8)
    members = [0] * count
    for x0, top, x1, bottom in boxes:
        members[int(labels[(top + bottom) // 2, (x0 + x1) // 2])] += 1
    for number in range(1, count):
        x, y, w, h, _ = (int(each) for each in stats[number])
        yield x, y, x + w, y + h, members[number]


def _boxed(x: float, y: float, rules: Sequence[Rule], unit: float) -> bool:
    """Whether a place has rules on its four sides."""
    x, y = x * unit, y * unit
    level = [rule.at for rule in rules if not rule.vertical and rule.x0 <= x <= rule.x1]
    upright = [rule.at for rule in rules if rule.vertical and rule.top <= y <= rule.bottom]
    return all(
        any(at < place for at in lines) and any(at > place for at in lines)
        for lines, place in ((level, y), (upright, x))
    )


def _read(x0: int, top: int, x1: int, bottom: int, grey: Grey, reader: FirstReader) -> SeenLine:
    pad = max((bottom - top) // 3, 4)
    part = grey[max(top - pad, 0) : bottom + pad, max(x0 - pad, 0) : x1 + pad]
    text, score = reader.line(np.ascontiguousarray(part))
    text = " ".join(text.split()) if score >= FAIR else ""
    text = text or UNKNOWN
    step = (x1 - x0) / len(text)
    centres = tuple(x0 + (index + 0.5) * step for index in range(len(text)))
    return SeenLine(text, x0, top - pad, x1, bottom + pad, centres, score)


def mere_strokes(words: Sequence[Word]) -> list[Word]:
    """The same words, those in doubt that may be no more than a stroke of a pen or of a stamp.

    A figure that no engine found among the lines of the page is not sure to be one.
    """
    return [in_doubt(word) if STROKE.fullmatch(word.text) else word for word in words]
