"""The log of a run, beside what it made: one line per document and per event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from quitus.fingerprint import reader
from quitus.limits import Limits

NAME = "quitus.log"
LARGEST = 5_000_000  # bytes; an older log of that size is put aside first


class Journal:
    """Writes lines with the time of day, each at once, so that a killed run has them too."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def note(self, *words: object) -> None:
        """One event."""
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        text = " ".join(str(word) for word in words)
        self._file.write(f"{now} {' '.join(text.split())}\n")
        self._file.flush()


@contextmanager
def journal(out: Path, folder: object, limits: Limits) -> Iterator[Journal]:
    """The log of a run into `out`, opened at its end; raises OSError."""
    path = out / NAME
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".log.1"))
    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        made = Journal(file)
        made.note("run", reader(), ascii(str(folder)), limits)
        try:
            yield made
        except BaseException as error:
            made.note("ended by", type(error).__name__, ascii(str(error)[:300]))
            raise
        made.note("done")
