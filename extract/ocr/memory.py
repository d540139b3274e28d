"""What the engines read, kept in a folder: a page whose picture was read is not read again.

An answer is known by the digest of what was asked: the pictures, the question, the engine and its
version.  Whatever is made of the answers may change; they hold.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from extract.ocr.readers import FirstReader, SecondReader
from extract.ocr.shapes import Grey, SeenLine

NAME = ".ocr"  # the folder in a dataset
MOST = 256 << 20  # bytes that are kept
ENDING = ".z"


@dataclass(frozen=True, slots=True)
class Memory:
    """Answers by the digest of their question; a folder that cannot be written forgets."""

    folder: Path

    def recall(self, key: str) -> Any:
        """The answer; None where there is none, or none that can be read."""
        return unpack(self._path(key))

    def keep(self, key: str, answer: Any) -> None:
        """Written whole or not at all, whoever else writes it."""
        pack(self._path(key), answer)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}{ENDING}"


def unpack(path: Path) -> Any:
    """What `pack` wrote; None where there is nothing, or nothing that can be read."""
    try:
        told = json.loads(zlib.decompress(path.read_bytes()))
        os.utime(path)
    except (OSError, ValueError, zlib.error):
        return None
    return told


def pack(path: Path, told: Any) -> None:
    """Written whole or not at all, whoever else writes it; not at all where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False, suffix=".tmp") as file:
            file.write(zlib.compress(json.dumps(told).encode()))
        os.replace(file.name, path)
    except OSError:
        return


def forget(folder: Path, most: int = MOST) -> None:
    """Removes what was not asked for the longest, until no more than `most` bytes are left."""
    kept = []
    for path in folder.glob("*/*"):
        try:
            state = path.stat()
        except OSError:
            continue
        kept.append((state.st_mtime, state.st_size, path))
    left = sum(size for _, size, _ in kept)
    for _, size, path in sorted(kept):
        if left <= most:
            return
        path.unlink(missing_ok=True)
        left -= size


class RememberedFirst:
    """A first reader that is not asked twice."""

    def __init__(self, reader: FirstReader, memory: Memory) -> None:
        self.name, self.version = reader.name, reader.version
        self._reader, self._memory = reader, memory

    def lines(self, picture: Grey, dpi: float) -> list[SeenLine]:
        """As the reader gives them."""
        key = _key((self.version, self.name, "lines", dpi), [picture])
        told = self._memory.recall(key)
        if told is None:
            found = self._reader.lines(picture, dpi)
            self._memory.keep(key, found)
            return found
        return [SeenLine(*each)._replace(centres=tuple(each[5])) for each in told]

    def line(self, picture: Grey) -> tuple[str, float]:
        """As the reader gives it."""
        key = _key((self.version, self.name, "line"), [picture])
        told = self._memory.recall(key)
        if told is None:
            told = self._reader.line(picture)
            self._memory.keep(key, told)
        return str(told[0]), float(told[1])


class RememberedSecond:
    """A second reader that is not asked twice."""

    def __init__(self, reader: SecondReader, memory: Memory) -> None:
        self.name, self.version = reader.name, reader.version
        self._reader, self._memory = reader, memory

    def texts(self, lines: Sequence[Grey], dpi: float) -> list[str]:
        """As the reader gives them."""
        if not lines:
            return []
        key = _key((self.version, self.name, "texts", dpi), lines)
        told: list[str] | None = self._memory.recall(key)
        if told is None:
            told = self._reader.texts(lines, dpi)
            self._memory.keep(key, told)
        return told


def _key(question: tuple[Any, ...], pictures: Sequence[Grey]) -> str:
    digest = sha256(repr(question).encode())
    for picture in pictures:
        digest.update(repr(picture.shape).encode())
        digest.update(picture.tobytes())
    return digest.hexdigest()
