"""One PDF through all stages, in order: the screen to read first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from quitus.fingerprint import reader
from quitus.intake import Source, admit
from schemas.dataset import DocumentFacts, DocumentFile, nest
from schemas.errors import ErrorCode, UnreadableDocument
from schemas.facts import Document
from schemas.findings import Check, Finding
from schemas.printed import PageFacts, PrintedDocument

Layer = Literal["native", "mixed", "none"]


@dataclass(frozen=True, slots=True)
class Stages:
    """The doors of the stages."""

    read: Callable[[Path], PrintedDocument]
    interpret: Callable[[PrintedDocument, str], DocumentFacts]
    check: Callable[[DocumentFacts, str], tuple[tuple[Finding, ...], tuple[Check, ...]]]


def stages() -> Stages:
    """The stages of the program."""
    from extract.document import read_document
    from normalize.facts import read_facts
    from reconcile.check import check_document

    return Stages(read_document, read_facts, check_document)


def read_pdf(source: Source, through: Stages) -> DocumentFile:
    """Everything that one PDF says; a PDF that cannot be read gives its status and no rows."""
    started = perf_counter()
    pages: tuple[PageFacts, ...] = ()
    try:
        admit(source)
        printed = through.read(source.path)
        pages = printed.pages
        require_text(source, pages)
        facts = through.interpret(printed, source.document_id)
        findings, checks = through.check(facts, source.document_id)
        facts = _with_findings(facts, findings, checks)
        document = _document(source, pages, facts, _since(started))
        file = nest(document, facts, reader())
        file.model_dump_json()  # what cannot be written fails here, not half way into a file
        return file
    except UnreadableDocument as error:
        message = _named(source, error.message)
        return unread(source, pages, error.error, message, _since(started))
    except Exception as error:
        message = (
            f"{source.name} a fait échouer le programme ({type(error).__name__} : "
            f"{_one_line(error)}) : signalez-le avec ce fichier."
        )
        return unread(source, pages, "crashed", message, _since(started))


def unread(
    source: Source,
    pages: tuple[PageFacts, ...],
    error: ErrorCode,
    message: str,
    seconds: Decimal,
) -> DocumentFile:
    """A document of which nothing is known but its file and, at best, its pages."""
    document = _row(
        source,
        pages=len(pages),
        text_layer=text_layer(pages),
        status="failed",
        error=error,
        message=message,
        seconds=seconds,
    )
    return nest(document, DocumentFacts(), reader())


def require_text(source: Source, pages: tuple[PageFacts, ...]) -> None:
    """Raises UnreadableDocument when no page has text that can be read."""
    if not pages:
        raise UnreadableDocument(
            "damaged", f"{source.name} n'a aucune page : demandez le fichier à son auteur."
        )
    if text_layer(pages) == "none":
        raise UnreadableDocument(
            "no_text",
            f"{source.name} n'a pas de texte lisible (pages vides ou numérisées : {len(pages)}) : "
            "demandez le document d'origine.",
        )


def text_layer(pages: tuple[PageFacts, ...]) -> Layer:
    """Whether the pages have text of their own: all, some or none; blank pages do not count."""
    if all(page.text_layer != "native" for page in pages):
        return "none"
    return "mixed" if any(is_lost(page) for page in pages) else "native"


def is_lost(page: PageFacts) -> bool:
    """Whether something is printed there that was not read, or the page could not be opened."""
    return page.text_layer in ("image", "nonsense") or page.width == 0


def _document(
    source: Source, pages: tuple[PageFacts, ...], facts: DocumentFacts, seconds: Decimal
) -> Document:
    lost = [page.number for page in pages if is_lost(page)]
    notes = list(facts.warnings)
    if lost:
        notes.insert(0, f"Pages non lues, sans texte lisible : {ranges(lost)}.")
    return _row(
        source,
        pages=len(pages),
        text_layer=text_layer(pages),
        status="partial" if lost else "ok",
        message=" ".join(notes),
        seconds=seconds,
        kind=facts.kind,
        departement_code=facts.departement_code,
        departement_name=facts.departement_name,
        title=facts.title,
        number=facts.number,
        date=facts.date,
        year=facts.year,
    )


def _row(source: Source, **fields: Any) -> Document:
    return Document(
        document_id=source.document_id,
        source=source.name,
        duplicates="|".join(source.duplicates),
        sha256=source.sha256,
        bytes=source.size,
        **fields,
    )


def _with_findings(
    facts: DocumentFacts, findings: tuple[Finding, ...], checks: tuple[Check, ...]
) -> DocumentFacts:
    return facts.model_copy(
        update={"findings": facts.findings + findings, "checks": facts.checks + checks}
    )


def ranges(numbers: list[int]) -> str:
    """Page numbers in words: 1, 4-6, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def _named(source: Source, message: str) -> str:
    return message if source.path.name in message else f"{source.name} : {message}"


def _since(started: float) -> Decimal:
    return Decimal(f"{perf_counter() - started:.3f}")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or "sans message"
