"""Writes the report: French pages without script or network, made to be printed.

A small dataset is one page.  A large one is a summary page, `report.html`, and one page per
document under `report/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import quote

from export.french import SEVERITIES, STATUSES, count, whole
from export.html import Html, join, page, row, table, tag
from export.order import by_document, tally, worst_first
from export.report_checks import Guard, agreed, guards, summed, unchecked
from export.report_findings import Context, card
from schemas.facts import Document
from schemas.findings import Check, Finding

COUNTED = {
    "sections": ("section", "sections"),
    "actions": ("action", "actions"),
    "budget_lines": ("ligne de budget", "lignes de budget"),
    "indicators": ("indicateur", "indicateurs"),
    "grants": ("subvention", "subventions"),
    "tables": ("tableau", "tableaux"),
    "amounts": ("montant", "montants"),
    "findings": ("constat", "constats"),
}
"""The tables whose rows the report counts: one of them, and several, in French."""

ONE_PAGE = 12  # documents that one page can hold
ONE_PAGE_FINDINGS = 120
WORST = 100  # findings that the summary page tells


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document of the run, how many rows each table has of it, what its checks compared."""

    document: Document
    rows: dict[str, int]
    checks: tuple[Check, ...] = ()
    guard: Guard | None = None


def is_large(documents: Sequence[ReadDocument], findings: Sequence[Finding]) -> bool:
    """Whether each document needs a page of its own."""
    return len(documents) > ONE_PAGE or len(findings) > ONE_PAGE_FINDINGS


def report(
    documents: Sequence[ReadDocument],
    findings: Sequence[Finding],
    program: str,
    day: dt.date,
    context: Context | None = None,
) -> str:
    """The page `report.html`: what was read, what was not, findings worst first, what agrees."""
    context = context or Context()
    large = is_large(documents, findings)
    sources = {entry.document.document_id: entry.document.source for entry in documents}
    context = Context({**sources, **context.sources}, context.titles, context.picture)
    checks = summed(check for entry in documents for check in entry.checks)
    return page(
        "Compte rendu de lecture et de contrôle",
        _style(),
        tag("h1", "Compte rendu de lecture et de contrôle"),
        tag("p", _summary(documents, findings), class_="lead"),
        _contents(),
        _unread(documents),
        _worst(findings, context) if large else _findings(findings, context),
        agreed(checks, context.titles),
        unchecked(checks, context.titles, () if large else _lost(documents)),
        None if large else guards([(each.document.source, each.guard) for each in documents]),
        _documents(documents, findings, large=large),
        _footer(program, day),
    )


def document_page(
    entry: ReadDocument, findings: Sequence[Finding], program: str, day: dt.date, context: Context
) -> str:
    """The page of one document of a large dataset, `report/<document_id>.html`."""
    document = entry.document
    return page(
        f"Contrôle de {document.source}",
        _style(),
        tag("p", tag("a", "← Tous les documents", href="../report.html"), class_="back"),
        tag("h1", document.source),
        tag("p", _identity(document), class_="lead"),
        tag("p", _summary([entry], findings)),
        _unread([entry]),
        _findings(findings, context),
        agreed(entry.checks, context.titles),
        unchecked(entry.checks, context.titles, _lost([entry])),
        guards([("", entry.guard)]),
        _footer(program, day),
    )


def _contents() -> Html:
    """Where to jump to: what was not read may fill pages before the findings."""
    links = {"constats": "Constats", "controles": "Contrôles", "documents": "Documents"}
    return tag(
        "p",
        join((tag("a", name, href=f"#{anchor}") for anchor, name in links.items()), " · "),
        class_="back",
    )


def _style() -> str:
    return files("export").joinpath("report.css").read_text(encoding="utf-8")


def _summary(documents: Sequence[ReadDocument], findings: Sequence[Finding]) -> str:
    failed = sum(entry.document.status == "failed" for entry in documents)
    partial = sum(entry.document.status == "partial" for entry in documents)
    said = [count(len(documents) - failed, "document lu", "documents lus")]
    said.append(count(sum(entry.document.pages for entry in documents), "page", "pages"))
    if partial:
        said[0] += f" (dont {whole(partial)} en partie)"
    said.append(count(failed, "document non lu", "documents non lus"))
    for name, words in COUNTED.items():
        total = sum(entry.rows.get(name, 0) for entry in documents)
        if total and name != "findings":
            said.append(count(total, *words))
    return f"{', '.join(said)}. {told(findings)}"


