"""A run whose folder of PDFs, or dataset, may be of this machine or of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.ocr.memory import NAME as PICTURES
from quitus.fetch import RemoteFolder
from quitus.limits import Limits
from quitus.mirror import Mirror, mirrored
from quitus.run import Hear, Outcome, Tick, ingest
from quitus.urls import is_remote, local_path, remote
from quitus.workers import Readers


def ingest_anywhere(
    folder: str,
    out: str,
    readers: Readers,
    *,
    fresh: bool,
    tick: Tick,
    limits: Limits,
    hear: Hear,
    scratch: Path | None = None,
) -> Outcome:
    """As `ingest`, of paths or fsspec URLs; raises UsageError where a store cannot be used.

    A dataset of a store is made under `scratch`, or in a temporary folder.
    """
    source = RemoteFolder(remote(folder)) if is_remote(folder) else Path(local_path(folder))
    with _dataset(out, scratch) as (place, mirror):
        return ingest(
            source,
            place,
            readers,
            fresh=fresh,
            tick=tick,
            limits=limits,
            hear=hear,
            mirror=mirror,
        )


def pictures_beside(out: str) -> Path | None:
    """The folder where what is read of pictures is kept; None for a dataset of a store."""
    return None if is_remote(out) else Path(local_path(out)) / PICTURES


@contextmanager
def _dataset(out: str, scratch: Path | None) -> Iterator[tuple[Path, Mirror | None]]:
    if not is_remote(out):
        yield Path(local_path(out)), None
        return
    with mirrored(remote(out), scratch) as mirror:
        yield mirror.place, mirror
