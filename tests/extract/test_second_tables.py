"""Tables with rules, read a second time by another program."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst

from extract.document import read_document
from extract.second_reading import SecondReading
from extract.second_tables import read_tables_twice
from normalize.facts import read_facts
from reconcile.check import check_document
from schemas.printed import Block, PrintedCell, PrintedDocument, PrintedTable, Text

PAGE = """
#set page(width: 380pt, height: 250pt, margin: 30pt)
#set text(font: "Libertinus Serif", lang: "fr", size: 11pt, hyphenate: false)
*Budget*
#table(columns: (150pt, 70pt, 80pt), align: (left, right, right),
  [Financeur], [Prévu], [Exécuté],
  [État, par convention\\ et par avenant], [6 200,00 €], [6 013,87 €],
  [Département], table.cell(colspan: 2)[sans objet],
  [Total], [6 200,00 €], [6 013,87 €])
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables") / "page.pdf"
    out.with_suffix(".typ").write_text(PAGE, encoding="utf-8")
    typst.compile(str(out.with_suffix(".typ")), output=str(out))
    return out


def table_of(document: PrintedDocument) -> PrintedTable:
    (table,) = (block.table for block in document.blocks() if block.table is not None)
    return table


def told(document: PrintedDocument) -> dict[str, str | None]:
    return {cell.text.value: cell.second for cell in table_of(document).cells if cell.text}


def changed(
    document: PrintedDocument, change: Callable[[list[PrintedCell]], list[PrintedCell]]
) -> PrintedDocument:
    """The document as if its table had been read otherwise."""

    def again(block: Block) -> Block:
        if block.table is None:
            return block
        cells = change(list(block.table.cells))
        return replace(block, table=replace(block.table, cells=tuple(cells)))

    sections = [replace(each, blocks=tuple(map(again, each.blocks))) for each in document.sections]
    return replace(
        document, preamble=tuple(map(again, document.preamble)), sections=tuple(sections)
    )


def test_cells_that_both_programs_read_are_confirmed(path: Path) -> None:
    read = told(read_tables_twice(path, read_document(path)))
    assert len(read) == 9
    assert all(text == second for text, second in read.items())


def swap(one: int, other: int) -> Callable[[list[PrintedCell]], list[PrintedCell]]:
    """Joins the text of a cell to that of another, as one that runs over would be."""

    def change(cells: list[PrintedCell]) -> list[PrintedCell]:
        joined = Text.join([cells[one].text, cells[other].text])
        cells[one] = replace(cells[one], text=joined)
        cells[other] = replace(cells[other], text=Text())
        return cells

    return change


def test_a_cell_that_another_rule_parts_is_told(path: Path) -> None:
    read = told(read_tables_twice(path, changed(read_document(path), swap(4, 5))))
    off = {text: second for text, second in read.items() if text != second}
    assert off == {"6 200,00 € 6 013,87 €": "6 200,00 € | 6 013,87 €"}


def test_a_difference_is_a_finding_with_its_place(path: Path) -> None:
    printed = read_document(path, twice=True)
    findings, checks = check_document(read_facts(printed, "d"), "d")
    assert [each for each in findings if each.rule == "reading"] == []
    (count,) = (each for each in checks if each.rule == "reading")
    assert count.agreed == count.compared > 9

    bad = read_tables_twice(path, changed(printed, swap(4, 5)))
    facts = read_facts(bad, "d")
    (cell,) = (each for each in facts.cells if each.value == "6 200,00 € 6 013,87 €")
    assert (cell.state, cell.second_reading) == ("uncertain", "6 200,00 € | 6 013,87 €")
    found = [each for each in check_document(facts, "d")[0] if each.rule == "reading"]
    assert len(found) == 1
    (place,) = json.loads(found[0].evidence)
    assert (place["page"], place["raw"]) == (1, "6 200,00 €\n6 013,87 €")
    # The sums themselves are read alike.
    assert {each.state for each in facts.amounts} == {"stated"}


def test_cells_that_the_other_leaves_in_one_are_confirmed(path: Path) -> None:
    """As where a rule stops short: what is read is the same, whatever parts it."""

    def part(cells: list[PrintedCell]) -> list[PrintedCell]:
        cell = cells.pop(3)
        at = cell.text.value.index("et par")
        first = replace(cell, text=cell.text.slice(0, at).strip())
        second = replace(cell, text=cell.text.slice(at, len(cell.text)).strip())
        return [*cells, first, second]

    read = told(read_tables_twice(path, changed(read_document(path), part)))
    assert read["et par avenant"] == "et par avenant"
    assert read["État, par convention"] == "État, par convention"


def test_a_turned_page_is_left_alone(path: Path, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    document[0].set_rotation(90)
    document.save(tmp_path / "turned.pdf")
    document.close()
    turned = tmp_path / "turned.pdf"
    read = read_tables_twice(turned, read_document(turned))
    assert set(told(read).values()) == {None}
    assert read.warnings[-1] == (
        "Tableaux sans seconde lecture (pages tournées ou rognées) : pages 1."
    )


def test_another_program_that_fails_is_said(path: Path, tmp_path: Path) -> None:
    printed = read_document(path)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 no more")
    (warning,) = read_tables_twice(tmp_path / "bad.pdf", printed).warnings
    assert warning.startswith("Tableaux sans seconde lecture (PdfiumError) : pages 1.")


def test_a_table_that_the_other_alone_sees_is_told(path: Path) -> None:
    printed = read_document(path)
    without = replace(printed, preamble=(), sections=())
    second = SecondReading(path)
    second.gridded = [1]
    (warning,) = read_tables_twice(path, without, second).warnings
    assert warning.startswith("Page 1 : « Financeur | Prévu | Exécuté | État")
    assert warning.endswith("n'est un tableau qu'à la seconde lecture.")


def test_cells_that_the_other_alone_sees_are_told(path: Path) -> None:
    def lose(cells: list[PrintedCell]) -> list[PrintedCell]:
        return [
            replace(each, text=Text()) if "6 013" in each.text.value else each for each in cells
        ]

    (warning,) = read_tables_twice(path, changed(read_document(path), lose)).warnings
    assert warning == (
        "Page 1 : « 6 013,87 € | 6 013,87 € » n'est dans un tableau qu'à la seconde lecture."
    )


def test_cells_whose_texts_are_swapped_are_told(path: Path) -> None:
    def exchange(cells: list[PrintedCell]) -> list[PrintedCell]:
        one, other = cells[4], cells[10]
        cells[4], cells[10] = replace(one, text=other.text), replace(other, text=one.text)
        return cells

    printed = changed(read_document(path), exchange)
    off = [cell for cell in table_of(read_tables_twice(path, printed)).cells if cell.second
           and cell.second != cell.text.value]  # fmt: skip
    assert len(off) == 2
    assert all(str(cell.second).endswith("(dans une autre case)") for cell in off)
