"""Functions that a worker does not survive, or only just."""

import os
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from export.report_findings import Picture
from quitus.intake import Source
from quitus.limits import Limits
from quitus.pictures import Want, draw
from quitus.workers import read_source


def add(one: int, two: int) -> int:
    return one + two


def process() -> int:
    return os.getpid()


def print_and_add(one: int, two: int) -> int:
    os.write(1, b"noise of a library\n")
    print("more noise")
    return one + two


def fail() -> None:
    raise KeyError("x")


def segfault() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    os._exit(0)


def hang() -> None:
    while True:
        time.sleep(10)


def take(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def read_dangerously(source: Source, limits: Limits) -> bytes:
    """Reads a PDF, or does what its name says."""
    match source.path.stem:
        case "tombe":
            segfault()
        case "boucle":
            hang()
        case "enfle":
            take(1 << 14)
        case "tue":  # once: as a worker that the system takes away
            mark = source.path.with_suffix(".once")
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "change":
            Path(source.path).write_bytes(source.path.read_bytes() + b"\n")
    return read_source(source, limits)


def draw_dangerously(sources: Mapping[str, Source], some: Sequence[Want]) -> list[Picture | None]:
    """Draws, but for the pictures of page 2, which kill, and of page 4, which never end."""
    pages = {want.strip.page for want in some}
    if 2 in pages:
        segfault()
    if 4 in pages:
        hang()
    return draw(sources, some)
