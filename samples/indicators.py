"""The indicator tables of a report, in the three ways that reports print them."""

from __future__ import annotations

from samples.blocks import Cell, Grid
from samples.facts import Figure, IndicatorTable
from samples.layouts import Layout

EXPLANATION = "Explication apportée sur l'atteinte de l'objectif (le cas échéant de l'écart à la cible prévue)"
COLUMN = {
    "baseline": "Situation {} du département",
    "achieved": "Résultat atteint en {}",
    "target": "Résultat attendu en {}",
}
OVER = {"baseline": "Situation", "achieved": "Résultat atteint", "target": "Résultat attendu"}


def row_anchor(key: str, row: int) -> str:
    """The anchor of an indicator of the table that `key` names."""
    return f"{key}:indicator:{row}"


def printed_cell(figures: tuple[Figure, ...]) -> str:
    """What the cell says."""
    return " ".join(_printed(figure) for figure in figures)


def _printed(figure: Figure) -> str:
    if figure.value is None:
        return figure.words
    number = f"{figure.value:f}".replace(".", ",") + (f" {figure.unit}" if figure.unit else "")
    return f"{figure.qualifier} : {number}" if figure.qualifier else number


def grid(table: IndicatorTable, key: str, layout: Layout) -> Grid:
    """The table as the layout wants it."""
    if layout.indicators == "rows":
        return _years_as_rows(table, key, layout)
    head = _two_lines(table) if layout.indicators == "hierarchical" else _one_line(table, layout)
    body = []
    for number, row in enumerate(table.rows):
        label = Cell(f"[[{row_anchor(key, number)}]]{row.label}")
        values = (Cell(printed_cell(figures)) for figures in row.cells)
        body.append((label, *values, Cell(row.comment)))
    rows = (*head, *body)
    first = 1.25 if layout.indicators == "columns" and table.columns[0][1] == "baseline" else 1.0
    widths = (2.4, first, *(1.0 for _ in table.columns[1:]), 1.8)
    return Grid(
        f"{key}:indicators-table",
        rows,
        len(head),
        widths,
        layout.ruling,
        repeats=layout.repeats,
        cut_rows=layout.cut_rows,
        font_size=min(8.0, round(layout.size * 0.78, 1)),
        break_after=len(head) + (len(body) + 2) // 3
        if layout.break_tables and len(body) > 2
        else None,
    )


def _one_line(table: IndicatorTable, layout: Layout) -> tuple[tuple[Cell, ...], ...]:
    cells = [Cell(COLUMN[kind].format(year)) for year, kind in table.columns]
    if table.columns[-1][1] == "target":
        cells[-1] = Cell(cells[-1].text + " (cible)")
    explanation = layout.headings.get("explanation", EXPLANATION)
    return ((Cell("Indicateurs"), *cells, Cell(explanation)),)


def _two_lines(table: IndicatorTable) -> tuple[tuple[Cell, ...], ...]:
    kinds = [kind for _, kind in table.columns]
    over = [Cell(OVER[kind], column_span=kinds.count(kind)) for kind in dict.fromkeys(kinds)]
    first = (Cell("Indicateurs", row_span=2), *over, Cell("Commentaires", row_span=2))
    return first, tuple(Cell(str(year)) for year, _ in table.columns)


def _years_as_rows(table: IndicatorTable, key: str, layout: Layout) -> Grid:
    labels = [
        Cell(f"[[{row_anchor(key, number)}]]{row.label}") for number, row in enumerate(table.rows)
    ]
    rows = [(Cell("Année"), *labels)]
    for rank, (year, kind) in enumerate(table.columns):
        values = (Cell(printed_cell(row.cells[rank])) for row in table.rows)
        rows.append((Cell(f"{OVER[kind]} {year}"), *values))
    if any(row.comment for row in table.rows):
        rows.append((Cell("Commentaires"), *(Cell(row.comment) for row in table.rows)))
    widths = (1.3, *(1.6 for _ in table.rows))
    size = 8.0 if len(labels) < 5 else 6.5
    return Grid(
        f"{key}:indicators-table",
        tuple(rows),
        1,
        widths,
        layout.ruling,
        repeats=layout.repeats,
        font_size=size,
    )
