"""A header of years, one of which an engine read with a piece of the rule beside it."""

from __future__ import annotations

from extract.tables import header_rows
from schemas.printed import Box, PrintedCell
from tests.normalize.printed import text

ROWS = (("Compte", "2021", "2022 1"), ("Impôts", "12", "14"), ("Taxes", "720", "150"))


def cells(second: str) -> list[PrintedCell]:
    made = []
    for row, told in enumerate(ROWS):
        for column, value in enumerate(told):
            box = Box(100.0 * column, 20.0 * row, 100.0 * column + 100, 20.0 * row + 20)
            made.append(PrintedCell(row, column, 1, 1, text(value, top=20.0 * row), 1, box))
    made[2].text.pieces[-1].word.second = second
    return made


def test_a_year_with_a_doubtful_stroke_still_names_its_column() -> None:
    assert header_rows(cells("|"), 3, 3) == 1
    assert header_rows(cells("1"), 3, 3) == 0
