"""Native pages read a second time, by another program: pdfplumber."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2

from extract.ocr.agree import FIGURE, alike, seconds
from extract.reader import open_pdf
from schemas.errors import UsageError
from schemas.printed import Box, PrintedPage, Word, union

UNDECODED = re.compile(r"\(cid:\d+\)")  # a character whose font tells pdfplumber no letter
SLACK = 0.6  # points that the boxes of two programs may differ by
GROUP = 64.0  # points: characters are kept by bands so high


def available() -> bool:
    """Whether there is another program to read with."""
    return find_spec("pdfplumber") is not None


def require_second_reader() -> None:
    """Raises UsageError where there is none."""
    if not available():
        raise UsageError("--second-reading demande pdfplumber : pip install 'quitus[second]'.")


def read_twice(path: Path, pages: Iterator[PrintedPage]) -> Iterator[PrintedPage]:
    """The same pages, each figure of a native one with what pdfplumber reads in its place."""
    pdfplumber = importlib.import_module("pdfplumber")
    with pdfplumber.open(path) as other, open_pdf(path) as document:
        for page in pages:
            if page.recognised or not page.words:
                yield page
                continue
            sheet = other.pages[page.number - 1]
            left, above = _cut_away(document[page.number - 1])
            bands = _bands(sheet.chars, left + sheet.bbox[0], above + sheet.bbox[1])
            sheet.close()
            yield replace(page, words=tuple(_held(page.words, bands)))


def _cut_away(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """Points to the left of the page as displayed, and above it, that pdfplumber counts too."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = crop[0] - media[0], crop[1] - media[1]
    right, top = media[2] - crop[2], media[3] - crop[3]
    across = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}
    x, y = across[page.get_rotation()]
    return max(x, 0.0), max(y, 0.0)


def _bands(
    characters: Sequence[dict[str, Any]], left: float, above: float
) -> dict[int, list[dict[str, Any]]]:
    bands: dict[int, list[dict[str, Any]]] = {}
    for each in characters:
        if left or above:
            character = {**each, "x0": each["x0"] - left, "x1": each["x1"] - left,
                         "top": each["top"] - above, "bottom": each["bottom"] - above}  # fmt: skip
        else:
            character = each
        middle = (character["top"] + character["bottom"]) / 2
        bands.setdefault(int(middle // GROUP), []).append(character)
    return bands


def _held(words: Sequence[Word], bands: dict[int, list[dict[str, Any]]]) -> Iterator[Word]:
    """The words in their order, those with figures held against the other's reading."""
    told: dict[int, str] = {}
    for word in words:
        if FIGURE.search(word.text) and not word.angle:
            seen = _seen(word.box, bands)
            if not UNDECODED.search(seen):
                told[id(word)] = word.text if alike(word.text, seen) else seen
    off = {id(word) for word in words if id(word) in told and told[id(word)] != word.text}
    for line in _lines([word for word in words if not word.angle]) if off else ():
        if any(id(word) in off for word in line):
            box = union(word.box for word in line)
            # Programs that place letters otherwise still give them in the same order.
            again = seconds([word.text for word in line], _seen(box, bands))
            for word, other in zip(line, again, strict=True):
                if id(word) in off and other is not None:
                    told[id(word)] = other
    for word in words:
        yield replace(word, second=told[id(word)]) if id(word) in told else word


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words on one baseline, from left to right."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(round(word.baseline), []).append(word)
    for line in lines.values():
        yield sorted(line, key=lambda word: word.box.x0)


def _seen(box: Box, bands: dict[int, list[dict[str, Any]]]) -> str:
    """What the other program reads within a box, without its blanks."""
    first, last = int((box.top - SLACK) // GROUP), int((box.bottom + SLACK) // GROUP)
    middle = (box.top + box.bottom) / 2
    inside = [
        each
        for band in range(first - 1, last + 2)
        for each in bands.get(band, ())
        if box.x0 - SLACK <= (each["x0"] + each["x1"]) / 2 <= box.x1 + SLACK
        and each["top"] - SLACK <= middle <= each["bottom"] + SLACK
    ]
    seen = "".join(each["text"] for each in sorted(inside, key=lambda each: float(each["x0"])))
    return "".join(seen.split())
