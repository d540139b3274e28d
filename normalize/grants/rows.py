"""The rows of a list of grants, in order: titles set what follows, totals close what precedes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from normalize.amounts import AmountReading, read_amount
from normalize.grants.details import Quantity, Span, bounds, period_of, quantities
from normalize.grants.grid import Grid
from normalize.grants.groups import (
    Group,
    Scope,
    is_listing,
    is_numbered,
    level_of,
    names_territory,
    read_group,
    within,
)
from normalize.grants.layout import Layout, layout_at
from normalize.grants.totals import Total, is_bare, read_total
from normalize.numbers import read_number
from normalize.states import known_state
from normalize.text import clean, fold
from schemas.facts import State

EURO = "EUR"


@dataclass(slots=True)
class _Closed:
    """What the totals so far leave open: the groups of the lines since the last of them."""

    operations: list[Group | None] = field(default_factory=list)
    themes: list[Group | None] = field(default_factory=list)
    level: int = 0  # of the last total without a line since: 1 operation, 2 theme, 3 all


@dataclass(frozen=True, slots=True)
class Entry:
    """One row read: the columns of a grant, without its place."""

    row: int
    columns: dict[str, Any]


class Reader:
    """Walks down one table."""

    def __init__(self, grid: Grid, layout: Layout, scope: Scope) -> None:
        self.grid = grid
        self.layout = layout
        self.outer = scope  # what caption and headings say
        self.scope = scope
        self.titles = 0  # titles one after the other
        self.closed = _Closed()

    def entries(self) -> Iterator[Entry]:
        """Every line and total of the table."""
        for row in range(self.grid.table.rows):
            if self.layout.first <= row < self.layout.last:
                continue
            if not self.grid.own(row) and not self._amount_text(row):
                continue
            yield from self._row(row)

    def _row(self, row: int) -> Iterator[Entry]:
        if row > self.layout.last and self._is_header(row):
            return
        total = read_total(self.grid, row, self.layout)
        if total is None and is_bare(self.grid, row, self.layout) and not self._held(row):
            total = Total("total", "", None)
        if total is not None:
            yield from self._total(row, total)
        elif title := self._title(row):
            yield from self._titled(row, title)
        else:
            yield from self._line(row)

    def _held(self, row: int) -> bool:
        """Whether a merged cell says who receives the sum of a row that has no words of its own."""
        cell = self.grid.cell(row, self.layout.beneficiary)
        return cell is not None and cell.row_span > 1 and bool(cell.text)

    def _is_header(self, row: int) -> bool:
        """A header printed again, or that of another list: its columns hold from there on."""
        printed = [clean(cell.text.value) for cell in self.grid.printed(row)]
        if len(printed) > 1 and all(
            fold(text) in fold(" ".join(self.layout.labels)) for text in printed
        ):
            return True
        layout = layout_at(self.grid, row)
        if layout is not None:
            self.layout = replace(layout, first=row)
        return layout is not None

    # Titles

    def _title(self, row: int) -> str:
        """The text of a row that is a title: one cell over all, or a numbered one by itself."""
        printed = [cell for cell in self.grid.printed(row) if cell.row_span == 1]
        if len(printed) != 1:
            return ""
        cell, text = printed[0], clean(printed[0].text.value)
        whole = cell.column_span == self.grid.table.columns
        wide = cell.column_span > 1 and not self._amount_text(row)
        alone = len(self.grid.printed(row)) == 1 and is_numbered(text)
        if known_state(text) or read_amount(text).amount is not None:
            return ""
        return text if whole or wide or alone else ""

    def _titled(self, row: int, title: str) -> Iterator[Entry]:
        level = level_of(title)
        before = row < self.layout.first
        if level is None and before and is_listing(title):
            return
        if names_territory(title):
            self.scope = replace(self.scope, territory=title)
            return
        nested = self.titles and self.scope.theme is not None and self.layout.operation is None
        if level == "operation" or (level is None and nested and self._follows_title(row)):
            self.scope = replace(self.scope, operation=read_group(title, "operation"))
        else:
            group = read_group(title, "theme")
            self.scope = Scope(theme=group, operation=None, territory=None)
        self.titles = row + 1
        yield from ()

    def _follows_title(self, row: int) -> bool:
        return self.titles == row

    # Totals

    def _total(self, row: int, total: Total) -> Iterator[Entry]:
        scope, level = self._scope_of_total(row, total)
        self.closed = _Closed(level=level)
        yield self._entry(row, total.kind, scope, label=total.label or None, text=total.amount_text)

    def _scope_of_total(self, row: int, total: Total) -> tuple[Scope, int]:
        """What a total is the total of, and how high that is."""
        if (
            total.grand
            and not within(total.label, "theme")
            and not within(total.label, "operation")
        ):
            return Scope(), 3
        here = self._here(row, total)
        named = within(total.label, "operation")
        if named is not None:
            return replace(here, operation=here.operation or named, territory=None), 1
        named = within(total.label, "theme")
        if named is not None:
            same = here.theme is not None and here.theme.number == named.number
            return Scope(here.theme if same else named), 2
        if total.kind == "subtotal" or here.operation is not None:
            return replace(here, territory=None), 1
        operation = self._only(self.closed.operations)
        if operation is not None and self.closed.level == 0:
            return Scope(here.theme, operation), 1
        if here.theme is not None and self.closed.level < 2 and not self._several_themes():
            return Scope(here.theme), 2
        return Scope(), 3

    def _here(self, row: int, total: Total) -> Scope:
        """What the row stands under, the cell of the label itself aside."""
        scope = self._scope(row, but=total.cell)
        operations = {group.name for group in self.closed.operations if group}
        if self.layout.operation is None and (len(operations) > 1 or self.closed.level >= 1):
            scope = replace(scope, operation=None)
        return scope

    def _only(self, groups: list[Group | None]) -> Group | None:
        """The one operation of the lines since the last total, where the list has several."""
        several = self._operations_in_list() > 1
        names = {group.name if group else None for group in groups}
        return groups[-1] if len(names) == 1 and several else None

    def _operations_in_list(self) -> int:
        column = self.layout.operation
        if column is None:
            return 0
        rows = range(self.layout.last, self.grid.table.rows)
        cells = [self.grid.cell(row, column) for row in rows]
        return len(
            {
                fold(cell.text.value)
                for cell in cells
                if cell and cell.text and cell.column == column and cell.column_span == 1
            }
        )

    def _several_themes(self) -> bool:
        return len({group.name if group else None for group in self.closed.themes}) > 1

    # Lines

    def _line(self, row: int) -> Iterator[Entry]:
        layout = self.layout
        beneficiary = self.grid.text(row, layout.beneficiary)
        amount = self._amount_text(row)
        if not beneficiary and not amount:
            return
        if row < layout.first:
            return
        self.scope = self._carried(row)
        scope = self._scope(row)
        self.closed.operations.append(scope.operation)
        self.closed.themes.append(scope.theme)
        self.closed.level = 0
        yield self._entry(row, "line", scope)

    def _carried(self, row: int) -> Scope:
        """A theme or operation printed once holds for the rows below it that print none."""
        scope = self._scope(row)
        return Scope(scope.theme, scope.operation, self.scope.territory)

    def _scope(self, row: int, but: Any = None) -> Scope:
        """The groups that the cells of a row name, else those that hold from above."""
        theme, operation = self.scope.theme, self.scope.operation
        cell = self.grid.cell(row, self.layout.theme)
        if cell is not None and cell.text and cell is not but:
            new = read_group(clean(cell.text.value), "theme")
            operation = operation if theme == new else None
            theme = new
        cell = self.grid.cell(row, self.layout.operation)
        if cell is not None and cell.text and cell is not but:
            operation = read_group(clean(cell.text.value), "operation")
        elif but is not None and self.layout.operation is not None:
            operation = None
        return Scope(theme, operation, self.scope.territory)

    # One row as columns

    def _amount_text(self, row: int) -> str:
        """What the slot of the sum granted holds; nothing where words run over it."""
        cell = self.grid.cell(row, self.layout.amount)
        if cell is None or (cell.column_span > 1 and cell.column < self.layout.amount):
            return ""
        return cell.text.value

    def _entry(
        self, row: int, kind: str, scope: Scope, label: str | None = None, text: str = ""
    ) -> Entry:
        reading = self._amount(text or self._amount_text(row))
        columns: dict[str, Any] = {
            "kind": kind,
            "theme_number": scope.theme.number if scope.theme else None,
            "theme": scope.theme.name if scope.theme else None,
            "operation_number": scope.operation.number if scope.operation else None,
            "operation": scope.operation.name if scope.operation else None,
            "label": label,
            "amount": reading.amount,
            "state": reading.state,
        }
        notes = [reading.note] if reading.note else []
        if kind == "line":
            details, more = self._details(row, scope)
            columns |= details
            notes += more
        columns["note"] = " ; ".join(notes) or None
        return Entry(row, columns)

    def _amount(self, text: str) -> AmountReading:
        money = self.layout.money
        reading = read_amount(text, money.scale, money.unit or EURO)
        if reading.unit not in ("", EURO) and reading.amount is not None:
            note = f"montant en {reading.unit} : {clean(text)}"
            return replace(reading, amount=None, state="uncertain", note=note)
        doubts = [self.layout.doubt] if self.layout.doubt else []
        doubts += [] if self.grid.table.sure else ["tableau lu sans certitude"]
        if reading.amount is None or not doubts:
            return reading
        state: State = "uncertain"
        return replace(reading, state=state, note=" ; ".join(filter(None, [*doubts, reading.note])))

    def _details(self, row: int, scope: Scope) -> tuple[dict[str, Any], list[str]]:
        """The columns that only a line has, and what is in doubt of them."""
        layout, grid = self.layout, self.grid
        description = self._description(row)
        counts = self._quantities(row, description)
        main = next((one for one in counts if not one.added), None) or next(iter(counts), None)
        added = next((one for one in counts if one.added and one is not main), None)
        span = self._period(row, description)
        columns = {
            "territory": grid.text(row, layout.territory) or scope.territory,
            "beneficiary": grid.text(row, layout.beneficiary) or None,
            "code": grid.text(row, layout.code) or None,
            "description": description or None,
            "quantity": main.value if main else None,
            "unit": main.unit if main else None,
            "added_quantity": added.value if added else None,
            "added_unit": added.unit if added else None,
            "period_start": span.start,
            "period_end": span.end,
            "agreement": self._agreement(row),
        }
        return columns, list(span.notes)

    def _description(self, row: int) -> str:
        texts: list[str] = []
        for column in self.layout.descriptions:
            cell = self.grid.cell(row, column)
            if cell is None or cell is self.grid.cell(row, self.layout.beneficiary):
                continue
            text = clean(cell.text.value)
            if text and text not in texts:
                texts.append(text)
        return " / ".join(texts)

    def _quantities(self, row: int, description: str) -> list[Quantity]:
        """Those of the column of quantities, where there is one, then those of the description."""
        column = self.layout.quantity
        said = read_number(self.grid.text(row, column)) if column is not None else None
        if said is None or said.value is None or said.state != "stated":
            return quantities(description)
        unit = self.grid.text(row, self.layout.unit) or said.unit or self._counted()
        return [Quantity(Decimal(said.value), unit)]

    def _counted(self) -> str:
        """What the header of the quantities counts: `Nombre de places` counts places."""
        column = self.layout.quantity
        label = self.layout.labels[column] if column is not None else ""
        found = quantities(f"2 {label.split(' de ')[-1]}")
        return found[0].unit if found else ""

    def _period(self, row: int, description: str) -> Span:
        columns = self.layout.period
        if len(columns) == 2:
            first, last = (self.grid.text(row, column) for column in columns)
            return bounds(first, last)
        if columns and (text := self.grid.text(row, columns[0])):
            span = period_of(text)
            if span != Span():
                return span
        return period_of(description) if description else Span()

    def _agreement(self, row: int) -> str | None:
        text = self.grid.text(row, self.layout.agreement)
        return text if text and known_state(text) is None else None
