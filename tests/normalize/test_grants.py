"""Lists of grants in the forms that they are printed in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from normalize.grants.read import grants
from schemas.acts import Grant
from tests.normalize.grant_tables import act_of, parse, read, table_of


def brief(rows: list[Grant]) -> list[tuple[Any, ...]]:
    return [(row.kind, row.beneficiary or row.label, row.amount) for row in rows]


ANNEX = """
2. Aller vers l'emploi | < | < | < | < | <
OPERATION | TERRITOIRE(S) | STRUCTURE | DESCRIPTION | MONTANT RETENU | Avenant / convention
Opération 1 : Mobilité | Plaine | Roule | 50 places d'accompagnement | 8 000,00 € | Convention type
^ | Monts | Garage | 8 postes - Opération du 01/12/2023 au 31/11/2024 | 2 000,50 € | Convention n° 2023-0012
^ | ^ | Vélo | | 0,00 € |
^ | Sous total | < | < | 10 000,50 € |
^ | Plaine | Roule | Essence | 100,00 € | Convention type
^ | TOTAL | < | < | 10 100,50 € |
Opération 2 : Crèches | Plaine | Doudou | 15 accueils + valorisation Ségur pour 8,10 ETP | n.c. |
^ | TOTAL | < | < | 0,00 € |
TOTAL | < | < | < | 10 100,50 € |
"""


def test_annex_with_merged_cells() -> None:
    rows = read(ANNEX)
    assert brief(rows) == [
        ("line", "Roule", Decimal("8000.00")),
        ("line", "Garage", Decimal("2000.50")),
        ("line", "Vélo", Decimal("0.00")),
        ("subtotal", "Sous total", Decimal("10000.50")),
        ("line", "Roule", Decimal("100.00")),
        ("total", "TOTAL", Decimal("10100.50")),
        ("line", "Doudou", None),
        ("total", "TOTAL", Decimal("0.00")),
        ("total", "TOTAL", Decimal("10100.50")),
    ]
    assert {row.theme_number for row in rows} == {"2"}
    assert {row.theme for row in rows} == {"2. Aller vers l'emploi"}
    assert [row.operation_number for row in rows] == ["1"] * 6 + ["2"] * 2 + [None]
    assert [row.territory for row in rows] == [
        "Plaine", "Monts", "Monts", None, "Plaine", None, "Plaine", None, None,
    ]  # fmt: skip
    assert [row.row for row in rows] == list(range(2, 11))
    assert {row.table_id for row in rows} == {"t1"}
    assert rows[6].state == "not_available"


def test_what_the_description_says() -> None:
    rows = read(ANNEX)
    assert rows[0].quantity == 50
    assert rows[0].unit == "places"
    assert rows[6].quantity == 15
    assert rows[6].unit == "accueils"
    assert rows[6].added_quantity == Decimal("8.10")
    assert rows[6].added_unit == "ETP"
    assert rows[1].period_start == dt.date(2023, 12, 1)
    assert rows[1].period_end is None
    assert rows[1].note == "date inexistante : 31/11/2024"
    assert rows[1].agreement == "Convention n° 2023-0012"
    assert rows[2].agreement is None


def test_evidence_is_the_row_without_the_cells_of_other_rows() -> None:
    rows = read(ANNEX)
    assert rows[1].raw.splitlines()[0] == "Garage"
    assert "Opération 1" not in rows[1].raw
    assert rows[1].top == 36.0


def test_plain_list() -> None:
    rows = read("""
        Code | Nom | Objet | Montant
        12 | Chorale | Concert | 1 500
        7 | Club alpin | | 2 000
        | | Total | 3 500
    """)
    assert brief(rows) == [
        ("line", "Chorale", 1500),
        ("line", "Club alpin", 2000),
        ("total", "Total", 3500),
    ]
    assert [(row.code, row.description) for row in rows[:2]] == [("12", "Concert"), ("7", None)]
    assert all(row.theme is None and row.operation is None for row in rows)


def test_columns_in_another_order_and_other_words() -> None:
    rows = read("""
        Aide votée | Porteur | Période | Commune | N° convention | Intitulé de l'opération
        1 000 € | Amicale | 2024 | Lure | C-12 | Action 3 : Fêtes
        TOTAL GENERAL | < | < | < | < | <
    """)
    (line, total) = rows
    assert (line.beneficiary, line.territory, line.agreement) == ("Amicale", "Lure", "C-12")
    assert (line.operation, line.operation_number) == ("Action 3 : Fêtes", "3")
    assert (line.period_start, line.period_end) == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert total.kind == "total"
    assert total.amount is None


GRANTED = """
Association | Montant demandé | Montant accordé                    > Montant accordé
Association | Coût du projet | Subvention | Taux                   > Subvention
Association | Subvention 2023 | Demande 2024 | Proposition 2024    > Proposition 2024
Association | Attribué 2023 | Proposé 2024                         > Proposé 2024
Association | Montant voté 2023 | Proposition                      > Proposition
Association | Montant proposé | Montant voté                       > Montant voté
Association | Budget 2024 | Rappel N-1 | Aide proposée             > Aide proposée
Association | Subvention de fonctionnement | Subvention d'investissement | Total des subventions > Total des subventions
Association | Montant déjà versé | Montant                         > Montant
"""


@pytest.mark.parametrize("case", GRANTED.strip().splitlines())
def test_the_sum_granted_is_told_from_the_others(case: str) -> None:
    header, _, expected = (part.strip() for part in case.partition(">"))
    labels = [label.strip() for label in header.split("|")]
    sums = [str(100 + i) for i in range(len(labels) - 1)]
    (row,) = grants(act_of(table_of([labels, ["Amicale", *sums]])))
    assert row.amount == 100 + labels.index(expected) - 1
    assert row.state == "stated"


def test_two_columns_that_may_both_be_granted_are_in_doubt() -> None:
    (row,) = read("Association | Subvention 2023 | Subvention 2024\nAmicale | 10 | 20")
    assert row.amount == 20
    assert row.state == "uncertain"
    assert row.note is not None
    assert "Subvention 2023" in row.note


def test_a_total_over_funders_is_in_doubt() -> None:
    (row,) = read("Porteur | Montant Etat | Montant Région | Montant total\nADIL | 10 | 20 | 30")
    assert row.amount == 30
    assert row.state == "uncertain"


def test_parts_of_a_sum_are_no_more_sums() -> None:
    rows = read("""
        Association | Montant
        Ballon | 10 €
        dont fonctionnement | 6 €
        dont projet | 4 €
        Total | 10 €
    """)
    assert brief(rows) == [("line", "Ballon", 10), ("total", "Total", 10)]


def test_header_of_two_rows() -> None:
    rows = read("""
        Bénéficiaire | < | Objet | Montant | <
        Nom | Commune | ^ | demandé | accordé
        Amicale | Lure | Fête | 300 € | 200 €
    """)
    (row,) = rows
    assert (row.beneficiary, row.territory, row.description) == ("Amicale", "Lure", "Fête")
    assert row.amount == 200


def test_other_currency_is_no_sum_in_euros() -> None:
    (row,) = read("Organisme | Montant attribué (FCFA)\nAmicale | 12 500")
    assert row.amount is None
    assert row.state == "uncertain"
    assert row.note is not None


def test_titles_inside_the_table_are_themes_and_operations() -> None:
    rows = read("""
        Bénéficiaire | Objet | Montant
        Thème 1 : Enfance | < | <
        Opération 2 - Crèches | < | <
        Doudou | Jouets | 10,00
        Sous-total opération 2 | < | 10,00
        Opération 3 - Parents | < | <
        Écoute | | 5,00
        Sous-total opération 3 | < | 5,00
        Total thème 1 | < | 15,00
        Thème 2 : Âge | < | <
        Opération 1 - Repas | < | <
        Gamelle | | 1,00
        Total | < | 1,00
        Total | < | 1,00
        Total général | < | 16,00
    """)
    assert [(r.kind, r.theme_number, r.operation_number) for r in rows] == [
        ("line", "1", "2"),
        ("subtotal", "1", "2"),
        ("line", "1", "3"),
        ("subtotal", "1", "3"),
        ("total", "1", None),
        ("line", "2", "1"),
        ("total", "2", "1"),
        ("total", "2", None),
        ("total", None, None),
    ]


def test_theme_and_operation_from_headings_and_caption() -> None:
    table = "Structure | Montant proposé\nDoudou | 10 €\nTotal | 10 €"
    headings = ["Thématique 3 : Logement", "Opération 4 : Meublés", "Propositions"]
    (row, _) = read(table, headings=headings)
    assert (row.theme_number, row.operation_number) == ("3", "4")
    assert row.operation == "Opération 4 : Meublés"
    (row, _) = read(table, caption="Tableau 2 – Opération n° 7 : Santé")
    assert (row.theme_number, row.operation_number) == (None, "7")
    (row, _) = read(table, headings=["12) Soutien au sport"])
    assert (row.theme_number, row.theme) == ("12", "12) Soutien au sport")
    (row, _) = read(table, headings=["Annexe 4 : répartition financière"])
    assert (row.theme_number, row.theme) == (None, None)


def test_operation_printed_once_holds_below() -> None:
    rows = read("""
        Opération | Bénéficiaire | Montant
        Opération 1 : Sport | Ballon | 1
        | Raquette | 2
        Total | | 3
        Opération 2 : Arts | Pinceau | 4
        Total | | 4
        Total | | 7
    """)
    assert [(r.kind, r.operation_number) for r in rows] == [
        ("line", "1"),
        ("line", "1"),
        ("total", "1"),
        ("line", "2"),
        ("total", "2"),
        ("total", None),
    ]


def test_a_table_without_header_goes_on_with_the_columns_of_the_one_before() -> None:
    first = table_of(parse("Code | Association | Montant\n1 | Ballon | 10 €"))
    second = table_of(parse("2 | Raquette | 20 €\n| Total | 30 €"))
    elsewhere = table_of(parse("3 | Filet | 40 €"), left=50.0)
    rows = list(grants(act_of(first, second, elsewhere)))
    assert brief(rows) == [
        ("line", "Ballon", 10),
        ("line", "Raquette", 20),
        ("total", "Total", 30),
    ]
    assert [row.table_id for row in rows] == ["t1", "t2", "t2"]
    assert list(grants(act_of(second))) == []


def test_a_list_in_two_columns_is_read_side_by_side() -> None:
    rows = read("""
        Subventions | < | < | <
        Association | Montant | Association | Montant
        Ballon | 10 € | Filet | 30 €
        Raquette | 20 € | |
        | | Total | 60 €
    """)
    assert brief(rows) == [
        ("line", "Ballon", 10),
        ("line", "Raquette", 20),
        ("line", "Filet", 30),
        ("total", "Total", 60),
    ]
    assert [row.row for row in rows] == [2, 3, 2, 4]
    assert {row.state for row in rows} == {"stated"}


def test_a_total_in_a_table_of_its_own() -> None:
    first = table_of(
        parse("Association | Objet | Montant\nBallon | Match | 10 €\nTotal | < | 10 €")
    )
    alone = table_of(parse("TOTAL GENERAL | 1 010 €"))
    rows = list(grants(act_of(first, alone)))
    assert [row.table_id for row in rows] == ["t1", "t1", "t2"]
    assert brief(rows[1:]) == [("total", "Total", 10), ("total", "TOTAL GENERAL", 1010)]
    assert list(grants(act_of(alone))) == []


def test_header_printed_again_and_empty_rows_are_no_grants() -> None:
    rows = read("""
        Association | Objet | Montant
        Ballon | Match | 10 €
        | |
        Association | Objet | Montant
        Raquette | | -
    """)
    assert brief(rows) == [("line", "Ballon", 10), ("line", "Raquette", None)]
    assert rows[1].state == "blank"


def test_a_total_without_its_word() -> None:
    rows = read("Association | Objet | Montant\nBallon | Match | 10 €\n| | 10 €")
    assert brief(rows) == [("line", "Ballon", 10), ("total", None, 10)]


def test_a_beneficiary_called_total_is_no_total() -> None:
    rows = read("Association | Objet | Montant\nTotal Danse | Gala | 10 €\nTotal | | 10 €")
    assert [row.kind for row in rows] == ["line", "total"]


def test_a_table_that_was_not_surely_read_gives_uncertain_sums() -> None:
    table = table_of(parse("Association | Montant\nBallon | 10 €"), sure=False)
    (row,) = grants(act_of(table))
    assert row.amount == 10
    assert row.state == "uncertain"


def test_an_operation_beside_its_beneficiary_is_what_is_funded() -> None:
    rows = read("""
        N° | Commune | Opération | Coût total HT | Taux | Montant de la subvention
        1 | Lure | Réfection du toit | 100 000 € | 20 % | 20 000 €
    """)
    (row,) = rows
    assert row.beneficiary == "Lure"
    assert row.description == "Réfection du toit"
    assert row.operation is None
    assert row.amount == 20000


def test_a_sum_foreseen_is_granted_only_in_a_list_of_grants() -> None:
    table = "Structure | Nb ETP | Montant prévisionnel\nRelais | 2,5 | 100 €"
    assert read(table) == []
    (row,) = read(table, headings=["Répartition financière des subventions"])
    assert row.amount == 100
    assert row.quantity == Decimal("2.5")
    assert row.unit == "ETP"


NOT_GRANTS = [
    "Financeur | Montant\nEtat | 10 €",
    "Structure | Budget prévu | Budget exécuté\nDoudou | 10 | 20",
    "Structure | Montant demandé\nDoudou | 10",
    "Territoire | Nombre de mesures | Montant\nPlaine | 3 | 30",
    "Titulaire | Objet du marché | Montant HT\nBéton SA | Mur | 30",
    "Lot | Entreprise | Montant\n1 | Béton SA | 30",
    "Société | Montant total H.T.\nBéton SA | 30",
    "Demandeur | Objet | Montant\nM. Durand | Garage | 30",
    "Fonction | Nombre | Taux\nMaire | 1 | 76 %",
    "Gestion | Montant du don | Donateur\n2020 | 10 | Fondation",
    "Code opération | Imputation | Libellé opération | AE € | Dépense €\nC1 | 65 | Aide | 10 | 5",
    "Indicateur | Structure | Montant\nTaux | Doudou | 10",
    "Nom | Fonction | Montant\nMme A | Maire | 10",
    "Structure | Montant\nDoudou | voir annexe",
    "Doudou | 10 €\nBallon | 20 €",
    "Association | Montant accordé",
]


@pytest.mark.parametrize("printed", NOT_GRANTS)
def test_other_tables_are_no_lists_of_grants(printed: str) -> None:
    assert read(printed) == []


@pytest.mark.parametrize(
    ("printed", "amount", "state"),
    [
        ("850,00 € (versés en juin)", 850, "stated"),
        ("850,00 €*", 850, "stated"),
        ("850,00 € ligne de séjours", 850, "uncertain"),
        ("1 500,00 € 2 138,00 €", None, "uncertain"),
        ("57,00 € et 186,60 € (parc)", None, "uncertain"),
        ("850", 850, "stated"),
        ("néant", None, "not_applicable"),
        ("refus", None, "text"),
    ],
)
def test_words_beside_the_sum(printed: str, amount: int | None, state: str) -> None:
    (row, _) = read(f"Association | Montant voté\nBallon | {printed}\nFilet | 1 €")
    assert row.amount == amount
    assert row.state == state


def test_a_sum_is_no_agreement() -> None:
    (row,) = read("Association | Convention | Montant voté\nBallon | 12 € | 10 €")
    assert row.agreement is None


@pytest.mark.parametrize(("page", "state"), [(2, "uncertain"), (1, "blank")])
def test_a_line_without_sum_beside_a_page_break_may_be_cut(page: int, state: str) -> None:
    table = table_of(
        parse("""
Structure | Objet | Montant
Roule | Vélos | 80 €
Garage | Ateliers |
Doudou | Accueil | 30 €
""")
    )
    for cell in table.cells:
        if cell.row == 3:
            cell.page = page
            for piece in cell.text.pieces:
                piece.word.page = page
    rows = list(grants(act_of(table)))
    assert [row.state for row in rows] == ["stated", state, "stated"]
