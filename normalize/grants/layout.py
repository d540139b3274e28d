"""The header of a list of grants: where it is, which column holds what, which sum is granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from normalize.amounts import read_amount
from normalize.grants.columns import GRANTABLE, WEAK, Money, Role, is_foreign, money_of, role_of
from normalize.grants.grid import Grid
from normalize.grants.words import says
from normalize.text import fold

MOST_HEADER_ROWS = 4
LEAST_FIGURES = 0.5  # of the cells of the granted column that hold something


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


@dataclass(frozen=True, slots=True)
class _Columns:
    """Roles and full labels of the columns under some rows of header."""

    roles: tuple[Role | None, ...]
    labels: tuple[str, ...]
    moneys: dict[int, Money] = field(default_factory=dict)

    def of(self, *roles: Role) -> list[int]:
        """The columns of some roles, those of the first role first."""
        return [i for role in roles for i, one in enumerate(self.roles) if one == role]


def find_layout(grid: Grid, context: str = "", start: int = 0) -> Layout | None:
    """The header that stands at or below a row, and its columns; None where there is none."""
    rows = grid.table.rows
    for first in range(start, min(start + 1 + MOST_HEADER_ROWS, rows)):
        layout = layout_at(grid, first, context)
        if layout is not None:
            return layout
    return None


def layout_at(grid: Grid, first: int, context: str = "") -> Layout | None:
    """The columns under the header that begins on this very row; None where it is no header."""
    if not _may_head(grid, first):
        return None
    last = _header_end(grid, first)
    columns = _columns(grid, first, last)
    if any(is_foreign(label) for label in columns.labels):
        return None
    return _layout(grid, columns, first, last, context)


def _may_head(grid: Grid, row: int) -> bool:
    """Whether a row has two labels at least and no sum."""
    printed = grid.printed(row)
    if len(printed) < 2 or printed[0].row < row:
        return False
    return not any(_is_sum(cell.text.value) for cell in printed)


def _is_sum(text: str) -> bool:
    """Whether a cell states a figure that is no year."""
    reading = read_amount(text)
    return reading.amount is not None and not (
        len(fold(text)) == 4 and 1900 < reading.amount < 2100
    )


def _header_end(grid: Grid, first: int) -> int:
    """The row after the header: cells that run down or over several columns draw in the next."""
    last = first + 1
    while last < min(first + 3, grid.table.rows):
        above, here = grid.printed(last - 1), grid.printed(last)
        held = [cell for cell in here if cell.row < last]
        split = [cell for cell in above if cell.column_span > 1 and cell.row == last - 1]
        if any(_is_sum(cell.text.value) for cell in here) or not here:
            break
        under = [cell for cell in here if cell.row == last]
        names = [cell for cell in under if role_of(cell.text.value) or _is_year(cell.text.value)]
        if (held and all(cell.row >= first for cell in held)) or (
            split and under and len(names) == len(under)
        ):
            last += 1
        else:
            break
    return last


def _is_year(text: str) -> bool:
    return len(fold(text)) == 4 and fold(text).isdigit()


def _columns(grid: Grid, first: int, last: int) -> _Columns:
    roles: list[Role | None] = []
    labels: list[str] = []
    moneys: dict[int, Money] = {}
    for column in range(grid.table.columns):
        parts: list[str] = []
        for row in range(first, last):
            text = grid.text(row, column)
            if text and text not in parts:
                parts.append(text)
        label = " ".join(parts)
        role = _role(parts, label)
        if role == "money":
            moneys[column] = money_of(label)
        roles.append(role)
        labels.append(label)
    return _Columns(tuple(roles), tuple(labels), moneys)


def _role(parts: Sequence[str], label: str) -> Role | None:
    """The lowest header row says best what a column is, where what it says is plain."""
    lowest = role_of(parts[-1]) if parts else None
    return lowest if lowest is not None and lowest not in WEAK else role_of(label)


def _layout(grid: Grid, columns: _Columns, first: int, last: int, context: str) -> Layout | None:
    beneficiaries = columns.of("beneficiary", "beneficiary_weak", "either")
    granted = _granted(grid, columns, last)
    if not beneficiaries or granted is None:
        return None
    beneficiary, (amount, doubt) = beneficiaries[0], granted
    strong = columns.roles[beneficiary] == "beneficiary"
    if not strong and not _told_otherwise(columns, amount, context):
        return None
    operation, descriptions = _operation_and_descriptions(columns)
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


def _told_otherwise(columns: _Columns, amount: int, context: str) -> bool:
    """Whether a table whose beneficiaries have a vague name (`Nom`) is plainly one of grants."""
    money = columns.moneys[amount]
    label = fold(columns.labels[amount])
    if money.sort in ("granted", "proposed") or says("context", "grants", label):
        return True
    if says("context", "grants", fold(context)):
        return True
    return bool(columns.of("code", "code_weak")) and bool(columns.of("description"))


def _operation_and_descriptions(columns: _Columns) -> tuple[int | None, list[int]]:
    """`Action` names the operation beside a description, else it is the description."""
    operation = _first(columns.of("operation"))
    descriptions = columns.of("description")
    actions = columns.of("action")
    if actions and operation is None and descriptions:
        operation = actions.pop(0)
    descriptions = sorted([*descriptions, *actions])
    return operation, descriptions or columns.of("description_weak")[:1]


def _granted(grid: Grid, columns: _Columns, last: int) -> tuple[int, str] | None:
    """The column of the sum granted, and a doubt where several may be it."""
    found = {
        column: money
        for column, money in columns.moneys.items()
        if money.sort in GRANTABLE and _holds_figures(grid, column, last)
    }
    if not found:
        return None
    found = _of_this_year(found)
    best = min(_rank(money) for money in found.values())
    left = [column for column, money in found.items() if _rank(money) == best]
    if len(left) == 1:
        return left[0], ""
    totals = [column for column in left if columns.moneys[column].total]
    if len(totals) == 1:
        return totals[0], ""
    names = ", ".join(f"« {columns.labels[column]} »" for column in left)
    latest = max(left, key=lambda column: (found[column].year or 0, column))
    return latest, f"plusieurs colonnes peuvent être le montant accordé : {names}"


@cache
def _rank(money: Money) -> int:
    return GRANTABLE.index(money.sort)


def _of_this_year(found: dict[int, Money]) -> dict[int, Money]:
    """Without what was granted in a former year, where another sum is of a later one.

    A proposal of no year stands beside sums of named years as the one of this year.
    """
    years = [money.year for money in found.values() if money.year is not None]
    proposals = {c: m for c, m in found.items() if m.sort == "proposed" and m.year is None}
    rest = [money for column, money in found.items() if column not in proposals]
    if proposals and rest and all(money.year is not None for money in rest):
        return proposals
    if len(set(years)) > 1 and len({money.sort for money in found.values()}) > 1:
        return {c: m for c, m in found.items() if m.year in (None, max(years))}
    return found


def _holds_figures(grid: Grid, column: int, last: int) -> bool:
    """Whether most of what the column holds are sums."""
    texts = [grid.text(row, column) for row in range(last, grid.table.rows)]
    filled = [text for text in texts if text]
    states = [read_amount(text) for text in filled]
    sums = sum(reading.amount is not None or reading.state != "text" for reading in states)
    return not filled or sums >= LEAST_FIGURES * len(filled)
