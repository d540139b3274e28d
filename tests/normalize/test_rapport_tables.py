"""Tables of budgets: two sides, stages of accounts, taxes, totals of funders, and what is left."""

from __future__ import annotations

import pytest

from tests.normalize.printed import table
from tests.normalize.test_rapport_budget import facts_of, lines

SIDES = [
    ["Nature des dépenses", "Montant (€)", "Nature des recettes", "Montant (€)"],
    ["Location CAF de salles", "12 500", "DDETS", "20 000"],
    ["Salaires", "37 500", "Conseil départemental", "25 000"],
    ["", "", "Vente de repas", "5 000"],
    ["TOTAL", "50 000", "TOTAL", "50 000"],
]
PAID = [
    ("planned", "share", "etat", "", None, "20000"),
    ("planned", "share", "departement", "", None, "25000"),
    ("planned", "share", "autre", "", None, "5000"),
    ("planned", "total", "", "", None, "50000"),
]


def test_what_is_spent_is_nobody_s_share() -> None:
    facts = facts_of(planned=(table(SIDES),))
    assert lines(planned=(table(SIDES),)) == PAID
    assert facts.warnings == ()
    assert [each.funder_label for each in facts.budget_lines][2] == "Vente de repas"


@pytest.mark.parametrize("head", [["Charges", "Prévu", "Produits", "Prévu"], ["", "Prévu"] * 2])
def test_two_sides_without_a_currency_are_no_indicators(head: list[str]) -> None:
    rows = [head, *SIDES[1:3], ["TOTAL CHARGES", "50 000", "TOTAL PRODUITS", "50 000"]]
    facts = facts_of(planned=(table(rows),))
    assert not facts.indicators
    assert [line for line in lines(planned=(table(rows),)) if line[1] == "share"] == PAID[:2]


def test_sides_one_above_the_other() -> None:
    rows = [
        ["", "Réalisé"],
        ["DÉPENSES", ""],
        ["Mise à disposition du Département", "30 000 €"],
        ["Total des dépenses", "30 000 €"],
        ["RECETTES", ""],
        ["État", "18 000 €"],
        ["Département", "12 000 €"],
        ["Total des recettes", "30 000 €"],
    ]
    assert lines(executed=(table(rows),)) == [
        ("executed", "share", "etat", "", None, "18000"),
        ("executed", "share", "departement", "", None, "12000"),
        ("executed", "total", "", "", None, "30000"),
    ]


def test_the_funder_behind_the_sum() -> None:
    rows = [
        ["Poste", "Montant", "Financeur"],
        ["Salaires", "30 000 €", "État"],
        ["Matériel", "4 000 €", "Fonds Machin"],
    ]
    assert lines(planned=(table(rows),)) == [
        ("planned", "share", "etat", "", None, "30000"),
        ("planned", "share", "autre", "", None, "4000"),
    ]


def test_what_the_money_is_spent_on_is_no_total() -> None:
    rows = [["Poste", "Montant"], ["Salaires", "30 000 €"], ["Total", "34 000 €"]]
    assert lines(planned=(table(rows),)) == [("planned", "total", "", "", None, "34000")]


@pytest.mark.parametrize(
    ("planned", "executed"),
    [
        ("BP 2021", "CA 2021"),
        ("2021 (BP)", "2021 (CA)"),
        ("Budget primitif 2021", "Compte administratif 2021"),
        ("BP + DM 2021", "CFU 2021"),
    ],
)
def test_the_stages_of_an_account_are_phases(planned: str, executed: str) -> None:
    rows = [["", planned, executed], ["CAF", "10 €", "8 €"], ["Total", "10 €", "8 €"]]
    assert lines(planned=(table(rows),)) == [
        ("planned", "share", "caf", "", 2021, "10"),
        ("executed", "share", "caf", "", 2021, "8"),
        ("planned", "total", "", "", 2021, "10"),
        ("executed", "total", "", "", 2021, "8"),
    ]


def test_a_bare_acronym_is_a_stage_beside_another_one() -> None:
    rows = [["", "BP", "CA"], ["Région", "10 €", "8 €"]]
    found = [(line[0], line[2], line[5]) for line in lines(planned=(table(rows),))]
    assert found == [("planned", "region", "10"), ("executed", "region", "8")]
    alone = [["", "CD", "CA"], ["Montant prévu", "10 €", "8 €"]]
    assert [line[2] for line in lines(planned=(table(alone),))] == ["departement", "epci"]


def test_of_sums_with_and_without_tax_those_with_it() -> None:
    rows = [
        ["Financeur", "Montant HT", "TVA", "Montant TTC"],
        ["Région", "100 €", "20 €", "120 €"],
        ["Total", "100 €", "20 €", "120 €"],
    ]
    assert [line[5] for line in lines(planned=(table(rows),))] == ["120", "120"]
    assert [line[5] for line in lines(planned=(table([r[:2] for r in rows]),))] == ["100", "100"]


