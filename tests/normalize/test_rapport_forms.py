"""Budgets and indicators of an action in forms of their own: units said above, years in front."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.act import whole
from normalize.rapport_execution.family import read
from schemas.dataset import DocumentFacts
from schemas.printed import Block, PageFacts, PrintedDocument
from tests.normalize.printed import blocks, section, table
from tests.normalize.test_rapport_budget import facts_of


def test_what_sums_count_in_may_be_said_above_the_heading_of_the_budget() -> None:
    rows = (["", "État", "Département", "Total"], ["Prévisionnel 2021", "45,0", "45,5", "90,5"])
    page = PageFacts(1, 595, 842, "native")

    def amounts_of(preamble: tuple[Block, ...], under: tuple[Block, ...]) -> list[str]:
        sections = (
            section(0, None, 1, "1", "Mesures socle"),
            section(1, 0, 2, "1.1", "Accompagner les jeunes majeurs"),
            section(2, 1, 3, "1.1.1", "Description de l'action", *under),
            section(3, 1, 3, "1.1.2", "Budget prévisionnel", table(rows)),
        )
        printed = PrintedDocument((page,), preamble, sections, ())
        read_ = read(whole(printed, "0" * 16, "rapport_execution"))
        return [str(line.amount) for line in read_.budget_lines]

    said = blocks("Montants en K€")
    assert amounts_of((), said) == ["45000", "45500", "90500"]
    assert amounts_of(said, blocks("Trois postes.")) == ["45000", "45500", "90500"]
    assert amounts_of((), (*said, table([["Poste", "2020"], ["Loyer", "3"]]))) == [
        "45",
        "45.5",
        "90.5",
    ]


def test_the_subtotal_of_a_phase_without_another_total_is_its_total() -> None:
    head = ["Phase", "Financeur", "Montant"]
    body = [
        ["Budget prévisionnel", "État", "75 000 €"],
        ["Budget prévisionnel", "Département", "70 000 €"],
        ["Budget prévisionnel", "Sous-total", "145 000 €"],
        ["Budget exécuté", "État", "75 000 €"],
        ["Budget exécuté", "Département", "61 230 €"],
    ]
    whole_ = [*body, ["Budget exécuté", "Sous-total", "136 230 €"]]
    found = facts_of((table([head, *whole_]),)).budget_lines
    totals = [(line.phase, line.amount) for line in found if line.role == "total"]
    assert totals == [("planned", Decimal(145000)), ("executed", Decimal(136230))]
    partial = [*body, ["Budget exécuté", "Sous-total", "75 000 €"]]
    found = facts_of((table([head, *partial]),)).budget_lines
    assert [line.phase for line in found if line.role == "total"] == ["planned"]


def test_a_rate_of_the_plan_tells_no_plan() -> None:
    said = "Soit un total de 95 500 € (95,5 % du budget prévisionnel)."
    (line,) = facts_of(executed=blocks(said)).budget_lines
    assert (line.phase, line.role, line.amount) == ("executed", "total", Decimal(95500))


def test_a_line_that_opens_with_its_year_has_it_for_all_its_sums() -> None:
    found = facts_of(executed=blocks("2021 : 38 000 €, dont 20 000 € État")).budget_lines
    assert [(line.role, line.year, line.amount) for line in found] == [
        ("total", 2021, Decimal(38000)),
        ("share", 2021, Decimal(20000)),
    ]


def test_a_share_of_a_hundred_is_no_sum() -> None:
    rows = (
        ["", "État", "Département", "Total", "Part de l'État"],
        ["Budget exécuté 2022", "33 100 €", "36 400 €", "69 500 €", "47,6 %"],
    )
    found = facts_of(executed=(table(rows),)).budget_lines
    assert [line.amount for line in found] == [Decimal(33100), Decimal(36400), Decimal(69500)]


def indicators_of(*under: Block) -> DocumentFacts:
    sections = (
        section(0, None, 1, "1", "Mesures socle"),
        section(1, 0, 2, "1.1", "Accompagner les jeunes majeurs"),
        section(2, 1, 3, "1.1.1", "Description de l'action", *blocks("Trois postes.")),
        section(3, 1, 3, "1.1.2", "Indicateurs", *under),
    )
    printed = PrintedDocument((PageFacts(1, 595, 842, "native"),), (), sections, ())
    return read(whole(printed, "0" * 16, "rapport_execution"))


@pytest.mark.parametrize(
    "rows",
    [
        (
            ["Jeunes parrainés", "2021", "2022"],
            ["Réalisé", "18", "25"],
            ["Objectif annuel", "20", "30"],
        ),
        (
            ["Indicateur", "", "2021", "2022"],
            ["Jeunes parrainés", "Réalisé", "18", "25"],
            ["Jeunes parrainés", "Objectif", "20", "30"],
        ),
    ],
)
def test_rows_may_tell_results_and_targets_of_years_in_columns(rows: tuple[list[str], ...]) -> None:
    found = indicators_of(table(rows)).indicators
    assert [(each.label, each.year, each.kind, each.value) for each in found] == [
        ("Jeunes parrainés", 2021, "achieved", Decimal(18)),
        ("Jeunes parrainés", 2022, "achieved", Decimal(25)),
        ("Jeunes parrainés", 2021, "target", Decimal(20)),
        ("Jeunes parrainés", 2022, "target", Decimal(30)),
    ]


def test_indicators_without_a_row_are_reported() -> None:
    quarters = table((["Familles", "T1", "T2"], ["Rencontrées", "12", "15"], ["Suivies", "3", "4"]))
    facts = indicators_of(*blocks("- Ménages reçus : 12", "- Trois réunions"), quarters)
    assert facts.indicators == ()
    said = " ".join(facts.warnings)
    assert "« Ménages reçus : 12 »" in said
    assert "Tableaux d'indicateurs non interprétés : page 1" in said
    assert "réunions" not in said
    rows = (["Indicateur", "Niveau", "Réalisé 2022"], ["Reçus", "4", "5"], ["Suivis", "6", "7"])
    facts = indicators_of(table(rows))
    assert [each.value for each in facts.indicators] == [Decimal(5), Decimal(7)]
    assert "page 1 « Niveau »" in " ".join(facts.warnings)


def test_a_part_is_no_more_than_its_whole() -> None:
    facts = facts_of(executed=blocks("Solde : 7 200 € à reporter en 2024 dont État 71 400 €"))
    assert [(line.role, line.amount) for line in facts.budget_lines] == [
        ("carry_over", Decimal(7200))
    ]
    assert facts.warnings


def test_a_sum_less_than_another_by_so_much_is_reported() -> None:
    said = "Coût total : 91 300 euros, inférieur de 4 700 euros au prévisionnel"
    facts = facts_of(executed=blocks(said))
    assert facts.budget_lines == ()
    assert facts.warnings


def test_a_row_of_titles_opens_the_other_side_of_a_budget() -> None:
    rows = (
        ["Dépenses", "Prévu", "Réalisé"],
        ["Postes", "90 000", "85 550"],
        ["Total dépenses", "90 000", "85 550"],
        ["Recettes", "Prévu", "Réalisé"],
        ["État", "45 000", "45 000"],
        ["Département", "45 000", "40 550"],
        ["Total recettes", "90 000", "85 550"],
    )
    found = facts_of((table(rows),)).budget_lines
    assert sorted(
        (line.role, line.funder or "", line.phase, str(line.amount)) for line in found
    ) == [
        ("share", "departement", "executed", "40550"),
        ("share", "departement", "planned", "45000"),
        ("share", "etat", "executed", "45000"),
        ("share", "etat", "planned", "45000"),
        ("total", "", "executed", "85550"),
        ("total", "", "planned", "90000"),
    ]


def test_figures_are_no_part_of_the_name_of_an_indicator() -> None:
    rows = (
        ["Territoire", "Jeunes suivis 2021", "Jeunes suivis 2022", "Objectif 2022"],
        ["Nord", "45", "52", "50"],
        ["Sud", "38", "41", "40"],
    )
    facts = indicators_of(table(rows))
    assert [(each.label, each.value) for each in facts.indicators] == [
        ("Nord", Decimal(50)),
        ("Sud", Decimal(40)),
    ]
    assert "« Jeunes suivis 2021 »" in " ".join(facts.warnings)


def test_the_title_of_a_table_tells_the_phase_of_its_sums() -> None:
    rows = (["Financeur", "Montant"], ["État", "24,75"], ["Département", "21,5"])
    titled = table(rows, caption="Budget exécuté 2022 (en k€)")
    found = facts_of((titled,)).budget_lines
    assert [(line.phase, line.funder, line.amount) for line in found] == [
        ("executed", "etat", Decimal(24750)),
        ("executed", "departement", Decimal(21500)),
    ]


def test_a_report_that_was_spent_is_a_share() -> None:
    said = blocks("- Report État 2021 consommé : 35 000 €", "- Report État vers 2023 : 20 000 €")
    found = facts_of(executed=said).budget_lines
    assert [(line.role, line.origin, line.year) for line in found] == [
        ("share", "report", 2021),
        ("carry_over", None, 2023),
    ]
