"""The rows of a list of grants, in order: titles set what follows, totals close what precedes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from normalize.grants.grid import Grid
from normalize.grants.groups import (
    Scope,
    is_listing,
    is_numbered,
    level_of,
    names_territory,
    read_group,
)
from normalize.grants.header import may_head
from normalize.grants.layout import Layout, layout_at
from normalize.grants.line import amount_text, details, sum_of
from normalize.grants.scopes import Open, scope_of_row, scope_of_total
from normalize.grants.sums import plain_sum
from normalize.grants.totals import Total, is_bare, is_part, read_total, subtotal, total_kind
from normalize.states import known_state
from normalize.text import clean, fold

CUT_ROW = "ligne au bord d'une page : son montant est peut-être sur l'autre"


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
        self.scope = scope  # what holds for the next row, unless its cells say otherwise
        self.titled = 0  # the row after the last title
        self.open = Open()
        self.since: list[Decimal] = []  # the sums granted since the last total

    def entries(self) -> Iterator[Entry]:
        """Every line and total of the table."""
        for row in range(self.grid.table.rows):
            heads = self.layout.first <= row < self.layout.last
            blank = not self.grid.own(row) and not amount_text(self.grid, self.layout, row)
            if not heads and not blank:
                yield from self._row(row)

    def _row(self, row: int) -> Iterator[Entry]:
        if row >= self.layout.last and self._is_header(row):
            return
        total = read_total(self.grid, row, self.layout) or self._sum_of_place(row)
        if total is None and is_bare(self.grid, row, self.layout) and not self._held(row):
            total = Total("total", "", None)
        if total is not None and row >= self.layout.last:
            yield self._total(row, total)
        elif title := self._title(row):
            self._enter(row, title)
        elif row >= self.layout.last:
            yield from self._line(row)

    def _sum_of_place(self, row: int) -> Total | None:
        """`Total Mamers`, where its sum is that of the lines since the last total."""
        cell = self.grid.cell(row, self.layout.beneficiary)
        if cell is None or total_kind(cell.text.value) is None or not self.since:
            return None
        stated = sum_of(self.grid, self.layout, amount_text(self.grid, self.layout, row)).amount
        return subtotal(cell, self.layout) if stated == sum(self.since) else None

    def _held(self, row: int) -> bool:
        """Whether a merged cell says who receives the sum of a row that has no words of its own."""
        cell = self.grid.cell(row, self.layout.beneficiary)
        return cell is not None and cell.row_span > 1 and bool(cell.text)

    def _is_header(self, row: int) -> bool:
        """A header printed again, or that of another list: its columns hold from there on."""
        if not may_head(self.grid, row):
            return False
        printed = [fold(cell.text.value) for cell in self.grid.printed(row)]
        labels = fold(" ".join(self.layout.labels))
        if all(text in labels for text in printed):
            return True
        layout = layout_at(self.grid, row)
        if layout is not None:
            self.layout = layout
        return layout is not None

    def _title(self, row: int) -> str:
        """The text of a row that is a title: one cell over all, or a numbered one by itself."""
        printed = self.grid.own(row)
        if len(printed) != 1:
            return ""
        cell, text = printed[0], clean(printed[0].text.value)
        whole = cell.column_span == self.grid.table.columns
        wide = cell.column_span > 1 and not amount_text(self.grid, self.layout, row)
        alone = len(self.grid.printed(row)) == 1 and is_numbered(text)
        if known_state(text) or plain_sum(text).amount is not None:
            return ""
        return text if whole or wide or alone else ""

    def _enter(self, row: int, title: str) -> None:
        """What a title opens: a theme, an operation, a part of the territory, or nothing."""
        level = level_of(title)
        if level is None and row < self.layout.first and is_listing(title):
            return
        if names_territory(title):
            self.scope = replace(self.scope, territory=title)
            return
        under_theme = self.scope.theme is not None and self.layout.operation is None
        nested = level is None and under_theme and self.titled == row and row > 0
        if level == "operation" or nested:
            self.scope = replace(self.scope, operation=read_group(title, "operation"))
        else:
            self.scope = Scope(read_group(title, "theme"))
        self.titled = row + 1

    def _total(self, row: int, total: Total) -> Entry:
        scope, level = scope_of_total(self.grid, self.layout, row, total, self.scope, self.open)
        if (
            total.kind == "total"
        ):  # a subtotal closes nothing: the total after it covers its lines too
            self.open = Open(level=level)
        text = total.amount_text or amount_text(self.grid, self.layout, row)
        notes = [] if total.label else ["total sans libellé"]
        self.since = []
        return self._entry(row, total.kind, scope, text, {"label": total.label or None}, notes)

    def _line(self, row: int) -> Iterator[Entry]:
        text = amount_text(self.grid, self.layout, row)
        beneficiary = self.grid.text(row, self.layout.beneficiary)
        if not beneficiary and not text:
            return
        if is_part(beneficiary):
            return  # `dont …`: the row above holds it already
        # A theme or operation printed once holds for the rows below it that print none.
        self.scope = scope = scope_of_row(self.grid, self.layout, row, self.scope)
        self.open.add(scope)
        columns, notes = details(self.grid, self.layout, row, scope.territory)
        entry = self._entry(row, "line", scope, text, columns, notes)
        if total_kind(beneficiary) is not None:
            entry = _doubtful(entry, "ligne ou total ?")
        if entry.columns["state"] == "blank" and self._cut(row):
            entry = _doubtful(entry, CUT_ROW)
        if entry.columns["amount"] is not None:
            self.since.append(entry.columns["amount"])
        yield entry

    def _cut(self, row: int) -> bool:
        """Whether a page begins or ends with a row: its sum may stand on the other page."""
        last = len(self.grid.slots) - 1
        page = self.grid.evidence(row)[0]
        near = [at for at in (row - 1, row + 1) if self.layout.last <= at <= last]
        return any(self.grid.evidence(at)[0] != page for at in near if self.grid.printed(at))

    def _entry(
        self,
        row: int,
        kind: str,
        scope: Scope,
        text: str,
        more: dict[str, Any],
        notes: list[str] | None = None,
    ) -> Entry:
        reading = sum_of(self.grid, self.layout, text)
        theme, operation = scope.theme, scope.operation
        said = [*filter(None, [reading.note]), *(notes or [])]
        columns: dict[str, Any] = {
            "kind": kind,
            "theme_number": theme.number if theme else None,
            "theme": theme.name if theme else None,
            "operation_number": operation.number if operation else None,
            "operation": operation.name if operation else None,
            "amount": reading.amount,
            "state": reading.state,
            "note": " ; ".join(said) or None,
        }
        return Entry(row, columns | more)


def _doubtful(entry: Entry, note: str) -> Entry:
    notes = " ; ".join(filter(None, (entry.columns["note"], note)))
    known = entry.columns["state"]
    state = "uncertain" if known in ("stated", "blank") else known
    return replace(entry, columns=entry.columns | {"state": state, "note": notes})
