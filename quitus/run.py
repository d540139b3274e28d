"""A run over a folder: every PDF read or its failure stated, then the tables and the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from export.report import ReadDocument
from extract.ocr.kept import release
from extract.ocr.memory import NAME as PICTURES
from extract.ocr.memory import forget
from quitus.content import head
from quitus.fetch import RemoteFolder
from quitus.intake import Found, Seen, Source, find, identify
from quitus.journal import journal
from quitus.limits import Limits
from quitus.lock import locked
from quitus.mirror import Mirror
from quitus.origin import remember
from quitus.pipeline import Stages
from quitus.publish import publish
from quitus.store import Store
from quitus.workers import InProcess, Readers
from schemas.errors import ExitCode
from schemas.facts import Document

Tick = Callable[[int, int, str], None]
"""Told as documents are done: how many, of how many, and the name of the last one."""

Hear = Callable[[int, str], None]
"""Told of each document that is read: its pages, and its error or nothing."""
_PAGES = re.compile(rb'^ "pages": (\d+)', re.MULTILINE)
_ERROR = re.compile(rb'^ "error": "(\w*)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    out: Path
    documents: list[ReadDocument]
    reused: int  # documents taken from an earlier run
    removed: int  # documents of an earlier run that the folder no longer has
    found: Found
    severities: dict[str, int] = field(default_factory=dict)  # findings by severity
    left: int = 0  # documents that an interrupted run did not come to
    where: str = ""  # the dataset as the person calls it
    kept: int = 0  # documents of folders that cannot be entered any more, as they were read

    @property
    def failed(self) -> list[Document]:
        """Documents that could not be read."""
        return [entry.document for entry in self.documents if entry.document.status == "failed"]

    @property
    def exit_code(self) -> ExitCode:
        """OK, SOME_FAILED, NOTHING_READ or INTERRUPTED."""
        if self.left:
            return ExitCode.INTERRUPTED
        if not self.failed and not self.found.closed:
            return ExitCode.OK
        if len(self.failed) == len(self.documents):
            return ExitCode.NOTHING_READ
        return ExitCode.SOME_FAILED


def ingest(
    folder: Path | RemoteFolder,
    out: Path,
    through: Readers | Stages,
    *,
    fresh: bool,
    tick: Tick,
    limits: Limits | None = None,
    hear: Hear | None = None,
    mirror: Mirror | None = None,
) -> Outcome:
    """Reads a folder of PDFs (or one PDF) into the dataset folder `out`.

    `mirror` is the store that `out` is sent to, if it is.

    What an earlier run of the same program read is used again, unless `fresh`.  Ctrl-C ends the
    reading and makes the dataset of what is read.  Raises UsageError when `folder` does not
    exist, when `out` cannot be written or another run writes it, NothingToRead when there is no
    PDF; a PDF that cannot be read is a status, not an error.
    """
    readers = InProcess(through) if isinstance(through, Stages) else through
    where = mirror.url if mirror is not None else str(out)
    found = find(folder, out) if isinstance(folder, Path) else folder.find(where)
    store = Store(out, readers.manner, mirror.send if mirror is not None else lambda path: None)
    store.prepare()
    allowed = limits or Limits()
    with locked(out), journal(out, folder, allowed) as log:
        store.open()
        if fresh:
            forget(out / PICTURES, 0)
        if isinstance(folder, Path) and mirror is None:
            remember(out, folder)
        seen = Seen({} if fresh else store.index.seen)
        if isinstance(folder, Path):
            sources = identify(found.paths, folder, allowed.size, seen)
        else:
            sources = folder.identify(allowed.size, seen)
        done: set[str] = set()
        try:
            reused = _reuse(store, sources if not fresh else (), done)
            log.note(len(sources), "documents,", reused, "of them unchanged")
            for source, pages, error in _read(store, sources, readers, done, tick):
                log.note(source.document_id, error or "ok", pages, "pages", ascii(source.name))
                if hear is not None:
                    hear(pages, error)
        except KeyboardInterrupt:
            log.note("interrupted")
            readers.close()
        left = [source for source in sources if source.document_id not in done]
        _reuse(store, left, done)  # what an interrupted run was to read afresh still holds
        kept = store.behind(found.closed, done)
        held = [source for source in sources if source.document_id in done] + kept
        removed = store.remove_others(
            {each.document_id for each in held}, {source.document_id for source in left}
        )
        forget(out / PICTURES)
        published = store.unchanged(held) or publish(store, held, readers, seen)
    return Outcome(
        out,
        [entry.read for entry in published.entries.values()],
        reused,
        removed,
        found,
        published.severities,
        len(left),
        where,
        len(kept),
    )


def _reuse(store: Store, sources: Sequence[Source], done: set[str]) -> int:
    """Marks as done what an earlier run read and still holds; how many documents."""
    for source in sources:
        if store.holds(source):
            done.add(source.document_id)
    return len(done)


def _read(
    store: Store, sources: Sequence[Source], readers: Readers, done: set[str], tick: Tick
) -> Iterator[tuple[Source, int, str]]:
    """Reads what is not done, and writes each document as soon as it is read."""
    todo = [source for source in sources if source.document_id not in done]
    tick(len(done), len(sources), todo[0].name if todo else "")
    for source, content in readers.read(todo, partial(_turn, tick, done, len(sources))):
        store.put(source.document_id, content)
        release(store.out / PICTURES, source.document_id)
        done.add(source.document_id)
        own = head(content)
        yield source, int(_first(_PAGES, own) or 0), _first(_ERROR, own)
        tick(len(done), len(sources), source.name)


def _turn(tick: Tick, done: set[str], total: int, source: Source, page: int, pages: int) -> None:
    """Tells of the pages of a long scan as they are read."""
    tick(len(done), total, f"{source.name} : page {page} sur {pages}")


def _first(pattern: re.Pattern[bytes], content: bytes) -> str:
    """What a line of a document's own says; its rows are indented further."""
    match = pattern.search(content)
    return match[1].decode() if match else ""
