"""Sums in cells whose currency stands over them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.captions import Measure
from normalize.generic import cell_rows
from normalize.measures import read_measured
from normalize.money_cells import money_cells
from tests.normalize.grant_tables import act_of
from tests.normalize.printed import table


@pytest.mark.parametrize(
    ("caption", "header", "row", "wanted"),
    [
        ("Tableau 1 : Recettes (en milliers d'euros)", ["", "2021", "2022"], ["Impôts", "12,5", "13"], ["12500", "13000"]),
        ("Tableau 2 : Recettes (en FCFA)", ["Nature", "Montant", "Taux (%)"], ["Impôts", "1 200", "12"], ["1200"]),
        ("Tableau 3 : Recettes (en euros)", ["Nature", "Année", "Montant"], ["Impôts", "2021", "10,50"], ["10.5"]),
        ("", ["Bénéficiaire", "Montant (€)", "Nombre de places"], ["Lumen", "1 500", "12"], ["1500"]),
        ("", ["Bénéficiaire", "Montant"], ["Lumen", "1 500"], []),
        ("(en milliers d'euros)", ["Nature", "Prévu", "Réalisé en M€"], ["Impôts", "12", "1,5"], ["12000", "1500000"]),
        ("Tableau 4 : Recettes (en euros)", ["Nature", "Montant"], ["Impôts", "1 500 €"], []),
        ("Tableau 5 : Parts (en %)", ["Nature", "Montant"], ["Impôts", "15"], []),
    ],
)  # fmt: skip
def test_cells_of_money(caption: str, header: list[str], row: list[str], wanted: list[str]) -> None:
    printed = table([header, row], caption=caption).table
    assert printed is not None
    assert [f"{reading.amount:f}" for _, reading in money_cells(printed)] == wanted


@pytest.mark.parametrize(
    ("caption", "header"),
    [
        ("", "Montant m€"),
        ("Recettes (en milliers d'euros)", "Montant (€)"),
        ("", "(K€) Montant (€)"),
    ],
)
def test_a_scale_in_doubt_makes_sums_uncertain(caption: str, header: str) -> None:
    printed = table([["Nature", header], ["Impôts", "12"]], caption=caption).table
    assert printed is not None
    assert [reading.state for _, reading in money_cells(printed)] == ["uncertain"]


def test_a_row_of_years_is_no_row_of_sums() -> None:
    rows = [["Compte", "2021", "2022", "2022 |"], ["720", "12", "2019", "14"]]
    printed = table(rows, header_rows=0, caption="Recettes (en FCFA)").table
    assert printed is not None
    assert [f"{reading.amount:f}" for _, reading in money_cells(printed)] == ["12", "2019", "14"]


@pytest.mark.parametrize("head", [["(En milliards 2021", "FCFA) 2022"], ["2021", "FCFA) 2022"]])
def test_a_unit_cut_over_columns_makes_sums_uncertain(head: list[str]) -> None:
    printed = table([["Compte", *head], ["720", "12", "14"]], caption="Dette (en FCFA)").table
    assert printed is not None
    assert {reading.state for _, reading in money_cells(printed)} == {"uncertain"}


def test_a_title_over_the_whole_table_counts_nothing() -> None:
    rows = [["Compte", "2021", "2022"], ["Chapitre 72", "", ""], ["720", "12", "14"]]
    made = table(rows, header_rows=2, caption="Recettes (en FCFA)").table
    assert made is not None
    cells = tuple(
        replace(cell, column_span=3) if cell.text.value.startswith("Chapitre") else cell
        for cell in made.cells
        if cell.row != 1 or cell.column == 0
    )
    printed = replace(made, cells=cells)
    assert [f"{reading.amount:f}" for _, reading in money_cells(printed)] == ["12", "14"]


def test_a_sum_that_prints_its_own_scale_has_no_doubt() -> None:
    assert read_measured("12 K€", Measure("EUR")).state == "stated"
    assert read_measured("12 €", Measure("EUR")).state == "uncertain"


@pytest.mark.parametrize(
    ("header", "text", "number", "state"),
    [
        ("Montant (€)", "(5 000)", -5000, "stated"),
        ("Libellé", "(5 000)", 5000, "uncertain"),
        ("Montant (€)", "5 000", 5000, "stated"),
        ("Nombre", "12.000", 12000, "uncertain"),
        ("Nombre", "environ 12", 12, "uncertain"),
        ("Nombre", "3e", None, "stated"),
    ],
)
def test_the_number_of_a_cell(header: str, text: str, number: int | None, state: str) -> None:
    printed = table([["Nature", header], ["Impôts", text], ["Dons", "1"]]).table
    assert printed is not None
    act = act_of(printed)
    cell = next(each for each in cell_rows(act, "t1", printed) if (each.row, each.column) == (1, 1))
    assert (cell.number, cell.state) == (number, state)
