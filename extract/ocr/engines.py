"""The engines that are there, each made once per process, when the first page asks for it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from extract.ocr.readers import FirstReader, Readers, SecondReader

FRENCH = "fra"  # as Tesseract names it


def available() -> bool:
    """Whether there is an engine that reads pages."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


@cache
def names(language: str = FRENCH) -> tuple[str, ...]:
    """The engines that read, and their versions."""
    from extract.ocr.tesseract import installed, told_version

    found = [f"{name} {version(name)}" for name in ("rapidocr", "onnxruntime")]
    return (*found, told_version(language)) if installed(language) else tuple(found)


def require_known(language: str) -> None:
    """Raises UsageError where Tesseract has no data of a language, or of one of several."""
    from extract.ocr.tesseract import known, require_language

    require_language(language, known())


def readers(language: str = FRENCH, memory: Path | None = None) -> Readers:
    """Both; what they read is kept in the folder `memory`.  Only where one is `available`."""
    first, second = first_reader(), second_reader(language)
    if memory is None:
        return Readers(first, second)
    from extract.ocr.memory import Memory, RememberedFirst, RememberedSecond

    kept = Memory(memory)
    return Readers(RememberedFirst(first, kept), RememberedSecond(second, kept))


@cache
def first_reader() -> FirstReader:
    """The engine that finds and reads lines."""
    from extract.ocr.rapid import Rapid

    return Rapid()


@cache
def second_reader(language: str = FRENCH) -> SecondReader:
    """Tesseract where it has this language, else the first engine on other renderings."""
    from extract.ocr.tesseract import Tesseract, installed

    if installed(language):
        return Tesseract(language)
    from extract.ocr.rapid import RapidAgain

    return RapidAgain()
