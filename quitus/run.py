"""A run over a folder: every PDF read or its failure stated, then the tables and the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from export.files import HALF_WRITTEN, replace_text
from export.report import ReadDocument
from export.tables import write_tables
from export.typed import write_typed
from quitus.across import compare
from quitus.fingerprint import reader
from quitus.guards import guards
from quitus.intake import Source, find, identify
from quitus.pages import write_report
from quitus.pipeline import Stages, read_pdf
from schemas.dataset import TABLES, DocumentFile
from schemas.errors import ExitCode, UsageError
from schemas.facts import Document
from schemas.findings import Finding

PASSING = ("crashed", "timeout")  # failures that another run may not have

Tick = Callable[[int, int, str], None]
"""Told before each document: how many are done, of how many, and the next one's name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    out: Path
    documents: list[ReadDocument]
    reused: int  # documents taken from an earlier run
    removed: int  # documents of an earlier run that the folder no longer has
    closed: list[str]  # subfolders that could not be entered

    @property
    def failed(self) -> list[Document]:
        """Documents that could not be read."""
        return [entry.document for entry in self.documents if entry.document.status == "failed"]

    @property
    def exit_code(self) -> ExitCode:
        """OK, SOME_FAILED or NOTHING_READ."""
        if not self.failed and not self.closed:
            return ExitCode.OK
        if len(self.failed) == len(self.documents):
            return ExitCode.NOTHING_READ
        return ExitCode.SOME_FAILED


def ingest(folder: Path, out: Path, through: Stages, *, fresh: bool, tick: Tick) -> Outcome:
    """Reads a folder of PDFs (or one PDF) into the dataset folder `out`.

    What an earlier run of the same program read is used again, unless `fresh`.  Raises
    UsageError when `folder` does not exist or `out` cannot be written, NothingToRead when there
    is no PDF; a PDF that cannot be read is a status, not an error.
    """
    paths, closed = find(folder, out)
    prepare(out)
    sources = identify(paths, folder)
    reused = 0
    for done, source in enumerate(sources):
        tick(done, len(sources), source.name)
        reused += _read_into(out, source, through, fresh)
    tick(len(sources), len(sources), "")
    removed = _remove_others(out, sources)
    compare(
        [source.document_id for source in sources],
        lambda document_id: load(out, document_id),
        lambda document: _save(out, document),
    )
    documents, findings = _publish(out, sources)
    write_report(out, documents, findings, {each.document_id: each.path for each in sources})
    return Outcome(out, documents, reused, removed, closed)


def prepare(out: Path) -> None:
    """Makes the dataset folder and proves that it can be written; raises UsageError."""
    try:
        for folder in (out / "documents", out / "tables"):
            folder.mkdir(parents=True, exist_ok=True)
            for draft in folder.glob(HALF_WRITTEN):
                draft.unlink()
            probe = folder / ".probe.tmp"
            probe.touch()
            probe.unlink()
    except OSError as error:
        raise UsageError(
            f"On ne peut pas écrire dans « {out} » ({error.strerror}) : "
            "indiquez un autre dossier avec -o."
        ) from error


def load(out: Path, document_id: str) -> DocumentFile:
    """The document as an earlier step wrote it; raises OSError, ValidationError."""
    return DocumentFile.model_validate_json(_file(out, document_id).read_bytes())


def _read_into(out: Path, source: Source, through: Stages, fresh: bool) -> bool:
    """Reads one PDF into its file; True when the file of an earlier run still holds."""
    known = None if fresh else _known(out, source)
    document = known or read_pdf(source, through)
    duplicates = "|".join(source.duplicates)
    if known is not None and (known.source, known.duplicates) != (source.name, duplicates):
        document = known.model_copy(update={"source": source.name, "duplicates": duplicates})
    if document is not known:
        _save(out, document)
    return known is not None


def _known(out: Path, source: Source) -> DocumentFile | None:
    try:
        known = load(out, source.document_id)
    except (OSError, ValidationError):
        return None
    holds = known.reader == reader() and known.sha256 == source.sha256
    if known.status == "failed":  # its message names the file
        holds = holds and known.error not in PASSING and known.source == source.name
    return known if holds else None


def _save(out: Path, document: DocumentFile) -> None:
    replace_text(_file(out, document.document_id), document.model_dump_json(indent=1) + "\n")


def _file(out: Path, document_id: str) -> Path:
    return out / "documents" / f"{document_id}.json"


def _remove_others(out: Path, sources: list[Source]) -> int:
    kept = {source.document_id for source in sources}
    others = [path for path in (out / "documents").glob("*.json") if path.stem not in kept]
    for path in others:
        path.unlink()
    return len(others)


def _publish(out: Path, sources: list[Source]) -> tuple[list[ReadDocument], list[Finding]]:
    documents: list[ReadDocument] = []
    findings: list[Finding] = []
    measured = guards(out)

    def one_by_one() -> Iterator[DocumentFile]:
        for source in sources:
            document = load(out, source.document_id)
            findings.extend(document.findings)
            rows = {table: sum(1 for _ in document.rows(table)) for table in TABLES}
            slim = Document.model_construct(
                **{name: getattr(document, name) for name in Document.model_fields}
            )
            documents.append(
                ReadDocument(slim, rows, document.checks, measured.get(slim.document_id))
            )
            yield document

    write_tables(out / "tables", one_by_one())
    write_typed(out)
    return documents, findings
