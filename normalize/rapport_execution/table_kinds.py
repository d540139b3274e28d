"""Which tables of a report are budgets and which hold indicators: no table is both."""

from __future__ import annotations

from typing import Literal

from normalize.blanks import fold, plain
from normalize.currency import find_marks, may_have_marks
from normalize.grids import grid_of
from normalize.headings import HeadingRole
from normalize.label_words import side_of
from normalize.labels import column_role, line_role
from normalize.rapport_execution.budget_columns import MOST_WORDS_OF_FUNDER, budget_sides
from normalize.rapport_execution.budget_tables import is_budget_table
from normalize.rapport_execution.indicator_tables import is_indicator_table
from normalize.remembered import remembered
from schemas.printed import PrintedTable

TableKind = Literal["budget", "indicators"]


@remembered
def table_kind(table: PrintedTable, role: HeadingRole | None) -> TableKind | None:
    """What a table holds, by the heading that it stands under, else by its own words and money."""
    money = _has_money(table) or _of_funders(table)
    sided = role != "indicators" and _is_sided(table)
    money = money or sided
    counted = not sided and is_indicator_table(table)
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


def _is_sided(table: PrintedTable) -> bool:
    """Whether a table sets what is spent against what pays for it: in columns, or row after row."""
    grid = grid_of(table)
    sides = {side.holds for side in budget_sides(table)}
    rows = [grid.text(row, 0) for row in range(table.header_rows, table.rows)]
    return len(sides - {None}) > 1 or any(_is_total_of_side(label) for label in rows)


def _is_total_of_side(label: str) -> bool:
    return side_of(label) is not None and line_role(label).role == "total" and _is_short(label)


def _of_funders(table: PrintedTable) -> bool:
    """Whether most rows, or most columns, are those of a funder or a total."""
    grid = grid_of(table)
    sides = [[0], *(side.labels for side in budget_sides(table))]
    rows = [
        [grid.text(row, side[0]) for row in range(table.header_rows, table.rows)]
        for side in sides
        if side
    ]
    columns = [grid.header(column) for column in range(1, table.columns)]
    return any(
        len(labels) > 1 and sum(map(_is_funder, labels)) > 0.6 * len(labels)
        for labels in (*rows, columns)
    )


def _is_funder(label: str) -> bool:
    said = line_role(label)
    return _is_short(label) and (said.funder is not None or said.role == "total")


def _is_short(label: str) -> bool:
    return len(label.split()) <= MOST_WORDS_OF_FUNDER


def _has_money(table: PrintedTable) -> bool:
    texts = [cell.text.value for cell in table.cells if may_have_marks(cell.text.value)]
    return any(find_marks(plain(text), fold(plain(text))) for text in texts)
