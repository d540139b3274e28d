"""One PDF through all stages, in order: the screen to read first."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from extract.collecting import uncollected
from quitus.content import as_json
from quitus.fingerprint import reader
from quitus.intake import Source, admit, require_unchanged
from quitus.limits import Limits
from schemas.dataset import DocumentFacts, DocumentFile, nest
from schemas.errors import ErrorCode, PagesApart, UnreadableDocument
from schemas.facts import Document
from schemas.findings import Check, Finding
from schemas.printed import PageFacts, PrintedDocument

MANY = 150  # pages of a document whose memory is worth the time to free it early
PATIENCE = 0.3  # part of a document's time that each program of its second reading may take
ORIGINAL = "demandez le document d'origine"
Layer = Literal["native", "ocr", "mixed", "none"]


@dataclass(frozen=True, slots=True)
class Stages:
    """The doors of the stages."""

    read: Callable[[Path], PrintedDocument]
    interpret: Callable[[PrintedDocument, str], DocumentFacts]
    check: Callable[[DocumentFacts, str], tuple[tuple[Finding, ...], tuple[Check, ...]]]
    manner: str = ""  # how pages without readable text are read, and with what
    already: float = 0.0  # seconds that pages of the document have taken before
    remedy: str = ORIGINAL  # what to do about pages without readable text


def stages(limits: Limits | None = None, *, apart: bool = False, already: float = 0.0) -> Stages:
    """The stages of the program, reading no more pages than the limits allow.

    `apart` has a document of many scanned pages raise PagesApart until these are read, which took
    `already` so many seconds.
    """
    from extract.document import read_document
    from normalize.facts import read_facts
    from reconcile.check import check_document

    limits = limits or Limits()
    read = partial(
        read_document,
        most=limits.pages,
        ocr=limits.ocr,
        twice=limits.twice,
        patience=limits.seconds * PATIENCE,
        language=limits.language,
        memory=limits.memory_of_pictures,
        version=page_version(limits),
        apart=apart,
    )
    return Stages(read, read_facts, check_document, manner_of(limits), already, _remedy(limits.ocr))


def _remedy(ocr: str) -> str:
    """What to do about pages that are pictures, and that nobody reads."""
    from extract.ocr.engines import available

    if ocr == "never":
        return "relancez sans « --ocr never »"
    return ORIGINAL if available() else "pour les lire, pip install rapidocr onnxruntime"


def page_version(limits: Limits) -> str:
    """Tells how this program reads a page from its picture; empty where that is not kept."""
    return f"{reader()} {manner_of(limits)}" if limits.memory_of_pictures else ""


def manner_of(limits: Limits) -> str:
    """How pages are read beside our reader, and with what."""
    from extract.layers import manner

    return manner(limits.ocr, twice=limits.twice, language=limits.language)


def read_json(source: Source, through: Stages) -> bytes:
    """The file of one PDF, as `quitus.content` packs it; raises MemoryError, PagesApart."""
    started = perf_counter()
    with uncollected():
        document = read_pdf(source, through)
        try:
            return as_json(document)
        except ValueError as error:  # text that UTF-8 cannot hold
            return as_json(unread(source, (), "crashed", crash(source, error), since(started)))


def read_pdf(source: Source, through: Stages) -> DocumentFile:
    """Everything that one PDF says; a PDF that cannot be read gives its status and no rows.

    Raises MemoryError, and PagesApart where the stages ask for it.
    """
    started = perf_counter() - through.already
    pages: tuple[PageFacts, ...] = ()
    try:
        admit(source)
        printed = through.read(source.path)
        pages = printed.pages
        require_unchanged(source)
        require_text(source, pages, through.remedy)
        facts = through.interpret(printed, source.document_id)
        del printed  # the checks need no more than the rows
        if len(pages) > MANY:
            gc.collect()  # the words of a long document and their shelf hold one another
        findings, checks = through.check(facts, source.document_id)
        facts = _with_findings(facts, findings, checks)
        document = _document(source, pages, facts, since(started), through.remedy)
        return nest(document, facts, reader(), through.manner)
    except UnreadableDocument as error:
        message = _named(source, error.message)
        return unread(source, pages, error.error, message, since(started), through.manner)
    except (MemoryError, PagesApart):
        raise
    except Exception as error:
        return unread(source, pages, "crashed", crash(source, error), since(started))


def unread(
    source: Source,
    pages: tuple[PageFacts, ...],
    error: ErrorCode,
    message: str,
    seconds: Decimal,
    manner: str = "",
) -> DocumentFile:
    """A document of which nothing is known but its file and, at best, its pages."""
    document = _row(
        source,
        pages=len(pages),
        text_layer=text_layer(pages),
        status="failed",
        error=error,
        message=printable(message),
        seconds=seconds,
    )
    return nest(document, DocumentFacts(), reader(), manner)


def require_text(source: Source, pages: tuple[PageFacts, ...], remedy: str = ORIGINAL) -> None:
    """Raises UnreadableDocument when no page has text that can be read."""
    if not pages:
        raise UnreadableDocument(
            "damaged", f"{source.name} n'a aucune page : demandez le fichier à son auteur."
        )
    if text_layer(pages) == "none":
        raise UnreadableDocument(
            "no_text",
            f"{source.name} n'a pas de texte lisible (pages vides ou numérisées : {len(pages)}) : "
            f"{remedy}.",
        )


def text_layer(pages: tuple[PageFacts, ...]) -> Layer:
    """Whether the pages have text of their own, recognised, or none; blank pages do not count."""
    found = {page.text_layer for page in pages}
    if not found & {"native", "ocr"}:
        return "none"
    if found >= {"native", "ocr"} or any(is_lost(page) for page in pages):
        return "mixed"
    return "ocr" if "ocr" in found else "native"


def is_lost(page: PageFacts) -> bool:
    """Whether something is printed there that was not read, or the page could not be opened."""
    return page.text_layer in ("image", "nonsense") or page.width == 0


def _document(
    source: Source,
    pages: tuple[PageFacts, ...],
    facts: DocumentFacts,
    seconds: Decimal,
    remedy: str = ORIGINAL,
) -> Document:
    lost = [page.number for page in pages if is_lost(page)]
    notes = list(facts.warnings)
    if lost:
        hint = f" ({remedy})" if remedy != ORIGINAL else ""
        notes.insert(0, f"Pages non lues, sans texte lisible : {ranges(lost)}{hint}.")
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
        entity_code=facts.entity_code,
        entity_name=facts.entity_name,
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
    told = source.name in message or source.path.name in message
    return message if told else f"{source.name} : {message}"


def since(started: float) -> Decimal:
    """Seconds since a reading of the clock, to the millisecond."""
    return Decimal(f"{perf_counter() - started:.3f}")


def printable(message: str) -> str:
    """A message on one line, whatever the name of a file holds."""
    return "".join(
        letter if letter.isprintable() or letter in "\u00a0\u202f" else "\ufffd"
        for letter in message
    )


def crash(source: Source, error: Exception) -> str:
    """The message of a document that makes the program fail."""
    return (
        f"{source.name} a fait échouer le programme ({type(error).__name__} : "
        f"{_one_line(error)}) : signalez-le avec ce fichier."
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or "sans message"
