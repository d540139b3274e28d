"""What an engine must be able to do, whichever it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from extract.ocr.shapes import Grey, SeenLine


class FirstReader(Protocol):
    """Finds the lines of a page and reads them."""

    name: str
    version: str  # of engine, models and language: what it reads may change with it

    def lines(self, picture: Grey, dpi: float) -> list[SeenLine]:
        """Every line of text on an upright picture."""
        ...

    def line(self, picture: Grey) -> tuple[str, float]:
        """What the picture of one line says, and how sure it is of it, 0 to 1."""
        ...


class SecondReader(Protocol):
    """Reads lines that another found; knows nothing of what the other read."""

    name: str
    version: str

    def texts(self, lines: Sequence[Grey], dpi: float) -> list[str]:
        """What each picture of one line says; empty where it reads nothing."""
        ...


class Readers(NamedTuple):
    """The two pairs of eyes."""

    first: FirstReader
    second: SecondReader
