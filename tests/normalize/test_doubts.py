"""Rows that rest on words read in two ways."""

from __future__ import annotations

from dataclasses import replace

from normalize.facts import read_facts
from reconcile.check import check_document
from schemas.printed import PageFacts, PrintedDocument, Text
from tests.typeset import document

SOURCE = """
# 1. Budget

Le montant prévu est de 12 500,00 € et le montant exécuté de 9 800,00 €.

| Indicateur | Résultat 2023
| Nombre de personnes | 439
| Nombre de sorties | 120
"""


def scanned(misread: dict[str, str]) -> PrintedDocument:
    """The document as a scan: its figures read twice, these ones otherwise."""
    printed = document(SOURCE)
    for text in _texts(printed):
        for piece in text.pieces:
            if any(char.isdigit() for char in piece.word.text):
                piece.word.second = misread.get(piece.word.text, piece.word.text)
    return replace(printed, pages=(PageFacts(1, 595.0, 842.0, "ocr"),))


def _texts(printed: PrintedDocument) -> list[Text]:
    found = []
    for block in printed.blocks():
        found += [cell.text for cell in block.table.cells] if block.table else [block.text]
    return found


def test_confirmed_figures_are_stated() -> None:
    read = read_facts(scanned({}), "d" * 16)
    assert [(row.state, row.second_reading) for row in read.amounts] == [
        ("stated", "confirmed"),
        ("stated", "confirmed"),
    ]


def test_an_amount_read_in_two_ways_is_uncertain_and_tells_both() -> None:
    read = read_facts(scanned({"500,00": "800,00"}), "d" * 16)
    first, second = read.amounts
    assert (first.state, first.second_reading) == ("uncertain", "12 800,00 €")
    assert (second.state, second.second_reading) == ("stated", "confirmed")


def test_a_cell_read_in_two_ways_is_uncertain() -> None:
    read = read_facts(scanned({"439": "489"}), "d" * 16)
    told = {cell.value: (cell.state, cell.second_reading) for cell in read.cells}
    assert told["439"] == ("uncertain", "489")
    assert told["120"] == ("stated", "confirmed")
    assert told["Nombre de sorties"] == ("stated", "")


def test_each_difference_is_a_finding() -> None:
    read = read_facts(scanned({"439": "489", "500,00": "800,00"}), "d" * 16)
    findings, checks = check_document(read, "d" * 16)
    told = [each.message for each in findings if each.rule == "reading"]
    assert len(told) == 2
    assert "12 800,00 €" in told[0]
    assert "489" in told[1]
    (counted,) = [each for each in checks if each.rule == "reading"]
    assert (counted.compared, counted.agreed, counted.failed) == (5, 3, 2)


def test_a_document_read_once_says_nothing_of_second_readings() -> None:
    read = read_facts(document(SOURCE), "d" * 16)
    assert {row.second_reading for row in read.amounts} == {""}
