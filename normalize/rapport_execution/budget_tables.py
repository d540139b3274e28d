"""Budgets in tables: funders in rows or in columns, phases and years in the other direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from normalize.captions import NO_MEASURE, Measure
from normalize.currency import may_have_marks
from normalize.grids import Grid, grid_of
from normalize.headings import PHASES, heading_role
from normalize.labels import BudgetColumn, Phase
from normalize.measures import read_measured
from normalize.periods import find_periods, read_as_of
from normalize.rapport_execution.budget_columns import VALUES, Column, columns_of, sides_of
from normalize.rapport_execution.budget_rows import Row, is_account, rows_of
from normalize.rapport_execution.lines import NO_PERIOD, Line, Period
from normalize.text import clean
from schemas.printed import PrintedCell, PrintedTable

APART = ("rate", "gap", "comment", "label", "funder")


@dataclass(frozen=True, slots=True)
class _Sum:
    """A cell of a sum, with the words over it and beside it; `line` where they make one."""

    cell: PrintedCell
    row: Row
    column: Column
    line: Line | None

    @property
    def head(self) -> BudgetColumn:
        return self.column.says or BudgetColumn("total")


@dataclass(frozen=True, slots=True)
class TableLines:
    """What a table gives: its lines, and the cells that state sums and are none."""

    lines: list[Line] = field(default_factory=list)
    unread: list[PrintedCell] = field(default_factory=list)


def is_budget_table(table: PrintedTable) -> bool:
    """Whether a table, wherever it stands, is a budget: it tells a phase and a funder or a total."""
    lines = table_lines(table, None, NO_PERIOD).lines
    stated = [line for line in lines if line.reading.state in VALUES]
    return len(stated) >= 2 and any(line.funder for line in stated)


def table_lines(
    table: PrintedTable, phase: Phase | None, period: Period, over: Measure = NO_MEASURE
) -> TableLines:
    """The lines of a budget table, row by row; `over`: in what the sums of the section count."""
    grid = grid_of(table)
    own = phase or _phase_above(grid)
    sums = _closed(_sums(table, grid, own, over), own)
    made = _made(sums)
    kept = [each for each in made if not _is_repeated(each, made)]
    lines = [_dated(each.line, each.column.header, period) for each in kept if each.line]
    paid_by_row = any(each.row.reading.funder or each.row.unknown for each in kept)
    unread = [each.cell for each in sums if _is_lost(each, paid_by_row=paid_by_row)]
    return TableLines([_doubted(line, sure=table.sure) for line in lines], unread)


def _sums(table: PrintedTable, grid: Grid, phase: Phase | None, over: Measure) -> list[_Sum]:
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
                    line = _line(cell, row, columns[number], phase, alone=alone)
                    found.append(_Sum(cell, row, columns[number], line))
    return found


def _closed(sums: Sequence[_Sum], phase: Phase | None) -> list[_Sum]:
    """The sums, with the rows of no known name that make the shares of a column its total.

    One of an account plan that adds up the rows under it is none (`74 - Subventions`).
    """
    found = list(sums)
    for column in {each.cell.column for each in sums}:
        here = [i for i, each in enumerate(found) if each.cell.column == column]
        for index in here:
            if is_account(found[index].row.label) and _heads(found[index], found, here):
                said = replace(found[index].row.reading, subtotal=True)
                found[index] = replace(found[index], row=replace(found[index].row, reading=said))
        totals = [found[i].line for i in here if found[i].row.reading.role == "total"]
        parts = [i for i in here if (line := found[i].line) and line.role == "share"]
        left = [i for i in here if _is_nameless(found[i])]
        if len(totals) != 1 or totals[0] is None or not parts or not left:
            continue
        if sum(_stated(found[i]) for i in (*parts, *left)) == totals[0].reading.amount:
            for i in left:
                row = replace(found[i].row, unknown=found[i].row.label)
                line = _line(found[i].cell, row, found[i].column, phase, alone=False)
                found[i] = replace(found[i], row=row, line=line)
    return found


def _heads(one: _Sum, sums: Sequence[_Sum], here: Sequence[int]) -> bool:
    """Whether the sum of a row is that of the rows under it, up to the next of its kind."""
    under = []
    for index in here:
        each = sums[index]
        if each.cell.row > one.cell.row:
            if is_account(each.row.label) or each.row.reading.role == "total":
                break
            under.append(_stated(each))
    return bool(under) and sum(under) == _stated(one)


def _is_nameless(each: _Sum) -> bool:
    """Whether a cell states a sum beside words that name no funder, and is no expense."""
    row = each.row
    plain = row.kind == "other" and bool(row.label) and not row.unknown and not row.spends
    return plain and not row.reading.subtotal and each.column.is_value and _stated(each) != 0


def _stated(each: _Sum) -> Decimal:
    reading = read_measured(clean(each.cell.text.value), each.column.measure)
    return reading.amount or Decimal(0)


def _line(
    cell: PrintedCell, row: Row, column: Column, phase: Phase | None, *, alone: bool
) -> Line | None:
    """The line of one cell; None where row and column do not tell phase and role, or disagree."""
    head, said = column.says, row.reading
    if (head is not None and head.role in APART) or said.role == "rate" or row.spends:
        return None
    if not column.is_value or column.aside or (said.subtotal and said.role is None):
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
        reading=read_measured(clean(cell.text.value), column.measure),
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


def _made(sums: Sequence[_Sum]) -> list[_Sum]:
    """The sums that make lines; of rows of another kind, only where no total adds them up."""
    made = [each for each in sums if each.line is not None]
    totals = any(each.row.reading.role == "total" for each in made)
    several = len({each.cell.row for each in sums if each.cell.text}) > 1
    by_column = any(each.head.role == "share" for each in made)
    if not totals and (by_column or not several):
        return made
    return [each for each in made if each.row.kind != "other" or each.row.unknown]


def _is_repeated(one: _Sum, made: Sequence[_Sum]) -> bool:
    """Whether a sum only says again what others of its table do.

    So does a total, of rows or of columns, of the shares of one funder that are told one by one;
    and the second of two equal totals, of what is spent and of what pays for it.
    """
    line = one.line
    if line is None or line.role == "carry_over":
        return False
    if line.role == "total":
        return one.row.holds == "expenses" and any(_is_same_total(one, each) for each in made)
    crossed = one.row.reading.role == "total" or one.head.role == "total"
    if not crossed:
        return False
    parts = [each for each in made if each is not one and _is_part(each, one)]
    if one.row.reading.role == "total":
        return bool(parts)
    years = {each.line.year for each in parts if each.line}
    whole = line.reading.amount
    return len(parts) > 1 and (
        (None not in years and len(years) == len(parts))
        or sum((_amount(each) for each in parts), Decimal(0)) == whole
    )


def _is_part(each: _Sum, crossed: _Sum) -> bool:
    """Whether a sum is a share that a total of the same funder and phase holds."""
    one, whole = each.line, crossed.line
    if one is None or whole is None or one.role != "share" or one.phase != whole.phase:
        return False
    if (one.funder and one.funder.funder, one.other) != (
        whole.funder and whole.funder.funder,
        whole.other,
    ):
        return False
    if crossed.row.reading.role == "total":
        same = each.cell.column == crossed.cell.column
        return same and each.row.reading.role != "total"
    return each.cell.row == crossed.cell.row and each.head.role != "total"


def _is_same_total(spent: _Sum, paid: _Sum) -> bool:
    one, other = spent.line, paid.line
    if one is None or other is None or paid.row.holds == "expenses" or other.role != "total":
        return False
    same = (one.phase, one.year, one.reading.amount) == (
        other.phase,
        other.year,
        other.reading.amount,
    )
    return same and one.reading.amount is not None


def _amount(each: _Sum) -> Decimal:
    line = each.line
    return line.reading.amount if line and line.reading.amount is not None else Decimal(0)


def _is_lost(each: _Sum, *, paid_by_row: bool) -> bool:
    """Whether a cell states a sum that makes no line, and nothing tells that it is none.

    What the money is spent on is no line; nor is a rate, a comment, or a part of a total.
    """
    column, said = each.column, each.row.reading
    if each.line is not None or column.aside or each.row.spends or said.role == "rate":
        return False
    if (column.says is not None and column.says.role in APART) or said.subtotal:
        return False
    if each.row.kind == "other" and not each.row.unknown and not paid_by_row:
        return False
    if not column.is_value and not may_have_marks(each.cell.text.value):
        return False
    return read_measured(clean(each.cell.text.value), column.measure).amount is not None


def _doubted(line: Line, *, sure: bool) -> Line:
    """The line; what a doubtful table states is uncertain, as are its blanks and its words."""
    if sure or line.reading.state not in ("stated", "blank", "text"):
        return line
    return replace(line, reading=replace(line.reading, state="uncertain", ambiguous=True))


def _dated(line: Line, header: str, period: Period) -> Line:
    spans = [each for each in find_periods(header) if each.valid and each.start and each.end]
    if len(spans) == 1:
        return replace(line, period=Period(spans[0].start, spans[0].end))
    day = read_as_of(header)
    if day is not None and day.valid:
        return replace(line, period=Period(None, day.date))
    return replace(line, period=period)


def _phase_above(grid: Grid) -> Phase | None:
    """The phase that the title row of a table tells for all of it."""
    roles = {heading_role(grid.header(column)) for column in range(grid.columns)}
    said = {PHASES[role] for role in roles if role in PHASES}
    return said.pop() if len(said) == 1 and len(roles) == 1 else None
