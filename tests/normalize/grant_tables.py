"""Tables put together by hand: `^` goes on with the cell above, `<` with the cell on the left."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.act import Act, whole
from normalize.grants.read import grants
from schemas.acts import Grant
from schemas.printed import (
    Block,
    Box,
    PageFacts,
    Piece,
    PrintedCell,
    PrintedDocument,
    PrintedSection,
    PrintedTable,
    Text,
    Word,
)

HEIGHT = 12.0
WIDTH = 80.0


def text_of(value: str, x: float = 0.0, y: float = 10.0, page: int = 1) -> Text:
    """One word that holds the whole text."""
    if not value:
        return Text()
    box = Box(x, y, x + 70.0, y + 10.0)
    edges = tuple(x + 70.0 * i / len(value) for i in range(len(value) + 1))
    word = Word(value, page, box, y + 8.0, 8.0, False, False, 0, edges)
    return Text(value, (Piece(0, word, 0, len(value), True),))


def table_of(
    rows: Sequence[Sequence[str]],
    *,
    caption: str = "",
    header_rows: int = 0,
    sure: bool = True,
    left: float = 0.0,
) -> PrintedTable:
    """A table from the texts of its slots."""
    height, width = len(rows), len(rows[0])
    cells = []
    for row, line in enumerate(rows):
        assert len(line) == width, line
        for column, value in enumerate(line):
            if value in ("^", "<"):
                continue
            across = column + 1
            while across < width and rows[row][across] == "<":
                across += 1
            down = row + 1
            while down < height and rows[down][column] == "^":
                down += 1
            x, y = left + column * WIDTH, row * HEIGHT
            box = Box(x, y, left + across * WIDTH, down * HEIGHT)
            cells.append(
                PrintedCell(row, column, down - row, across - column, text_of(value, x, y), 1, box)
            )
    area = Box(left, 0.0, left + width * WIDTH, height * HEIGHT)
    return PrintedTable(
        1,
        1,
        area,
        "full",
        height,
        width,
        header_rows,
        tuple(cells),
        text_of(caption),
        ((1, area),),
        sure,
    )


def parse(printed: str) -> list[list[str]]:
    """Lines of slots parted by `|`."""
    return [[slot.strip() for slot in line.split("|")] for line in printed.strip().splitlines()]


def act_of(*tables: PrintedTable, headings: Sequence[str] = ()) -> Act:
    """An act that prints the tables one after the other, under the last of some headings."""
    blocks = tuple(Block("table", Text(), table=table) for table in tables)
    sections = tuple(
        PrintedSection(
            i,
            None,
            1,
            "",
            text_of(heading),
            text_of(heading),
            blocks if i == len(headings) - 1 else (),
        )
        for i, heading in enumerate(headings)
    )
    page = PageFacts(1, 595.0, 842.0, "native")
    printed = PrintedDocument((page,), () if headings else blocks, sections, ())
    return whole(printed, "d")


def read(printed: str, *, headings: Sequence[str] = (), caption: str = "") -> list[Grant]:
    """The grants of one table."""
    return list(grants(act_of(table_of(parse(printed), caption=caption), headings=headings)))
