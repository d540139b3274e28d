"""The process that reads documents for another: `python -m quitus.worker`, driven by a pipe.

What kills it, or what it never ends, costs one document and not the run.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

GRACE = 15.0  # seconds after which a worker whose run is dead ends by itself
Call = tuple[Callable[..., Any], tuple[Any, ...], float, int]
"""A function of a module, its arguments, the seconds and the bytes that it may take."""


def main() -> None:
    """Answers calls until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the run's to answer
    calls, answers = _private(0, "rb"), _private(1, "wb")
    _warm_up()
    _send(answers, ("ready", None, 0))
    _silence(2)
    while True:
        try:
            call: Call = pickle.load(calls)
        except EOFError:
            return
        _send(answers, _answer(*call))


def _answer(
    function: Callable[..., Any], args: tuple[Any, ...], seconds: float, memory: int
) -> tuple[str, Any, int]:
    with _alarm(seconds + GRACE), _at_most(memory):
        try:
            answer = ("done", function(*args))
        except MemoryError:
            answer = ("memory", None)
        except Exception as error:
            answer = ("failed", f"{type(error).__name__} : {error}"[:500])
    return (*answer, resident())


def _warm_up() -> None:
    """Loads the stages before the first call, and keeps them out of later garbage collections."""
    from quitus.pipeline import stages

    stages()
    gc.collect()
    gc.freeze()


def _private(descriptor: int, mode: str) -> BinaryIO:
    """A standard stream for ourselves alone: what a library prints goes nowhere."""
    kept: BinaryIO = os.fdopen(os.dup(descriptor), mode)  # type: ignore[assignment]
    _silence(descriptor)
    return kept


def _silence(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _send(answers: BinaryIO, answer: tuple[str, Any, int]) -> None:
    try:
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
    except BrokenPipeError:
        os._exit(0)  # the run is gone


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Ends this process after so many seconds, should nobody be left to do so."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def _at_most(memory: int) -> Iterator[None]:
    """Refuses this process more than so many bytes beside those that it has."""
    try:
        import resource
    except ImportError:  # no such limit on this system
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = mapped() + memory
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):  # macOS has the call and not the limit
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def mapped() -> int:
    """Bytes of address space that this process has; 0 where the system does not tell."""
    return _pages_of_memory(0)


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    return _pages_of_memory(1)


def _pages_of_memory(column: int) -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    main()
