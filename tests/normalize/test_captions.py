"""Unit and scale of tables, as captions and headers of the field state them."""

from __future__ import annotations

import doctest

import pytest

from normalize import captions
from normalize.captions import Measure, header_measure, stated_measure, table_measure
from schemas.printed import Box, Piece, PrintedCell, PrintedTable, Text, Word

NOTHING = Measure()


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Tableau 20 : Dépenses (en milliers d'euros)", Measure("EUR", 1000)),
        ("Tableau n° 3 - Dépenses en milliers d’euros", Measure("EUR", 1000)),
        ("(en euros)", Measure("EUR", 1)),
        ("en M€", Measure("EUR", 1_000_000)),
        ("Financement, K€", Measure("EUR", 1000)),
        ("Unité : euros", Measure("EUR", 1)),
        ("Montants en k€ courants", Measure("EUR", 1000)),
        ("Tableau 1 : Recettes En FCFA", Measure("FCFA", 1)),
        ("Tableau 1 : Recettes d'investissement FCFA", Measure("FCFA", 1)),
        ("Recettes totales (En milliards de francs CFA)", Measure("FCFA", 1_000_000_000)),
        ("Dette (En milliards de francs FCFA)", Measure("FCFA", 1_000_000_000)),
        ("en millions de FCFA", Measure("FCFA", 1_000_000)),
        ("Part de chaque recette (en %)", Measure("%", 1)),
        ("Part de chaque recette, en pourcentage", Measure("%", 1)),
        ("Recettes en K€ et évolution en %", Measure("EUR", 1000)),
        ("Dépenses (en milliers)", Measure(None, 1000)),
        ("Effectifs au 31 décembre 2020", NOTHING),
        ("Subventions de plus de 10 000 €", NOTHING),
        ("Les 12,4 M€ de la convention", NOTHING),
        ("La zone euro en 2020", NOTHING),
        ("Taux de réalisation supérieur à 80 %", NOTHING),
        ("Recettes en euros et en FCFA", NOTHING),
        ("", NOTHING),
    ],
)
def test_captions(text: str, measure: Measure) -> None:
    assert stated_measure(text) == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Montant (€)", Measure("EUR", 1)),
        ("Montant €", Measure("EUR", 1)),
        ("€", Measure("EUR", 1)),
        ("Budget en K€", Measure("EUR", 1000)),
        ("Taux de réalisation en %", Measure("%", 1)),
        ("%", Measure("%", 1)),
        ("Part m€", Measure("EUR", None)),
        ("Nombre", NOTHING),
        ("Plus de 1 000 €", NOTHING),
        ("Budget (K€) Montant (€)", Measure("EUR", None)),
    ],
)
def test_headers(text: str, measure: Measure) -> None:
    assert header_measure(text) == measure


@pytest.mark.parametrize(
    ("caption", "headers", "measure"),
    [
        ("", ["Poste", "Prévu (€)", "Réalisé (€)"], Measure("EUR", 1)),
        ("", ["Poste", "Prévu (€)", "Écart (%)"], Measure("EUR", 1)),
        ("", ["Poste", "Prévu (€)", "Réalisé (K€)"], Measure("EUR", None)),
        ("", ["Poste", "2021", "Évolution (%)"], NOTHING),
        ("", ["Poste", "Part (%)", "Évolution (%)"], Measure("%", 1)),
        ("(en milliers)", ["Poste", "Prévu (€)", "Réalisé (€)"], Measure("EUR", 1000)),
        ("en M€", ["Poste", "Prévu", "Évolution (%)"], Measure("EUR", 1_000_000)),
        ("", ["en K€", "Prévu", "Réalisé (€)"], Measure("EUR", 1000)),
    ],
)
def test_tables(caption: str, headers: list[str], measure: Measure) -> None:
    cells = tuple(
        PrintedCell(0, column, 1, 1, text_of(value), 1, Box(0, 0, 1, 1))
        for column, value in enumerate(headers)
    )
    table = PrintedTable(
        1, 1, Box(0, 0, 1, 1), "full", 1, len(headers), 1, cells, caption=text_of(caption)
    )
    assert table_measure(table) == measure


def text_of(value: str) -> Text:
    edges = tuple(float(index) for index in range(len(value) + 1))
    word = Word(value, 1, Box(0, 0, len(value), 10), 8, 10, False, False, 0, edges)
    return Text(value, (Piece(0, word, 0, len(value), False),))


def test_doctests() -> None:
    assert doctest.testmod(captions).failed == 0
