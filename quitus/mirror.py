"""A dataset in a store: it is made in a folder of this machine and sent as it is made.

Each document is sent as soon as it is read, so that a run that dies goes on from there; tables
and report follow at the end, and last what says that they hold.  An object is put whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from export.files import drafted
from quitus import index
from quitus.lease import leased
from quitus.lock import NAME as LOCK
from quitus.urls import Remote, listing, mark
from schemas.errors import UsageError

MANIFEST = ".quitus.mirror.json"
APART = (LOCK, MANIFEST)
AT_ONCE = 8  # files on their way
WAITING = 64  # files that may wait for their turn


@contextmanager
def mirrored(folder: Remote, scratch: Path | None = None) -> Iterator[Mirror]:
    """A folder of this machine with what the store holds, whose changes are sent back.

    It lies under `scratch`, where a later run finds it again, or in a temporary folder.  Raises
    UsageError when another run writes there, or the store cannot be read or written.
    """
    with (
        leased(folder) as require,
        _place(folder, scratch) as place,
        ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sender") as senders,
    ):
        mirror = Mirror(folder, place, require, senders)
        mirror.pull()
        yield mirror
        mirror.push()


@contextmanager
def _place(folder: Remote, scratch: Path | None) -> Iterator[Path]:
    if scratch is None:
        with TemporaryDirectory(prefix="quitus-") as name:
            yield Path(name)
        return
    letters = (letter if letter.isalnum() else "_" for letter in folder.url)
    place = scratch / "".join(letters)
    place.mkdir(parents=True, exist_ok=True)
    yield place


class Mirror:
    """The dataset on this machine, and what the store is known to hold of it."""

    def __init__(
        self,
        folder: Remote,
        place: Path,
        require: Callable[[], None],
        senders: ThreadPoolExecutor,
    ) -> None:
        self.place = place
        self.url = folder.url
        self._folder = folder
        self._require = require
        self._senders = senders
        self._sent: dict[str, index.Stamp] = {}  # the state of the files that the store has
        self._under_way: set[Future[None]] = set()

    def pull(self) -> None:
        """Fetches what the store has and this machine has not; the rest of the machine's goes.

        Files get back the times that they had where they were made, on which it depends whether
        what was published still holds.
        """
        held = {name: told for name, told in listing(self._folder).items() if name not in APART}
        marks, known = self._manifest(self._folder.files.cat_file), self._kept()
        for name in _names(self.place):
            if name not in held:
                (self.place / name).unlink()
        for name, told in held.items():
            if known.get(name, [""])[0] != mark(told) or not self._is_as(name, known[name]):
                self._send(self._fetch, name)
        self._settle()
        for name, told in held.items():
            path = self.place / name
            if marks.get(name, [""])[0] == mark(told):
                os.utime(path, ns=(marks[name][1], marks[name][1]))
            self._sent[name] = index.stamp(path)

    def send(self, path: Path) -> None:
        """Puts a file that is complete; raises UsageError when it cannot, or need not any more."""
        self._require()
        self._send(self._put, path.relative_to(self.place).as_posix())

    def push(self) -> None:
        """Puts what else has changed, removes what is gone; what says that all holds comes last."""
        self._settle()
        names = set(_names(self.place))
        for name in self._sent.keys() - names:
            self._send(self._remove, name)
        for name in sorted(names - {index.NAME}):
            if self._sent.get(name) != index.stamp(self.place / name):
                self.send(self.place / name)
        self._settle()
        if index.NAME in names:
            self.send(self.place / index.NAME)
            self._settle()
        self._tell()

    def _tell(self) -> None:
        """Writes which state of each file the store has, there and here."""
        told = {
            name: [mark(each), index.stamp(self.place / name)[1]]
            for name, each in listing(self._folder).items()
            if name not in APART and (self.place / name).is_file()
        }
        content = json.dumps(told).encode()
        self._folder.files.pipe_file(self._folder.path(MANIFEST), content)
        (self.place / MANIFEST).write_bytes(content)

    def _kept(self) -> dict[str, list[Any]]:
        return self._manifest(lambda _: (self.place / MANIFEST).read_bytes())

    def _manifest(self, read: Callable[[str], bytes]) -> dict[str, list[Any]]:
        try:
            told = json.loads(read(self._folder.path(MANIFEST)))
            return {name: [str(each[0]), int(each[1])] for name, each in told.items()}
        except (OSError, ValueError, TypeError, AttributeError, IndexError):
            return {}

    def _is_as(self, name: str, told: list[Any]) -> bool:
        return index.stamp(self.place / name)[1] == int(told[1])

    def _fetch(self, name: str) -> None:
        path = self.place / name
        if not path.resolve().is_relative_to(self.place.resolve()):
            raise UsageError(f"« {name} » n'a rien à faire dans « {self._folder.url} ».")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._folder.files.get_file(self._folder.path(name), str(path))

    def _put(self, name: str) -> None:
        path = self.place / name
        stamp = index.stamp(path)
        self._folder.files.put_file(str(path), self._folder.path(name))
        self._sent[name] = stamp

    def _remove(self, name: str) -> None:
        self._folder.files.rm_file(self._folder.path(name))
        self._sent.pop(name, None)

    def _send(self, work: Callable[[str], None], name: str) -> None:
        while len(self._under_way) >= WAITING:
            self._settle(most=WAITING - 1)
        self._under_way.add(self._senders.submit(work, name))

    def _settle(self, most: int = 0) -> None:
        """Waits until no more than so many are under way; raises UsageError where one failed."""
        while len(self._under_way) > most:
            done, self._under_way = wait(self._under_way, return_when=FIRST_COMPLETED)
            for each in done:
                error = each.exception()
                if error is not None:
                    raise UsageError(
                        f"« {self._folder.url} » ne répond plus ({str(error)[:200]}) : relancez, "
                        "la lecture reprend où elle s'est arrêtée."
                    ) from error


def _names(place: Path) -> list[str]:
    """The files of the dataset on this machine, drafts and locks left out."""
    found = (path.relative_to(place) for path in place.rglob("*") if path.is_file())
    return [
        path.as_posix()
        for path in found
        if path.name not in APART and not any(drafted(Path(each)) for each in path.parts)
    ]
