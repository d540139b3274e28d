"""PDFs of a store: listed, named by their content, fetched one at a time to be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quitus.intake import Found, Seen, Source, join_copies, too_large
from quitus.urls import Remote, listing, mark, remote
from schemas.errors import NothingToRead, UnreadableDocument

PIECE = 1 << 20  # bytes
AT_ONCE = 8  # files whose content is looked at together


class RemoteFolder:
    """A folder of PDFs in a store, as `find` and `identify` take one of this machine."""

    def __init__(self, folder: Remote) -> None:
        self._folder = folder
        self._found: dict[str, dict[str, Any]] = {}

    def __str__(self) -> str:
        return self._folder.url

    def find(self, out: str) -> Found:
        """The PDFs in the order of their names; what lies under `out` is left alone.

        Raises UsageError when the store does not answer, NothingToRead when there is no PDF.
        """
        inside = out.rstrip("/").removeprefix(f"{self._folder.url}/") + "/"
        self._found = {
            name: told
            for name, told in sorted(listing(self._folder).items())
            if name.lower().endswith(".pdf") and not name.startswith(inside)
        }
        if not self._found:
            raise NothingToRead(
                f"Aucun PDF dans « {self._folder.url} » : indiquez un dossier qui en contient."
            )
        return Found([Path(name) for name in self._found], [], [])

    def identify(self, most: int, seen: Seen) -> list[Source]:
        """Each PDF named by its content, which is streamed once and not kept.

        One whose size and tag are those of an earlier run is not looked at again.
        """
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="intake") as threads:
            call = partial(self._identify, most=most, seen=seen)
            return join_copies(threads.map(call, self._found.keys(), self._found.values()))

    def _identify(self, name: str, told: dict[str, Any], most: int, seen: Seen) -> Source:
        path, url = Path(name), f"{self._folder.url}/{name}"
        if int(told["size"]) > most:
            return too_large(path, name, int(told["size"]), most)
        digest = seen.digest(name, mark(told))
        if not digest:
            try:
                found = hashlib.sha256()
                for piece in _pieces(self._folder, name, most):
                    found.update(piece)
            except Exception as error:  # each store has its own
                message = f"{name} ne peut pas être lu ({str(error)[:200]}) : vérifiez les droits."
                return Source(path, name, (), "", int(told["size"]), message)
            digest = found.hexdigest()
            seen.now[name] = mark(told), digest
        return Source(path, name, (), digest, int(told["size"]), url=url)


@contextmanager
def at_hand(source: Source) -> Iterator[Source]:
    """The PDF as a file of this machine; one of a store is fetched, and gone afterwards.

    Raises UnreadableDocument when it is no longer the one that was identified.
    """
    if not source.url or source.refused:
        yield source
        return
    with TemporaryDirectory(prefix="quitus-") as place:
        yield _fetched(source, Path(place) / "document.pdf")


@contextmanager
def all_at_hand(sources: Iterable[tuple[str, Source]]) -> Iterator[dict[str, Source]]:
    """Several, by id; those that cannot be had are left out."""
    with TemporaryDirectory(prefix="quitus-") as place:
        had: dict[str, Source] = {}
        for number, (key, source) in enumerate(sources):
            try:
                path = Path(place) / f"{number}.pdf"
                had[key] = _fetched(source, path) if source.url else source
            except UnreadableDocument:
                continue
        yield had


def _fetched(source: Source, path: Path) -> Source:
    digest = hashlib.sha256()
    base, _, name = source.url.rpartition("/")
    try:
        with path.open("wb") as file:
            for piece in _pieces(remote(base), name, source.size):
                digest.update(piece)
                file.write(piece)
    except Exception as error:  # each store has its own
        raise _changed(source) from error
    if digest.hexdigest() != source.sha256:
        raise _changed(source)
    told = path.stat()
    return replace(source, path=path, url="", changed_at=told.st_mtime_ns)


def _pieces(folder: Remote, name: str, most: int) -> Iterator[bytes]:
    """The content, piece by piece; raises ValueError where it is more than the store said."""
    left = most
    with folder.files.open(folder.path(name), "rb", cache_type="readahead") as file:
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise ValueError("plus grand qu'annoncé")
            yield piece


def _changed(source: Source) -> UnreadableDocument:
    message = f"{source.name} a changé ou disparu pendant la lecture : relancez-la."
    return UnreadableDocument("changed", message)
