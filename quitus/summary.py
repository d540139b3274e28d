"""Tells a run's outcome: to people as a table, to programs as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from io import StringIO
from shutil import get_terminal_size

from export.french import SEVERITIES, STATUSES, count
from quitus.limits import Limits
from quitus.pipeline import printable
from quitus.run import Outcome

SHOWN = {
    "actions": "actions",
    "budget_lines": "budget",
    "indicators": "indicateurs",
    "tables": "tableaux",
    "amounts": "montants",
    "findings": "constats",
}
MOST = 60  # documents that are told one by one
NARROWEST = 110  # columns; in less, whole columns of figures would be left out
WIDEST = 1000


def notes(outcome: Outcome) -> list[str]:
    """What the person must know beside the result: one sentence per trouble, in French."""
    found = outcome.found
    lines = [f"Dossier non lu : {folder} (vérifiez les droits)." for folder in found.closed]
    if outcome.kept:
        told = count(
            outcome.kept,
            "document reste tel qu'il fut lu",
            "documents restent tels qu'ils furent lus",
        )
        lines.append(f"Dans les dossiers non lus, {told}.")
    lines += [f"Lien vers un dossier non suivi : {folder}." for folder in found.links]
    if outcome.left:
        left = count(outcome.left, "document reste à lire", "documents restent à lire")
        lines.append(f"Interrompu : {left}. La même commande reprend où elle s'est arrêtée.")
    if outcome.removed:
        gone = count(outcome.removed, "document retiré", "documents retirés")
        lines.append(f"{gone} de {_where(outcome)} : le dossier n'en a plus le PDF.")
    for entry in outcome.documents:
        document = entry.document
        if document.status == "failed":
            lines.append(document.message)
        elif document.message:
            lines.append(f"{document.source} : {document.message}")
    return [printable(line) for line in lines]


def one_reader(outcome: Outcome, limits: Limits) -> list[str]:
    """That the figures of scanned pages had one engine for both readings, where that is so."""
    from extract.ocr.tesseract import installed

    scans = [e for e in outcome.documents if e.document.text_layer in ("ocr", "mixed")]
    if not scans or limits.ocr == "never" or installed(limits.language):
        return []
    return [
        "Pages numérisées : chiffres relus par le même moteur sur une autre image, faute de "
        "Tesseract en français (« quitus doctor » dit comment l'installer)."
    ]


def as_text(outcome: Outcome) -> str:
    """A table of the documents where they are few, the sums, and where the dataset is."""
    if len(outcome.documents) > MOST:
        return "\n".join(_sums(outcome))
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, pad_edge=False)
    table.add_column("document", overflow="fold", min_width=16)
    for name in ("état", "pages", *SHOWN.values()):
        table.add_column(name, justify="left" if name == "état" else "right")
    for entry in outcome.documents:
        document = entry.document
        state = STATUSES[document.status] + (f" : {document.error}" if document.error else "")
        counts = [str(entry.rows.get(name, 0)) for name in SHOWN]
        table.add_row(Text(printable(document.source)), state, str(document.pages), *counts)
    page = StringIO()
    Console(file=page, width=_width()).print(table)
    lines = [line.rstrip() for line in page.getvalue().splitlines()]
    return "\n".join([*(line for line in lines if line), "", *_sums(outcome)])


def as_json(outcome: Outcome) -> str:
    """The outcome for programs: counts, statuses and files."""
    documents = [
        {
            **entry.document.model_dump(
                mode="json", include={"document_id", "source", "status", "error", "message"}
            ),
            "pages": entry.document.pages,
            "rows": entry.rows,
        }
        for entry in outcome.documents
    ]
    return json.dumps(
        {
            "out": _where(outcome),
            "report": f"{_where(outcome)}/report.html",
            "documents": documents,
            "pages": sum(entry.document.pages for entry in outcome.documents),
            "read": len(outcome.documents) - len(outcome.failed),
            "partial": _partial(outcome),
            "failed": len(outcome.failed),
            "failures": dict(Counter(document.error for document in outcome.failed)),
            "findings": outcome.severities,
            "reused": outcome.reused,
            "removed": outcome.removed,
            "left": outcome.left,
            "closed_folders": outcome.found.closed,
            "links": outcome.found.links,
            "exit_code": int(outcome.exit_code),
        },
        ensure_ascii=False,
        indent=1,
    )


def _partial(outcome: Outcome) -> int:
    return sum(entry.document.status == "partial" for entry in outcome.documents)


def _sums(outcome: Outcome) -> list[str]:
    """What was read in part or not at all, by reason; findings by severity; the last line."""
    lines = []
    if partial := _partial(outcome):
        lines.append(f"{count(partial, 'document lu', 'documents lus')} en partie.")
    if outcome.failed:
        reasons = Counter(document.error for document in outcome.failed).most_common()
        told = ", ".join(f"{reason} {number}" for reason, number in reasons)
        lines.append(f"{count(len(outcome.failed), 'échec', 'échecs')} : {told}.")
    if found := [(name, outcome.severities.get(name, 0)) for name in SEVERITIES]:
        told = ", ".join(f"{SEVERITIES[name].lower()} {number}" for name, number in found if number)
        if told:
            lines.append(f"Constats : {told}.")
    return [*lines, _last_line(outcome)]


def _last_line(outcome: Outcome) -> str:
    read = len(outcome.documents) - len(outcome.failed)
    said = f"{count(read, 'document lu', 'documents lus')} sur {len(outcome.documents)}"
    if outcome.reused:
        said += f", dont {outcome.reused} sans relecture (PDF inchangé)"
    return f"{said}. Rapport : {_where(outcome)}/report.html"


def _width() -> int:
    """That of the terminal; into a file or a pipe nothing is folded."""
    return max(get_terminal_size().columns, NARROWEST) if sys.stdout.isatty() else WIDEST


def _where(outcome: Outcome) -> str:
    """The dataset as the person called it: a folder, or a URL."""
    return outcome.where or str(outcome.out)
