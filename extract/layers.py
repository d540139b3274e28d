"""Whence the text of a page, and which pages are read from their picture."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Literal

import pypdfium2

from extract.ocr.engines import FRENCH, available, names, readers
from extract.reader import Again
from schemas.printed import Layer, PrintedPage

NONSENSE = 0.3  # part of a page's characters without a mapping that makes it unreadable
IMAGE = 0.5  # part of a page that a picture covers when the page is a scan
FEW = 12  # characters: less is no text layer

Ocr = Literal["auto", "always", "never"]


def layer_of(page: PrintedPage) -> Layer:
    """Whence the text of a page is."""
    if page.recognised:
        return "ocr" if page.words else "empty"
    characters = sum([len(word.text) for word in page.words])
    if characters and page.unmapped > NONSENSE * characters:
        return "nonsense"
    if page.image_share > IMAGE and (characters < FEW or page.hidden > 0.9 * characters):
        return "image"
    return "native" if characters else "empty"


def manner(ocr: Ocr, *, twice: bool = False, language: str = FRENCH) -> str:
    """How pages are read, and with which engines; empty where none reads beside our reader."""
    from extract import second_reading

    engines = list(names(language)) if ocr != "never" and available() else []
    if twice and second_reading.available():
        engines.append(f"pdfplumber {version('pdfplumber')}")
    return f"{ocr}: {', '.join(engines)}" if engines else ""


def recogniser(ocr: Ocr, language: str = FRENCH, memory: Path | None = None) -> Again | None:
    """What reads pages from their picture; None where none is to be, or no engine is there."""
    if ocr == "never" or not available():
        return None

    def again(document: pypdfium2.PdfDocument, page: PrintedPage) -> PrintedPage:
        if ocr == "auto" and layer_of(page) not in ("image", "nonsense"):
            return page
        from extract.ocr.page import recognise

        return recognise(document, page, readers(language, memory))

    return again
