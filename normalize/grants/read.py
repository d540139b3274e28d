"""The grants of an act: each of its tables that lists some, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from normalize import generic
from normalize.act import Act
from normalize.grants.grid import Grid, grid_of
from normalize.grants.groups import Scope, around
from normalize.grants.halves import halves_of
from normalize.grants.layout import Layout, find_layout
from normalize.grants.rows import Reader
from normalize.grants.sums import plain_sum
from normalize.grants.totals import is_pure
from normalize.headings import heading_role
from normalize.text import clean
from schemas.acts import Grant
from schemas.dataset import DocumentFacts
from schemas.facts import lean
from schemas.packed import pack
from schemas.printed import PrintedTable

SAME_EDGE = 6.0  # points between the edges of one column on two pages
FINANCIAL = "annexe financière"  # among the words of `grants.toml` that make a table one of grants
OTHER_HEADINGS = ("budget", "budget_planned", "budget_executed", "indicators")


def read(act: Act) -> DocumentFacts:
    """The grants of an act."""
    return DocumentFacts.model_construct(grants=pack(map(lean, grants(act))))


def grants(act: Act) -> Iterator[Grant]:
    """Every row of every list of grants, in reading order."""
    last: tuple[Grid, Layout] | None = None
    follows: str | None = None  # the section of the last list
    for table_id, section, table in generic.tables(act):
        scope = around(act, section, table.caption.value)
        for part in halves_of(table):
            grid = grid_of(part)
            layout = _layout(act, grid, section, last)
            if layout is None and follows == section:
                layout = _last_total(grid, last)
            if layout is None:
                continue
            if layout.last:
                last, follows = (grid, layout), section
            yield from _rows(act, table_id, grid, layout, scope)


def _layout(
    act: Act, grid: Grid, section: str | None, last: tuple[Grid, Layout] | None
) -> Layout | None:
    """The columns of a list, from its own header or, where it has none, that of the list before."""
    context = _context(act, section, grid.table)
    layout = find_layout(grid, context)
    if layout is not None:
        return None if _is_elsewhere(act, section) else layout
    if last is None or not _goes_on(grid, *last):
        return None
    return replace(last[1], first=0, last=0)


def _goes_on(grid: Grid, before: Grid, layout: Layout) -> bool:
    """Whether a table without a header has the columns of the list before it."""
    if grid.table.columns != before.table.columns or grid.table.rows == 0:
        return False
    state = plain_sum(grid.text(0, layout.amount)).state
    if state == "text" or (state == "blank" and len(grid.own(0)) > 1):
        return False  # its first row is a header of its own
    pairs = zip(grid.edges(), before.edges(), strict=True)
    return all(
        abs(one - other) <= SAME_EDGE
        for mine, theirs in pairs
        for one, other in zip(mine, theirs, strict=True)
    )


def _last_total(grid: Grid, last: tuple[Grid, Layout] | None) -> Layout | None:
    """The columns of a total that is printed after its list, in a table of its own."""
    printed = grid.printed(0) if grid.table.rows == 1 else []
    if last is None or len(printed) != 2 or not is_pure(printed[0].text.value):
        return None
    if plain_sum(printed[1].text.value).state != "stated":
        return None
    amount, label = printed[1].column, printed[0].column
    return Layout(0, 0, amount, last[1].money, label, money_columns=(amount,), doubt=last[1].doubt)


def _context(act: Act, section: str | None, table: PrintedTable) -> str:
    headings = [
        clean(one.heading.value)
        for one in act.printed.sections
        if act.section_id(one.index) == section
    ]
    titles = [clean(cell.text.value) for cell in table.cells if cell.column_span == table.columns]
    if act.part.kind == "annexe_financiere":
        headings.append(FINANCIAL)
    return " . ".join([*headings, clean(table.caption.value), *titles[:3]])


def _is_elsewhere(act: Act, section: str | None) -> bool:
    """Whether the heading above announces a budget or indicators."""
    return any(
        heading_role(one.heading.value) in OTHER_HEADINGS
        for one in act.printed.sections
        if act.section_id(one.index) == section
    )


def _rows(act: Act, table_id: str, grid: Grid, layout: Layout, scope: Scope) -> Iterator[Grant]:
    for entry in Reader(grid, layout, scope).entries():
        page, box, raw = grid.evidence(entry.row)
        yield Grant(
            document_id=act.document_id,
            part_id=act.part_id,
            table_id=table_id,
            row=entry.row,
            **entry.columns,
            **generic.place(page, box, raw),
        )
