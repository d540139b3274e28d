"""Budgets in tables: funders in rows or in columns, phases and years in the other direction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from normalize.captions import NO_MEASURE, Measure
from normalize.currency import may_have_marks
from normalize.grids import Grid, grid_of
from normalize.headings import PHASES, heading_role
from normalize.labels import Phase
from normalize.periods import find_periods, read_as_of
from normalize.rapport_execution.budget_columns import VALUES
from normalize.rapport_execution.budget_sums import APART, Sum, reading_in, sums_of
from normalize.rapport_execution.budget_totals import (
    closed,
    is_repeated,
    lines_made,
    with_phase_totals,
)
from normalize.rapport_execution.lines import NO_PERIOD, Line, Period
from schemas.printed import PrintedCell, PrintedTable


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
    sums = with_phase_totals(closed(sums_of(table, grid, own, over), own), own)
    made = lines_made(sums)
    kept = [each for each in made if not is_repeated(each, made)]
    lines = [_dated(each.line, each.column.header, period) for each in kept if each.line]
    paid_by_row = any(each.row.reading.funder or each.row.unknown for each in kept)
    unread = [each.cell for each in sums if _is_lost(each, paid_by_row=paid_by_row)]
    return TableLines([_doubted(line, sure=table.sure) for line in lines], unread)


def _is_lost(each: Sum, *, paid_by_row: bool) -> bool:
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
    return reading_in(each.cell, column).amount is not None


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
