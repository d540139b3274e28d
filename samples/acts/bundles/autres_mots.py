"""A délibération of a commune: other words, one member per line, a stamp, grants to clubs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from samples.acts.bundles.people import INES, JEAN, LUC, NORA, PAUL, ROSE
from samples.acts.facts import (
    Article,
    Ballot,
    Bundle,
    Deliberation,
    FinancialAnnex,
    Grant,
    Stamp,
    Visa,
)
from samples.layouts import Layout

DAY = dt.date(2023, 11, 9)
DELIBERATION = Deliberation(
    number="2023/57",
    day=DAY,
    president=PAUL,
    secretary=JEAN,
    object="Aides aux clubs sportifs",
    members=(PAUL, INES, JEAN, NORA, LUC, ROSE),
    ballot=Ballot("sentence", 4, None, 1),
    words="commune",
    visas=(
        Visa(
            "Vu le code général des collectivités territoriales et ses articles L.2121-29 et L.2311-7",
            "code",
            "L.2121-29 et L.2311-7",
        ),
        Visa("Vu l'avis de la commission des sports du 2 novembre 2023", "avis", "", "2023-11-02"),
        Visa("Considérant l'intérêt de la pratique sportive pour les habitants", "considerant"),
    ),
    articles=(
        Article(
            "Les subventions de l'annexe sont attribuées aux 3 associations qui y figurent, pour un "
            "montant total de 4 650 €.",
            Decimal(4650),
            3,
        ),
        Article("Le maire est chargé de l'exécution de la présente délibération."),
    ),
    stamp=Stamp(
        "045-214500012-20231109-2023_57-DE",
        dt.date(2023, 11, 14),
        dt.date(2023, 11, 15),
        "7.5",
    ),
)
ANNEX = FinancialAnnex(
    "1",
    "Liste des subventions",
    (
        Grant("", "", "Judo club des Rives", "Tatamis", Decimal("1200.00")),
        Grant("", "", "Les Rameurs", "Saison 2024", Decimal("3000.00")),
        Grant("", "", "Marche et Nature", "Balisage", Decimal("450.00")),
    ),
    columns=("Association", "Objet", "Montant accordé"),
    totals=(Decimal("4650.00"),),
)
BUNDLE = Bundle(
    "Aides aux clubs sportifs",
    (DELIBERATION, ANNEX),
    Layout(numbering="none", toc=False, font="sans", page_number="Page {n}"),
)
