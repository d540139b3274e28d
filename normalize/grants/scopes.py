"""What a row stands under, and what a total is the total of.

A total names its group, or stands in the merged cell of its operation; else it closes the
smallest group that the lines since the last total are in, and a total that follows a total
without a line between closes the group above.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from normalize.grants.grid import Grid
from normalize.grants.groups import Group, Scope, read_group, within
from normalize.grants.layout import Layout
from normalize.grants.totals import Total
from normalize.text import clean, fold
from schemas.printed import PrintedCell

OPERATION, THEME, ALL = 1, 2, 3


@dataclass(slots=True)
class Open:
    """The groups of the lines since the last total; `level` is that of a total without lines."""

    operations: list[Group | None] = field(default_factory=list)
    themes: list[Group | None] = field(default_factory=list)
    level: int = 0

    def add(self, scope: Scope) -> None:
        """One more line."""
        self.operations.append(scope.operation)
        self.themes.append(scope.theme)
        self.level = 0


def scope_of_row(
    grid: Grid, layout: Layout, row: int, above: Scope, but: PrintedCell | None = None
) -> Scope:
    """The groups that the cells of a row name, else those that hold from above.

    `but` is the label of a total: in the column of operations it says that none is meant.
    """
    theme, operation = above.theme, above.operation
    cell = grid.cell(row, layout.theme)
    if cell is not None and cell.text and cell is not but:
        named = read_group(clean(cell.text.value), "theme")
        operation = operation if theme == named else None
        theme = named
    cell = grid.cell(row, layout.operation)
    if cell is not None and cell.text and cell is not but:
        operation = read_group(clean(cell.text.value), "operation")
    elif but is not None and layout.operation is not None:
        operation = None
    return Scope(theme, operation, above.territory)


def scope_of_total(
    grid: Grid, layout: Layout, row: int, total: Total, above: Scope, since: Open
) -> tuple[Scope, int]:
    """What a total is the total of, and how high that is."""
    operation, theme = within(total.label, "operation"), within(total.label, "theme")
    if total.grand and not operation and not theme:
        return Scope(), ALL
    here = _here(grid, layout, row, total, above, since)
    if operation is not None:
        return Scope(here.theme, here.operation or operation), OPERATION
    if theme is not None:
        same = here.theme is not None and here.theme.number == theme.number
        return Scope(here.theme if same else theme), THEME
    if total.kind == "subtotal":
        last = since.operations[-1] if since.operations else None
        return Scope(here.theme, here.operation or last), since.level
    if here.operation is not None:
        return Scope(here.theme, here.operation), OPERATION
    only = _only(since.operations) if _operations(grid, layout) > 1 else None
    if only is not None and since.level == 0:
        return Scope(here.theme, only), OPERATION
    if here.theme is not None and since.level < THEME and not _several(since.themes):
        return Scope(here.theme), THEME
    return Scope(), ALL


def _here(grid: Grid, layout: Layout, row: int, total: Total, above: Scope, since: Open) -> Scope:
    """What the row stands under, the cell of the label itself aside."""
    scope = scope_of_row(grid, layout, row, above, but=total.cell)
    by_titles = layout.operation is None
    if by_titles and (_several(since.operations) or since.level >= OPERATION):
        return replace(scope, operation=None)
    return scope


def _names(groups: list[Group | None]) -> set[str | None]:
    return {group.name if group else None for group in groups}


def _several(groups: list[Group | None]) -> bool:
    return len(_names(groups)) > 1


def _only(groups: list[Group | None]) -> Group | None:
    return groups[-1] if groups and not _several(groups) else None


def _operations(grid: Grid, layout: Layout) -> int:
    """How many operations the column of operations names."""
    if layout.operation is None:
        return 0
    cells = [grid.cell(row, layout.operation) for row in range(layout.last, grid.table.rows)]
    return len(
        {fold(c.text.value) for c in cells if c is not None and c.text and c.column_span == 1}
    )
