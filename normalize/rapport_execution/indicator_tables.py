"""Indicator tables: those whose headers tell baselines, results and targets.

Years stand in columns, with an indicator per row, or in rows, with an indicator per column.
Every cell gives a row, an empty one too; one that holds two labelled figures gives two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from normalize.act import Act
from normalize.generic import of_text, place
from normalize.grids import Grid, grid_of
from normalize.indicators import canonical_indicator
from normalize.labelled_numbers import labelled_numbers
from normalize.labels import IndicatorColumn, indicator_column, situated
from normalize.numbers import NumberReading, read_number
from normalize.text import clean
from schemas.facts import Indicator
from schemas.printed import PrintedCell, PrintedTable

Kind = Literal["baseline", "achieved", "target"]
KINDS: dict[str, Kind] = {
    "baseline": "baseline",
    "achieved": "achieved",
    "target": "target",
    "year": "achieved",
}
MOST_OF_KIND = 3  # words of a label that is a kind alone
PLAIN = ("baseline", "achieved", "target")


@dataclass(frozen=True, slots=True)
class _Series:
    """One line of cells and the slots across it: what each cell is, by its place."""

    label: str
    unit: str
    comment: str
    cells: tuple[tuple[IndicatorColumn, PrintedCell], ...]


def table_rows(table: PrintedTable, number: str | None, act: Act) -> Iterator[Indicator]:
    """The rows of one table; `number` is that of the action or measure that it stands under.

    What a doubtful table states is uncertain, and so are its blanks and its words.
    """
    for series in _series(table):
        for row in _rows(series, number, act):
            doubtful = not table.sure and row.state in ("stated", "blank", "text")
            yield row.model_copy(update={"state": "uncertain"}) if doubtful else row


def is_indicator_table(table: PrintedTable) -> bool:
    """Whether the headers of a table, of its columns or of its rows, are those of indicators."""
    return bool(_series(table))


def _series(table: PrintedTable) -> list[_Series]:
    grid = grid_of(table)
    heads = situated([indicator_column(head) for head in grid.heads])
    if _tells(heads):
        return list(_by_rows(grid, heads))
    for column in range(min(2, grid.columns)):
        rows = range(grid.header_rows, grid.rows)
        said = situated([indicator_column(grid.text(row, column)) for row in rows])
        sides = dict(zip(rows, said, strict=True))
        if _tells(list(sides.values())) and all(sides.values()):
            return list(_by_columns(grid, column, sides))
    return []


def _tells(heads: Sequence[IndicatorColumn | None]) -> bool:
    """Whether headers are those of a series: one plain kind, or years beside a label."""
    roles = [head.role for head in heads if head]
    return any(role in PLAIN for role in roles) or roles.count("year") >= 2


def _by_rows(grid: Grid, heads: Sequence[IndicatorColumn | None]) -> Iterator[_Series]:
    labels = _label_columns(grid, heads)
    slots = [(column, head) for column, head in enumerate(heads) if head and head.role in KINDS]
    if not labels or not slots:
        return
    for row in range(grid.header_rows, grid.rows):
        label, kind = _named(grid, row, labels)
        cells = [(_of_row(head, kind), grid.at(row, column)) for column, head in slots]
        if not label or len({id(cell) for _, cell in cells}) < len(cells) == len(slots) > 1:
            continue  # a title row, or a cell merged over the years, which states none of them
        yield _Series(
            label,
            _said(grid, row, heads, "unit"),
            _said(grid, row, heads, "comment"),
            tuple((head, cell) for head, cell in cells if cell is not None and cell.row == row),
        )


def _named(grid: Grid, row: int, labels: Sequence[int]) -> tuple[str, IndicatorColumn | None]:
    """The name of an indicator, and what its row tells of it where years stand in columns.

    `Jeunes suivis | Objectif` beside `Jeunes suivis | Réalisé`; the corner names the only one.
    """
    said = [text for column in labels if (text := grid.text(row, column))]
    kind = indicator_column(said[-1]) if said and len(said[-1].split()) <= MOST_OF_KIND else None
    if kind is None or kind.role not in PLAIN:
        return " ".join(dict.fromkeys(said)), None
    corner = grid.header(labels[0])
    alone = [corner] if corner and indicator_column(corner) is None else said
    return " ".join(dict.fromkeys(said[:-1] or alone)), kind


def _of_row(head: IndicatorColumn, kind: IndicatorColumn | None) -> IndicatorColumn:
    """What a cell is: the year of its column, of the kind that its row tells."""
    return replace(head, role=kind.role) if kind and head.role == "year" else head


def _label_columns(grid: Grid, heads: Sequence[IndicatorColumn | None]) -> list[int]:
    """The columns that name an indicator: called so, else those of words before the figures.

    One without header before the figures says more of what is named on its left.
    """
    called = [column for column, head in enumerate(heads) if head and head.role == "label"]
    first = next((c for c, head in enumerate(heads) if head and head.role in KINDS), 0)
    words = [c for c in range(first) if heads[c] is None and not _is_of_figures(grid, c)]
    return sorted({*called, *(c for c in words if not called or not grid.header(c))})


def _is_of_figures(grid: Grid, column: int) -> bool:
    """Whether the cells of a column but its first are figures: no names."""
    texts = [grid.text(row, column) for row in range(grid.header_rows, grid.rows)]
    numbers = [text for text in texts if text and read_number(text).value is not None]
    return column > 0 and 2 * len(numbers) > sum(map(bool, texts))


def _said(grid: Grid, row: int, heads: Sequence[IndicatorColumn | None], role: str) -> str:
    texts = [grid.text(row, c) for c, head in enumerate(heads) if head and head.role == role]
    return " ".join(text for text in dict.fromkeys(texts) if text)


def _by_columns(
    grid: Grid, side: int, sides: dict[int, IndicatorColumn | None]
) -> Iterator[_Series]:
    """Years as rows: an indicator per column."""
    for column in range(grid.columns):
        label = grid.header(column)
        if column <= side or not label or _is_apart(label):
            continue
        cells = [
            (head, cell)
            for row, head in sides.items()
            if head and head.role in KINDS and (cell := grid.at(row, column)) is not None
        ]
        said = [
            grid.text(row, column)
            for row, head in sides.items()
            if head and head.role == "comment" and grid.text(row, column)
        ]
        yield _Series(label, "", " ".join(dict.fromkeys(said)), tuple(cells))


def _is_apart(label: str) -> bool:
    """Whether a column beside indicators is a comment, a gap or a rate; a long label names one."""
    head = indicator_column(label)
    if head is None or head.role not in ("comment", "gap", "rate"):
        return False
    return head.role == "comment" or len(label.split()) <= 3


def _rows(series: _Series, number: str | None, act: Act) -> Iterator[Indicator]:
    for head, cell in series.cells:
        common: dict[str, Any] = {
            "document_id": act.document_id,
            "part_id": act.part_id,
            "section_number": number,
            "label": series.label,
            "indicator": canonical_indicator(series.label),
            "year": head.year,
            "kind": KINDS[head.role],
            "comment": series.comment or None,
        }
        for qualifier, reading, evidence in _figures(cell):
            yield Indicator(
                **common,
                qualifier=qualifier,
                value=reading.value,
                unit=reading.unit or series.unit or None,
                state=reading.state,
                **evidence,
            )


def _figures(cell: PrintedCell) -> Iterator[tuple[str | None, NumberReading, dict[str, Any]]]:
    """The figures of a cell: one, or several that each have a label."""
    if not cell.text:
        yield None, read_number(""), place(cell.page, cell.box, "")
        return
    reading = read_number(clean(cell.text.value))
    several = labelled_numbers(cell.text.value) if reading.state == "text" else []
    for each in several:
        text = cell.text.slice(min(each.label_start, each.start), max(each.label_end, each.end))
        yield clean(each.label) or None, each.reading, of_text(text)
    if not several:
        yield None, reading, of_text(cell.text)
