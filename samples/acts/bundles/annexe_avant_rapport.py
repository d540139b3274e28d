"""No articles, a vote in a table, the annex right after the délibération, the rapport last."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from samples.acts.bundles import canonique
from samples.acts.facts import Article, Ballot, Bundle, FinancialAnnex, Grant, Line, Rapport
from samples.layouts import Layout

DAY = dt.date(2025, 2, 3)
DELIBERATION = replace(
    canonique.DELIBERATION,
    number="2025-9",
    day=DAY,
    object="Programme de prévention spécialisée",
    ballot=Ballot("table", 5, 1, 1),
    articles=(),
    decisions=(
        Article(
            "d'attribuer à deux associations une aide totale de 18 500 €, répartie selon l'annexe ;",
            Decimal("18500.00"),
            2,
        ),
        Article("d'autoriser le Président à signer les actes nécessaires."),
    ),
    lines=(
        Line(
            Decimal("11000.00"),
            "65748",
            "93428",
            "P22-110A",
            "Prévention",
            Decimal("50000.00"),
            Decimal("21000.00"),
            Decimal("10000.00"),
        ),
        Line(
            Decimal("7500.00"),
            "6568",
            "93441",
            "P22-120C",
            "Médiation",
            Decimal("9000.00"),
            Decimal("7500.00"),
            Decimal("0.00"),
        ),
    ),
)
ANNEX = FinancialAnnex(
    "",
    "tableau de répartition des aides",
    (
        Grant("Rue", "Plaine", "Horizons", "3 éducateurs", Decimal("11000.00")),
        Grant("Médiation", "Collines", "Passerelles", "2 médiateurs", Decimal("7500.00")),
    ),
    totals=(Decimal("18500.00"),),
)
RAPPORT = Rapport(
    "31",
    DAY,
    ("Deux associations interviennent auprès des jeunes du territoire, pour 18 500 € au total.",),
)
BUNDLE = Bundle(
    "Programme de prévention spécialisée",
    (DELIBERATION, ANNEX, RAPPORT),
    Layout(numbering="none", toc=False, ruling="horizontal", page_number="{n}/{N}"),
)
