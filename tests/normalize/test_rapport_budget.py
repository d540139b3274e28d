"""Budgets of an action in the many forms that départements give them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.act import whole
from normalize.facts import read_facts
from normalize.rapport_execution.family import read
from schemas.dataset import DocumentFacts
from schemas.facts import BudgetLine
from schemas.printed import Block, PageFacts, PrintedDocument, Text
from tests.normalize.printed import blocks, section, table, text

Line = tuple[str, str, str, str, int | None, str | None]


def facts_of(planned: tuple[Block, ...] = (), executed: tuple[Block, ...] = ()) -> DocumentFacts:
    sections = (
        section(0, None, 1, "1", "Mesures socle"),
        section(1, 0, 2, "1.1", "Accompagner les jeunes majeurs"),
        section(2, 1, 3, "1.1.1", "Description de l'action", *blocks("Trois postes.")),
        section(3, 1, 3, "1.1.2", "Budget prévisionnel", *planned),
        section(4, 1, 3, "1.1.3", "Budget exécuté", *executed),
        section(5, 1, 3, "1.1.4", "Indicateurs"),
    )
    page = PageFacts(1, 595, 842, "native")
    printed = PrintedDocument((page,), (), sections, ())
    return read(whole(printed, "0" * 16, "rapport_execution"))


def shown(line: BudgetLine) -> Line:
    amount = None if line.amount is None else f"{line.amount:f}"
    return (line.phase, line.role, line.funder or "", line.origin or "", line.year, amount)


def lines(planned: tuple[Block, ...] = (), executed: tuple[Block, ...] = ()) -> list[Line]:
    return [shown(line) for line in facts_of(planned, executed).budget_lines]


P_TOTAL: Line = ("planned", "total", "", "", None, "45000")
P_ETAT: Line = ("planned", "share", "etat", "", None, "22500")
P_DEPT: Line = ("planned", "share", "departement", "", None, "22500")


@pytest.mark.parametrize(
    "printed",
    [
        ("Total : 45 000 €", "- État : 22 500 €", "- Département : 22 500 €"),
        ("Budget total = 45 000 €", "- Part État = 22 500 €", "- Part CD = 22 500 €"),
        ("Budget total : 45 000", "- État : 22 500", "- CD : 22 500"),
        ("Total : 45 000 € ; État : 22 500 € ; Département : 22 500 €",),
        ("Total : 45 000 €, dont État : 22 500 € et Département : 22 500 €",),
        ("Total : 45 000 € (État 22 500 €, Département 22 500 €)",),
        (
            "Le coût total de l'action est de 45 000 €, financé par l'État (22 500 €) et le Département (22 500 €).",
        ),
        ("Le budget s'élève à 45 000 €, dont 22 500 € financés par l'État et 22 500 € par le CD.",),
        ("- Coût total 45 000 €", "- Etat 22 500 €", "- Conseil départemental 22 500 €"),
        (
            "Coût total ......... 45 000 €",
            "État ......... 22 500 €",
            "Département ......... 22 500 €",
        ),
        ("- Montant total : 45 K€", "- État : 22,5 K€", "- Département : 22.500,00 €"),
    ],
)
def test_a_plan_in_lines_and_sentences(printed: tuple[str, ...]) -> None:
    assert sorted(lines(blocks(*printed)), key=repr) == sorted([P_TOTAL, P_ETAT, P_DEPT], key=repr)


@pytest.mark.parametrize(
    "printed",
    [
        ("- État :", "  - prévu : 100 €", "  - exécuté : 80 €"),
        ("- Part de l'État", "  - Montant prévu : 100 €", "  - Montant exécuté : 80 €"),
        ("- État – prévu : 100 € ; réalisé : 80 €",),
        ("- Prévu par l'État : 100 €", "- Dépensé par l'État : 80 €"),
    ],
)
def test_phases_told_by_the_lines_themselves(printed: tuple[str, ...]) -> None:
    assert lines(executed=blocks(*printed)) == [
        ("planned", "share", "etat", "", None, "100"),
        ("executed", "share", "etat", "", None, "80"),
    ]


def test_what_remains_is_carried_over_with_its_year() -> None:
    assert lines(
        executed=blocks(
            "Crédits restant à reporter sur 2023 : 1 500,50 € pour l'État et 200 € pour le CD.",
            "- Reste à consommer (État) : n/a",
        )
    ) == [
        ("executed", "carry_over", "etat", "", 2023, "1500.5"),
        ("executed", "carry_over", "departement", "", 2023, "200"),
        ("executed", "carry_over", "etat", "", None, None),
    ]


def test_origins_of_funds() -> None:
    assert lines(
        blocks("- Report État 2021 : 10 €", "- Avenant 2022 CD : 20 €", "- Convention CAF : 5 €")
    ) == [
        ("planned", "share", "etat", "report", 2021, "10"),
        ("planned", "share", "departement", "avenant", 2022, "20"),
        ("planned", "share", "caf", "convention", None, "5"),
    ]


def test_a_subtotal_of_one_funder_is_not_counted_twice() -> None:
    found = lines(blocks("- Report État : 10 €", "- Avenant État : 20 €", "- Total État : 30 €"))
    assert [line[5] for line in found] == ["10", "20"]
    assert lines(blocks("- Total État : 30 €")) == [("planned", "share", "etat", "", None, "30")]


def test_headings_within_a_section_are_labels() -> None:
    """Those of a page that was taken for a cover stand as blocks under the heading before."""
    content = [
        Block("heading", text(printed), title=text(printed)) if printed[0].isupper() else block
        for printed in ("Budget prévisionnel", "- État : 40 €", "Bilan financier", "- État : 30 €")
        for block in blocks(printed)
    ]
    sections = (
        section(0, None, 1, "1", "Accompagner les jeunes", *content),
        section(1, None, 1, "2", "Former les équipes"),
        section(2, 1, 2, "2.1", "Budget exécuté", *blocks("- CAF : 5 €")),
    )
    page = PageFacts(1, 595, 842, "native")
    facts = read(whole(PrintedDocument((page,), (), sections, ()), "0" * 16, "rapport_execution"))
    assert [shown(line)[:3] for line in facts.budget_lines] == [
        ("planned", "share", "etat"),
        ("executed", "share", "etat"),
        ("executed", "share", "caf"),
    ]


def test_a_numbered_section_of_sums_without_a_line_is_reported() -> None:
    sections = (
        section(0, None, 1, "1", "Accompagner", *blocks("Il a coûté 30 €.", "Il reste 10 €.")),
        section(1, None, 1, "2", "Former les équipes"),
        section(2, 1, 2, "2.1", "Budget exécuté", *blocks("- CAF : 5 €")),
        section(3, None, 1, "3", "Annexes", *blocks("Loyer : 10 €", "Repas : 20 €")),
    )
    page = PageFacts(1, 595, 842, "native")
    facts = read(whole(PrintedDocument((page,), (), sections, ()), "0" * 16, "rapport_execution"))
    assert facts.warnings == ("Sections avec des montants et sans ligne budgétaire : 1 (page 1).",)


def test_money_that_is_no_budget_gives_no_line() -> None:
    assert (
        lines(
            blocks("Le camion a été acheté 12 000 € et le loyer est de 300 € par mois."),
            blocks("Le taux de consommation est de 98 % au 30/06/2023."),
        )
        == []
    )


def test_a_sentence_that_is_not_plain_is_reported() -> None:
    facts = facts_of(
        blocks("L'État apporte 10 €, le reste, 20 €, venant du Département et de la CAF.")
    )
    assert not facts.budget_lines
    assert any("non interprétée" in warning for warning in facts.warnings)


def test_the_period_over_the_lines_is_theirs() -> None:
    (line,) = facts_of(blocks("Du 01/07/2022 au 30/06/2023", "Budget total : 10 €")).budget_lines
    assert (str(line.period_start), str(line.period_end)) == ("2022-07-01", "2023-06-30")


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Financeur", "Budget prévu", "Budget exécuté", "Reste à reporter sur 2024"],
            ["État", "100 €", "80 €", "20 €"],
            ["Fonds Machin", "50 €", "50 €", ""],
            ["Total", "150 €", "130 €", "20 €"],
        ],
        [
            ["", "État", "Fonds Machin", "Total"],
            ["Prévu", "100 €", "50 €", "150 €"],
            ["Exécuté", "80 €", "50 €", "130 €"],
            ["À reporter sur 2024", "20 €", "", "20 €"],
        ],
        [
            ["Financeur (en K€)", "Prévisionnel", "Réalisé", "Taux", "Solde 2024"],
            ["État", "0,1", "0,08", "80 %", "0,02"],
            ["Fonds Machin", "0,05", "0,05", "100 %", "-"],
            ["TOTAL", "0,15", "0,13", "87 %", "0,02"],
        ],
    ],
)
def test_tables_of_funders_and_phases(rows: list[list[str]]) -> None:
    found = set(lines(executed=(table(rows),)))
    wanted = {
        ("planned", "share", "etat", "", None, "100"),
        ("executed", "share", "etat", "", None, "80"),
        ("executed", "carry_over", "etat", "", 2024, "20"),
        ("planned", "total", "", "", None, "150"),
        ("executed", "total", "", "", None, "130"),
        ("executed", "carry_over", "", "", 2024, "20"),
    }
    assert wanted <= found
    others = found - wanted
    if rows[0][0]:  # a column of funders says that an unknown name is one
        assert others == {
            ("planned", "share", "autre", "", None, "50"),
            ("executed", "share", "autre", "", None, "50"),
            ("executed", "carry_over", "autre", "", 2024, None),
        }
    else:
        assert not others


FUNDERS = {"État": "etat", "Département": "departement", "CAF": "caf", "Région": "region"}


@given(
    shares=st.dictionaries(
        st.sampled_from(sorted(FUNDERS)),
        st.decimals(min_value=1, max_value=10**7, places=2),
        min_size=1,
    ),
    form=st.sampled_from(["- {} : {} €", "{} = {} €", "- Part {} : {} euros"]),
)
def test_any_list_of_shares_reads_back(shares: dict[str, Decimal], form: str) -> None:
    printed = [
        form.format(name, f"{amount:,.2f}".replace(",", " ").replace(".", ","))
        for name, amount in shares.items()
    ]
    found = facts_of(blocks(*printed)).budget_lines
    assert {line.funder: line.amount for line in found} == {
        FUNDERS[name]: amount for name, amount in shares.items()
    }
    assert all(line.role == "share" and line.state == "stated" for line in found)


def test_sums_without_currency_are_sums_of_the_document() -> None:
    rows = [["", "Prévu", "Réalisé"], ["État", "20 000", "18 500"], ["Total", "20 000", "18 500"]]
    sections = (
        section(0, None, 1, "1", "Accompagner les jeunes majeurs"),
        section(1, 0, 2, "1.1", "Description de l'action", *blocks("Trois postes.")),
        section(2, 0, 2, "1.2", "Financement", table(rows)),
        section(3, 0, 2, "1.3", "Bilan d'exécution", *blocks("Fait.")),
    )
    title = blocks("Rapport d'exécution de la convention de lutte contre la pauvreté")
    page = PageFacts(1, 595, 842, "native")
    facts = read_facts(PrintedDocument((page,), title, sections, ()), "0" * 16)
    assert sorted(each.amount for each in facts.amounts if each.amount) == [
        Decimal(18500),
        Decimal(18500),
        Decimal(20000),
        Decimal(20000),
    ]


def test_a_table_of_counts_under_a_budget_is_no_budget() -> None:
    rows = [
        ["Nombre de structures du Département engagées", "54", "38"],
        ["Nombre de structures des communes engagées", "Indicateur Etat", "6"],
    ]
    assert lines(executed=(table(rows, header_rows=0),)) == []


def test_what_a_doubtful_table_states_is_uncertain() -> None:
    rows = [["Financeur", "Prévu"], ["État", "20 €"], ["Total", "20 €"]]
    block = table(rows)
    assert block.table is not None
    doubtful = replace(block, table=replace(block.table, sure=False))
    assert {line.state for line in facts_of((doubtful,)).budget_lines} == {"uncertain"}


def test_what_a_doubtful_table_leaves_blank_is_uncertain() -> None:
    block = table([["Financeur", "Prévu"], ["État", ""], ["Total", "20 €"]])
    assert block.table is not None
    doubtful = replace(block, table=replace(block.table, sure=False))
    assert {line.state for line in facts_of((block,)).budget_lines} == {"blank", "stated"}
    assert {line.state for line in facts_of((doubtful,)).budget_lines} == {"uncertain"}


ROWS = [["", "Prévu"], ["État", "20"], ["Total", "40,5"]]


@pytest.mark.parametrize(
    ("corner", "caption", "header"),
    [
        ("", "Budget (en milliers d'euros)", "Prévu"),
        ("", "", "Prévu (K€)"),
        ("en K€", "", "Prévu"),
        ("", "(en K€)", "Prévu"),
    ],
)
def test_the_scale_of_a_table_of_budget(corner: str, caption: str, header: str) -> None:
    made = table([[corner, header], *ROWS[1:]], caption=caption)
    found = facts_of((made,)).budget_lines
    assert [(line.amount, line.state) for line in found] == [
        (Decimal(20000), "stated"),
        (Decimal(40500), "stated"),
    ]


@pytest.mark.parametrize(
    ("caption", "header"), [("", "Prévu (m€)"), ("Budget en milliers d'euros", "Prévu (€)")]
)
def test_a_budget_of_doubtful_scale_is_uncertain(caption: str, header: str) -> None:
    made = table([["", header], *ROWS[1:]], caption=caption)
    assert {line.state for line in facts_of((made,)).budget_lines} == {"uncertain"}


@pytest.mark.parametrize(
    "printed",
    [
        blocks("Total en K€ : 40,5", "- État (K€) : 20"),
        blocks("Montants en milliers d'euros :", "- Total : 40,5", "- État : 20"),
        (
            *blocks("(en milliers d'euros)"),
            table([["", "Prévu"], ["Total", "40,5"], ["État", "20"]]),
        ),
    ],
)
def test_the_scale_that_a_line_states(printed: tuple[Block, ...]) -> None:
    found = facts_of(printed).budget_lines
    assert [(line.amount, line.state) for line in found] == [
        (Decimal(40500), "stated"),
        (Decimal(20000), "stated"),
    ]


def run_together(*printed: str) -> Block:
    """One bullet of several printed lines."""
    own = [text(line, top=200.0 + 20.0 * rank) for rank, line in enumerate(printed)]
    return Block("bullet", Text.join(own), 1, marker="-")


def test_a_phase_printed_as_a_line_of_its_own_opens_it_in_any_paragraph() -> None:
    printed = (
        run_together("Total : 45 000 € dont 22 500 € par l'État", "Budget exécuté :"),
        *blocks("- Total : 40 000 €", "- État : 20 000 €"),
    )
    assert lines(printed) == [
        P_TOTAL,
        P_ETAT,
        ("executed", "total", "", "", None, "40000"),
        ("executed", "share", "etat", "", None, "20000"),
    ]


def test_a_line_of_a_sentence_that_reads_like_a_phase_opens_none() -> None:
    printed = run_together("Le coût de 45 000 € est repris au", "budget exécuté")
    assert [line[0] for line in lines((printed, *blocks("- État : 22 500 €")))][1:] == ["planned"]
