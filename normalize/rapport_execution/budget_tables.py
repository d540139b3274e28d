"""Budgets in tables: funders in rows or in columns, phases and years in the other direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.amounts import read_amount
from normalize.captions import NO_MEASURE, PERCENT, Measure, header_measure
from normalize.grids import Grid, grid_of
from normalize.headings import heading_role
from normalize.labels import BudgetColumn, LineReading, Phase, column_role, line_role
from normalize.measures import column_measure, read_measured
from normalize.periods import read_as_of
from normalize.rapport_execution.lines import NO_PERIOD, Line, Period, several_funders
from normalize.text import clean
from schemas.printed import PrintedCell, PrintedTable

APART = ("rate", "gap", "comment", "label", "funder")
VALUES = ("stated", "uncertain")


@dataclass(frozen=True, slots=True)
class _Row:
    """What the label cells of a row say."""

    reading: LineReading
    label: str
    other: str  # words in the column of funders that name no known funder


@dataclass(frozen=True, slots=True)
class _Column:
    """What the header of a column says."""

    header: str
    says: BudgetColumn | None
    measure: Measure


def is_budget_table(table: PrintedTable) -> bool:
    """Whether a table, wherever it stands, is a budget: it tells a phase and a funder or a total."""
    lines = list(table_lines(table, None, NO_PERIOD))
    stated = [line for line in lines if line.reading.state in VALUES]
    return len(stated) >= 2 and any(line.funder for line in stated)


def table_lines(
    table: PrintedTable, phase: Phase | None, period: Period, over: Measure = NO_MEASURE
) -> Iterator[Line]:
    """The lines of a budget table, row by row; `over`: in what the sums of the section count."""
    grid = grid_of(table)
    columns = [
        _Column(head, column_role(head), column_measure(table, head, over)) for head in grid.heads
    ]
    labels = _label_columns(grid, [column.says for column in columns])
    if not labels or len(labels) == grid.columns:
        return
    funder_column = any(_is_funder(columns[column]) for column in labels)
    own = _phase_above(grid)
    for index in range(table.header_rows, grid.rows):
        said = _row(grid, index, labels, phase or own, funder_column)
        for number, column in enumerate(columns):
            cell = grid.at(index, number)
            if number in labels or cell is None or (cell.row, cell.column) != (index, number):
                continue
            line = _line(cell, said, column, phase or own)
            if line is not None:
                yield _doubted(_dated(line, column.header, period), sure=table.sure)


def _is_funder(column: _Column) -> bool:
    return column.says is not None and column.says.role == "funder"


def _label_columns(grid: Grid, heads: Sequence[BudgetColumn | None]) -> list[int]:
    """The columns that tell what a row is: called so, or the first ones whose cells are words."""
    found = []
    for column, head in enumerate(heads):
        called = head is not None and head.role in ("label", "funder")
        if called or ((head is None or head.role == "year") and _is_words(grid, column)):
            found.append(column)
        elif not found and column > 0:
            break
    return found


def _is_words(grid: Grid, column: int) -> bool:
    texts = [grid.text(row, column) for row in range(grid.header_rows, grid.rows)]
    said = [text for text in texts if text]
    amounts = [text for text in said if read_amount(text).state in VALUES and not _is_year(text)]
    return bool(said) and not amounts


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text.startswith("20")


def _row(
    grid: Grid, index: int, labels: Sequence[int], phase: Phase | None, funder_column: bool
) -> _Row:
    texts = list(dict.fromkeys(text for c in labels if (text := grid.text(index, c))))
    label = " ".join(texts)
    reading = line_role(label, phase)
    unknown = funder_column and reading.role is None and bool(label) and not reading.phase
    return _Row(reading, label, label if unknown or several_funders(label) else "")


def _line(cell: PrintedCell, row: _Row, column: _Column, phase: Phase | None) -> Line | None:
    """The line of one cell; None where row and column do not tell phase and role, or disagree."""
    head = column.says
    if (head is not None and head.role in APART) or row.reading.role == "rate":
        return None
    if not _is_value(column):
        return None
    said = head or BudgetColumn("total")
    phases: set[Phase] = {each for each in (row.reading.phase, said.phase) if each}
    years = {each for each in (row.reading.year, said.year) if each}
    funders = {each.funder: each for each in (row.reading.funder, said.funder) if each}
    if len(phases) > 1 or len(years) > 1 or len(funders) > 1:
        return None
    funder = next(iter(funders.values()), None)
    carried = "carry_over" in (row.reading.role, said.role)
    stated = "executed" if carried else (phases.pop() if phases else phase)
    whole = row.reading.role == "total" or said.role == "total" or said.total
    other = row.other if funder is None and not whole else ""
    if stated is None or not (funder or whole or other):
        return None
    return Line(
        phase=stated,
        role="carry_over" if carried else ("share" if funder or other else "total"),
        reading=read_measured(clean(cell.text.value), column.measure),
        text=cell.text,
        cell=cell,
        funder=funder,
        other=other,
        origin=None if carried or not (funder or other) else row.reading.origin,
        year=years.pop() if years else None,
        subtotal=row.reading.subtotal and said.role != "share",
    )


def _is_value(column: _Column) -> bool:
    """Whether a column holds amounts: its header says so, or says no more than `Montant`."""
    if column.says is not None:
        return column.says.role in ("planned", "executed", "carry_over", "share", "total", "year")
    head = column.header
    return not head or line_role(head).implied or header_measure(head).unit not in (None, PERCENT)


def _doubted(line: Line, *, sure: bool) -> Line:
    """The line; what a doubtful table states is uncertain, and so is what it leaves blank."""
    if sure or line.reading.state not in ("stated", "blank"):
        return line
    return replace(line, reading=replace(line.reading, state="uncertain", ambiguous=True))


def _dated(line: Line, header: str, period: Period) -> Line:
    day = read_as_of(header)
    if day is not None and day.valid:
        return replace(line, period=Period(None, day.date))
    return replace(line, period=period)


def _phase_above(grid: Grid) -> Phase | None:
    """The phase that the title row of a table tells for all of it."""
    roles = {heading_role(grid.header(column)) for column in range(grid.columns)}
    found = {"budget_planned": "planned", "budget_executed": "executed"}
    said = {found[role] for role in roles if role in found}
    return said.pop() if len(said) == 1 and len(roles) == 1 else None  # type: ignore[return-value]
