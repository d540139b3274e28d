"""The documents of a run over the workers; the pages of a long scan over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import Any, Protocol

from quitus.intake import Source

TOGETHER = 2  # pages that a worker reads before it says so
FETCHED = 16  # the same of a document that must be fetched first

Turn = Callable[[Source, int, int], None]
"""Told of the pages of a scan as they are read: how many, of how many."""


def unheard(source: Source, page: int, pages: int) -> None:
    """A `Turn` that nobody hears."""


class Reader(Protocol):
    """What reads documents, and pages of them, each call in a process of its own."""

    def read(self, source: Source, already: float = 0.0) -> bytes:
        """The document's file; `already`: the seconds that its pages took."""

    def read_or_ask(self, source: Source) -> bytes | tuple[int, ...]:
        """The same, or the pages that are best read before."""

    def read_pictures(self, source: Source, numbers: Sequence[int]) -> None:
        """Reads pages from their picture, for `read` to find."""


@dataclass(slots=True)
class _Scan:
    """A document whose pages are under way."""

    source: Source
    pages: int
    read: int = 0
    seconds: float = 0.0


def read_apart(
    executor: Executor,
    reader: Reader,
    sources: Sequence[Source],
    ahead: int,
    turn: Turn = unheard,
) -> Iterator[tuple[Source, bytes]]:
    """Each document's file as it is done, with at most `ahead` documents under way.

    A document that asks for its pages to be read before has them read by whoever is free, and is
    then read to its end.
    """
    coming = iter(sources)
    whole: dict[Future[Any], Source] = {}
    parts: dict[Future[float], tuple[_Scan, int]] = {}
    scans: list[_Scan] = []
    while True:
        for source in islice(coming, max(ahead - len(whole) - len(scans), 0)):
            whole[executor.submit(reader.read_or_ask, source)] = source
        if not whole and not parts:
            return
        for future in wait([*whole, *parts], return_when=FIRST_COMPLETED).done:
            if future in whole:
                source = whole.pop(future)
                answer = future.result()
                if isinstance(answer, bytes):
                    yield source, answer
                    continue
                scans.append(_Scan(source, len(answer)))
                for numbers in _shared(source, answer):
                    part = executor.submit(_timed, reader, source, numbers)
                    parts[part] = scans[-1], len(numbers)
                continue
            scan, count = parts.pop(future)
            scan.seconds += future.result()
            scan.read += count
            turn(scan.source, scan.read, scan.pages)
            if scan.read == scan.pages:
                scans.remove(scan)
                whole[executor.submit(reader.read, scan.source, scan.seconds)] = scan.source


def _timed(reader: Reader, source: Source, numbers: Sequence[int]) -> float:
    """Reads pages; the seconds that it took."""
    started = perf_counter()
    reader.read_pictures(source, numbers)
    return perf_counter() - started


def _shared(source: Source, numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The pages in the shares in which they are read."""
    step = FETCHED if source.url else TOGETHER
    for start in range(0, len(numbers), step):
        yield numbers[start : start + step]
