"""Tables whose rows no rule parts."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from extract.document import read_document
from extract.tables.cells import place_words
from extract.tables.grid import grid_of
from extract.tables.lost_floors import doubt_joined_rows
from schemas.printed import Box, PrintedTable, Word

HEAD = """
#set page(width: 400pt, height: 300pt, margin: 30pt)
#set text(font: "Libertinus Serif", lang: "fr", size: 10pt)
Dépenses de l'action

"""
COLUMNS = """#box(stroke: 0.5pt, table(columns: (120pt, 60pt, 60pt, 60pt),
  stroke: (x: 0.5pt, y: none), align: horizon,
  [*Financeur*], [*Prévu*], [*Réalisé en 2022*], [*Reste*],
  RULE
  [État], [1 200], [1 100], [100],
  [Département et ses établissements publics autonomes], [300], [], [0],
  [Commune], [50], [40], [n/a],
  [Total], [1 550], [1 440], [110]))

Suite du texte.
"""
ROWS = [
    ["Financeur", "Prévu", "Réalisé en 2022", "Reste"],
    ["État", "1 200", "1 100", "100"],
    ["Département et ses établissements publics autonomes", "300", "", "0"],
    ["Commune", "50", "40", "n/a"],
    ["Total", "1 550", "1 440", "110"],
]


def read(tmp_path: Path, text: str) -> list[PrintedTable]:
    source = tmp_path / "page.typ"
    source.write_text(HEAD + text, encoding="utf-8")
    typst.compile(str(source), output=str(tmp_path / "page.pdf"))
    return [block.table for block in read_document(tmp_path / "page.pdf").blocks() if block.table]


def rows(table: PrintedTable) -> list[list[str]]:
    found = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = " ".join(cell.text.value.split())
    return found


@pytest.mark.parametrize("rule", ["", "table.hline(stroke: 0.5pt),"])
def test_figures_side_by_side_tell_the_rows(tmp_path: Path, rule: str) -> None:
    (table,) = read(tmp_path, COLUMNS.replace("RULE", rule))
    assert rows(table) == ROWS
    assert (table.header_rows, table.sure) == (1, True)


def test_rows_that_lie_as_close_as_lines_are_in_doubt(tmp_path: Path) -> None:
    tight = COLUMNS.replace("align: horizon,", "inset: (x: 5pt, y: 0.5pt), row-gutter: 4.3pt,")
    (table,) = read(tmp_path, "#set par(leading: 5.5pt)\n" + tight.replace("RULE", ""))
    assert not table.sure


def test_a_form_of_one_row_stays_one(tmp_path: Path) -> None:
    form = """#table(columns: (100pt, 100pt, 100pt), stroke: 0.5pt,
      [Présents : 12 \\\\ Votants : 14], [Séance du \\\\ 12 mars 2024], [Rapport \\\\ n° 4])"""
    assert not read(tmp_path, form.replace("\\\\", "\\"))


def test_figures_of_rows_that_a_lost_floor_joins_are_in_doubt() -> None:
    def word(text: str, x: float, y: float) -> Word:
        box = Box(x, y - 7, x + 12, y)
        return Word(text, 1, box, y, 10.0, False, False, 0, (x, x + 12), second=text)

    joined = [word("12", 60, 20), word("34", 60, 40), word("56", 110, 20), word("78", 110, 40)]
    single = [word("90", 60, 70), word("91", 110, 70)]
    grid = grid_of((0, 50, 100, 150), (0, 50, 80), {(x, y) for x in range(4) for y in range(2)},
                   {(y, x) for y in range(3) for x in range(3)})  # fmt: skip
    doubt_joined_rows(grid, place_words(grid, [*joined, *single]))
    assert [each.doubtful for each in joined] == [True] * 4
    assert [each.doubtful for each in single] == [False] * 2
