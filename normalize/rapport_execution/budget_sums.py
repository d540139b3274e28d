"""The cells of a budget table that hold sums, and the line that each makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from normalize.amount_reading import AmountReading
from normalize.captions import Measure
from normalize.grids import Grid
from normalize.labels import BudgetColumn, Phase
from normalize.measures import read_measured
from normalize.rapport_execution.budget_columns import Column, columns_of, sides_of
from normalize.rapport_execution.budget_rows import Row, rows_of
from normalize.rapport_execution.lines import Line
from normalize.text import clean
from schemas.printed import PrintedCell, PrintedTable

SHARE_OF_HUNDRED = re.compile(r"[-+–]?\s?\d[\d ,.]*%")
APART = ("rate", "gap", "comment", "label", "funder")


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell of a sum, with the words over it and beside it; `line` where they make one."""

    cell: PrintedCell
    row: Row
    column: Column
    line: Line | None

    @property
    def head(self) -> BudgetColumn:
        """What its column says; a total where it says nothing."""
        return self.column.says or BudgetColumn("total")


def sums_of(table: PrintedTable, grid: Grid, phase: Phase | None, over: Measure) -> list[Sum]:
    """The cells of sums in order, each with its line if it makes one."""
    columns = columns_of(table, grid, over)
    sides = sides_of(grid, columns)
    rows = [list(rows_of(grid, side, phase)) for side in sides]
    alone = grid.rows - grid.header_rows == 1
    found = []
    for index in range(grid.header_rows, grid.rows):
        for side, said in zip(sides, rows, strict=True):
            row = said[index - grid.header_rows]
            for number in side.values:
                cell = grid.at(index, number)
                if cell is not None and (cell.row, cell.column) == (index, number):
                    line = line_of_cell(cell, row, columns[number], phase, alone=alone)
                    found.append(Sum(cell, row, columns[number], line))
    return found


def line_of_cell(
    cell: PrintedCell, row: Row, column: Column, phase: Phase | None, *, alone: bool
) -> Line | None:
    """The line of one cell; None where row and column do not tell phase and role, or disagree."""
    head, said = column.says, row.reading
    if (head is not None and head.role in APART) or said.role == "rate" or row.spends:
        return None
    if not column.is_value or column.aside or (said.subtotal and said.role is None):
        return None
    if SHARE_OF_HUNDRED.fullmatch(clean(cell.text.value)):
        return None
    over = head or BudgetColumn("total")
    phases: set[Phase] = {each for each in (said.phase, over.phase) if each}
    years = {each for each in (said.year, over.year) if each}
    funders = {each.funder: each for each in (said.funder, over.funder) if each}
    if len(phases) > 1 or len(years) > 1 or len(funders) > 1:
        return None
    funder = next(iter(funders.values()), None)
    carried = "carry_over" in (said.role, over.role)
    stated = "executed" if carried else (phases.pop() if phases else phase)
    whole = _is_whole(row, head, alone=alone)
    unknown = row.unknown if funder is None and not whole else ""
    if unknown and row.holds == "resources" and not cell.text:
        return None
    summed = head is not None and (head.role == "total" or head.total)
    part = bool(funder or unknown) or (said.role == "share" and not summed)
    if stated is None or not (part or whole):
        return None
    return Line(
        phase=stated,
        role="carry_over" if carried else ("share" if part else "total"),
        reading=reading_in(cell, column),
        text=cell.text,
        cell=cell,
        funder=funder,
        other=unknown,
        origin=said.origin if part and not carried else None,
        year=years.pop() if years else None,
        subtotal=said.subtotal and over.role != "share",
    )


def _is_whole(row: Row, head: BudgetColumn | None, *, alone: bool) -> bool:
    """Whether row and column tell a total: the row says so, or leaves it to a column that does.

    The only row of a table is the whole of what its columns tell, whatever it is called.
    """
    if row.reading.role == "total":
        return True
    if row.unknown or row.reading.role == "share":
        return False
    if head is not None and (head.role == "total" or head.total or alone):
        return True
    if row.kind == "other":
        return False
    return head is None or row.reading.phase is not None or row.reading.year is not None


def reading_in(cell: PrintedCell, column: Column) -> AmountReading:
    """What a cell states, in what its column counts."""
    return read_measured(clean(cell.text.value), column.measure)


def stated_in(each: Sum) -> Decimal:
    """The amount that a cell states; 0 where it states none."""
    return reading_in(each.cell, each.column).amount or Decimal(0)
