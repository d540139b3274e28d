"""Whence the text of a page, and which pages are read from their picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import pypdfium2

from extract.ocr.engines import FRENCH, available, names, readers
from extract.ocr.kept import KeptPages
from extract.reader import Again, read_page
from schemas.errors import PagesApart
from schemas.printed import Layer, PrintedPage

NONSENSE = 0.3  # part of a page's characters without a mapping that makes it unreadable
IMAGE = 0.5  # part of a page that a picture covers when the page is a scan
MANY = 4  # pages that are worth reading apart
FEW = 12  # characters: less is no text layer

Ocr = Literal["auto", "always", "never"]


def layer_of(page: PrintedPage) -> Layer:
    """Whence the text of a page is."""
    if page.recognised:
        return "ocr" if page.words else "empty"
    if not page.unmapped and page.image_share <= IMAGE:
        return "native" if any(word.text for word in page.words) else "empty"
    characters = sum([len(word.text) for word in page.words])
    if characters and page.unmapped > NONSENSE * characters:
        return "nonsense"
    if page.image_share > IMAGE and (characters < FEW or page.hidden > 0.9 * characters):
        return "image"
    return "native" if characters else "empty"


def manner(ocr: Ocr, *, twice: bool = False, language: str = FRENCH) -> str:
    """How pages are read, and with which engines; empty where none reads beside our reader."""
    from extract import second_reading, second_tables

    engines = list(names(language)) if ocr != "never" and available() else []
    if twice and second_reading.available():
        engines.append(f"pdfplumber {version('pdfplumber')}")
        if second_tables.available():
            engines.append(f"camelot {version('camelot-py')}")
    return f"{ocr}: {', '.join(engines)}" if engines else ""


def recogniser(
    ocr: Ocr,
    language: str = FRENCH,
    memory: Path | None = None,
    kept: Callable[[], KeptPages] | None = None,
    *,
    apart: bool = False,
) -> Again | None:
    """What reads pages from their picture; None where none is to be, or no engine is there.

    What it reads goes to `kept`, and comes from there.  `apart` has it raise PagesApart at the
    first of many pages that are not there.
    """
    if ocr == "never" or not available():
        return None
    ask = apart and kept is not None

    def again(document: pypdfium2.PdfDocument, page: PrintedPage) -> PrintedPage:
        nonlocal ask
        if not _is_due(page, ocr):
            return page
        pages = kept() if kept is not None else None
        known = pages.recall(page.number) if pages is not None else None
        if known is not None:
            return known
        if ask and pages is not None:
            ask = False
            left = tuple(_left(document, page.number, ocr, pages))
            if len(left) >= MANY:
                raise PagesApart(left)
        from extract.ocr.page import recognise
        from extract.ocr.release import give_back

        read = recognise(document, page, readers(language, memory))
        give_back()
        if pages is not None:
            pages.keep(read)
        return read

    return again


def _is_due(page: PrintedPage, ocr: Ocr) -> bool:
    """Whether a page is to be read from its picture."""
    return ocr == "always" or layer_of(page) in ("image", "nonsense")


def _left(document: pypdfium2.PdfDocument, first: int, ocr: Ocr, pages: KeptPages) -> Iterator[int]:
    """The numbers of the pages from `first` on that are to be read from their picture."""
    for number in range(first, len(document) + 1):
        if not pages.has(number) and _is_due(read_page(document, number - 1), ocr):
            yield number
