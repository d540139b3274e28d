"""One run at a time writes a dataset folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from schemas.errors import UsageError

NAME = ".quitus.lock"
WIDTH = 20  # bytes of the holder's process number, padded: a shorter one leaves nothing of a longer


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Holds the dataset folder; the system lets go of it however this process ends.

    Nothing in the file changes before it is ours, and then in one write over the same bytes: who
    comes second reads the number of the holder, or of one before, never half of one.

    Raises UsageError when another run holds it, OSError when the folder cannot be written.
    """
    descriptor = os.open(out / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        if not _take(file):
            raise UsageError(
                f"Une autre lecture écrit déjà dans « {out} »{_who(file)} : attendez sa fin, "
                "ou indiquez un autre dossier avec -o."
            )
        file.seek(0)
        file.write(f"{os.getpid()}".encode().ljust(WIDTH - 1) + b"\n")
        yield


def _who(file: BinaryIO) -> str:
    """The holder as it can be told; it may not have written its number yet."""
    file.seek(0)
    told = file.read(WIDTH).strip()
    return f" (processus {told.decode()})" if told.isdigit() else ""


def _take(file: BinaryIO) -> bool:
    """Whether the lock is ours now; it is that of the open file, and dies with it."""
    try:
        import fcntl
    except ImportError:
        return _take_region(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_region(file: BinaryIO) -> bool:
    """The same where files have no such lock (Windows): a byte far behind the text is taken."""
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    file.seek(1 << 20)
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
