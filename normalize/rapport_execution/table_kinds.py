"""Which tables of a report are budgets and which hold indicators: no table is both."""

from __future__ import annotations

from typing import Literal

from normalize.currency import may_have_marks
from normalize.grids import grid_of
from normalize.headings import HeadingRole
from normalize.labels import line_role
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
    if (_has_money(table) or _of_funders(table)) and is_budget_table(table):
        return "budget"
    return "indicators" if is_indicator_table(table) else None


def _of_funders(table: PrintedTable) -> bool:
    """Whether most rows, or most columns, are those of a funder or a total."""
    grid = grid_of(table)
    rows = [grid.text(row, 0) for row in range(table.header_rows, table.rows)]
    columns = [grid.header(column) for column in range(1, table.columns)]
    return any(
        len(labels) > 1 and sum(map(_is_funder, labels)) > 0.6 * len(labels)
        for labels in (rows, columns)
    )


def _is_funder(label: str) -> bool:
    said = line_role(label)
    return len(label.split()) <= 4 and (said.funder is not None or said.role == "total")


def _has_money(table: PrintedTable) -> bool:
    return any(may_have_marks(cell.text.value) for cell in table.cells if cell.text)
