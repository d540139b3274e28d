"""Totals of tables: by rows, by columns, nested, first, and what is no sum."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.tables import labels
from schemas.findings import Finding
from tests.reconcile.build import check, counts, facts, table

Rows = Sequence[Sequence[str]]


def look(rows: Rows, **more: Any) -> tuple[list[Finding], tuple[int, int, int]]:
    described, cells = table(rows, **more)
    findings, told = check(facts(tables=[described], cells=cells), "table_total")
    return findings, counts(told)


LIST = [["Structure", "Montant"], ["Alpha", "500 €"], ["Bêta", "2 000 €"], ["Total", "2 500 €"]]
NESTED = [
    ["Opération", "Structure", "Montant"],
    ["A", "Un", "100,00 €"],
    ["", "Deux", "50,00 €"],
    ["", "Sous-total", "150,00 €"],
    ["B", "Trois", "30,00 €"],
    ["", "Quatre", "20,00 €"],
    ["", "Sous-total", "50,00 €"],
    ["C", "Cinq", "7,00 €"],
    ["", "Six", "3,00 €"],
    ["", "Sous-total", "10,00 €"],
    ["", "TOTAL", "210,00 €"],
]


def altered(rows: Rows, row: int, column: int, text: str) -> list[list[str]]:
    copy = [list(each) for each in rows]
    copy[row][column] = text
    return copy


@pytest.mark.parametrize(
    ("text", "kind", "strong"),
    [
        ("TOTAL", "total", True),
        ("Total général :", "total", True),
        ("3. Total des recettes", "total", True),
        ("Recettes totales", "total", False),
        ("Ensemble", "total", True),
        ("Ensemble vocal du Pays", "total", False),
        ("Sous-totaux", "subtotal", True),
        ("Moyenne annuelle", "mean", True),
        ("Reste à réaliser", "balance", True),
        ("Taux d'exécution total", "rate", True),
        ("dont report", "of_which", True),
        ("À reporter", "carried", True),
        ("Bénévolat (pour mémoire)", "memo", False),
        ("Total hors doublons", "distinct", False),
        ("Totem", "plain", False),
        ("Subvention", "plain", False),
    ],
)
def test_what_a_line_calls_itself(text: str, kind: str, strong: bool) -> None:
    assert labels.read(text) == (kind, strong)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (LIST, (1, 0, 0)),
        (altered(LIST, 1, 1, "600 €"), (0, 1, 0)),
        (altered(LIST, 3, 1, "2 000 500 €"), (0, 1, 0)),  # never too large to be told
        (NESTED, (4, 0, 0)),
        (altered(NESTED, 1, 2, "110,00 €"), (3, 1, 0)),
        (altered(NESTED, 10, 2, "420,00 €"), (3, 1, 0)),  # subtotals are not counted twice
        (  # rounded to the euro, row by row
            [["Structure", "Montant"], *[["S", "33 €"] for _ in range(30)], ["Total", "1 000 €"]],
            (1, 0, 0),
        ),
        (
            [["Structure", "Montant"], *[["S", "33 €"] for _ in range(30)], ["Total", "1 020 €"]],
            (0, 1, 0),
        ),
        (  # people are counted, not rounded
            [["Lieu", "Nombre de places"], ["A", "10"], ["B", "12"], ["Total", "23"]],
            (0, 1, 0),
        ),
        (  # negative figures
            [["Avenant", "Montant"], ["A", "100,00"], ["B", "-30,00"], ["Total", "70,00"]],
            (1, 0, 0),
        ),
        (  # a mean in the row of totals is no sum
            [
                ["Lieu", "Nombre", "Dépenses", "Âge"],
                ["A", "10", "200", "30"],
                ["B", "20", "300", "40"],
                ["Total", "30", "500", "35"],
            ],
            (2, 0, 0),
        ),
        (  # a code, a year, a unit price and a rate are left alone
            [
                ["Code", "Année", "Prix unitaire", "Taux", "Montant"],
                ["11", "2022", "3", "10 %", "200"],
                ["12", "2023", "4", "20 %", "300"],
                ["", "Total", "9", "15 %", "500"],
            ],
            (1, 0, 3),  # the rates say of nothing what they are the rate of
        ),
        (  # words where a figure was due: nothing can be said
            [["Lot", "Montant"], ["A", "10 dont 2"], ["B", "12"], ["Total", "23"]],
            (0, 0, 1),
        ),
        (  # chapters and their articles, none of which is called a subtotal
            [
                ["Libellé", "Montant"],
                ["011 Charges générales", "100"],
                ["60 Achats", "70"],
                ["61 Services", "30"],
                ["012 Personnel", "250"],
                ["64 Salaires", "200"],
                ["65 Charges", "50"],
                ["Total", "350"],
            ],
            (0, 0, 1),
        ),
        (  # what is shown beside the sum
            [
                ["Financeur", "Montant"],
                ["A", "10 €"],
                ["B", "20 €"],
                ["C (pour mémoire)", "5 €"],
                ["Total", "30 €"],
            ],
            (1, 0, 0),
        ),
        (
            [
                ["Financeur", "Montant"],
                ["A", "10 €"],
                ["B", "20 €"],
                ["C (pour mémoire)", "5 €"],
                ["Total", "35 €"],
            ],
            (1, 0, 0),
        ),
        (  # persons who stand in several rows
            [["Site", "Personnes"], ["A", "10"], ["B", "20"], ["Total sans double compte", "25"]],
            (0, 0, 0),
        ),
        (  # two sides that balance: the last total repeats the first
            [
                ["Libellé", "Montant"],
                ["A", "10 €"],
                ["B", "20 €"],
                ["Total des charges", "30 €"],
                ["C", "21 €"],
                ["D", "4 €"],
                ["Total des produits", "25 €"],
                ["Résultat", "-5 €"],
                ["Total général", "30 €"],
            ],
            (2, 0, 1),
        ),
        (  # an association that is named like a total
            [
                ["Code", "Structure", "Montant"],
                ["41", "ENSEMBLE", "500 €"],
                ["57", "TOTAL DANSE", "300 €"],
                ["12", "Gamma", "200 €"],
                ["", "Total", "1 000 €"],
            ],
            (1, 0, 0),
        ),
    ],
)
def test_totals_by_rows(rows: Rows, told: tuple[int, int, int]) -> None:
    _, found = look(rows)
    assert found == told


YEARS = [
    ["Recettes", "2020", "2021", "2022"],
    ["Recettes totales", "110", "231", "352"],
    ["Impôts", "100", "200", "300"],
    ["Dons", "10", "31", "52"],
]


def test_a_total_may_come_first() -> None:
    assert look(YEARS) == ([], (3, 0, 0))
    findings, told = look(altered(YEARS, 2, 2, "210"))
    assert told == (2, 1, 0)
    assert "« Recettes totales »" in findings[0].message
    assert "« 2021 »" in findings[0].message


def test_a_column_is_the_sum_of_columns() -> None:
    rows = [["Lieu", "2021", "2022", "Total"]]
    rows += [[f"L{n}", str(n * 100 + 7), str(n * 130), str(n * 230 + 7)] for n in range(1, 6)]
    assert look(rows) == ([], (5, 0, 0))
    findings, told = look(altered(rows, 3, 3, "790"))
    assert told == (4, 1, 0)
    assert (findings[0].stated, findings[0].computed) == (Decimal(790), Decimal(697))
    assert "Chiffres probablement intervertis" not in findings[0].message


BUDGETS = [
    ["Exercice", "Prévisions", "Réalisations", "Reste à réaliser", "Taux d'exécution"],
    ["2017", "2 623 245", "1 512 778", "1 110 467", "57,67 %"],
    ["2018", "2 281 059", "1 288 865", "992 194", "56,50 %"],
    ["2019", "2 623 245", "1 795 230", "828 015", "68,44 %"],
    ["2020", "3 022 178", "2 350 450", "671 728", "77,77 %"],
]


def test_balances_and_rates_are_found_by_their_figures() -> None:
    assert look(BUDGETS) == ([], (8, 0, 0))
    assert look([list(each) for each in zip(*BUDGETS, strict=True)]) == ([], (8, 0, 0))
    (only,), told = look(altered(BUDGETS, 2, 4, "65,50 %"))
    assert told == (7, 1, 0)
    assert "« Réalisations » ÷ « Prévisions »" in only.message
    assert (only.stated, only.computed) == (Decimal("65.5"), Decimal("56.50"))
    assert only.severity == "error"
    (only,), _ = look(altered(BUDGETS, 3, 3, "828 915"))
    assert "« Prévisions » moins « Réalisations »" in only.message


def test_a_mean_is_that_of_the_rows_above() -> None:
    rows = [["Lieu", "Coût A", "Coût B", "Coût C"], ["L", "10,0", "30,0", "52,0"],
            ["M", "20,0", "40,0", "60,0"], ["Moyenne", "15,0", "35,0", "56,0"]]  # fmt: skip
    assert look(rows) == ([], (3, 0, 0))
    findings, told = look(altered(rows, 3, 3, "65,0"))
    assert (told, findings[0].severity) == ((2, 1, 0), "warning")


def test_exchanged_digits_are_named() -> None:
    rows = [["Structure", "Montant"], ["A", "38 468 €"], ["B", "12 011 €"], ["Total", "50 659 €"]]
    (only,), _ = look(rows)
    assert "intervertis : 38 468,00 € pour 38 648,00 €" in only.message
    assert only.evidence.index("38 468 €") < only.evidence.index("50 659 €")
    assert only.difference == 180


def test_cells_left_empty_make_a_warning() -> None:
    rows = [
        ["Voie", "Longueur", "Revêtue"],
        ["A", "100", "100"],
        ["B", "50", ""],
        ["C", "50", "50"],
        ["Total", "200", "200"],
    ]
    (only,), _ = look(rows)
    assert only.severity == "warning"
    (only,), _ = look(altered(rows, 4, 2, "120"))
    assert only.severity == "error"


def test_gaps_between_figures_left_empty_make_a_warning() -> None:
    rows = [
        ["Financeur", "Prévu", "Réalisé", "Écart"],
        ["État", "120 000 €", "98 540 €", "-21 460 €"],
        ["Département", "80 000 €", "84 300 €", "4 300 €"],
        ["CAF", "10 000 €", "ND", "-"],
        ["Total", "210 000 €", "182 840 €", "-27 160 €"],
    ]
    (only,), _ = look(rows)
    assert only.severity == "warning"


def test_a_total_may_be_that_of_two_lists_side_by_side() -> None:
    rows = [
        ["Association", "Montant", "Association", "Montant"],
        ["Judo", "1 200 €", "Tennis", "450 €"],
        ["Danse", "2 000 €", "Boules", "300 €"],
        ["Chorale", "350 €", "Club photo", "100 €"],
        ["", "", "Total", "4 400 €"],
    ]
    assert look(rows) == ([], (1, 0, 0))
    assert look(altered(rows, 4, 3, "4 500 €"))[0]


def test_a_table_without_header_may_go_on_from_another() -> None:
    (only,), _ = look(altered(LIST, 1, 1, "600 €"))
    assert only.severity == "error"
    (only,), _ = look(altered(LIST[1:], 2, 1, "9 999 €"), header_rows=0)
    assert only.severity == "error"
    described, cells = table(altered(LIST[1:], 2, 1, "9 999 €"), header_rows=0)
    later = described.model_copy(update={"page": 2, "page_end": 2})
    (only,), _ = check(facts(tables=[later], cells=cells), "table_total")
    assert only.severity == "warning"


def test_a_table_read_with_doubt_makes_warnings() -> None:
    (only,), _ = look(altered(LIST, 1, 1, "600 €"), state="uncertain")
    assert only.severity == "warning"


euros = st.integers(1_000, 9_999_999)


@given(st.lists(st.lists(euros, min_size=3, max_size=3), min_size=2, max_size=8), st.data())
def test_a_table_that_adds_up_is_silent_and_a_changed_digit_is_not(
    body: list[list[int]], data: st.DataObject
) -> None:
    rows = [["Lieu", "Montant 2021", "Montant 2022", "Montant 2023", "Total"]]
    rows += [
        [f"Lieu {'abcdefgh'[n]}", *map(str, each), str(sum(each))] for n, each in enumerate(body)
    ]
    sums = [sum(each) for each in zip(*body, strict=True)]
    rows += [["Total", *map(str, sums), str(sum(sums))]]
    findings, _ = look(rows)
    assert findings == []
    row = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.integers(1, 4))
    text = rows[row][column]
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != text[0]]))
    findings, _ = look(altered(rows, row, column, digit + text[1:]))
    assert findings != []
    assert any(text[1:] in each.evidence for each in findings)
