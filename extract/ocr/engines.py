"""The engines that are there, each made once per process, when the first page asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Protocol

from extract.ocr.shapes import Grey, SeenLine


class FirstReader(Protocol):
    """Finds the lines of a page and reads them."""

    name: str

    def lines(self, picture: Grey, dpi: float) -> list[SeenLine]:
        """Every line of text on an upright picture."""
        ...


class SecondReader(Protocol):
    """Reads lines that another found; knows nothing of what the other read."""

    name: str

    def texts(self, lines: Sequence[Grey], dpi: float) -> list[str]:
        """What each picture of one line says; empty where it reads nothing."""
        ...


def available() -> bool:
    """Whether there is an engine that reads pages."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


@cache
def names() -> tuple[str, ...]:
    """The engines that read, and their versions."""
    from extract.ocr.tesseract import installed, told_version

    found = [f"{name} {version(name)}" for name in ("rapidocr", "onnxruntime")]
    return (*found, told_version()) if installed() else tuple(found)


@cache
def first_reader() -> FirstReader:
    """The engine that finds and reads lines; call only where one is `available`."""
    from extract.ocr.rapid import Rapid

    return Rapid()


@cache
def second_reader() -> SecondReader:
    """Tesseract where it is installed with French, else the first engine on other renderings."""
    from extract.ocr.tesseract import Tesseract, installed

    if installed():
        return Tesseract()
    from extract.ocr.rapid import RapidAgain

    return RapidAgain()
