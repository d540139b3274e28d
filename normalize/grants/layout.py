"""The header of a list of grants: where it is, which column holds what, which sum is granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.grants.columns import Money, is_called_grant, is_foreign, is_taxed
from normalize.grants.granted import granted_column
from normalize.grants.grid import Grid
from normalize.grants.groups import level_of
from normalize.grants.header import Columns, columns_under, header_end, may_head
from normalize.grants.words import says
from normalize.text import fold

FARTHEST = 4  # rows from the top of a table to its header: titles


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns by what they hold; `first`..`last` are the rows of the header, last not included.

    `doubt` says, in French, why the granted column is not certain.
    """

    first: int
    last: int
    amount: int
    money: Money
    beneficiary: int
    operation: int | None = None
    theme: int | None = None
    territory: int | None = None
    agreement: int | None = None
    code: int | None = None
    quantity: int | None = None
    unit: int | None = None
    period: tuple[int, ...] = ()
    descriptions: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    money_columns: tuple[int, ...] = ()
    doubt: str = ""


def find_layout(grid: Grid, context: str = "", start: int = 0) -> Layout | None:
    """The header that stands at or below a row, and its columns; None where there is none."""
    rows = grid.table.rows
    for first in range(start, min(start + 1 + FARTHEST, rows)):
        layout = layout_at(grid, first, context)
        if layout is not None:
            return layout
    return None


def layout_at(grid: Grid, first: int, context: str = "") -> Layout | None:
    """The columns under the header that begins on this very row; None where it is no header."""
    if not may_head(grid, first):
        return None
    last = header_end(grid, first)
    columns = columns_under(grid, first, last)
    if any(is_foreign(label) for label in columns.labels):
        return None
    return _layout(grid, columns, first, last, context)


def _layout(grid: Grid, columns: Columns, first: int, last: int, context: str) -> Layout | None:
    beneficiaries = columns.of("beneficiary", "beneficiary_weak", "either")
    granted = granted_column(grid, columns, last, context)
    if not beneficiaries or granted is None:
        return None
    beneficiary, (amount, doubt) = beneficiaries[0], granted
    strong = columns.roles[beneficiary] == "beneficiary"
    if not strong and not _told_otherwise(columns, amount, context):
        return None
    if any(map(is_taxed, columns.labels)) and not is_called_grant(columns.labels[amount]):
        return None
    operation, descriptions = _operation_and_descriptions(columns)
    if operation is not None and not descriptions and operation > beneficiary:
        named = _groups(grid, operation, last)
        operation, descriptions = (operation, []) if named else (None, [operation])
    territories = [*columns.of("territory"), *(i for i in columns.of("either") if i != beneficiary)]
    return Layout(
        first=first,
        last=last,
        amount=amount,
        money=columns.moneys[amount],
        beneficiary=beneficiary,
        operation=operation,
        theme=_first(columns.of("theme")),
        territory=_first(territories),
        agreement=_first(columns.of("agreement")),
        code=_first(columns.of("code", "code_weak")),
        quantity=_first(columns.of("quantity")),
        unit=_first(columns.of("unit")),
        period=tuple(columns.of("period_start", "period_end") or columns.of("period")),
        descriptions=tuple(descriptions),
        labels=columns.labels,
        money_columns=tuple(columns.moneys),
        doubt=doubt,
    )


def _first(found: Sequence[int]) -> int | None:
    return found[0] if found else None


def _told_otherwise(columns: Columns, amount: int, context: str) -> bool:
    """Whether a table whose beneficiaries have a vague name (`Nom`) is plainly one of grants."""
    if is_called_grant(columns.labels[amount]) or says("context", "grants", fold(context)):
        return True
    return bool(columns.of("code", "code_weak")) and bool(columns.of("description"))


def _operation_and_descriptions(columns: Columns) -> tuple[int | None, list[int]]:
    """`Action` names the operation beside a description, else it is the description."""
    operation = _first(columns.of("operation"))
    descriptions = columns.of("description")
    actions = columns.of("action")
    if actions and operation is None and descriptions:
        operation = actions.pop(0)
    descriptions = sorted([*descriptions, *actions])
    return operation, descriptions or columns.of("description_weak")[:1]


def _groups(grid: Grid, column: int, last: int) -> bool:
    """Whether a column groups the rows: merged cells, or names with a number."""
    cells = [grid.cell(row, column) for row in range(last, grid.table.rows)]
    return any(c is not None and (c.row_span > 1 or level_of(c.text.value)) for c in cells)
