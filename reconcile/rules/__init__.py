"""Every rule, in the order of the documentation; a family is one file with its `RULES`."""

from __future__ import annotations

from reconcile.registry import Rule
from reconcile.rules import budget, table_total

FAMILIES = (budget, table_total)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
