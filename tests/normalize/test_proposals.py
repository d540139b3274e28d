"""Narratives in several wordings: who is proposed what."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from normalize.proposals.read import proposals
from schemas.acts import Proposal
from tests.typeset import act


def read(source: str, kind: str = "annexe", title: str | None = None) -> list[Proposal]:
    return list(proposals(act(kind, source, title=title)))  # type: ignore[arg-type]


def one(sentence: str) -> Proposal:
    rows = read(f"# 2. Emploi\n## Opération 4 : Mobilité\n### 3. Proposition 2024 :\n{sentence}")
    assert len(rows) == 1, rows
    return rows[0]


def figures(row: Proposal) -> tuple[object, ...]:
    return (
        row.beneficiary,
        row.territory,
        row.structures,
        str(row.quantity) if row.quantity is not None else None,
        row.unit,
        str(row.amount) if row.amount is not None else None,
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Pour l'année 2024, il est proposé de financer 8 associations, correspondant à un montant de 675 804 €.",
            (None, None, 8, None, None, "675804"),
        ),
        (
            "Il est proposé de conventionner avec l'association Les Rameaux sur le territoire du Ternois "
            "à hauteur de 12 mesures pour un total de 60 000 €.",
            ("Les Rameaux", "Ternois", 1, "12", "mesures", "60000"),
        ),
        (
            "Il est proposé de financer deux structures pour l'accompagnement de 30 participants et un montant de 100 000 €.",
            (None, None, 2, "30", "participants", "100000"),
        ),
        (
            "Il est proposé d'attribuer à la structure ACCES une subvention de 12 500,50 € pour 25 places.",
            ("ACCES", None, 1, "25", "places", "12500.5"),
        ),
        (
            "Il est proposé d'attribuer une participation de 7 000 € à la Mission Locale du Haut-Pays.",
            ("Mission Locale du Haut-Pays", None, None, None, None, "7000"),
        ),
        (
            "Cap Avenir a déposé une demande de subvention à hauteur de 20 000€.",
            ("Cap Avenir", None, None, None, None, "20000"),
        ),
        (
            "La participation départementale s'élèvera donc à 111 140 € pour l'accompagnement de 70 participants.",
            (None, None, None, "70", "participants", "111140"),
        ),
        (
            "Afin de soutenir la dynamique en faveur de la Mobilité, il est proposé de financer 3 associations pour un montant total de vingt mille euros (20 000 €).",
            (None, None, 3, None, None, "20000"),
        ),
        (
            "Il est proposé de financer « Agir pour l'emploi » sur les territoires de Lens et de Béthune pour un total de 9 000 €.",
            ("Agir pour l'emploi", "Lens et de Béthune", None, None, None, "9000"),
        ),
    ],
)
def test_a_sentence(sentence: str, expected: tuple[object, ...]) -> None:
    row = one(sentence)
    assert figures(row) == expected
    assert (row.theme_number, row.operation_number, row.operation) == ("2", "4", "Mobilité")
    assert row.description == sentence


def test_a_list_of_beneficiaries_under_its_sentence() -> None:
    rows = read(
        """
        # Thématique 3 : Logement
        # Opération 2 : Coordinateurs
        # 1. Descriptif de l'opération :
        Le dispositif vise les ménages dont les dettes sont comprises entre 1 500 € et 4 000 €.

        # 2. Bilan 2023 :
        Il a été accordé 99 000 € à l'association Passée.

        # 3. Proposition 2024 :
        Il est proposé de conventionner pour la période du 1er janvier 2024 au 31 décembre 2024 avec :
        - L'APSE sur le territoire de Haute-Lande avec 1 ETP de coordinateur pour un total de 55 000 € ;
        - Habitat Plus sur le territoire de l'Albret avec 2 ETP de coordinateur pour un total de 104 072 €.

        A cela s'ajoute la valorisation :
        - L'association Le Gué sur le territoire de l'Albret de 10 804 € ;
        """
    )
    assert [figures(row) for row in rows] == [
        ("APSE", "Haute-Lande", None, "1", "ETP de coordinateur", "55000"),
        ("Habitat Plus", "Albret", None, "2", "ETP de coordinateur", "104072"),
        ("Le Gué", "Albret", 1, None, None, "10804"),
    ]
    assert {row.theme_number for row in rows} == {"3"}
    assert (rows[0].period_start, rows[0].period_end) == (
        dt.date(2024, 1, 1),
        dt.date(2024, 12, 31),
    )
    assert rows[2].period_start is None


def test_the_price_of_what_is_counted_stands_beside_it() -> None:
    rows = read(
        """
        # Axe 1 : Logement
        # Fiche action 3 : Travaux
        # Proposition
        Le coût annuel d'une mesure d'accompagnement est de 2 100 €.

        Il est proposé de conventionner avec SOLEA pour un total de 42 000 € soit 20 mesures d'accompagnement.
        """
    )
    assert [(r.quantity, r.unit_price, r.amount) for r in rows] == [
        (Decimal(20), Decimal(2100), Decimal(42000))
    ]
    assert (rows[0].theme_number, rows[0].operation_number) == ("1", "3")


def test_a_price_by_month_stands_alone() -> None:
    rows = read(
        """
        # Opération 5 : Encadrement
        # Descriptif
        La prise en charge est fixée à 250,00 € par mois et par participant maximum.

        # Proposition
        Il est proposé de financer 1 structure pour 6 participants et un montant de 18 000 €.
        """
    )
    assert [(r.unit_price, r.unit, r.amount) for r in rows] == [
        (Decimal("250.00"), "mois et par participant", None),
        (None, "participants", Decimal(18000)),
    ]


def test_places_shared_out_by_territory() -> None:
    rows = read(
        """
        # Opération 6 : Santé
        # Proposition 2024
        Il est proposé de renforcer les actions pour un total de 115 000 € et 230 places réparties comme suit :
        - 140 Nord Lande ;
        - 90 Albret

        Il est proposé la mise en place d'un avenant couvrant la période du 01/01/2025 au 31/12/2025.
        """
    )
    assert [(r.territory, r.quantity, r.unit, r.amount) for r in rows] == [
        (None, Decimal(230), "places", Decimal(115000)),
        ("Nord Lande", Decimal(140), "places", None),
        ("Albret", Decimal(90), "places", None),
    ]
    assert {row.period_end for row in rows} == {dt.date(2025, 12, 31)}


def test_themes_and_operations_without_their_words() -> None:
    rows = read(
        """
        # 1. Accompagnement vers l'emploi
        ## 1.1. Plateforme mobilité
        ### Descriptif
        Rien de chiffré.

        ### Proposition
        Il est proposé de financer 2 structures pour un montant de 10 000 €.

        ## 1.2. Garage solidaire
        ### Contexte
        Un garage.

        ### Financement proposé
        Il est proposé d'allouer 5 000 € à l'association Le Pont.
        """
    )
    assert [(r.theme_number, r.operation_number, r.operation) for r in rows] == [
        ("1", "1", "Plateforme mobilité"),
        ("1", "2", "Garage solidaire"),
    ]
    assert rows[1].beneficiary == "Le Pont"


def test_a_theme_is_above_operations_that_start_again() -> None:
    rows = read(
        """
        # 1. Insertion
        # Opération 1 : A
        # 3. Proposition
        Il est proposé de financer 2 structures pour un montant de 1 000 €.

        # 2. Logement
        # Opération 1 : B
        # 3. Proposition
        Il est proposé de financer 2 structures pour un montant de 2 000 €.

        # 4. Autre chose
        # Opération 2 : C
        # 3. Proposition
        Il est proposé de financer 2 structures pour un montant de 3 000 €.
        """
    )
    assert [(r.theme_number, r.operation_number) for r in rows] == [
        ("1", "1"),
        ("2", "1"),
        ("2", "2"),
    ]


def test_headings_that_run_in_the_text() -> None:
    rows = read(
        """
        Opération 3 : Garages solidaires. Il est proposé de financer 2 structures pour un montant de 10 000 €.

        Opération 4 : Vélos

        Il est proposé de financer 1 structure pour un montant de 4 000 €.
        """,
        title="Annexe 2 : Thématique 2 - Mobilité",
    )
    assert [(r.theme_number, r.theme, r.operation_number, r.operation) for r in rows] == [
        ("2", "Mobilité", "3", "Garages solidaires"),
        ("2", "Mobilité", "4", "Vélos"),
    ]


def test_the_totals_of_themes_in_the_rapport() -> None:
    rows = read(
        """
        # Thématique 1 : Insertion
        Depuis 2019, le dispositif a permis de verser 50 000 € aux familles.

        7 opérations sont proposées pour un total de 783 128,51 € (Annexes 1 et 4).

        Il convient de statuer et, le cas échéant :
        - De valider le financement des 12 opérations de la thématique 2 « Emploi », reprises en annexe 2, pour un montant total de 1 614 364,36 € ;
        """,
        kind="rapport_president",
    )
    assert [(r.theme_number, r.quantity, r.unit, r.amount, r.beneficiary) for r in rows] == [
        ("1", Decimal(7), "opérations", Decimal("783128.51"), None),
        ("2", Decimal(12), "opérations", Decimal("1614364.36"), None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "En 2023, le Département avait financé 4 structures pour un montant de 40 000 €.",
        "Les loyers ne peuvent excéder 650 €.",
        "Le projet s'inscrit dans un budget global de 300 000 €.",
    ],
)
def test_what_is_not_proposed(sentence: str) -> None:
    assert read(f"# Opération 1 : X\n# Proposition\n{sentence}") == []


def test_a_sum_cut_by_a_page_is_one_sum() -> None:
    rows = read(
        """
        # Opération 1 : X
        # Proposition
        Il est proposé de financer l'association Le Pont sur le territoire de l'Albret à hauteur de 7
        ~
        378 €.
        """
    )
    assert [(r.amount, r.page) for r in rows] == [(Decimal(7378), 1)]


def test_chosen_structures_by_territory() -> None:
    rows = read(
        """
        # Opération 11 : Maintien
        # Descriptif
        Une action existe sur le territoire du Ternois.

        # Proposition
        Les structures retenues sont les suivantes :
        - Ternois : MIPE du Ternois
        - Artois : Emploi Plus

        La participation départementale s'élèvera donc à 1 000 €.
        """
    )
    assert [(r.territory, r.beneficiary, r.amount) for r in rows] == [
        ("Ternois", "MIPE du Ternois", None),
        ("Artois", "Emploi Plus", None),
        (None, None, Decimal(1000)),
    ]


def test_two_beneficiaries_in_one_sentence() -> None:
    rows = read(
        """
        # Opération 1 : X
        # Proposition
        Il est proposé de verser 5 000 € à l'association Le Pont et 7 000 € à la Mission Locale du Gué.
        """
    )
    assert [(r.beneficiary, r.amount) for r in rows] == [
        ("Le Pont", Decimal(5000)),
        ("Mission Locale du Gué", Decimal(7000)),
    ]


def test_items_that_open_with_their_sum() -> None:
    rows = read(
        """
        # Opération 1 : X
        # Proposition
        Le Département propose d'attribuer 54 000 € à trois structures, réparties de la façon suivante :
        - 18 000 € à Mobil'Actif pour 40 personnes sur le territoire du Littoral ;
        - 18 000 € à l'association Route 40 pour 40 personnes ;
        - 18 000 € pour Pays d'Oc Mobilités (40 personnes).
        """
    )
    assert [(r.beneficiary, r.structures, r.territory, r.amount) for r in rows] == [
        (None, 3, None, Decimal(54000)),
        ("Mobil'Actif", None, "Littoral", Decimal(18000)),
        ("Route 40", 1, None, Decimal(18000)),
        ("Pays d'Oc Mobilités", None, None, Decimal(18000)),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Il vous est proposé de renouveler la convention avec le GRETA pour un montant maximum de 12 000 euros TTC, correspondant à 300 heures à 40 € de l'heure.",
            ("GRETA", Decimal(300), Decimal(40), Decimal(12000)),
        ),
        (
            "Je vous propose de reconduire l'aide : 12 postes à 3 500 € l'unité, soit 42 000 €.",
            (None, Decimal(12), Decimal(3500), Decimal(42000)),
        ),
        (
            "L'AIVS sera financée à hauteur de 18 mesures, soit 36 000 €.",
            ("AIVS", Decimal(18), None, Decimal(36000)),
        ),
        (
            "Il est proposé de retenir un financement à hauteur de 25 000 €, dont 5 000 € au titre du FSE.",
            (None, None, None, Decimal(25000)),
        ),
        (
            "La Mission Locale Sud sollicite une subvention de 30 000 € sur un budget prévisionnel de 180 000 €.",
            ("La Mission Locale Sud", None, None, Decimal(30000)),
        ),
    ],
)
def test_prices_and_parts(sentence: str, expected: tuple[object, ...]) -> None:
    row = one(sentence)
    assert (row.beneficiary, row.quantity, row.unit_price, row.amount) == expected


def test_a_list_in_mixed_forms() -> None:
    rows = read(
        """
        # I. Prévention
        # Opération n°1 - Maraudes
        # Proposition pour 2024
        Il est proposé de soutenir les actions suivantes :
        - Renouvellement des maraudes : 12 000 € ;
        - Croix-Rouge française (délégation du Nord) : 25 000 € pour 2 ETP ;
        - le Secours Populaire, 10 000 euros ;
        - Emmaüs : 3 500 €.

        Le financement est complété par l'État pour 100 000 €.

        La Région apporte 20 000 €.

        Il est proposé d'attribuer à la CAF une subvention de 5 000 €.
        """
    )
    assert [(r.theme_number, r.operation_number, r.beneficiary, r.amount) for r in rows] == [
        ("I", "1", "Croix-Rouge française", Decimal(25000)),
        ("I", "1", "Secours Populaire", Decimal(10000)),
        ("I", "1", "Emmaüs", Decimal(3500)),
        ("I", "1", "CAF", Decimal(5000)),
    ]
