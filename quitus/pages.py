"""Writes the pages of the report: one for a small dataset, one more per document for a large one."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from export.files import replace_text
from export.order import by_document
from export.report import ReadDocument, document_page, is_large, report
from export.report_findings import Context
from quitus.drawing import Pictures, pictures
from quitus.fingerprint import publisher, reader
from quitus.index import PAGES, Stamp, page, stamp
from quitus.intake import Source
from quitus.names import is_document
from quitus.rules import titles
from quitus.workers import Readers
from schemas.findings import Finding

REPORT = "report.html"
Written = dict[str, tuple[str, Stamp]]
"""Pages by document: what they were made of, and the state of their file."""
_DOCUMENT = re.compile(r'"document_id": "([^"]*)"')


def write_report(
    out: Path,
    documents: Sequence[ReadDocument],
    findings: Sequence[Finding],
    sources: Mapping[str, Source],
    readers: Readers,
    known: Written,
    keys: Mapping[str, str],
) -> Written:
    """Writes `report.html` and, for a large dataset, `report/<document_id>.html`.

    `sources` are the PDFs by document id; the pictures are cut from them by the processes of
    `readers`.  `keys` tell the states of the documents' files: a page that an earlier run wrote
    of the same state (`known`) stays as it is.  Pages of documents that are gone are removed.
    Gives what the next run may know.  Raises OSError.
    """
    today = dt.date.today()
    names = {entry.document.document_id: entry.document.source for entry in documents}
    context = Context(names, titles())
    groups = by_document(findings)
    large = is_large(documents, findings)
    written: Written = {}
    if large:
        told = {entry.document.document_id: (entry, groups) for entry in documents}
        states = {key: _state(keys[key], *each, names) for key, each in told.items()}
        stale = {key for key, state in states.items() if not _stands(out, key, state, known)}
        drawn = pictures(readers, {k: g for k, g in groups.items() if k in stale}, sources)
        changed = [entry for entry in documents if entry.document.document_id in stale]
        _write_pages(out / PAGES, changed, groups, drawn, context, today)
        written = {key: (state, stamp(page(out, key))) for key, state in states.items()}
    else:
        drawn = pictures(readers, groups, sources)
        made = {key: each for _, found in drawn for key, each in found.items()}
        context = _with(context, made)
    _remove_others(out / PAGES, {*names} if large else set())
    replace_text(out / REPORT, report(documents, findings, reader(), today, context))
    return written


def _state(
    key: str,
    entry: ReadDocument,
    groups: Mapping[str, Sequence[Finding]],
    names: Mapping[str, str],
) -> str:
    """What tells whether the page of a document would be the same: all that it is made of."""
    found = groups.get(entry.document.document_id, ())
    cited = {each for finding in found for each in _DOCUMENT.findall(finding.evidence)}
    told = (
        reader(),
        publisher(),
        key,
        entry.guard,
        sorted((each, names.get(each, "")) for each in cited),
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _stands(out: Path, document_id: str, state: str, known: Written) -> bool:
    """Whether the page that an earlier run wrote is the one that this run would write."""
    return known.get(document_id) == (state, stamp(page(out, document_id)))


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
        text = document_page(entries[document_id], found, reader(), today, here)
        replace_text(folder / f"{document_id}.html", text)


def _remove_others(folder: Path, kept: set[str]) -> None:
    if not folder.is_dir():
        return
    for path in folder.glob("*.html"):
        if is_document(path.stem) and path.stem not in kept:
            path.unlink()
    if not kept and not any(folder.iterdir()):
        folder.rmdir()
