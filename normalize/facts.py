"""From what a document prints to what it says: the door of this stage."""

from __future__ import annotations

from normalize import generic
from normalize.departements import about
from normalize.text import clean
from schemas.dataset import DocumentFacts
from schemas.facts import Part
from schemas.printed import PrintedDocument


def read_facts(printed: PrintedDocument, document_id: str) -> DocumentFacts:
    """All rows that a document gives; a kind that no family claims is `autre`."""
    tables = list(generic.tables(printed, document_id))
    departement = about(_snippets(printed))
    part = Part(
        document_id=document_id,
        part_id=generic.PART,
        kind="autre",
        page_start=1,
        page_end=max(len(printed.pages), 1),
    )
    return DocumentFacts(
        departement_code=departement.code if departement else None,
        departement_name=departement.name if departement else None,
        title=_title(printed),
        parts=(part,),
        sections=tuple(generic.sections(printed, document_id)),
        tables=tuple(generic.table_row(document_id, *each) for each in tables),
        cells=tuple(
            cell for key, _, table in tables for cell in generic.cell_rows(document_id, key, table)
        ),
        amounts=tuple(generic.amounts(printed, document_id)),
        warnings=printed.warnings,
    )


def _snippets(printed: PrintedDocument) -> list[tuple[str, float]]:
    """Texts that may name the département, the title page weighing most."""
    found = [(text.value, 1.0) for text in printed.furniture[:4]]
    texts = [block.text for block in printed.blocks() if block.text]
    return found + [(text.value, 5.0 if text.page == 1 else 1.0) for text in texts]


def _title(printed: PrintedDocument) -> str | None:
    first = next((block.text for block in printed.blocks() if block.text), None)
    return clean(first.value)[:300] if first else None
