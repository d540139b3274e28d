"""One page that is a picture, read: the steps of recognition in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2

from extract.ocr.agree import needs_second, seconds
from extract.ocr.engines import FirstReader, SecondReader, first_reader, second_reader
from extract.ocr.picture import ink_of, picture_of
from extract.ocr.rules import find_rules
from extract.ocr.setting import words_of
from extract.ocr.shapes import Grey, Picture, SeenLine, is_turned
from extract.splitting import split_at_rules
from schemas.printed import PrintedPage, Word

FAIR = 0.80  # an engine's own score below which a page may stand on its head
MARGIN = 0.25  # of a line's height, left around it for the second reading
PAPER = 255
WORD = re.compile(r"\w\w")  # what a page must have to be text: a stroke of a drawing is one letter


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    picture: Picture
    lines: list[SeenLine]

    @property
    def score(self) -> float:
        """What the engine thinks of its reading, long lines weighing more."""
        letters = sum(len(line.text) for line in self.lines)
        told = sum(line.score * len(line.text) for line in self.lines)
        return told / letters if letters else 0.0

    @property
    def across(self) -> bool:
        """Whether most of the text runs from the top of the page to its bottom, or back."""
        runs = [line for line in self.lines if len(line.text) > 3]
        letters = sum(len(line.text) for line in runs)
        upright = sum(len(line.text) for line in runs if is_turned(line))
        return upright > letters / 2


def recognise(document: pypdfium2.PdfDocument, page: PrintedPage) -> PrintedPage:
    """The page with what its picture says instead of its text layer; as it was if that is nothing.

    Words carry their second reading; the geometry is that of the page made upright and level,
    `back` maps it to the page as displayed.
    """
    read = _upright(document, page.number - 1, first_reader())
    if not any(WORD.search(line.text) for line in read.lines):
        return page
    return _printed(page, read, second_reader())


def _upright(document: pypdfium2.PdfDocument, index: int, reader: FirstReader) -> _Read:
    """The page read the way up that reads best; most pages are read one way only."""
    best = _turned(document, index, 0, reader)
    across = best.across
    if best.score < FAIR or across:
        for quarters in (1, 3) if across else (2,):
            other = _turned(document, index, quarters, reader)
            if other.score > best.score or best.across:
                best = other
            if best.score >= FAIR:
                break
    return best


def _turned(
    document: pypdfium2.PdfDocument, index: int, quarters: int, reader: FirstReader
) -> _Read:
    picture = picture_of(document, index, quarters)
    return _Read(picture, reader.lines(picture.grey, picture.dpi))


def _printed(page: PrintedPage, read: _Read, second: SecondReader) -> PrintedPage:
    grey, dpi = read.picture.grey, read.picture.dpi
    ink = ink_of(grey, dpi)
    rules, letters = find_rules(ink, dpi, read.lines)
    words = words_of(read.lines, letters, dpi, page.number)
    without = np.where((ink > 0) & (letters == 0), PAPER, grey).astype(np.uint8)
    held = hold(read.lines, words, without, dpi, second)
    high, wide = (side * read.picture.points for side in grey.shape)
    return replace(
        page,
        width=wide,
        height=high,
        words=tuple(split_at_rules(held, rules)),
        rules=tuple(rules),
        fills=(),
        unmapped=0,
        hidden=0,
        recognised=True,
        back=None if read.picture.straight else read.picture.back,
        warnings=page.warnings,
    )


def hold(
    lines: Sequence[SeenLine],
    words: Sequence[Sequence[Word]],
    grey: Grey,
    dpi: float,
    second: SecondReader,
) -> list[Word]:
    """The words of all lines, those with figures with what a second reader says of them."""
    chosen = [index for index, line in enumerate(lines) if needs_second(line.text)]
    texts = second.texts([_crop(lines[index], grey) for index in chosen], dpi)
    other = dict(zip(chosen, texts, strict=True))
    held: list[Word] = []
    for index, own in enumerate(words):
        if index in other:
            told = seconds([word.text for word in own], other[index])
            held += [
                word if seen is None else replace(word, second=seen)
                for word, seen in zip(own, told, strict=True)
            ]
        else:
            held += own
    return held


def _crop(line: SeenLine, grey: Grey) -> Grey:
    """The picture of a line, with paper around it."""
    pad = int(MARGIN * (line.bottom - line.top))
    rows, columns = grey.shape
    top, bottom = max(int(line.top) - 2, 0), min(int(line.bottom) + 3, rows)
    left, right = max(int(line.x0) - pad, 0), min(int(line.x1) + pad, columns)
    part = grey[top:bottom, left:right]
    paper = int(np.percentile(part, 90)) if part.size else PAPER
    framed: Grey = np.pad(part, pad + 8, constant_values=paper)
    return framed
