"""Tells an audit: to people as tables, to programs as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from shutil import get_terminal_size
from typing import Any

from export.french import SEVERITIES, count, pages, signed
from export.order import by_document, tally
from export.report_checks import percent
from quitus.audit import Audited
from schemas.findings import Check, Finding, places

NARROWEST = 100  # columns; below, sentences would be folded beyond reading
WIDEST = 160
STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def as_text(audited: Audited) -> str:
    """A table per document, the one with the worst findings first, then what was compared."""
    from rich.console import Console
    from rich.text import Text

    sources = {document.document_id: document.source for document in audited.documents}
    drawn = StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=drawn, width=_width(), force_terminal=terminal, highlight=False)
    for document_id, group in by_document(audited.findings).items():
        console.print(Text(sources.get(document_id, document_id), style="bold"))
        console.print(_table(group))
    lines = [line.rstrip() for line in drawn.getvalue().splitlines()]
    return "\n".join([*(line for line in lines if line), *([""] if lines else []), _told(audited)])


def _table(findings: Sequence[Finding]) -> Any:
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, pad_edge=False, show_edge=False)
    table.add_column("gravité", no_wrap=True)
    table.add_column("constat", overflow="fold", ratio=1)
    table.add_column("écart", justify="right", no_wrap=True)
    table.add_column("où", no_wrap=True)
    table.add_column("règle", no_wrap=True)
    for finding in findings:
        gap = "" if finding.difference is None else signed(finding.difference, finding.unit)
        where = list(dict.fromkeys(place.page for place in places(finding)))
        told = pages(where[:3]) + ("…" if len(where) > 3 else "") if where else ""
        table.add_row(
            Text(SEVERITIES[finding.severity], style=STYLES[finding.severity]),
            Text(finding.message),
            gap,
            told,
            finding.rule,
        )
    return table


def _told(audited: Audited) -> str:
    counts = tally(audited.findings)
    read = len(audited.documents) - len(audited.failed)
    said = (
        f"{count(counts['error'], 'erreur', 'erreurs')}, {counts['warning']} à vérifier, "
        f"{count(counts['info'], 'information', 'informations')} dans "
        f"{count(read, 'document', 'documents')}."
    )
    return "\n".join([said, compared(audited.checks), *_guards(audited)])


def _guards(audited: Audited) -> Iterator[str]:
    """The figures that no check guards, document by document."""
    for document in audited.documents:
        guard = audited.guards.get(document.document_id)
        if guard is None:
            continue
        yield ""
        yield (
            f"{document.source} : {guard.money} montants gardés sur {guard.money_all}"
            f"{percent(guard.money, guard.money_all)}, {guard.figures} chiffres gardés sur "
            f"{guard.figures_all}{percent(guard.figures, guard.figures_all)}."
        )
        for each in guard.loose:
            yield f"  p. {each.page}  {' '.join(each.raw.split())}"


def compared(checks: Sequence[Check]) -> str:
    """How much was compared, and how much could not be."""
    if not checks:
        return "Rien n'a pu être comparé : un silence n'est pas un accord."
    done = sum(check.compared for check in checks)
    held = sum(check.agreed for check in checks)
    lacking = sum(check.skipped for check in checks)
    return (
        f"{count(done, 'comparaison faite', 'comparaisons faites')}, {held} en accord ; "
        f"{count(lacking, 'impossible', 'impossibles')} faute d'un chiffre."
    )


def notes(audited: Audited) -> list[str]:
    """What the person must know beside the result, one French sentence each."""
    lines = [document.message for document in audited.failed]
    if audited.stale:
        lines.append(
            f"« {audited.target} » a été lu par une autre version de Quitus ; les règles de "
            "celle-ci y sont appliquées : relancez « quitus ingest » pour relire aussi les PDF."
        )
    return lines


def as_json(audited: Audited) -> str:
    """The audit for programs: findings with their evidence as lists, worst first."""
    groups = by_document(audited.findings)
    return json.dumps(
        {
            "target": str(audited.target),
            "documents": [
                document.model_dump(
                    mode="json",
                    include={
                        "document_id",
                        "source",
                        "kind",
                        "pages",
                        "status",
                        "error",
                        "message",
                    },
                )
                for document in audited.documents
            ],
            "counts": tally(audited.findings),
            "findings": [_finding(finding) for group in groups.values() for finding in group],
            "guards": [
                {"document_id": key}
                | {name: value for name, value in guard._asdict().items() if name != "loose"}
                | {"loose": [each._asdict() for each in guard.loose]}
                for key, guard in audited.guards.items()
            ],
            "checks": [check.model_dump(mode="json") for check in audited.checks],
            "exit_code": int(audited.exit_code),
        },
        ensure_ascii=False,
        indent=1,
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return finding.model_dump(mode="json") | {"evidence": json.loads(finding.evidence or "[]")}


def _width() -> int:
    """That of the terminal; into a file or a pipe, one that a page can hold."""
    if not sys.stdout.isatty():
        return WIDEST
    return max(get_terminal_size().columns, NARROWEST)
