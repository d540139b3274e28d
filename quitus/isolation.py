"""Runs a function in another process that can be lost: killed, out of memory, without end."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from schemas.errors import QuitusError

Result = TypeVar("Result")
FULL = 0.5  # part of the memory allowed that a worker may still hold when it has answered


class Lost(Exception):
    """The function gave no answer; `str()` says what happened, in French."""


class TookTooLong(Lost):
    """It was stopped at its limit of time."""


class OutOfMemory(Lost):
    """It asked for more memory than it may have."""


class Died(Lost):
    """Its process ended by itself; `by` is the number of the signal, 0 where there was none."""

    def __init__(self, by: int) -> None:
        super().__init__(signal.strsignal(by) or f"signal {by}" if by else "fin du processus")
        self.by = by


class NotStarted(QuitusError):
    """No worker process can be started here."""


class Closed(Exception):
    """The worker was closed while it worked: nobody waits for its answer."""


class Worker:
    """A process that runs one function after another, and a fresh one after each loss.

    Functions are named by their module; arguments and answers are pickled.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._closed = False

    def run(
        self, function: Callable[..., Result], *args: Any, seconds: float, memory: int
    ) -> Result:
        """What the function gives; raises Lost, RuntimeError when the function fails, Closed."""
        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            kind, answer, held = self._ask(process, (function, args, seconds, memory))
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._lost(process, late.is_set(), seconds) from None
        finally:
            timer.cancel()
        if held > FULL * memory or kind == "memory":
            self._end(process)
        if kind == "memory":
            raise OutOfMemory("mémoire épuisée")
        if kind == "failed":
            raise RuntimeError(answer)
        result: Result = answer
        return result

    def start(self) -> None:
        """Starts the process without waiting for it."""
        if self._process is None and not self._closed:
            self._process = _spawn()

    def close(self) -> None:
        """Ends the process, whatever it does."""
        self._closed = True
        if self._process is not None:
            self._end(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise Closed
        self.start()
        process = self._process
        if process is None:
            raise Closed
        if not self._ready:
            self._hear(process)
        return process

    def _hear(self, process: subprocess.Popen[bytes]) -> None:
        """Waits until the process is ready to work; raises NotStarted."""
        assert process.stdout is not None
        try:
            pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            if self._closed:
                raise Closed from None
            raise NotStarted(
                "Un processus de lecture ne démarre pas : essayez « quitus doctor »."
            ) from None
        self._ready = True

    def _ask(self, process: subprocess.Popen[bytes], call: object) -> tuple[str, Any, int]:
        assert process.stdin is not None
        assert process.stdout is not None
        pickle.dump(call, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        answer: tuple[str, Any, int] = pickle.load(process.stdout)
        return answer

    def _lost(self, process: subprocess.Popen[bytes], late: bool, seconds: float) -> Exception:
        self._end(process)
        if self._closed:
            return Closed()
        if late:
            return TookTooLong(f"arrêté après {seconds:g} s")
        return Died(max(-process.returncode, 0))

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if self._process is process:
            self._process, self._ready = None, False
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was to be sent has no reader any more
                    pipe.close()


def _spawn() -> subprocess.Popen[bytes]:
    """A worker that imports what we import, and computes on one core."""
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    environment = {**os.environ, **threads, "PYTHONPATH": paths}
    return subprocess.Popen(
        [sys.executable, "-m", "quitus.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
