"""One document as text: its outline, its tables, its figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from export.tables import cell as written
from quitus.intake import find, identify
from quitus.pipeline import Stages, read_pdf
from schemas.dataset import DocumentFile, TableEntry
from schemas.errors import UnreadableDocument, UsageError
from schemas.facts import Printed

WIDEST = 32  # characters of a table's column, when shown


def read(file: Path, through: Stages) -> DocumentFile:
    """One PDF as read; raises UsageError, UnreadableDocument."""
    if file.is_dir():
        raise UsageError(f"« {file} » est un dossier : indiquez un PDF, ou utilisez ingest.")
    (source,) = identify(find(file).paths, file)
    document = read_pdf(source, through)
    if document.status == "failed":
        raise UnreadableDocument(document.error, document.message)
    return document


def as_text(document: DocumentFile, page: int | None = None) -> str:
    """The document, or what one of its pages says; raises UsageError for a page it lacks."""
    check_page(document, page)
    parts = [_head(document)]
    for title, lines in (
        ("Plan", _outline(document, page)),
        ("Tableaux", _tables(document, page)),
        ("Actions", _actions(document, page)),
        ("Indicateurs", _indicators(document, page)),
        ("Montants", _amounts(document, page)),
        ("Constats", (f"[{item.severity}] {item.message}" for item in document.findings)),
    ):
        shown = list(lines)
        if shown:
            parts.append("\n".join([title, "-" * len(title), *shown]))
    return "\n\n".join(parts)


def check_page(document: DocumentFile, page: int | None) -> None:
    """Raises UsageError when the document has no such page."""
    if page is not None and page > document.pages:
        raise UsageError(
            f"{document.source} n'a pas de page {page} : indiquez une page de 1 à {document.pages}."
        )


def _head(document: DocumentFile) -> str:
    facts = {
        "nature": document.kind,
        "titre": document.title,
        "département": " ".join(
            part
            for part in (
                document.departement_code or document.entity_code,
                document.departement_name or document.entity_name,
            )
            if part
        ),
        "numéro": document.number,
        "date": document.date,
        "année": document.year,
        "pages": document.pages,
        "texte": document.text_layer,
        "état": document.status,
        "remarques": document.message,
    }
    lines = [f"{name} : {written(value)}" for name, value in facts.items() if value]
    return "\n".join([document.source, *lines])


def _here(row: Printed, page: int | None) -> bool:
    return page is None or row.page == page


def _outline(document: DocumentFile, page: int | None) -> Iterator[str]:
    for section in document.sections:
        if _here(section, page):
            number = f"{section.number} " if section.number else ""
            yield f"{'  ' * (section.level - 1)}{number}{section.title}  (p. {section.page})"


def _tables(document: DocumentFile, page: int | None) -> Iterator[str]:
    for table in document.tables:
        if page is None or table.page <= page <= table.page_end:
            where = f"p. {table.page}" + (
                f"-{table.page_end}" if table.page_end > table.page else ""
            )
            size = f"{table.rows} lignes × {table.columns} colonnes, {where}"
            yield f"{table.table_id} : {table.caption or 'sans titre'} ({size})"
            yield from _grid(table)
            yield ""


def _grid(table: TableEntry) -> Iterator[str]:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        if cell.row < table.rows and cell.column < table.columns:
            text = cell.value
            grid[cell.row][cell.column] = text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
    widths = [max((len(text) for text in column), default=0) for column in zip(*grid, strict=True)]
    for row in grid:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield ("  | " + " | ".join(cells)).rstrip()


def _actions(document: DocumentFile, page: int | None) -> Iterator[str]:
    for action in document.actions:
        lines = [line for line in action.budget_lines if _here(line, page)]
        if _here(action, page) or lines:
            number = f"{action.number} " if action.number else ""
            yield f"{number}{action.title}  (p. {action.page})"
        for line in lines:
            who = line.funder_label or line.funder or ""
            year = f" {line.year}" if line.year else ""
            amount = f"{written(line.amount)} €" if line.amount is not None else line.state
            yield f"    {line.phase} {line.role} {who}{year} : {amount}  (p. {line.page})"


def _indicators(document: DocumentFile, page: int | None) -> Iterator[str]:
    for item in document.indicators:
        if _here(item, page):
            what = f"{item.label} ({item.qualifier})" if item.qualifier else item.label
            value = item.state if item.value is None else written(item.value)
            year = f" {item.year}" if item.year else ""
            yield f"{item.section_number or ''} {what}, {item.kind}{year} : {value}".strip()


def _amounts(document: DocumentFile, page: int | None) -> Iterator[str]:
    for item in document.amounts:
        if _here(item, page):
            value = item.state if item.amount is None else f"{written(item.amount)} {item.unit}"
            yield f"p. {item.page} : {value}  « {' '.join(item.raw.split())} »"
