"""Parts of tables that follow each other over pages: one table or two, rows cut or whole."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import FrameType

from extract.tables import PageTable, stitch
from schemas.printed import PrintedTable, Word
from tests.table_printer.pages import (
    lattice,
    level,
    only,
    page_of,
    phrase,
    rows_of,
    spans_of,
    upright,
)

HEAD = ("Opération", "Structure", "Montant")
XS = (0.0, 100.0, 200.0, 300.0)


def part(
    number: int, rows: Sequence[Sequence[str]], *, head: bool = True, top: float = 50.0
) -> PageTable:
    """A ruled part of a table; a None-like "^" merges a cell with the one above it."""
    lines = [HEAD, *rows] if head else list(rows)
    words: list[Word] = []
    rules = [upright(x, top, top + 20 * len(lines)) for x in XS]
    for index in range(len(lines) + 1):
        for column in range(3):
            merged = 0 < index < len(lines) and lines[index][column] == "^"
            if not merged:
                rules.append(level(top + 20 * index, XS[column], XS[column + 1]))
    for index, line in enumerate(lines):
        for column, text in enumerate(line):
            if text and text != "^":
                bold = head and index == 0
                words += phrase(text, XS[column] + 2, top + 20 * index + 12, page=number, bold=bold)
    return only(page_of(words, rules, number=number))


def whole(*parts: PageTable) -> PrintedTable:
    ((index, table),) = stitch(parts, [True] * (len(parts) - 1))
    assert index == 0
    return table


def test_a_repeated_header_is_dropped() -> None:
    table = whole(
        part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00")]), part(2, [("Trois", "C", "3,00")])
    )
    assert [row[0] for row in rows_of(table)] == ["Opération", "Un", "Deux", "Trois"]
    assert (table.page, table.page_end, table.header_rows) == (1, 2, 1)


def test_no_header_on_the_next_page() -> None:
    table = whole(
        part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00")]),
        part(2, [("Trois", "C", "3,00"), ("Quatre", "D", "4,00")], head=False),
    )
    assert table.rows == 5


def test_a_merged_cell_goes_on_over_the_page() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00"), ("^", "C", "3,00")])
    second = part(2, [("", "D", "4,00"), ("^", "E", "5,00"), ("Trois", "F", "6,00")])
    assert spans_of(whole(first, second))["Deux"] == (2, 0, 4, 1)


def test_a_row_cut_by_the_page_break_is_one() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00"), ("Trois", "Mission", "3,00")])
    second = part(2, [("", "locale", ""), ("Quatre", "D", "4,00")])
    assert rows_of(whole(first, second))[3:] == [
        ["Trois", "Mission locale", "3,00"],
        ["Quatre", "D", "4,00"],
    ]


def test_two_real_rows_are_never_merged() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "", "2,00"), ("Trois", "B", "3,00")])
    second = part(2, [("Quatre", "", "4,00"), ("Cinq", "D", "5,00")])
    assert whole(first, second).rows == 6


def test_a_new_header_is_a_new_table() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00")])
    second = part(2, [("Code", "Nom", "Solde"), ("7", "B", "2,00")], head=False)
    assert second.header_rows == 1
    assert len(stitch([first, second], [True])) == 2


def test_a_section_row_at_the_top_of_a_page_is_no_new_header() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00")])
    second = part(
        2, [("Axe 2", "", ""), ("Trois", "C", "3,00"), ("Quatre", "D", "4,00")], head=False
    )
    assert [row[0] for row in rows_of(whole(first, second))][3:] == ["Axe 2", "Trois", "Quatre"]


def test_a_section_row_at_the_foot_of_a_page_stays_a_row() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00"), ("Axe 2", "", "")])
    second = part(2, [("Trois", "C", "3,00"), ("Quatre", "D", "4,00")])
    assert [row[0] for row in rows_of(whole(first, second))][3:] == ["Axe 2", "Trois", "Quatre"]


def test_text_between_parts_them() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00")])
    second = part(2, [("Trois", "C", "3,00")])
    assert [index for index, _ in stitch([first, second], [False])] == [0, 1]


def test_a_total_on_a_page_of_its_own() -> None:
    first = part(1, [("Un", "A", "1,00"), ("Deux", "B", "2,00")])
    total = only(
        page_of(
            [*phrase("Total", 2, 62, page=2), *phrase("3,00", 202, 62, page=2)],
            lattice([0, 200, 300], [50, 70]),
            number=2,
        )
    )
    table = whole(first, total)
    assert spans_of(table)["Total"] == (3, 0, 1, 2)
    assert spans_of(table)["3,00"] == (3, 2, 1, 1)


def test_a_page_with_nothing_but_the_header_adds_nothing() -> None:
    rows = [("Un", "A", "1,00"), ("Deux", "B", "2,00")]
    table = whole(part(1, rows), part(2, []), part(3, [("Trois", "C", "3,00")]))
    assert [row[0] for row in rows_of(table)] == ["Opération", "Un", "Deux", "Trois"]
    assert (table.rows, table.page_end) == (4, 3)


def steps(count: int) -> int:
    """Calls of Python functions, and generators that go on, while so many parts are joined."""
    rows = [("", "B", "2,00"), ("^", "C", "3,00"), ("Deux", "", "")]
    parts = [part(at, [(f"Lot {at}", "A", "1,00"), *rows]) for at in range(1, count + 1)]
    taken = 0

    def step(_: FrameType, event: str, __: object) -> None:
        nonlocal taken
        taken += event == "call"

    sys.setprofile(step)
    try:
        table = whole(*parts)
    finally:
        sys.setprofile(None)
    assert table.page_end == count
    return taken


def test_the_rows_of_a_long_table_are_not_looked_at_for_every_part() -> None:
    assert steps(80) / 80 < 1.3 * steps(20) / 20
