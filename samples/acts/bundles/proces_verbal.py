"""A procès-verbal: one sitting, three délibérations."""

from __future__ import annotations

import datetime as dt

from samples.acts.bundles.people import INES, JEAN, LUC, NORA, PAUL, ROSE
from samples.acts.facts import Ballot, Bundle, Item, Record
from samples.layouts import Layout

RECORD = Record(
    dt.date(2024, 6, 1),
    PAUL,
    NORA,
    (PAUL, INES, JEAN, NORA, LUC, ROSE),
    (
        Item(
            "2024-31",
            "Tarifs de la cantine",
            ("Le maire propose de fixer le prix du repas à 3,20 €, contre 3,05 € auparavant.",),
            Ballot("unanimous"),
        ),
        Item(
            "2024-32",
            "Aide au club d'aviron",
            ("Le club demande une aide de 800 € pour remplacer deux bateaux.",),
            Ballot("sentence", 4, None, 1),
        ),
        Item(
            "2024-33",
            "Travaux de l'école",
            ("Trois entreprises ont remis une offre ; la moins chère s'élève à 18 450,00 €.",),
            Ballot("slashed", 4, 1, 0),
        ),
    ),
)
BUNDLE = Bundle("Procès-verbal", (RECORD,), Layout(numbering="none", toc=False, font="sans"))
