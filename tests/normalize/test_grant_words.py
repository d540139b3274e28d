"""The words of lists of grants: headers, titles, totals, descriptions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from normalize.captions import Measure
from normalize.grants.columns import money_of, role_of
from normalize.grants.details import period_of, quantities
from normalize.grants.groups import read_group
from normalize.grants.totals import is_pure, total_kind

HEADERS = """
beneficiary      | Bénéficiaire
beneficiary      | BENEFICIAIRES
beneficiary      | Association
beneficiary      | Nom de l'association
beneficiary      | Organisme bénéficiaire
beneficiary      | Structure porteuse
beneficiary      | STRUCTURE
beneficiary      | Porteur de projet
beneficiary      | Dénomination de l’organisme
beneficiary_weak | Tiers
beneficiary_weak | Nom
beneficiary_weak | Raison sociale
either           | Commune
operation        | OPERATION
operation        | Intitulé de l'opération
operation        | Dispositif
action           | Action
description      | Objet
description      | Objet de la subvention
description      | DESCRIPTION ACTION / COMPLEMENT D'INFORMATION
description      | Nom du projet
description      | Intitulé du projet
description      | Nature du projet
description_weak | Nature
description_weak | Type de structure
theme            | Thématique
theme            | Axe
theme            | Secteur d'activité
territory        | TERRITOIRE(S)
territory        | Territoire d'intervention
territory        | Canton
territory        | Commune du siège
agreement        | Avenant/ convention
agreement        | N° de convention
agreement        | Convention n°
code             | Code
code             | N° dossier
code             | Code tiers
code_weak        | N°
code_weak        | SIRET
quantity         | Nombre de places
quantity         | Nb de bénéficiaires
period           | Période
period           | Durée de l'action
period_start     | Date de début
period_end       | Date de fin
money            | Montant
money            | MONTANT RETENU
money            | Montant de la subvention
money            | Subvention accordée
money            | Aide votée
money            | Montant demandé
money            | Proposition de la commission
money            | Participation du Département
money            | Coût total du projet
other            | Taux
other            | Avis de la commission
other            | Date de la demande
"""

SORTS = """
granted   | Montant accordé
granted   | Subvention votée
granted   | Montant retenu par la commission
granted   | Aide attribuée en 2024
proposed  | Montant proposé
proposed  | Proposition 2024
plain     | Montant
plain     | Montant de l'aide
plain     | Subvention
plain     | Subvention prévisionnelle
paid      | Montant versé
requested | Montant demandé
requested | Subvention sollicitée
requested | Montant de la demande
past      | Subvention N-1
past      | Montant déjà attribué 2014
past      | Rappel de l'aide 2022
budget    | Coût du projet
budget    | Budget de l'association
budget    | Dépense subventionnable
budget    | Montant des dépenses éligibles
expected  | Montant prévisionnel
budget    | Montant HT
budget    | Montant du projet
"""


@pytest.mark.parametrize("case", HEADERS.strip().splitlines())
def test_a_header_says_what_its_column_holds(case: str) -> None:
    role, label = (part.strip() for part in case.split("|"))
    assert role_of(label) == role


@pytest.mark.parametrize("case", SORTS.strip().splitlines())
def test_a_column_of_money_says_what_sort_of_sum(case: str) -> None:
    sort, label = (part.strip() for part in case.split("|"))
    assert role_of(label) == "money"
    assert money_of(label, Measure()).sort == sort


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Opération 3 : ADSL", "3"),
        ("Opérations 3 : Place d'initiation", "3"),
        ("OPERATION N°12 - Jeunes", "12"),
        ("2. Logement", "2"),
        ("1.2 Mobilité", "1.2"),
        ("1.2. Mobilité", "1.2"),
        ("B - Culture", "B"),
        ("Action d'insertion", None),
        ("2 familles", None),
        ("A.S. Lure", None),
    ],
)
def test_number_of_an_operation(heading: str, number: str | None) -> None:
    assert read_group(heading, "operation").number == number


@pytest.mark.parametrize(
    ("title", "number"), [("Axe II – Emploi", "II"), ("Thématique n° 4", "4"), ("Axe social", None)]
)
def test_number_of_a_theme(title: str, number: str | None) -> None:
    assert read_group(title, "theme").number == number


@pytest.mark.parametrize(
    ("label", "kind", "pure"),
    [
        ("Total", "total", True),
        ("TOTAL GENERAL", "total", True),
        ("Sous-total", "subtotal", True),
        ("Sous total opération 3", "subtotal", True),
        ("S/TOTAL", "subtotal", True),
        ("Total thème 1 : Enfance", "total", True),
        ("Montant total des subventions", "total", True),
        ("Total Danse", "total", False),
        ("Totalement fous", None, False),
        ("Club", None, False),
    ],
)
def test_labels_of_totals(label: str, kind: str | None, pure: bool) -> None:
    assert total_kind(label) == kind
    assert is_pure(label) is pure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 places d'accompagnement", [(50, "places", False)]),
        ("Financement d'1 ETP", [(1, "ETP", False)]),
        ("Accompagnement de 75 femmes", [(75, "femmes", False)]),
        ("Permis de conduire : 12 places", [(12, "places", False)]),
        ("dix places", [(10, "places", False)]),
        ("1 200 heures", [(1200, "heures", False)]),
        ("+ valorisation Ségur pour 8,10 ETP", [(Decimal("8.1"), "ETP", True)]),
        ("6 suivis + valorisation pour 0,5 ETP", [(6, "suivis", False), (Decimal("0.5"), "ETP", True)]),
        ("10 à 12 places", []),
        ("2ème carrefour des arts", []),
        ("une mesure nouvelle", []),
        ("du 01/07/23 au 30/06/24", []),
    ],
)  # fmt: skip
def test_quantities(text: str, expected: list[tuple[Decimal, str, bool]]) -> None:
    assert [(q.value, q.unit, q.added) for q in quantities(text)] == expected


def test_periods_of_descriptions() -> None:
    assert period_of("Opération du 01/09/23 au 30/06/24").end == dt.date(2024, 6, 30)
    assert period_of("Saison 2019/2020").start is None
    assert period_of("du 01/06/2024 au 01/05/2024").notes
    several = period_of("du 01/01/2023 au 31/12/2023 puis du 01/01/2024 au 31/12/2024")
    assert several.start is None
    assert several.notes
