"""Every rule, in the order of the documentation; a family is one file with its `RULES`."""

from __future__ import annotations

from reconcile.registry import Rule
from reconcile.rules import budget

FAMILIES = (budget,)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
