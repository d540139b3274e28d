"""Budgets in tables: funders in rows or in columns, phases and years in the other direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.amounts import read_amount
from normalize.currency import find_marks
from normalize.grids import Grid, grid_of
from normalize.headings import heading_role
from normalize.labels import BudgetColumn, LineReading, Phase, column_role, line_role
from normalize.periods import read_as_of
from normalize.rapport_execution.lines import NO_PERIOD, Line, Period, several_funders
from normalize.text import clean, fold
from schemas.printed import PrintedCell, PrintedTable

APART = ("rate", "gap", "comment", "label", "funder")
VALUES = ("stated", "uncertain")


@dataclass(frozen=True, slots=True)
class _Row:
    """What the label cells of a row say."""

    reading: LineReading
    label: str
    other: str  # words in the column of funders that name no known funder


def is_budget_table(table: PrintedTable) -> bool:
    """Whether a table, wherever it stands, is a budget: it tells a phase and a funder or a total."""
    lines = list(table_lines(table, None, NO_PERIOD))
    stated = [line for line in lines if line.reading.state in VALUES]
    return len(stated) >= 2 and any(line.funder for line in stated)


def table_lines(table: PrintedTable, phase: Phase | None, period: Period) -> Iterator[Line]:
    """The lines of a budget table, row by row."""
    grid = grid_of(table)
    heads = [column_role(grid.header(column)) for column in range(grid.columns)]
    labels = _label_columns(grid, heads)
    if not labels or len(labels) == grid.columns:
        return
    funder_column = any(heads[column] and heads[column].role == "funder" for column in labels)  # type: ignore[union-attr]
    scale = _scale(clean(table.caption.value)) or _title_scale(grid)
    own = _phase_above(grid)
    for index in range(table.header_rows, grid.rows):
        said = _row(grid, index, labels, phase or own, funder_column)
        for column in range(grid.columns):
            cell = grid.at(index, column)
            if column in labels or cell is None or (cell.row, cell.column) != (index, column):
                continue
            line = _line(cell, said, heads[column], grid.header(column), phase or own, scale)
            if line is not None:
                yield _doubted(_dated(line, grid.header(column), period), sure=table.sure)


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


def _line(
    cell: PrintedCell,
    row: _Row,
    head: BudgetColumn | None,
    header: str,
    phase: Phase | None,
    scale: tuple[Decimal, str] | None,
) -> Line | None:
    """The line of one cell; None where row and column do not tell phase and role, or disagree."""
    if (head is not None and head.role in APART) or row.reading.role == "rate":
        return None
    said = head or BudgetColumn("total") if _is_value(head, header) else None
    if said is None:
        return None
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
    factor, unit = _scale(header) or scale or (Decimal(1), "")
    return Line(
        phase=stated,
        role="carry_over" if carried else ("share" if funder or other else "total"),
        reading=read_amount(clean(cell.text.value), scale=factor, unit=unit),
        text=cell.text,
        cell=cell,
        funder=funder,
        other=other,
        origin=None if carried or not (funder or other) else row.reading.origin,
        year=years.pop() if years else None,
        subtotal=row.reading.subtotal and said.role != "share",
    )


def _is_value(head: BudgetColumn | None, header: str) -> bool:
    """Whether a column holds amounts: its header says so, or says no more than `Montant`."""
    if head is not None:
        return head.role in ("planned", "executed", "carry_over", "share", "total", "year")
    return not header or line_role(header).implied or _scale(header) is not None


def _doubted(line: Line, *, sure: bool) -> Line:
    """The line; what a doubtful table states is uncertain."""
    if sure or line.reading.state != "stated":
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


def _scale(text: str) -> tuple[Decimal, str] | None:
    """The scale and unit that a header or caption names (`en K€`: 1000, EUR)."""
    marks = find_marks(text, fold(text)) if text else []
    return (marks[0].scale, marks[0].unit) if len(marks) == 1 else None


def _title_scale(grid: Grid) -> tuple[Decimal, str] | None:
    """The scale in the corner of a table, which holds for all its columns."""
    return _scale(grid.header(0)) if grid.columns else None
