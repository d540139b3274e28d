"""Every rule, in the order of the documentation; a family is one file with its `RULES`."""

from __future__ import annotations

from reconcile.registry import Rule
from reconcile.rules import (
    agreements,
    annex,
    budget,
    carry,
    dates,
    elsewhere,
    identifiers,
    imputations,
    indicators,
    letters,
    narrative,
    outline,
    prose,
    reading,
    table_total,
    votes,
)

FAMILIES = (
    budget,
    table_total,
    prose,
    letters,
    annex,
    narrative,
    imputations,
    agreements,
    votes,
    dates,
    identifiers,
    outline,
    indicators,
    carry,
    elsewhere,
    reading,
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
