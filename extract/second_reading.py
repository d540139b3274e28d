"""Native pages read a second time, by another program: pdfplumber."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extract.ocr.agree import FIGURE, alike
from schemas.errors import UsageError
from schemas.printed import PrintedPage, Word

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
    with pdfplumber.open(path) as other:
        for page in pages:
            if page.recognised or not page.words:
                yield page
                continue
            sheet = other.pages[page.number - 1]
            bands = _bands(sheet.chars)
            sheet.close()
            yield replace(page, words=tuple(_held(word, bands) for word in page.words))


def _bands(characters: Sequence[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    bands: dict[int, list[dict[str, Any]]] = {}
    for character in characters:
        middle = (character["top"] + character["bottom"]) / 2
        bands.setdefault(int(middle // GROUP), []).append(character)
    return bands


def _held(word: Word, bands: dict[int, list[dict[str, Any]]]) -> Word:
    if not FIGURE.search(word.text) or word.angle:
        return word
    box = word.box
    first, last = int((box.top - SLACK) // GROUP), int((box.bottom + SLACK) // GROUP)
    inside = [
        each
        for band in range(first - 1, last + 2)
        for each in bands.get(band, ())
        if box.x0 - SLACK <= (each["x0"] + each["x1"]) / 2 <= box.x1 + SLACK
        and each["top"] - SLACK <= (box.top + box.bottom) / 2 <= each["bottom"] + SLACK
    ]
    seen = "".join(each["text"] for each in sorted(inside, key=lambda each: float(each["x0"])))
    seen = "".join(seen.split())
    return replace(word, second=word.text if alike(word.text, seen) else seen)
