"""Two independent readings of a figure agree."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.evidence import place_of
from reconcile.findings import finding
from reconcile.registry import AGREED, Rule, Verdict, failed
from reconcile.wording import told
from schemas.dataset import DocumentFacts


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Every sum that was read twice."""
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


RULES = (
    Rule(
        "reading",
        "Deux lectures indépendantes d'un chiffre concordent",
        "Un chiffre mal lu fausse tout ce qui en découle : deux lectures qui diffèrent le signalent.",
        "38 468,00 € à la première lecture, 38 648,00 € à la seconde.",
        check,
    ),
)
