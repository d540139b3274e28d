"""A document's file gives its facts back; the evidence of a finding is read as it was written."""

from pathlib import Path

from quitus.intake import identify
from quitus.pipeline import read_pdf, stages
from schemas.dataset import DocumentFile, nest, unnest
from schemas.facts import Document, Printed
from schemas.findings import Finding, evidence, places

SAMPLE = Path(__file__).parents[2] / "samples" / "rapports" / "contradictions.pdf"


def read() -> DocumentFile:
    (source,) = identify([SAMPLE], SAMPLE)
    return read_pdf(source, stages())


def test_a_file_gives_its_facts_back() -> None:
    file = DocumentFile.model_validate_json(read().model_dump_json())
    document = Document(**{name: getattr(file, name) for name in Document.model_fields})
    bare = file.model_copy(update={"findings": (), "checks": ()})
    assert nest(document, unnest(file), file.reader, file.manner).model_dump() == bare.model_dump()


def test_evidence_is_read_as_written() -> None:
    row = Printed(page=2, x0=1.5, top=2, x1=30, bottom=12.25, raw="12 760,00 €")
    finding = Finding(
        finding_id="f",
        rule="parts_total",
        severity="error",
        document_id="d",
        subject="1.1",
        message="m",
        evidence=evidence([("d", row)]),
    )
    (place,) = places(finding)
    assert (place.document_id, place.page, place.raw) == ("d", 2, "12 760,00 €")
    assert place.box == (1.5, 2, 30, 12.25)
