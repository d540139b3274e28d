"""Figures of indicators that gave no row: said, never passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalize.amounts import find_amounts
from normalize.grids import Grid, grid_of
from normalize.labels import indicator_column
from normalize.numbers import read_number
from normalize.rapport_execution.indicator_tables import PLAIN, is_indicator_table
from normalize.rapport_execution.table_kinds import table_kind
from normalize.rapport_execution.template import Part
from normalize.text import clean
from schemas.printed import Block, PrintedSection, PrintedTable

ENOUGH = 2  # figures that make a column one of figures
MOST_SHOWN = 80  # characters
MOST_NAMED = 8  # places that a warning names


def unread_indicators(sections: Sequence[PrintedSection], parts: Sequence[Part]) -> Iterator[str]:
    """What stands under a heading of indicators, or in a table of them, and gave no row."""
    columns: list[str] = []
    tables: list[str] = []
    lines: list[str] = []
    for section in sections:
        role = parts[section.index].role
        for block in section.blocks:
            if block.table is not None and table_kind(block.table, role) == "indicators":
                columns += _unread_columns(block.table)
            elif role == "indicators" and block.table is not None and _figures(block.table):
                tables.append(f"page {block.table.page}")
            elif role == "indicators" and _tells_figures(block):
                shown = clean(block.text.value)[:MOST_SHOWN]
                lines.append(f"page {block.text.page} « {shown} »")
    yield from _said("Colonnes de tableaux d'indicateurs non interprétées", columns)
    yield from _said("Tableaux d'indicateurs non interprétés", tables)
    yield from _said("Indicateurs énoncés hors tableau, laissés dans le texte", lines)


def _said(what: str, found: Sequence[str]) -> Iterator[str]:
    if found:
        places = list(dict.fromkeys(found))
        more = f" et {len(places) - MOST_NAMED} autres" if len(places) > MOST_NAMED else ""
        yield f"{what} : {', '.join(places[:MOST_NAMED])}{more}."


def _unread_columns(table: PrintedTable) -> Iterator[str]:
    """The columns of figures, beside those that were read, of which the header says no kind."""
    grid = grid_of(table)
    heads = [indicator_column(head) for head in grid.heads]
    if not is_indicator_table(table) or not any(h and h.role in (*PLAIN, "year") for h in heads):
        return
    for column in range(1, grid.columns):
        if heads[column] is None and len(_numbers(grid, column)) >= ENOUGH:
            yield f"page {table.page} « {clean(grid.heads[column])[:MOST_SHOWN]} »"


def _numbers(grid: Grid, column: int) -> list[str]:
    texts = [grid.text(row, column) for row in range(grid.header_rows, grid.rows)]
    return [text for text in texts if text and read_number(text).value is not None]


def _figures(table: PrintedTable) -> bool:
    grid = grid_of(table)
    return any(_numbers(grid, column) for column in range(1, grid.columns))


def _tells_figures(block: Block) -> bool:
    """Whether a line states a count behind its label (`Ménages reçus : 12`), not in passing."""
    value = block.text.value
    _, colon, slot = value.partition(":")
    if block.kind not in ("paragraph", "bullet") or not colon or find_amounts(value):
        return False
    return slot.strip()[:1].isdigit()
