"""Writes a file whole or not at all: a reader of the folder never sees half of one."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

WRITE_AHEAD = ".wal"  # what DuckDB writes beside a database until it is closed
_DRAFT = re.compile(r"(?:\.first)?\.(?P<name>.+?)(?:\.old)?\.tmp(?:\.wal)?")


def drafted(path: Path) -> str | None:
    """The name of the file that a path is the draft of; None where it is no draft."""
    match = _DRAFT.fullmatch(path.name)
    return match["name"] if match else None


@contextmanager
def drafting(path: Path) -> Iterator[Path]:
    """The path of a draft that another writes; it takes the place of `path` once complete.

    Raises OSError when it cannot be written; what stood at `path` then stays.
    """
    draft = path.with_name(f".{path.name}.tmp")
    ahead = draft.with_name(draft.name + WRITE_AHEAD)
    draft.unlink(missing_ok=True)
    ahead.unlink(missing_ok=True)
    try:
        yield draft
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        ahead.unlink(missing_ok=True)
        raise


@contextmanager
def drafting_any(path: Path) -> Iterator[Path]:
    """As `drafting`, where the draft and what stood at `path` may be folders.

    A folder is put aside before another takes its place: for an instant nothing stands there.
    """
    draft, aside = path.with_name(f".{path.name}.tmp"), path.with_name(f".{path.name}.old.tmp")
    remove(draft)
    remove(aside)
    try:
        yield draft
        if path.is_dir() or draft.is_dir():
            if path.exists():
                path.rename(aside)
            draft.rename(path)
            remove(aside)
        else:
            os.replace(draft, path)
    except BaseException:
        remove(draft)
        raise


def remove(path: Path) -> None:
    """Removes a file or a folder, if it is there; raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, LF) that takes the place of `path` once it is complete.

    Raises OSError when it cannot be written; what stood at `path` then stays.
    """
    with drafting(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        yield file


def replace_text(path: Path, text: str) -> None:
    """Writes `text` to `path`, whole or not at all."""
    with replacing(path) as file:
        file.write(text)


def replace_bytes(path: Path, content: Iterable[bytes]) -> None:
    """Writes the parts of `content` to `path`, whole or not at all; raises OSError."""
    with drafting(path) as draft, draft.open("wb") as file:
        file.writelines(content)
