"""The documents of a dataset on disk, each in its file, and which of them still hold."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from pathlib import Path

from pydantic import ValidationError

from export.files import remove, replace_bytes
from export.french import trouble
from quitus.content import as_json, load, plain
from quitus.fingerprint import publisher, reader
from quitus.index import Index, made, page, read, stamp
from quitus.intake import Source
from quitus.names import is_document, is_own_draft, require_own
from schemas.dataset import DocumentFile
from schemas.errors import UsageError
from schemas.facts import Document

PASSING = ("crashed", "timeout", "memory", "too_large", "changed")
"""Failures that another run, or one with other limits, may not have."""


class Store:
    """The folder `documents` of a dataset."""

    def __init__(
        self,
        out: Path,
        manner: str | None = None,
        sent: Callable[[Path], None] = lambda path: None,
    ) -> None:
        self.out = out
        self._sent = sent  # told of each document's file when it is written
        self.manner = manner  # how documents are read now; None: whatever way they were
        self.index = Index()

    def prepare(self) -> None:
        """Makes the dataset folder and proves that it can be written; raises UsageError.

        So it does where the folder holds a file of another's that would be replaced.
        """
        require_own(self.out)
        try:
            for folder in (self.out / "documents", self.out / "tables"):
                folder.mkdir(parents=True, exist_ok=True)
                probe = folder / ".probe.tmp"
                probe.touch()
                probe.unlink()
        except OSError as error:
            raise UsageError(
                f"On ne peut pas écrire dans « {self.out} » ({trouble(error)}) : "
                "indiquez un autre dossier avec -o."
            ) from error

    def open(self) -> None:
        """Takes stock; what a killed run left half written is removed.  Nobody else may write."""
        for folder in (self.out, *(self.out / name for name in ("documents", "tables", "report"))):
            for draft in (path for path in folder.glob(".*") if is_own_draft(path)):
                remove(draft)
        self.index = read(self.out)

    def path(self, document_id: str) -> Path:
        """The file of a document."""
        return self.out / "documents" / f"{document_id}.json"

    def load(self, document_id: str) -> DocumentFile:
        """The document as an earlier step wrote it; raises OSError, ValidationError."""
        return load(self.path(document_id))

    def save(self, document: DocumentFile) -> None:
        """Writes a document, whole or not at all; raises OSError."""
        self.put(document.document_id, as_json(document))

    def put(self, document_id: str, content: bytes) -> None:
        """Writes the file of a document, whole or not at all; raises OSError."""
        replace_bytes(self.path(document_id), plain(content))
        self._sent(self.path(document_id))

    def holds(self, source: Source) -> bool:
        """Whether what an earlier run read of this PDF holds; its file then bears its names."""
        entry = self.index.entries.get(source.document_id)
        if entry is not None and entry.stamp == stamp(self.path(source.document_id)):
            document = entry.read.document
            if (
                self._any_manner(document, self.index.manner)
                and _named(document) == _names(source)
                and _is_of(document, source)
            ):
                return True
        known = self._known(source)
        if known is None:
            return False
        if _named(known) != _names(source):
            name, others = _names(source)
            self.save(known.model_copy(update={"source": name, "duplicates": others}))
        return True

    def _known(self, source: Source) -> DocumentFile | None:
        try:
            known = self.load(source.document_id)
        except (OSError, ValidationError):
            return None
        if known.reader != reader() or not _is_of(known, source):
            return None
        same = known.manner == self.manner
        return known if same or self._any_manner(known, known.manner) else None

    def _any_manner(self, known: Document, manner: str) -> bool:
        """Whether a document, read in that manner, is what it is in that of now."""
        if self.manner is None:
            return True
        twice = "pdfplumber" in self.manner or "pdfplumber" in manner
        return known.text_layer == "native" and not self.manner.startswith("always") and not twice

    def unchanged(self, sources: Sequence[Source]) -> Index | None:
        """What is published, where that is of these very documents and no file has changed."""
        known = self.index
        same = [source.document_id for source in sources] == list(known.entries) and all(
            entry.stamp == stamp(self.path(document_id))
            and _named(entry.read.document) == _names(source)
            for source, (document_id, entry) in zip(sources, known.entries.items(), strict=True)
        )
        pages = all(stamp(page(self.out, key)) == at for key, (_, at) in known.pages.items())
        current = known.publisher == publisher()
        return known if same and pages and current and known.made == made(self.out) else None

    def behind(self, closed: Sequence[str], done: Container[str]) -> list[Source]:
        """Documents of folders that cannot be entered now, as an earlier run read them."""
        return [
            Source(Path(known.source), known.source, _others(known), known.sha256, 0)
            for document_id, known in (
                (key, entry.read.document) for key, entry in self.index.entries.items()
            )
            if document_id not in done
            and any(known.source.startswith(f"{folder}/") for folder in closed)
            and self.path(document_id).exists()
        ]

    def remove_others(self, kept: Container[str], left: Container[str] = ()) -> int:
        """Removes the files of all documents but these; how many, but for those `left` to read."""
        files = self.path("x").parent.glob("*.json")
        others = [path for path in files if is_document(path.stem) and path.stem not in kept]
        for path in others:
            path.unlink()
        return sum(path.stem not in left for path in others)


def _is_of(known: Document, source: Source) -> bool:
    if known.sha256 != source.sha256:
        return False
    if known.status != "failed":
        return True
    return known.error not in PASSING and known.source == source.name  # its message names it


def _named(known: Document) -> tuple[str, str]:
    return known.source, known.duplicates


def _others(known: Document) -> tuple[str, ...]:
    return tuple(filter(None, known.duplicates.split("|")))


def _names(source: Source) -> tuple[str, str]:
    return source.name, "|".join(source.duplicates)