def told(findings: Sequence[Finding]) -> str:
    """How many findings of each severity, in one sentence."""
    if not findings:
        return "Aucun constat."
    counts = tally(findings)
    words = (
        count(counts["error"], "erreur", "erreurs"),
        f"{whole(counts['warning'])} à vérifier",
        count(counts["info"], "information", "informations"),
    )
    return f"{count(len(findings), 'constat', 'constats')} : {', '.join(words)}."


def _identity(document: Document) -> str:
    known = (
        document.title,
        document.kind.replace("_", " "),
        document.departement_name or document.entity_name,
        str(document.year) if document.year else None,
        count(document.pages, "page", "pages"),
    )
    return " · ".join(part for part in known if part)


def _unread(documents: Sequence[ReadDocument]) -> Html | None:
    lost = [entry.document for entry in documents if entry.document.status != "ok"]
    if not lost:
        return None
    lost.sort(key=lambda document: (document.status != "failed", document.source))
    rows = [
        row(
            document.source,
            STATUSES[document.status],
            document.message.removeprefix(f"{document.source} : "),
            kind=document.status,
        )
        for document in lost
    ]
    heads = ("Document", "État", "Pourquoi")
    return join((tag("h2", "Ce qui n'a pas été lu"), table(heads, rows)), "\n")


def _lost(documents: Sequence[ReadDocument]) -> list[str]:
    return [
        f"{entry.document.source} : {entry.document.message}"
        for entry in documents
        if entry.document.message and entry.document.status != "failed"
    ]


def _findings(findings: Sequence[Finding], context: Context) -> Html:
    head = tag("h2", "Constats, les plus graves d'abord", id="constats")
    if not findings:
        return join((head, tag("p", "Aucun constat.")), "\n")
    groups = by_document(findings)
    parts: list[Html] = [head]
    for document_id, group in groups.items():
        if len(groups) > 1:
            source = context.sources.get(document_id, document_id)
            parts.append(tag("h3", source, id=f"d-{document_id}"))
        parts.extend(card(finding, context) for finding in group)
    return join(parts, "\n")


def _worst(findings: Sequence[Finding], context: Context) -> Html:
    head = tag("h2", "Constats, les plus graves d'abord", id="constats")
    if not findings:
        return join((head, tag("p", "Aucun constat.")), "\n")
    ordered = worst_first(findings)
    rows = [
        row(
            SEVERITIES[finding.severity],
            tag(
                "a",
                context.sources.get(finding.document_id, finding.document_id),
                href=_page_of(finding.document_id, f"c-{finding.finding_id}"),
            ),
            finding.message,
            kind=finding.severity,
        )
        for finding in ordered[:WORST]
    ]
    rest = len(ordered) - WORST
    more = tag("p", f"Et {count(rest, 'autre', 'autres')}, chacun sur la page de son document.")
    return join(
        (head, table(("Gravité", "Document", "Constat"), rows), more if rest > 0 else None), "\n"
    )


def _page_of(document_id: str, anchor: str = "") -> str:
    return f"report/{quote(document_id)}.html" + (f"#{quote(anchor)}" if anchor else "")


def _documents(
    documents: Sequence[ReadDocument], findings: Iterable[Finding], *, large: bool
) -> Html:
    groups = by_document(findings)
    rows = []
    for entry in documents:
        document = entry.document
        identity = [document.title, document.departement_name or document.entity_name]
        about = " · ".join(part for part in identity if part)
        href = _page_of(document.document_id) if large else f"documents/{document.document_id}.json"
        link = tag("a", document.source, href=href)
        counts = tally(groups.get(document.document_id, ()))
        rows.append(
            row(
                join((link, tag("br"), tag("small", about))) if about else link,
                document.kind.replace("_", " "),
                document.year or "",
                whole(document.pages),
                *(whole(entry.rows.get(name, 0)) for name in COUNTED if name != "findings"),
                *(whole(number) if number else "" for number in counts.values()),
                STATUSES[document.status],
                kind=document.status,
            )
        )
    names = [words for name, (_, words) in COUNTED.items() if name != "findings"]
    heads = ("Document", "Nature", "Année", "Pages", *names, *SEVERITIES.values(), "État")
    return join((tag("h2", "Documents", id="documents"), table(heads, rows, class_="wide")), "\n")


def _footer(program: str, day: dt.date) -> Html:
    return tag(
        "footer",
        f"Produit par Quitus {program} le {day:%d/%m/%Y}. Les chiffres lus sont dans ",
        tag("code", "tables/"),
        " et ",
        tag("code", "documents/"),
        ", chacun avec sa page et sa place.",
    )
