"""Rows that rest on words read in two ways."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

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


TABLE = """
# 1. Subventions

| Association | Montant
| Les Jardins | 12 500,00 €
| La Ressourcerie | 9 800,00 €
| Le Fil | 1 200,00 €
| Total | 23 500,00 €
"""


def scanned(misread: dict[str, str], source: str = SOURCE) -> PrintedDocument:
    """The document as a scan: its figures read twice, these ones otherwise."""
    printed = document(source)
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


def test_an_article_is_in_doubt_where_the_sum_that_it_states_is() -> None:
    act = """
CONVENTION N° 2024-0117

Objet : accompagnement de ménages

Entre le Département de la Haute-Lande, dont le siège est à Mont, représenté par sa Présidente,

Et l'association LES RAMEAUX, dont le siège social se situe 3 rue du Port, d'autre part.

Il est convenu ce qui suit :

# Article 1 : Objet
La présente convention a pour objet l'accompagnement.

# Article 2 : Montant
Le montant de la participation est de 12 500 €.

Fait à Mont, le 3 juillet 2024
"""
    for misread, state in (({}, "stated"), ({"500": "900"}, "uncertain")):
        read = read_facts(scanned(misread, act), "d" * 16)
        assert [(row.number, row.amount, row.state) for row in read.articles] == [
            ("1", None, "stated"),
            ("2", Decimal(12500), state),
        ]


def test_a_cell_read_in_two_ways_is_uncertain() -> None:
    read = read_facts(scanned({"439": "489"}), "d" * 16)
    told = {cell.value: (cell.state, cell.second_reading) for cell in read.cells}
    assert told["439"] == ("uncertain", "489")
    assert told["120"] == ("stated", "confirmed")
    assert told["Nombre de sorties"] == ("stated", "")


def test_a_stroke_that_nobody_reads_puts_its_cell_in_doubt() -> None:
    printed = scanned({}, SOURCE.replace("| 439", "| 439 \ufffd"))
    (word,) = [
        piece.word
        for text in _texts(printed)
        for piece in text.pieces
        if piece.word.text == "\ufffd"
    ]
    word.second, word.box = "", word.box._replace(x1=word.box.x0 + 0.4)
    told = {cell.value: cell.state for cell in read_facts(printed, "d" * 16).cells}
    assert told["439 \ufffd"] == "uncertain"


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


@pytest.mark.parametrize(
    ("printed", "seen", "severity", "said", "proposed"),
    [
        ("9 800,00", {"800,00": "300,00"}, "info", "raison à la première", None),
        ("9 300,00", {"300,00": "800,00"}, "warning", "raison à la seconde", Decimal(9800)),
        ("9 300,00", {"300,00": "600,00"}, "warning", "à vérifier sur la page.", None),
        ("9 300,00", {"300,00": "3OO,OO"}, "warning", "à vérifier sur la page.", None),
    ],
)
def test_totals_tell_which_reading_is_right(
    printed: str, seen: dict[str, str], severity: str, said: str, proposed: Decimal | None
) -> None:
    read = read_facts(scanned(seen, TABLE.replace("9 800,00", printed)), "d" * 16)
    findings, _ = check_document(read, "d" * 16)
    (told,) = [each for each in findings if each.rule == "reading"]
    assert (told.severity, told.computed) == (severity, proposed)
    assert said in told.message
    (doubtful,) = [row for row in read.amounts if row.state == "uncertain"]
    assert doubtful.amount == Decimal(printed.replace(" ", "").replace(",", "."))


def test_a_total_that_two_pairs_of_readings_make_right_tells_nothing() -> None:
    seen = {"500,00": "600,00", "800,00": "700,00"}
    read = read_facts(scanned(seen, TABLE.replace("23 500,00", "23 500")), "d" * 16)
    findings, _ = check_document(read, "d" * 16)
    told = [each for each in findings if each.rule == "reading"]
    assert len(told) == 2
    assert all("Les totaux" not in each.message for each in told)
