"""The rows of a header and what each column under them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from normalize.grants.columns import WEAK, Money, Role, money_of, role_of
from normalize.grants.grid import Grid
from normalize.grants.sums import plain_sum
from normalize.measures import column_measure
from normalize.text import fold

MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Roles and full labels of the columns under some rows of header."""

    roles: tuple[Role | None, ...]
    labels: tuple[str, ...]
    moneys: dict[int, Money] = field(default_factory=dict)

    def of(self, *roles: Role) -> list[int]:
        """The columns of some roles, those of the first role first."""
        return [i for role in roles for i, one in enumerate(self.roles) if one == role]


def may_head(grid: Grid, row: int) -> bool:
    """Whether a row has two labels at least and no sum."""
    printed = grid.printed(row)
    if len(printed) < 2 or printed[0].row < row:
        return False
    return not any(_is_sum(cell.text.value) for cell in printed)


def _is_sum(text: str) -> bool:
    """Whether a cell states a figure that is no year."""
    reading = plain_sum(text)
    return reading.amount is not None and not (
        len(fold(text)) == 4 and 1900 < reading.amount < 2100
    )


def header_end(grid: Grid, first: int) -> int:
    """The row after the header: cells that run down or over several columns draw in the next."""
    last = first + 1
    while last < min(first + MOST_HEADER_ROWS, grid.table.rows):
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


def columns_under(grid: Grid, first: int, last: int) -> Columns:
    """What the header rows say of each column."""
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
            moneys[column] = money_of(label, column_measure(grid.table, label))
        roles.append(role)
        labels.append(label)
    return Columns(tuple(roles), tuple(labels), moneys)


def _role(parts: Sequence[str], label: str) -> Role | None:
    """The lowest header row says best what a column is, where what it says is plain."""
    lowest = role_of(parts[-1]) if parts else None
    return lowest if lowest is not None and lowest not in WEAK else role_of(label)
