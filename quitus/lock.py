"""One run at a time writes a dataset folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schemas.errors import UsageError

NAME = ".quitus.lock"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Holds the dataset folder; the system lets go of it however this process ends.

    Raises UsageError when another run holds it, OSError when the folder cannot be written.
    """
    with (out / NAME).open("a+", encoding="ascii") as file:
        if not _take(file):
            file.seek(0)
            holder = file.read(20).strip()
            who = f" (processus {holder})" if holder.isdigit() else ""
            raise UsageError(
                f"Une autre lecture écrit déjà dans « {out} »{who} : attendez sa fin, "
                "ou indiquez un autre dossier avec -o."
            )
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _take(file: IO[str]) -> bool:
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


def _take_region(file: IO[str]) -> bool:
    """The same where files have no such lock (Windows): a byte far behind the text is taken."""
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    file.seek(1 << 20)
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
