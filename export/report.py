"""Writes report.html: one page in French, no script and no network, made to be printed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from importlib.resources import files

from schemas.facts import Document
from schemas.findings import Finding

COUNTED = {
    "sections": "sections",
    "actions": "actions",
    "budget_lines": "lignes de budget",
    "indicators": "indicateurs",
    "tables": "tableaux",
    "amounts": "montants",
    "findings": "constats",
}
"""The tables whose rows the report counts, and their names in French."""

SEVERITIES = {"error": "Erreur", "warning": "À vérifier", "info": "Information"}
STATUSES = {"ok": "lu", "partial": "lu en partie", "failed": "non lu"}


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document of the run and how many rows each table has of it."""

    document: Document
    rows: dict[str, int]


def report(
    documents: Sequence[ReadDocument], findings: Sequence[Finding], program: str, day: dt.date
) -> str:
    """The whole page: totals, what was not read, each document, findings worst first."""
    sources = {entry.document.document_id: entry.document.source for entry in documents}
    body = [
        "<h1>Compte rendu de lecture</h1>",
        f"<p class=lead>{_summary(documents, findings)}</p>",
        _unread(documents),
        _documents(documents),
        _findings(findings, sources),
        f"<footer>Produit par Quitus {escape(program)} le {day:%d/%m/%Y}. Les figures lues sont "
        "dans <code>tables/</code> et <code>documents/</code>, chacune avec sa page et sa "
        "place.</footer>",
    ]
    style = files("export").joinpath("report.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="fr">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Compte rendu de lecture</title>\n<style>\n{style}</style>\n<body>\n"
        + "\n".join(part for part in body if part)
        + "\n</body>\n</html>\n"
    )


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Errors, then warnings, then information; within each the largest difference first."""
    order = list(SEVERITIES)
    return sorted(
        findings,
        key=lambda finding: (
            order.index(finding.severity),
            -abs(finding.difference or Decimal(0)),
            finding.finding_id,
        ),
    )


def _summary(documents: Sequence[ReadDocument], findings: Sequence[Finding]) -> str:
    failed = sum(entry.document.status == "failed" for entry in documents)
    partial = sum(entry.document.status == "partial" for entry in documents)
    pages = sum(entry.document.pages for entry in documents)
    said = [f"{count(len(documents) - failed, 'document lu', 'documents lus')}"]
    said.append(count(pages, "page", "pages"))
    if partial:
        said.append(f"dont {_number(partial)} en partie")
    said.append(count(failed, "document non lu", "documents non lus"))
    for table, name in COUNTED.items():
        total = sum(entry.rows.get(table, 0) for entry in documents)
        if total and table != "findings":
            said.append(f"{_number(total)} {name}")
    said.append(count(len(findings), "constat", "constats"))
    return ", ".join(said) + "."


def _unread(documents: Sequence[ReadDocument]) -> str:
    lost = [entry.document for entry in documents if entry.document.status != "ok"]
    if not lost:
        return ""
    lost.sort(key=lambda document: (document.status != "failed", document.source))
    rows = [
        _row(
            escape(document.source),
            STATUSES[document.status],
            escape(document.message.removeprefix(f"{document.source} : ")),
            kind=document.status,
        )
        for document in lost
    ]
    return "<h2>Ce qui n'a pas été lu</h2>\n" + _table(("Document", "État", "Pourquoi"), rows)


def _documents(documents: Sequence[ReadDocument]) -> str:
    rows = []
    for entry in documents:
        document = entry.document
        identity = [document.title or "", document.departement_name or ""]
        about = " · ".join(escape(part) for part in identity if part)
        link = f'<a href="documents/{document.document_id}.json">{escape(document.source)}</a>'
        rows.append(
            _row(
                link + (f"<br><small>{about}</small>" if about else ""),
                document.kind.replace("_", " "),
                str(document.year or ""),
                _number(document.pages),
                *(_number(entry.rows.get(table, 0)) for table in COUNTED),
                STATUSES[document.status],
                kind=document.status,
            )
        )
    heads = ("Document", "Nature", "Année", "Pages", *COUNTED.values(), "État")
    return "<h2>Documents</h2>\n" + _table(heads, rows)


def _findings(findings: Sequence[Finding], sources: dict[str, str]) -> str:
    if not findings:
        return (
            "<h2>Constats</h2>\n<p>Aucun constat. Un silence n'est pas un accord : "
            "<code>tables/checks.csv</code> dit ce qui a été comparé.</p>"
        )
    rows = [
        _row(
            SEVERITIES[finding.severity],
            escape(sources.get(finding.document_id, finding.document_id)),
            f"{escape(finding.message)}<br><small>{_evidence(finding)}</small>",
            kind=finding.severity,
        )
        for finding in worst_first(findings)
    ]
    return "<h2>Constats, les plus graves d'abord</h2>\n" + _table(
        ("Gravité", "Document", "Constat et preuve"), rows
    )


def _evidence(finding: Finding) -> str:
    places = json.loads(finding.evidence or "[]")
    return " · ".join(
        f"p. {escape(str(place.get('page', '?')))} « {escape(str(place.get('raw', '')))} »"
        for place in places
    )


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    return (
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>"
    )


def _row(*cells: str, kind: str) -> str:
    return f'<tr class="{kind}">' + "".join(f"<td>{text}</td>" for text in cells) + "</tr>"


def count(number: int, one: str, many: str) -> str:
    """A number with its word: 1 page, 2 pages."""
    return f"{_number(number)} {many if number > 1 else one}"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
