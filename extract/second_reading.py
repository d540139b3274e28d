"""Native pages read a second time, by another program: pdfplumber."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from math import inf
from pathlib import Path
from time import perf_counter
from typing import Any

import pypdfium2

from extract.layers import layer_of
from extract.reader import open_pdf
from extract.second_words import Character, held
from schemas.errors import UsageError
from schemas.printed import Aside, PrintedPage, Rule

FEW, MOST_RULES = 3, 2_000  # rules of one kind that close a row of cells; of a drawing
READABLE = ("native", "empty")  # layers of pages on which another program may see more


def available() -> bool:
    """Whether there is another program to read with."""
    return find_spec("pdfplumber") is not None


def require_second_reader() -> None:
    """Raises UsageError where there is none."""
    if not available():
        raise UsageError("--second-reading demande pdfplumber : pip install 'quitus[second]'.")


class SecondReading:
    """The second reading of one document: a program that fails, or is slow, costs it alone.

    `seconds` is the time that it may take in all.  Once its pages are read, `unread` has the
    numbers of those that were not read twice, and `why` the names of what the other raised.
    """

    def __init__(self, path: Path, seconds: float = inf) -> None:
        self.path, self.left = path, seconds
        self.unread: list[int] = []
        self.why: list[str] = []
        self.gridded: list[int] = []  # pages whose rules may make tables
        self.aside: dict[int, tuple[Aside, ...]] = {}  # by page

    def of(self, pages: Iterator[PrintedPage]) -> Iterator[PrintedPage]:
        """The same pages, each figure of a native one with what the other reads in its place."""
        with ExitStack() as stack:
            other: Any = None
            document: pypdfium2.PdfDocument | None = None
            for page in pages:
                if page.recognised or layer_of(page) not in READABLE or not page.width:
                    yield page
                    continue
                if document is None:  # a file that cannot be read has said so by now
                    document = stack.enter_context(open_pdf(self.path))
                    other = self._open(stack)
                characters = self._characters(other, document, page)
                if page.aside:
                    self.aside[page.number] = page.aside
                if _may_hold_table(page.rules):
                    self.gridded.append(page.number)
                yield page if characters is None else held(page, characters)

    def warnings(self) -> Iterator[str]:
        """What was not read twice, and why."""
        if not self.unread:
            return
        why = f" ({', '.join(dict.fromkeys(self.why))})" if self.why else " (temps écoulé)"
        yield f"Pages sans seconde lecture{why} : {ranges(self.unread)}."

    def _open(self, stack: ExitStack) -> Any:
        started = perf_counter()
        try:
            pdfplumber = importlib.import_module("pdfplumber")
            return stack.enter_context(pdfplumber.open(self.path))
        except Exception as error:  # whatever a program that is not ours raises
            self.why.append(type(error).__name__)
            return None
        finally:
            self.left -= perf_counter() - started

    def _characters(
        self, other: Any, document: pypdfium2.PdfDocument, page: PrintedPage
    ) -> Sequence[Character] | None:
        """What the other reads on a page; None where it does not."""
        if other is None or self.left <= 0:
            self.unread.append(page.number)
            return None
        started = perf_counter()
        try:
            sheet = other.pages[page.number - 1]
            found = characters_of(sheet, document[page.number - 1])
            with suppress(Exception):
                sheet.close()
        except Exception as error:
            self.unread.append(page.number)
            self.why.append(type(error).__name__)
            return None
        finally:
            self.left -= perf_counter() - started
        return found


def _may_hold_table(rules: Sequence[Rule]) -> bool:
    """Whether the rules of a page may close cells: enough of both kinds, and no drawing."""
    upright = sum([rule.vertical for rule in rules])
    return upright >= FEW and len(rules) - upright >= FEW and len(rules) <= MOST_RULES


def characters_of(sheet: Any, page: pypdfium2.PdfPage) -> list[Character]:
    """The characters of a page of pdfplumber's, where PDFium displays them."""
    left, above = _cut_away(page)
    return _displayed(sheet.chars, left + sheet.bbox[0], above + sheet.bbox[1])


def _cut_away(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """Points to the left of the page as displayed, and above it, that pdfplumber counts too."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = crop[0] - media[0], crop[1] - media[1]
    right, top = media[2] - crop[2], media[3] - crop[3]
    across = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}
    x, y = across[page.get_rotation()]
    return max(x, 0.0), max(y, 0.0)


def _displayed(characters: Sequence[dict[str, Any]], left: float, above: float) -> list[Character]:
    return [
        Character(
            each["text"], each["x0"] - left, each["top"] - above,
            each["x1"] - left, each["bottom"] - above, each["size"],
        )
        for each in characters
    ]  # fmt: skip


def ranges(numbers: Sequence[int]) -> str:
    """Page numbers in words: 1, 4-6, 9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)
