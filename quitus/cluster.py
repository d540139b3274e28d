"""Reads the documents of a run on a Dask cluster, through the same interface as beside it."""

from __future__ import annotations

import importlib
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any

from quitus.apart import Turn, unheard
from quitus.fingerprint import reader
from quitus.intake import Source
from quitus.limits import Limits
from quitus.pipeline import manner_of
from quitus.workers import (
    AHEAD,
    Answer,
    Isolated,
    LocalPool,
    Run,
    Task,
    cores,
    crashed,
    spread,
)
from schemas.errors import UsageError

PATIENCE = 10.0  # seconds to reach the scheduler
_here: dict[Limits, Isolated] = {}  # the processes of one machine of the cluster


def read_here(source: Source, limits: Limits) -> bytes:
    """The document's file, read in a process of this machine; its path must be the same here."""
    return _here.setdefault(limits, Isolated(limits)).read(source)


class ClusterPool:
    """The workers of a Dask cluster; raises UsageError where they cannot be used.

    Each needs this program, in the same version, and the folder of PDFs under the same path.
    What a lost worker had in hand is read by another.
    """

    def __init__(self, address: str, limits: Limits) -> None:
        # Its machines need not see the dataset folder.
        self._limits = replace(limits, memory_of_pictures=None)
        self._beside = LocalPool(cores(), limits)
        self._client = _client(address)
        found = set(self._client.run(reader).values())
        if not found:
            raise UsageError(f"L'ordonnanceur {address} n'a aucun ouvrier : démarrez-en.")
        if found != {reader()}:
            raise UsageError(
                f"Les ouvriers de {address} ont une autre version de quitus : "
                "installez-y celle de cette machine."
            )

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def manner(self) -> str | None:
        """That of this machine: the workers are taken to have its engines."""
        return manner_of(self._limits)

    def read(
        self, sources: Sequence[Source], turn: Turn = unheard
    ) -> Iterator[tuple[Source, bytes]]:
        """Each document's file, in the order in which they are done."""
        threads = max(1, sum(self._client.nthreads().values()))
        executor = self._client.get_executor(pure=False, retries=2)
        call = partial(read_here, limits=self._limits)
        return spread(executor, call, sources, AHEAD * threads, crashed)

    def each(
        self, work: Callable[[Run, Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Answer]]:
        """Other work on the PDFs, by workers of this machine."""
        return self._beside.each(work, tasks)

    def close(self) -> None:
        """Lets go of the cluster; what it still reads is given up."""
        self._beside.close()
        if self._client.status != "closed":
            self._client.close()


def _client(address: str) -> Any:
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise UsageError(
            "--cluster demande la bibliothèque distributed : pip install 'quitus[cluster]'."
        ) from error
    _reach(address)
    return distributed.Client(address, timeout=PATIENCE, set_as_default=False)


def _reach(address: str) -> None:
    """Raises UsageError where nobody listens: Dask itself would try for long, and noisily."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    try:
        socket.create_connection((host, int(port)), PATIENCE).close()
    except (OSError, ValueError) as error:
        raise UsageError(
            f"On ne joint pas l'ordonnanceur Dask « {address} » : vérifiez l'adresse "
            "(par exemple tcp://machine:8786)."
        ) from error
