"""Makes the tables and the report of a dataset from the files of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from export.report import ReadDocument
from export.tables import write_tables
from export.typed import write_typed
from quitus.across import compare
from quitus.guards import guards
from quitus.index import Entry, Index, made, stamp, write
from quitus.intake import Source
from quitus.pages import write_report
from quitus.store import Store
from quitus.workers import Readers
from schemas.dataset import TABLES, DocumentFile
from schemas.facts import Document
from schemas.findings import Finding


def publish(store: Store, sources: Sequence[Source], readers: Readers) -> Index:
    """Compares the documents, writes the tables and the report; raises OSError.

    Documents are taken one at a time and let go; their rows are never all in memory.
    """
    ids = [source.document_id for source in sources]
    compare(ids, store.load, store.save)
    documents, findings = _tables(store, ids)
    by_id = {source.document_id: source for source in sources}
    write_report(store.out, documents, findings, by_id, readers)
    index = Index(
        {
            each.document.document_id: Entry(each, stamp(store.path(each.document.document_id)))
            for each in documents
        },
        dict(Counter(finding.severity for finding in findings)),
        made(store.out),
    )
    write(store.out, index)
    return index


def _tables(store: Store, ids: Sequence[str]) -> tuple[list[ReadDocument], list[Finding]]:
    documents: list[ReadDocument] = []
    findings: list[Finding] = []
    measured = guards(store.out)

    def one_by_one() -> Iterator[DocumentFile]:
        for document_id in ids:
            document = store.load(document_id)
            findings.extend(document.findings)
            documents.append(
                ReadDocument(
                    slim(document),
                    {table: sum(1 for _ in document.rows(table)) for table in TABLES},
                    document.checks,
                    measured.get(document_id),
                )
            )
            yield document

    write_tables(store.out / "tables", one_by_one())
    write_typed(store.out)
    return documents, findings


def slim(document: DocumentFile) -> Document:
    """A document without its rows."""
    return Document.model_construct(
        **{name: getattr(document, name) for name in Document.model_fields}
    )
