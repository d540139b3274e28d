"""Speaks to the person: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quitus.run import Tick

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


@contextmanager
def progress() -> Iterator[Tick]:
    """A bar on a terminal, once the work lasts; silent elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", name="", total=None)
    later = Timer(SHOW_AFTER, bar.start)
    later.daemon = True
    later.start()
    try:
        yield lambda done, total, name: bar.update(task, completed=done, total=total, name=name)
    finally:
        later.cancel()
        later.join()
        bar.stop()
