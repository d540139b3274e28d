"""What one document may cost: time, memory, pages, bytes; and how it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from schemas.errors import UsageError

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
MOST = 1 << 50  # bytes: no machine has more
_SIZE = re.compile(r"([0-9]{1,16}(?:\.[0-9]{1,16})?)\s*([KMG]?)(?:I?[BO])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may cost; beyond, it is left and named with the reason."""

    seconds: float = 600.0
    memory: int = 2 << 30  # bytes beside what a worker takes before it reads anything
    pages: int = 5_000
    size: int = 1 << 30  # bytes of the file
    ocr: Literal["auto", "always", "never"] = "auto"  # which pages are read from their picture
    twice: bool = False  # whether figures of native pages are read by a second program too
    language: str = "fra"  # of pages read from their picture, as Tesseract names it
    memory_of_pictures: Path | None = None  # the folder where what engines read is kept


def read_size(text: str) -> int:
    """Bytes: `800M`, `2G`, `1048576`; raises UsageError."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"« {text} » n'est pas une taille : écrivez par exemple 800M ou 2G.")
    size = int(float(found[1]) * UNITS[found[2].upper()])
    if size > MOST:
        raise UsageError(f"« {text} » est plus que ce qu'une machine peut avoir : indiquez moins.")
    return size


def written(size: int) -> str:
    """Bytes as people say them: 2 Go, 800 Mo, 12 ko."""
    for unit, name in ((1 << 30, "Go"), (1 << 20, "Mo"), (1 << 10, "ko")):
        if size >= unit:
            return f"{size / unit:.4g} {name}".replace(".", ",")
    return f"{size} octets"
