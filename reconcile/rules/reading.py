"""Two independent readings of a figure agree."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.evidence import place_of
from reconcile.findings import finding
from reconcile.registry import AGREED, Rule, Verdict, failed
from reconcile.wording import told
from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Cell


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Every sum and every cell that was read twice; a sum in a cell counts once."""
    for row in facts.amounts:
        if row.second_reading == "confirmed":
            yield AGREED
        elif row.second_reading:
            first = "rien" if row.amount is None else told(row.amount, row.unit)
            message = (
                f"Un montant de la page {row.page} se lit {first}, et {row.second_reading} à la "
                "seconde lecture : à vérifier sur la page."
            )
            yield failed(
                finding("reading", document_id, f"Page {row.page}", message, severity="warning",
                        stated=row.amount, unit=row.unit, places=[place_of(row, document_id)])
            )  # fmt: skip
    for cell in _cells_alone(facts):
        if cell.second_reading == "confirmed":
            yield AGREED
        else:
            message = (
                f"Une case de la page {cell.page} se lit « {cell.value} », et "
                f"« {cell.second_reading} » à la seconde lecture : à vérifier sur la page."
            )
            yield failed(
                finding("reading", document_id, f"Page {cell.page}", message, severity="warning",
                        stated=cell.number, unit=cell.unit, places=[place_of(cell, document_id)])
            )  # fmt: skip


def _cells_alone(facts: DocumentFacts) -> Iterator[Cell]:
    """The cells that were read twice and print no sum that is told already."""
    sums: dict[int, list[Amount]] = {}
    for row in facts.amounts:
        if row.second_reading:
            sums.setdefault(row.page, []).append(row)
    for cell in facts.cells:
        if cell.second_reading and not any(
            cell.x0 - 1 <= row.x0 and row.x1 <= cell.x1 + 1
            and cell.top - 1 <= row.top and row.bottom <= cell.bottom + 1
            for row in sums.get(cell.page, ())
        ):  # fmt: skip
            yield cell


RULES = (
    Rule(
        "reading",
        "Deux lectures indépendantes d'un chiffre concordent",
        "Un chiffre mal lu fausse tout ce qui en découle : deux lectures qui diffèrent le signalent.",
        "27 410,00 € à la première lecture, 27 140,00 € à la seconde.",
        check,
    ),
)
