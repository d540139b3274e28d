"""Speaks to the person: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import Any

SHOW_AFTER = 2.0  # seconds of work before a progress bar appears


def out(text: str) -> None:
    """Writes a result; a reader who has gone away (a closed pipe) is no error."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """Tells the person something that is not the result."""
    try:
        print(text, file=sys.stderr, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


class Silent:
    """Progress that nobody watches."""

    def __call__(self, done: int, total: int, name: str) -> None:
        """Documents done, of how many, and the name of the last one."""

    def hear(self, pages: int, error: str) -> None:
        """A document is read: its pages, and its error or nothing."""


@contextmanager
def progress() -> Iterator[Silent]:
    """A bar on a terminal, once the work lasts; silent elsewhere."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", name="", speed="", total=None)
    later = Timer(SHOW_AFTER, bar.start)
    later.daemon = True
    later.start()
    try:
        yield _Watched(lambda **told: bar.update(task, **told))
    finally:
        later.cancel()
        later.join()
        bar.stop()


class _Watched(Silent):
    def __init__(self, update: Callable[..., Any]) -> None:
        self._update = update
        self._begun = monotonic()
        self._pages = self._failed = 0

    def __call__(self, done: int, total: int, name: str) -> None:
        shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
        self._update(completed=done, total=total, name=shown, speed=self._speed())

    def hear(self, pages: int, error: str) -> None:
        self._pages += pages
        self._failed += bool(error)

    def _speed(self) -> str:
        """Pages per second and failures so far."""
        per_second = self._pages / max(monotonic() - self._begun, 0.1)
        failed = f", {self._failed} en échec" if self._failed else ""
        return f"{per_second:.0f} pages/s{failed}" if self._pages or failed else ""
