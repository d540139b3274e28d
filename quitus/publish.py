"""Makes the tables and the report of a dataset from the files of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from export.report import ReadDocument
from export.tables import writing
from export.typed import write_typed
from quitus.across import compare
from quitus.fingerprint import publisher
from quitus.guards import guards
from quitus.index import Entry, Index, made, slim, stamp, write
from quitus.intake import Seen, Source
from quitus.pages import write_report
from quitus.store import Store
from quitus.workers import Readers
from schemas.dataset import TABLES, DocumentFile
from schemas.findings import Finding

LAST = ("findings", "checks")  # tables that also hold what documents say of one another


def publish(
    store: Store, sources: Sequence[Source], readers: Readers, seen: Seen | None = None
) -> Index:
    """Compares the documents, writes the tables and the report; raises OSError.

    Documents are taken one at a time and let go; their rows are never all in memory.
    """
    documents, findings = _tables(store, [source.document_id for source in sources])
    by_id = {source.document_id: source for source in sources}
    stamps = {document_id: stamp(store.path(document_id)) for document_id in by_id}
    keys = {document_id: f"{size}:{at}" for document_id, (size, at) in stamps.items()}
    with ThreadPoolExecutor(1) as beside:  # neither needs the other, and compiled code does it
        typed = beside.submit(write_typed, store.out)
        known = store.index.pages
        pages = write_report(store.out, documents, findings, by_id, readers, known, keys)
        typed.result()
    index = Index(
        {
            each.document.document_id: Entry(each, stamps[each.document.document_id])
            for each in documents
        },
        dict(Counter(finding.severity for finding in findings)),
        made(store.out),
        seen.now if seen else {},
        pages,
        store.manner or "",
        publisher(),
    )
    write(store.out, index)
    return index


def _tables(store: Store, ids: Sequence[str]) -> tuple[list[ReadDocument], list[Finding]]:
    """Each document is read once: its rows are written while it is compared with the others.

    What it contradicts is known when all are compared, and written last.
    """
    documents: list[ReadDocument] = []
    findings: list[Finding] = []
    measured = guards(store.out)
    with writing(store.out / "tables") as table:

        def see(document: DocumentFile) -> None:
            rows = {name: table(name, document.rows(name)) for name in TABLES if name not in LAST}
            guard = measured.get(document.document_id)
            documents.append(ReadDocument(slim(document), rows, (), guard))

        told = compare(ids, store.load, store.save, see)
        for at, (found, checks) in enumerate(told.values()):
            last = {"findings": table("findings", found), "checks": table("checks", checks)}
            entry = documents[at]
            documents[at] = replace(entry, rows=entry.rows | last, checks=checks)
            findings.extend(found)
    return documents, findings
