"""Writes a file whole or not at all: a reader of the folder never sees half of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

HALF_WRITTEN = ".*.tmp"


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, LF) that takes the place of `path` once it is complete.

    Raises OSError when it cannot be written; what stood at `path` then stays.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def replace_text(path: Path, text: str) -> None:
    """Writes `text` to `path`, whole or not at all."""
    with replacing(path) as file:
        file.write(text)
