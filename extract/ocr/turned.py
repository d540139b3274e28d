"""Lines that run up or down an upright page: heads of narrow columns, as a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from extract.ocr.agree import seconds
from extract.ocr.readers import FirstReader, SecondReader
from extract.ocr.shapes import Grey, SeenLine, is_turned
from schemas.printed import Box, Word

UP, DOWN = 270, 90  # degrees clockwise of the writing
DESCENT = 0.22  # of a line's height, below its baseline
SIZE = 0.8  # font size in parts of the height of a line's box


def turned_words(
    lines: Sequence[SeenLine],
    grey: Grey,
    dpi: float,
    page: int,
    reader: FirstReader,
    second: SecondReader,
) -> list[Word]:
    """The words of the lines that run up or down, each line read both ways."""
    turned: list[tuple[SeenLine, int, Grey]] = []
    for line in lines:
        if is_turned(line):
            part = grey[int(line.top) : int(line.bottom) + 1, int(line.x0) : int(line.x1) + 1]
            ways = [(UP, np.ascontiguousarray(np.rot90(part, -1))),
                    (DOWN, np.ascontiguousarray(np.rot90(part)))]  # fmt: skip
            read = [(reader.line(picture), angle, picture) for angle, picture in ways]
            (text, score), angle, picture = max(read, key=lambda each: each[0][1])
            told = line._replace(text=" ".join(text.split()), score=score)
            turned.append((told, angle, np.pad(picture, 10, mode="edge")))
    texts = second.texts([picture for _, _, picture in turned], dpi) if turned else []
    found: list[Word] = []
    for (line, angle, _), other in zip(turned, texts, strict=True):
        words = list(_words(line, angle, dpi, page))
        told_twice = seconds([word.text for word in words], other)
        found += [replace(word, second=seen) for word, seen in zip(words, told_twice, strict=True)]
    return found


def _words(line: SeenLine, angle: int, dpi: float, page: int) -> Iterator[Word]:
    unit = 72.0 / dpi
    wide, high = line.x1 - line.x0, line.bottom - line.top
    step = high / max(len(line.text), 1)
    begin, along = (line.bottom, -step) if angle == UP else (line.top, step)
    baseline = line.x1 - DESCENT * wide if angle == UP else line.x0 + DESCENT * wide
    for number, match in enumerate(re.finditer(r"\S+", line.text)):
        edges = [(begin + along * at) * unit for at in range(match.start(), match.end() + 1)]
        yield Word(
            text=match[0],
            page=page,
            box=Box(line.x0 * unit, min(edges), line.x1 * unit, max(edges)),
            baseline=baseline * unit,
            size=round(SIZE * wide * unit, 1),
            bold=False,
            italic=False,
            angle=angle,
            edges=tuple(edges),
            space=" " if number else "",
        )
