"""Writes the pages of the report: one for a small dataset, one more per document for a large one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from export.files import replace_text
from export.order import by_document
from export.report import ReadDocument, document_page, is_large, report
from export.report_findings import Context
from quitus.drawing import Pictures, pictures
from quitus.fingerprint import reader
from quitus.intake import Source
from quitus.rules import titles
from quitus.workers import Readers
from schemas.findings import Finding

REPORT, FOLDER = "report.html", "report"


def write_report(
    out: Path,
    documents: Sequence[ReadDocument],
    findings: Sequence[Finding],
    sources: Mapping[str, Source],
    readers: Readers,
) -> None:
    """Writes `report.html` and, for a large dataset, `report/<document_id>.html`.

    `sources` are the PDFs by document id; the pictures are cut from them by the processes of
    `readers`.  Pages of documents that are gone are removed.  Raises OSError.
    """
    today = dt.date.today()
    names = {entry.document.document_id: entry.document.source for entry in documents}
    context = Context(names, titles())
    groups = by_document(findings)
    drawn = pictures(readers, groups, sources)
    large = is_large(documents, findings)
    if large:
        _write_pages(out / FOLDER, documents, groups, drawn, context, today)
    else:
        made = {key: each for _, found in drawn for key, each in found.items()}
        context = _with(context, made)
    _remove_others(out / FOLDER, {*names} if large else set())
    page = report(documents, findings, reader(), today, context)
    replace_text(out / REPORT, page)


def _with(context: Context, made: Pictures) -> Context:
    return replace(context, picture=lambda finding: made.get(finding.finding_id, ()))


def _write_pages(
    folder: Path,
    documents: Sequence[ReadDocument],
    groups: Mapping[str, Sequence[Finding]],
    drawn: Iterable[tuple[str, Pictures]],
    context: Context,
    today: dt.date,
) -> None:
    """A page per document, each as soon as its pictures are there."""
    folder.mkdir(exist_ok=True)
    entries = {entry.document.document_id: entry for entry in documents}
    bare = ((document_id, Pictures()) for document_id in entries if document_id not in groups)
    for document_id, made in chain(drawn, bare):
        found = groups.get(document_id, ())
        here = _with(context, made)
        page = document_page(entries[document_id], found, reader(), today, here)
        replace_text(folder / f"{document_id}.html", page)


def _remove_others(folder: Path, kept: set[str]) -> None:
    if not folder.is_dir():
        return
    for path in folder.glob("*.html"):
        if path.stem not in kept:
            path.unlink()
    if not kept and not any(folder.iterdir()):
        folder.rmdir()
