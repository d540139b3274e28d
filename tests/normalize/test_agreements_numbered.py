"""Agreements whose headings only bear a number."""

from __future__ import annotations

import datetime as dt

from normalize.agreements.articles import articles
from normalize.agreements.identity import agreements
from normalize.agreements.terms import agreement_terms
from schemas.acts import Agreement
from tests.typeset import act


def read(source: str, kind: str = "convention") -> Agreement:
    found = list(agreements(act(kind, source)))  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def terms(source: str, kind: str = "convention") -> list[tuple[object, ...]]:
    return [
        (
            term.role,
            term.label,
            None if term.amount is None else str(term.amount),
            None if term.quantity is None else str(term.quantity),
            term.period_start.year if term.period_start else None,
        )
        for term in agreement_terms(act(kind, source))  # type: ignore[arg-type]
    ]


def test_headings_that_only_bear_a_number_are_the_articles() -> None:
    source = """
    CONVENTION DE PARTENARIAT

    N° 2024/15

    ENTRE LES SOUSSIGNES :

    - Le Département de la Lande, dont le siège est à Mont, SIRET 22640001800058, représenté par son Président,

    ET

    - le Centre Communal d'Action Sociale de Vert-Bois (CCAS), établissement public, N° SIRET 73282932000074, représenté par son Vice-président,

    IL A ETE CONVENU CE QUI SUIT :

    # I. OBJET
    La présente convention définit les engagements du CCAS.

    # II. DUREE
    La convention prend effet au 1er janvier 2024 pour se terminer le 31 décembre 2024.

    # III. DISPOSITIONS FINANCIERES
    Le Département verse une participation forfaitaire de 500 € par mesure, soit un montant maximum de 30 000 €.

    Le versement interviendra en deux fois : une avance de 50 % (15 000 €) à la notification, le solde au vu du bilan.

    # IV. RESILIATION
    En cas de litige supérieur à 10 000 €, le tribunal est saisi.

    Fait en 2 exemplaires à Mont le 12/03/2024
    """
    row = read(source)
    assert (row.number, row.beneficiary) == (
        "2024/15",
        "Centre Communal d'Action Sociale de Vert-Bois",
    )
    assert (row.siret, row.signed_on) == ("73282932000074", dt.date(2024, 3, 12))
    assert (row.period_start, row.period_end) == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert [a.number for a in articles(act("convention", source))] == ["I", "II", "III", "IV"]
    assert terms(source) == [
        ("unit_price", "mesure", "500", None, None),
        ("total", "montant maximum", "30000", None, None),
        ("advance", "avance", "15000", None, None),
    ]
