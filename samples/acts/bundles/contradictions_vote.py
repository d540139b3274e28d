"""Planted: a member listed twice, a balance that is wrong, a stamp of another day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from samples.acts.bundles import canonique
from samples.acts.bundles.people import ASSEMBLY, YVES
from samples.acts.facts import Ballot, Bundle, Member, Planted, Stamp

LINE = replace(canonique.RAPPORT.lines[0], balance=Decimal("19000.00"))
BUNDLE = Bundle(
    "Soutien aux actions d'insertion (vote contradictoire)",
    (
        replace(
            canonique.DELIBERATION,
            members=(*ASSEMBLY, Member(YVES.civility, YVES.name, "absent")),
            ballot=Ballot("labelled", 9, 2, 1),
            stamp=Stamp(
                "045-224500017-20240515-2024_118-DE", dt.date(2024, 5, 16), dt.date(2024, 5, 17)
            ),
        ),
        replace(canonique.RAPPORT, lines=(LINE,)),
    ),
    canonique.LAYOUT,
    (
        Planted("imputation_balance", "C01-200B", "19000.00", "18000.00"),
        Planted("votes", "votants", "12", "7"),
        Planted("votes", "Yves LE GALL", "present", "absent"),
        Planted("stamp", "date", "2024-05-15", "2024-05-14"),
    ),
)
