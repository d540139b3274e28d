"""One run at a time writes a dataset of a store: an object says who, and until when.

A store has no lock that dies with its holder.  The object is made only where there is none
(a conditional put, which S3 and most of its kin have); its holder renews it, and who finds one
that has run out takes it over, waits, and goes on only if it still bears its own name.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from quitus.lock import NAME
from quitus.urls import Remote
from schemas.errors import UsageError

LASTS = 180.0  # seconds that a lease holds when it is not renewed
RENEWED = 45.0  # seconds between two renewals
SETTLED = 3.0  # seconds after which one that was taken over is looked at again


@contextmanager
def leased(folder: Remote) -> Iterator[Callable[[], None]]:
    """Holds the folder; gives what raises UsageError once another run has taken it over.

    Raises UsageError when another run holds it or nothing can be written.
    """
    lease = _Lease(folder)
    lease.take()
    over = threading.Event()
    keeper = threading.Thread(target=lease.keep, args=(over,), daemon=True)
    keeper.start()
    try:
        yield lease.require
    finally:
        over.set()
        keeper.join()
        lease.release()


class _Lease:
    def __init__(self, folder: Remote) -> None:
        self._folder = folder
        self._path = folder.path(NAME)
        self._token = uuid.uuid4().hex
        self._lost = False

    def take(self) -> None:
        """Makes the object, or takes over one that has run out."""
        if self._made():
            return
        held = self._read()
        if held is not None and held["until"] > time.time():
            raise UsageError(
                f"Une autre lecture écrit déjà dans « {self._folder.url} » ({held['owner']}) : "
                "attendez sa fin, ou indiquez un autre dossier avec -o."
            )
        self._write()
        time.sleep(SETTLED)
        self.check()
        self.require()

    def keep(self, over: threading.Event) -> None:
        """Renews it until it is over, or another has it."""
        while not over.wait(RENEWED) and not self._lost:
            try:
                self.check()
                if not self._lost:
                    self._write()
            except Exception:  # a store out of reach: the next renewal tries again
                continue

    def check(self) -> None:
        """Looks whether it still is ours."""
        held = self._read()
        self._lost = held is None or held["token"] != self._token

    def require(self) -> None:
        """Raises UsageError once it is another's."""
        if self._lost:
            raise UsageError(
                f"Une autre lecture a repris « {self._folder.url} » : celle-ci s'arrête."
            )

    def release(self) -> None:
        """Removes it, if it still is ours; where the store is out of reach it runs out."""
        try:
            self.check()
            if not self._lost:
                self._folder.files.rm_file(self._path)
        except Exception:  # it runs out by itself
            return

    def _made(self) -> bool:
        try:
            self._folder.files.pipe_file(self._path, self._told(), mode="create")
        except FileExistsError:
            return False
        except Exception as error:
            if "PreconditionFailed" in repr(error) or "pre-conditions" in str(error):
                return False
            raise UsageError(
                f"On ne peut pas écrire dans « {self._folder.url} » ({str(error)[:200]}) : "
                "vérifiez l'adresse et les droits, ou indiquez un autre dossier avec -o."
            ) from error
        return True

    def _write(self) -> None:
        self._folder.files.pipe_file(self._path, self._told())

    def _told(self) -> bytes:
        owner = f"{socket.gethostname()}, processus {os.getpid()}"
        told = {"owner": owner, "token": self._token, "until": time.time() + LASTS}
        return json.dumps(told).encode()

    def _read(self) -> dict[str, Any] | None:
        try:
            held = json.loads(self._folder.files.cat_file(self._path))
            return {"owner": str(held["owner"]), "token": held["token"], "until": held["until"]}
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return {"owner": "?", "token": "", "until": 0.0}
