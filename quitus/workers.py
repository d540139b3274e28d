"""Reads the documents of a run: in this process, in workers beside it, or on a cluster.

All run `read_source`, one pure function per document, and give what its file shall hold.  What
else opens a PDF (the pictures of findings) goes through the same workers, by `each`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from quitus.apart import Turn, read_apart, unheard
from quitus.content import as_json
from quitus.fetch import at_hand
from quitus.intake import Source
from quitus.isolation import Closed, Died, Lost, OutOfMemory, TookTooLong, Worker
from quitus.limits import Limits, written
from quitus.pipeline import (
    Stages,
    crash,
    manner_of,
    page_version,
    read_json,
    since,
    stages,
    unread,
)
from schemas.errors import ErrorCode, PagesApart, UnreadableDocument

if TYPE_CHECKING:
    from quitus.cluster import ClusterPool

Task = TypeVar("Task")
Answer = TypeVar("Answer")
AHEAD = 3  # documents per worker that are sent before an answer is there
WORTH = 100_000  # bytes of PDFs that are worth the start of another worker
PICTURE, PER_PICTURE = 100_000, 15.0  # bytes of a scanned page, seconds that it may take
MOST_PATIENCE = 7200.0  # seconds
KILLED = (9, 15)  # signals that others send: the document is tried again

Run = Callable[..., Any]
"""Calls a function of a module with arguments, in `seconds` at most (a keyword) and under the
limits of the run; raises Lost where it dies or does not end, RuntimeError where it fails."""


class Readers(Protocol):
    """Whoever reads the documents of a run."""

    @property
    def manner(self) -> str | None:
        """How pages without readable text are read; None where it does not matter."""

    def read(
        self, sources: Sequence[Source], turn: Turn = unheard
    ) -> Iterator[tuple[Source, bytes]]:
        """Each document's file as JSON, in the order in which they are done.

        `turn` may be told of the pages of a long scan as they are read.
        """

    def each(
        self, work: Callable[[Run, Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Answer]]:
        """Other work on the PDFs, in the order in which it is done; each does it by its `Run`."""

    def close(self) -> None:
        """Stops at once what still runs."""


def read_source(source: Source, limits: Limits, already: float = 0.0) -> bytes:
    """One PDF through all stages, to its file; raises MemoryError.

    `already`: the seconds that reading some of its pages took before.
    """
    return read_json(source, stages(limits, already=already))


def read_or_ask(source: Source, limits: Limits) -> bytes | tuple[int, ...]:
    """The same; or the pages to read before, where many are pictures; raises MemoryError."""
    try:
        return read_json(source, stages(limits, apart=True))
    except PagesApart as many:
        return many.pages


def read_pictures(source: Source, limits: Limits, numbers: Sequence[int]) -> None:
    """Reads some pages from their picture, for `read_source` to find."""
    from extract.document import read_scans

    if limits.memory_of_pictures is not None:
        told = (limits.ocr, limits.language, limits.memory_of_pictures, page_version(limits))
        read_scans(source.path, numbers, *told)


@dataclass(frozen=True, slots=True)
class InProcess:
    """Reads one document after another in this process, with no limit but that of pages."""

    through: Stages

    @property
    def manner(self) -> str | None:
        """That of the stages."""
        return self.through.manner

    def read(
        self, sources: Sequence[Source], turn: Turn = unheard
    ) -> Iterator[tuple[Source, bytes]]:
        """Each document's file, in the order given."""
        for source in sources:
            started = perf_counter()
            try:
                with at_hand(source) as near:
                    yield source, read_json(near, self.through)
            except UnreadableDocument as error:
                told = unread(source, (), error.error, error.message, since(started))
                yield source, as_json(told)

    def each(
        self, work: Callable[[Run, Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Answer]]:
        """One after another in this process, without limits."""
        for task in tasks:
            yield task, work(directly, task)

    def close(self) -> None:
        """There is nothing to stop."""


def directly(function: Callable[..., Any], *args: Any, seconds: float) -> Any:
    """A `Run` in this process, without limits."""
    try:
        return function(*args)
    except Exception as error:
        raise RuntimeError(str(error)) from error


@dataclass(slots=True)
class Isolated:
    """Processes that read documents, as many as threads ask at once."""

    limits: Limits
    all: list[Worker] = field(default_factory=list)
    idle: list[Worker] = field(default_factory=list)
    closed: bool = False

    def read(self, source: Source, already: float = 0.0) -> bytes:
        """The document's file; one that could not be read within its limits says so in it.

        Raises Closed.
        """
        read: bytes = self._read(read_source, source, *([already] if already else []))
        return read

    def read_or_ask(self, source: Source) -> bytes | tuple[int, ...]:
        """The same; or the pages that are best read before by `read_pictures`; raises Closed."""
        if self.limits.ocr == "never" or self.limits.memory_of_pictures is None:
            return self.read(source)
        asked: bytes | tuple[int, ...] = self._read(read_or_ask, source)
        return asked

    def read_pictures(self, source: Source, numbers: Sequence[int]) -> None:
        """Reads pages from their picture; those that fail are for `read` to tell; raises Closed."""
        seconds = self.limits.seconds + PER_PICTURE * len(numbers)
        with suppress(Lost, RuntimeError, UnreadableDocument), at_hand(source) as near:
            self.run(read_pictures, near, self.limits, numbers, seconds=seconds)

    def _read(self, function: Callable[..., Any], source: Source, *more: Any) -> Any:
        started = perf_counter()
        try:
            seconds = self.limits.seconds + _patience(source, self.limits)
            with at_hand(source) as near:
                return self.run(function, near, self.limits, *more, seconds=seconds)
        except UnreadableDocument as gone:
            return as_json(unread(source, (), gone.error, gone.message, since(started)))
        except Lost as lost:
            error, message = _told(source, lost, self.limits)
            return as_json(unread(source, (), error, message, since(started)))
        except RuntimeError as error:
            return crashed(source, error)

    def run(self, function: Callable[..., Any], *args: Any, seconds: float) -> Any:
        """A `Run` in a process that can be lost; also raises Closed."""
        for last in (False, True):
            worker = self._worker()
            try:
                return worker.run(function, *args, seconds=seconds, memory=self.limits.memory)
            except Died as died:
                if last or died.by not in KILLED:
                    raise
            finally:
                self.idle.append(worker)
        raise AssertionError

    def _worker(self) -> Worker:
        if self.closed:
            raise Closed
        try:
            return self.idle.pop()
        except IndexError:
            self.all.append(Worker())
            return self.all[-1]

    def start(self, count: int) -> None:
        """Has so many processes ready for those who will ask."""
        self.idle.extend(Worker() for _ in range(count))
        self.all.extend(self.idle)
        for worker in self.idle:
            worker.start()
        for worker in self.idle:
            worker.run(cores, seconds=60.0, memory=self.limits.memory)

    def close(self) -> None:
        """Ends all processes, whatever they do."""
        self.closed = True
        for worker in self.all:
            worker.close()


def _patience(source: Source, limits: Limits) -> float:
    """Seconds more for a file whose pages may all be pictures, which take their time."""
    if limits.ocr == "never":
        return 0.0
    return min(source.size / PICTURE * PER_PICTURE, MOST_PATIENCE)


class LocalPool:
    """Workers on this machine; closed, it starts fresh ones for those who ask again."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self._workers = workers
        self._limits = limits
        self._isolated = Isolated(limits)
        self._executor: ThreadPoolExecutor | None = None

    @property
    def manner(self) -> str | None:
        """That of the documents it reads."""
        return manner_of(self._limits)

    def read(
        self, sources: Sequence[Source], turn: Turn = unheard
    ) -> Iterator[tuple[Source, bytes]]:
        """Each document's file, in the order in which they are done."""
        worth = 1 + sum(source.size for source in sources) // WORTH
        count = max(1, min(self._workers, worth))
        return read_apart(self._threads(count), self._isolated, sources, AHEAD * count, turn)

    def each(
        self, work: Callable[[Run, Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Answer]]:
        """Other work on the PDFs, in the order in which it is done."""
        call = partial(work, self._isolated.run)
        return spread(self._threads(self._workers), call, tasks, AHEAD * self._workers)

    def _threads(self, count: int) -> Executor:
        """So many of them drive the processes, which those of before leave behind."""
        if self._executor is not None:
            self._executor.shutdown(wait=False)
        self._executor = ThreadPoolExecutor(count, thread_name_prefix="reader")
        return self._executor

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Starts all workers and waits for them: what a measure of speed leaves out."""
        self._isolated.start(self._workers)

    def close(self) -> None:
        """Ends the workers and waits for the threads that drive them."""
        self._isolated.close()
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
        self._executor, self._isolated = None, Isolated(self._limits)


def spread(
    executor: Executor,
    call: Callable[[Task], Answer],
    tasks: Iterable[Task],
    ahead: int,
    otherwise: Callable[[Task, Exception], Answer] | None = None,
) -> Iterator[tuple[Task, Answer]]:
    """The answers as they come, with at most `ahead` tasks under way.

    A task that fails is answered by `otherwise`; without it, its error ends the iteration.
    """
    coming = iter(tasks)
    pending: dict[Future[Answer], Task] = {}
    while True:
        for task in islice(coming, ahead - len(pending)):
            pending[executor.submit(call, task)] = task
        if not pending:
            return
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            task = pending.pop(future)
            try:
                answer = future.result()
            except Exception as error:
                if otherwise is None:
                    raise
                answer = otherwise(task, error)
            yield task, answer


def pool(workers: int | None, cluster: str | None, limits: Limits) -> LocalPool | ClusterPool:
    """Workers of this machine, one per core unless told, or those of a cluster; UsageError."""
    if cluster is None:
        return LocalPool(workers or cores(), limits)
    from quitus.cluster import ClusterPool

    return ClusterPool(cluster, limits)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def crashed(source: Source, error: Exception) -> bytes:
    """The file of a document that nobody could read."""
    message = crash(source, error)
    return as_json(unread(source, (), "crashed", message, since(perf_counter())))


def _told(source: Source, lost: Lost, limits: Limits) -> tuple[ErrorCode, str]:
    """The error of a document that was lost, and what to do about it."""
    name = source.name
    if isinstance(lost, TookTooLong):
        return "timeout", (
            f"{name} n'était pas lu après {limits.seconds:g} s : relancez avec --timeout plus "
            "grand, ou découpez le fichier."
        )
    if isinstance(lost, OutOfMemory) or (isinstance(lost, Died) and lost.by in KILLED):
        return "memory", (
            f"{name} demande plus que les {written(limits.memory)} de mémoire admis : relancez "
            "avec --max-memory plus grand, ou découpez le fichier."
        )
    return "crashed", (
        f"{name} a fait tomber le programme qui lit les PDF ({lost}) : signalez-le avec ce fichier."
    )
