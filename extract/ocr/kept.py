"""Pages read from their picture, kept in a folder until their document is done.

A run that is stopped goes on from them, and several processes read the pages of one document.
"""

from __future__ import annotations

import hashlib
import shutil
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.ocr.memory import ENDING, pack, unpack
from schemas.printed import Box, Fill, PrintedPage, Rule, Word

NAMED = 16  # hex digits of the digest of a file, which name its document


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The pages of one document, as one state of the program reads them."""

    folder: Path

    def recall(self, number: int) -> PrintedPage | None:
        """The page as it was read; None where it was not, or cannot be had back."""
        told = unpack(self._path(number))
        try:
            return _page(told) if told is not None else None
        except (KeyError, TypeError, ValueError):
            return None

    def has(self, number: int) -> bool:
        """Whether a page was read."""
        return self._path(number).exists()

    def keep(self, page: PrintedPage) -> None:
        """Written whole or not at all; not at all where the folder cannot be written."""
        pack(self._path(page.number), _told(page))

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:05d}{ENDING}"


def kept_pages(path: Path, folder: Path, version: str) -> KeptPages:
    """Those of the file at `path`, in the folder of all; `version` tells how pages are read."""
    with path.open("rb") as file:
        name = hashlib.file_digest(file, "sha256").hexdigest()[:NAMED]
    state = hashlib.sha256(version.encode()).hexdigest()[:NAMED]
    return KeptPages(folder / f"{name}-{state}")


def release(folder: Path, document_id: str) -> None:
    """Removes the pages of a document that is done, whoever read them."""
    for found in folder.glob(f"{document_id}-*"):
        shutil.rmtree(found, ignore_errors=True)


def _told(page: PrintedPage) -> dict[str, Any]:
    """A page as JSON can tell it; floats come back as they were."""
    plain = {name: getattr(page, name) for name in _PLAIN}
    words = [[_plain(getattr(word, name)) for name in Word.__slots__] for word in page.words]
    rules, fills = [_plain(rule) for rule in page.rules], [_plain(fill) for fill in page.fills]
    return {**plain, "words": words, "rules": rules, "fills": fills}


def _plain(value: Any) -> Any:
    """What numpy made, and tuples and arrays of it, as Python has it."""
    if isinstance(value, tuple | array):
        return [_plain(each) for each in value]
    return value.item() if hasattr(value, "item") else value


_PLAIN = (
    "number", "width", "height", "image_share", "unmapped", "hidden", "recognised", "back", "warnings"
)  # fmt: skip


def _page(told: dict[str, Any]) -> PrintedPage:
    words = tuple(_word(dict(zip(Word.__slots__, each, strict=True))) for each in told["words"])
    plain = {name: told[name] for name in _PLAIN}
    plain["back"] = None if plain["back"] is None else tuple(plain["back"])
    plain["warnings"] = tuple(plain["warnings"])
    rules = tuple(Rule(*each) for each in told["rules"])
    fills = tuple(Fill(Box(*box), colour) for box, colour in told["fills"])
    return PrintedPage(**plain, words=words, rules=rules, fills=fills)


def _word(told: dict[str, Any]) -> Word:
    pairs: Sequence[Sequence[int]] = told["raised"]
    return Word(
        **{
            **told,
            "box": Box(*told["box"]),
            "edges": tuple(told["edges"]),
            "raised": tuple((start, end) for start, end in pairs),
        }
    )
