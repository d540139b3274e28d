"""Sums of grants, costs and imputations, counted in thousands or in doubt."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest

from normalize import measures
from normalize.agreements.grids import grid_terms
from normalize.deliberation.imputations import read_imputations
from normalize.grants.read import grants
from tests.normalize.grant_tables import act_of, parse, read, table_of

THOUSANDS = "(en milliers d'euros)"


@pytest.mark.parametrize(
    ("caption", "header", "amount", "state"),
    [
        ("", "Montant", 12, "stated"),
        ("", "Montant (K€)", 12_000, "stated"),
        ("", "Montant en milliers d'euros", 12_000, "stated"),
        (THOUSANDS, "Montant", 12_000, "stated"),
        ("", "Montant (m€)", None, "uncertain"),
        (THOUSANDS, "Montant (€)", None, "uncertain"),
    ],
)
def test_costs_and_imputations(caption: str, header: str, amount: int | None, state: str) -> None:
    cost = table_of(parse(f"Année | {header}\n2024 | 12"), caption=caption, header_rows=1)
    charged = table_of(
        parse(f"Imputation | Libellé | {header}\n65748 / 4212 | Aide | 12"),
        caption=caption,
        header_rows=1,
    )
    (term,) = grid_terms(cost)
    (line,) = read_imputations(act_of(charged))
    assert (term.state, line.state) == (state, state)
    if amount is not None:
        assert {term.amount, line.amount} == {Decimal(amount)}


def test_scale_of_the_header() -> None:
    (row,) = read("Organisme | Montant attribué (en K€)\nAmicale | 12,5")
    assert row.amount == 12500
    assert row.state == "stated"


def test_scale_of_the_caption() -> None:
    (grid,) = [table_of(parse("Organisme | Montant attribué\nAmicale | 12,5"), caption=THOUSANDS)]
    (row,) = grants(act_of(grid))
    assert (row.amount, row.state) == (Decimal(12500), "stated")


@pytest.mark.parametrize(
    ("caption", "header"), [("", "Montant attribué (m€)"), (THOUSANDS, "Montant attribué (€)")]
)
def test_a_sum_of_doubtful_scale_is_uncertain(caption: str, header: str) -> None:
    (grid,) = [table_of(parse(f"Organisme | {header}\nAmicale | 12,5"), caption=caption)]
    (row,) = grants(act_of(grid))
    assert row.state == "uncertain"


def test_blanks_and_words_of_a_doubtful_list_are_uncertain() -> None:
    rows = parse("Organisme | Montant attribué\nAmicale | 12\nChorale | \nOrphéon | 3 Voir avenant")
    states = [
        [row.state for row in grants(act_of(table_of(rows, sure=sure)))] for sure in (True, False)
    ]
    assert "uncertain" not in states[0]
    assert set(states[1]) == {"uncertain"}


def test_doctests() -> None:
    assert doctest.testmod(measures).failed == 0
