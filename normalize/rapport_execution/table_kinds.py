"""Which tables of a report are budgets and which hold indicators: no table is both."""

from __future__ import annotations

from typing import Literal

from normalize.blanks import fold, plain
from normalize.currency import find_marks, may_have_marks
from normalize.grids import grid_of
from normalize.headings import HeadingRole
from normalize.labels import column_role, line_role
from normalize.rapport_execution.budget_tables import is_budget_table
from normalize.rapport_execution.indicator_tables import is_indicator_table
from schemas.printed import PrintedTable

TableKind = Literal["budget", "indicators"]


def table_kind(table: PrintedTable, role: HeadingRole | None) -> TableKind | None:
    """What a table holds, by the heading that it stands under, else by its own words and money."""
    money = _has_money(table) or _of_funders(table)
    counted = is_indicator_table(table)
    if (
        role is not None
        and role.startswith("budget")
        and (money or (not counted and _tells_money(table)))
    ):
        return "budget"
    if role != "indicators" and money and is_budget_table(table):
        return "budget"
    return "indicators" if counted else None


def _tells_money(table: PrintedTable) -> bool:
    """Whether a column says that it holds what was planned, spent or left, or a funder's part."""
    grid = grid_of(table)
    heads = [column_role(grid.header(column)) for column in range(table.columns)]
    return any(
        head and head.role in ("planned", "executed", "carry_over", "share") for head in heads
    )


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
    texts = [cell.text.value for cell in table.cells if may_have_marks(cell.text.value)]
    return any(find_marks(plain(text), fold(plain(text))) for text in texts)
