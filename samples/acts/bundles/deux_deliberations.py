"""Two délibérations of one sitting in one file, each with its own head and vote."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from samples.acts.bundles import canonique
from samples.acts.bundles.people import ALIX, ASSEMBLY, INES, PAUL
from samples.acts.facts import Article, Ballot, Bundle, Member
from samples.layouts import Layout

FIRST = replace(
    canonique.DELIBERATION,
    articles=(
        Article(
            "De financer 3 structures pour un montant total de 9 900 €, dont 900 € de frais de "
            "transport.",
            Decimal(9900),
            3,
        ),
    ),
    lines=(),
    ballot=Ballot("slashed", 7, 0, 0),
)
SECOND = replace(
    FIRST,
    number="2024-119",
    object="Garantie d'emprunt",
    secretary=INES,
    members=(
        *ASSEMBLY,
        Member(ALIX.civility, ALIX.name, "not_taking_part"),
        Member(PAUL.civility, PAUL.name, "not_taking_part"),
    ),
    articles=(
        Article("De garantir un emprunt d'un montant total de 250 000,00 €.", Decimal("250000.00")),
        Article("De ne percevoir aucune commission en contrepartie."),
    ),
    ballot=Ballot("unanimous"),
)
BUNDLE = Bundle(
    "Délibérations du 14 mai 2024",
    (FIRST, SECOND),
    Layout(numbering="none", toc=False, paper="letter", size=9),
)
