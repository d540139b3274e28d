"""Pages put together by hand: words, rules and backgrounds at given places."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables import PageTable, find_tables
from schemas.printed import Box, Fill, PrintedPage, PrintedTable, Rule, Word

SIZE = 8.0


def level(y: float, x0: float, x1: float, *, dashed: bool = False) -> Rule:
    return Rule(x0, y, x1, y, False, dashed)


def upright(x: float, top: float, bottom: float) -> Rule:
    return Rule(x, top, x, bottom, True)


def word(
    text: str, x: float, y: float, *, page: int = 1, bold: bool = False, angle: int = 0
) -> Word:
    """A word whose letters are half its size wide, y its baseline; turned: y its lower end."""
    length = 0.5 * SIZE * len(text)
    if angle:
        box = Box(x, y - length, x + SIZE, y)
        edges = tuple(y - 0.5 * SIZE * i for i in range(len(text) + 1))
    else:
        box = Box(x, y - 0.75 * SIZE, x + length, y + 0.2 * SIZE)
        edges = tuple(x + 0.5 * SIZE * i for i in range(len(text) + 1))
    return Word(text, page, box, y, SIZE, bold, False, angle, edges)


def phrase(text: str, x: float, y: float, *, page: int = 1, bold: bool = False) -> list[Word]:
    words = []
    for part in text.split():
        words.append(word(part, x, y, page=page, bold=bold))
        x = words[-1].box.x1 + 0.3 * SIZE
    return words


def right(text: str, x1: float, y: float, *, page: int = 1) -> list[Word]:
    """A phrase that ends at x1."""
    words = phrase(text, 0.0, y, page=page)
    return phrase(text, x1 - words[-1].box.x1, y, page=page)


def page_of(
    words: Sequence[Word], rules: Sequence[Rule] = (), fills: Sequence[Fill] = (), number: int = 1
) -> PrintedPage:
    return PrintedPage(number, 595.0, 842.0, tuple(words), tuple(rules), tuple(fills), 0.0, 0)


def lattice(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Every rule of a plain grid."""
    rules = [level(y, xs[0], xs[-1]) for y in ys]
    return rules + [upright(x, ys[0], ys[-1]) for x in xs]


def rows_of(table: PageTable | PrintedTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(cell.text.value)
    return rows


def spans_of(table: PageTable | PrintedTable) -> dict[str, tuple[int, int, int, int]]:
    return {
        cell.text.value: (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in table.cells
        if cell.text
    }


def only(page: PrintedPage) -> PageTable:
    (table,) = find_tables(page)
    return table
