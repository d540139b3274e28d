"""Writes the pages of the report: one for a small dataset, one more per document for a large one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from export.files import replace_text
from export.order import by_document
from export.report import ReadDocument, document_page, is_large, report
from export.report_findings import Context
from quitus.fingerprint import reader
from quitus.pictures import Pictures
from quitus.rules import titles
from schemas.findings import Finding

REPORT, FOLDER = "report.html", "report"


def write_report(
    out: Path,
    documents: Sequence[ReadDocument],
    findings: Sequence[Finding],
    sources: Mapping[str, Path],
) -> None:
    """Writes `report.html` and, for a large dataset, `report/<document_id>.html`.

    `sources` are the PDFs by document id, from which the pictures are cut.  Pages of documents
    that are gone are removed.  Raises OSError.
    """
    today = dt.date.today()
    names = {entry.document.document_id: entry.document.source for entry in documents}
    large = is_large(documents, findings)
    with Pictures(sources) as pictures:
        context = Context(names, titles(), pictures)
        if large:
            _write_pages(out / FOLDER, documents, findings, context, today)
        _remove_others(out / FOLDER, {*names} if large else set())
        page = report(documents, findings, reader(), today, context)
    replace_text(out / REPORT, page)


def _write_pages(
    folder: Path,
    documents: Sequence[ReadDocument],
    findings: Sequence[Finding],
    context: Context,
    today: dt.date,
) -> None:
    folder.mkdir(exist_ok=True)
    groups = by_document(findings)
    for entry in documents:
        document_id = entry.document.document_id
        page = document_page(entry, groups.get(document_id, []), reader(), today, context)
        replace_text(folder / f"{document_id}.html", page)


def _remove_others(folder: Path, kept: set[str]) -> None:
    if not folder.is_dir():
        return
    for path in folder.glob("*.html"):
        if path.stem not in kept:
            path.unlink()
    if not kept and not any(folder.iterdir()):
        folder.rmdir()
