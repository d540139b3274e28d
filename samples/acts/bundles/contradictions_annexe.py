"""Planted: an article that is not the sum of its annex, and a total that is not its rows'."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from samples.acts.bundles import canonique
from samples.acts.facts import Bundle, Planted

ARTICLES = (
    replace(
        canonique.ARTICLES[0],
        text=canonique.ARTICLES[0].text.replace("30 000,00", "33 000,00"),
        amount=Decimal("33000.00"),
    ),
    *canonique.ARTICLES[1:],
)
BUNDLE = replace(
    canonique.BUNDLE,
    title="Soutien aux actions d'insertion (sommes contradictoires)",
    acts=(
        replace(canonique.DELIBERATION, articles=ARTICLES),
        canonique.FIRST,
        canonique.SECOND,
        replace(canonique.ANNEX, totals=(Decimal("30000.00"), Decimal("12100.00"))),
        canonique.RAPPORT,
    ),
    planted=(
        Planted("articles_annex", "article 1", "33000.00", "30000.00"),
        Planted("imputation_total", "articles", "42000.00", "45000.00"),
        Planted("annex_total", "TOTAL", "12100.00", "12000.00"),
    ),
)
__all__ = ["BUNDLE", "Bundle"]
