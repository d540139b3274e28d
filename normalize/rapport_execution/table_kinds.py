"""Which tables of a report are budgets and which hold indicators: no table is both."""

from __future__ import annotations

from typing import Literal

from normalize.currency import may_have_marks
from normalize.headings import HeadingRole
from normalize.rapport_execution.budget_tables import is_budget_table
from normalize.rapport_execution.indicator_tables import is_indicator_table
from schemas.printed import PrintedTable

TableKind = Literal["budget", "indicators"]


def table_kind(table: PrintedTable, role: HeadingRole | None) -> TableKind | None:
    """What a table holds, by the heading that it stands under, else by its own words and money."""
    if role is not None and role.startswith("budget"):
        return "budget"
    if role == "indicators":
        return "indicators" if is_indicator_table(table) else None
    if _has_money(table) and is_budget_table(table):
        return "budget"
    return "indicators" if is_indicator_table(table) else None


def _has_money(table: PrintedTable) -> bool:
    return any(may_have_marks(cell.text.value) for cell in table.cells if cell.text)