def test_the_total_of_a_funder_over_the_years_is_told_once() -> None:
    rows = [
        ["Exercice", "CAF", "Région", "Ensemble"],
        ["2021", "5 €", "7 €", "12 €"],
        ["2022", "6 €", "8 €", "14 €"],
        ["Total", "11 €", "15 €", "26 €"],
    ]
    turned = [list(row) for row in zip(*rows, strict=True)]
    shares = {
        ("planned", "share", funder, "", year, amount)
        for funder, year, amount in (
            ("caf", 2021, "5"),
            ("caf", 2022, "6"),
            ("region", 2021, "7"),
            ("region", 2022, "8"),
        )
    }
    for printed in (rows, turned):
        found = lines(planned=(table(printed),))
        assert {line for line in found if line[1] == "share"} == shares
        assert len([line for line in found if line[1] == "share"]) == 4
        assert ("planned", "total", "", "", None, "26") in found


def test_of_postes_by_funder_the_totals_are_the_shares() -> None:
    rows = [
        ["Poste", "État", "Département", "Total"],
        ["Salaires", "10 €", "5 €", "15 €"],
        ["Achats", "2 €", "3 €", "5 €"],
        ["Total", "12 €", "8 €", "20 €"],
    ]
    assert lines(planned=(table(rows),)) == [
        ("planned", "share", "etat", "", None, "12"),
        ("planned", "share", "departement", "", None, "8"),
        ("planned", "total", "", "", None, "20"),
    ]


def test_a_name_that_makes_the_shares_the_total_is_a_funder_s() -> None:
    rows = [["", "Montant"], ["État", "10 €"], ["Fonds Machin", "11 €"], ["Total", "21 €"]]
    assert ("planned", "share", "autre", "", None, "11") in lines(planned=(table(rows),))
    assert not facts_of(planned=(table(rows),)).warnings


def test_the_rows_of_an_account_plan() -> None:
    rows = [
        ["Charges", "Montant", "Produits", "Montant"],
        ["60 - Achats", "10 000 €", "70 - Vente de services", "5 000 €"],
        ["64 - Personnel", "50 000 €", "74 - Subventions", "55 000 €"],
        ["", "", "État", "35 000 €"],
        ["", "", "CAF", "20 000 €"],
        ["Total des charges", "60 000 €", "Total des produits", "60 000 €"],
    ]
    assert lines(planned=(table(rows),)) == [
        ("planned", "share", "autre", "", None, "5000"),
        ("planned", "share", "etat", "", None, "35000"),
        ("planned", "share", "caf", "", None, "20000"),
        ("planned", "total", "", "", None, "60000"),
    ]
    assert not facts_of(planned=(table(rows),)).warnings


def test_periods_over_columns_are_those_of_their_sums() -> None:
    rows = [
        ["", "Du 01/09/2020 au 31/08/2021", "Du 01/09/2021 au 31/08/2022"],
        ["CAF", "10 €", "12 €"],
        ["Total", "10 €", "12 €"],
    ]
    found = facts_of(planned=(table(rows),)).budget_lines
    ends = [f"{each.role} {each.amount} {each.period_end}" for each in found]
    assert ends == [
        "share 10 2021-08-31",
        "share 12 2022-08-31",
        "total 10 2021-08-31",
        "total 12 2022-08-31",
    ]


def test_a_table_of_funders_in_columns_is_no_form() -> None:
    rows = [
        ["Financeur", "Région", "CAF"],
        ["Budget prévu", "30 €", "20 €"],
        ["Budget réalisé", "29 €", "18 €"],
    ]
    assert [(line[0], line[2], line[5]) for line in lines(planned=(table(rows),))] == [
        ("planned", "region", "30"),
        ("planned", "caf", "20"),
        ("executed", "region", "29"),
        ("executed", "caf", "18"),
    ]


def test_a_single_row_is_the_whole() -> None:
    rows = [["Budget prévu", "Budget exécuté", "Taux"], ["40 €", "30 €", "75 %"]]
    wanted = [
        ("planned", "total", "", "", None, "40"),
        ("executed", "total", "", "", None, "30"),
    ]
    assert lines(executed=(table(rows),)) == wanted
    named = [["Action", *rows[0]], ["Accompagner les jeunes", *rows[1]]]
    assert lines(executed=(table(named),)) == wanted


def test_years_in_rows_and_phases_in_columns() -> None:
    rows = [["Année", "Prévu", "Réalisé"], ["2021", "40 €", "30 €"], ["2022", "50 €", "45 €"]]
    assert lines(executed=(table(rows),)) == [
        ("planned", "total", "", "", 2021, "40"),
        ("executed", "total", "", "", 2021, "30"),
        ("planned", "total", "", "", 2022, "50"),
        ("executed", "total", "", "", 2022, "45"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Opérateur", "Versements"], ["Les Amis", "10 €"], ["Le Relais", "11 €"]],
        [["", "Montant"], ["État", "10 €"], ["Fonds Machin", "11 €"], ["Total", "20 €"]],
        [["Financeur", "Réalisé"], ["État (prévu)", "11 €"], ["Total", "21 €"]],
    ],
)
def test_sums_that_make_no_line_are_reported(rows: list[list[str]]) -> None:
    (warning,) = facts_of(planned=(table(rows),)).warnings
    assert "tableau de budget" in warning
    assert "« 11 € »" in warning
