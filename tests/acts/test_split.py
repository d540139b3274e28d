"""Where the acts of a bundle begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from normalize import generic
from normalize.act import Act
from normalize.deliberation import family
from tests.acts.paper import acts, read

DELIBERATION = """
DEPARTEMENT DES TROIS RIVIERES
DELIBERATION DE LA COMMISSION PERMANENTE
REUNION DU 14 MAI 2024
Présidence de Madame Alix MERLE
Étaient présents : Mme Alix MERLE, M. Paul RENAUD, Mme Inès FABRE.
SOUTIEN AUX ACTIONS D'INSERTION (N°2024-118)
Vu le Code de l'action sociale et des familles ;
Vu le rapport du Président ci-annexé ;
DECIDE :
# Article 1
D'approuver les deux opérations de la thématique « Mobilité vers l'emploi », telles que présentées
en annexe 1, pour un montant total de 30 000 €.
# Article 2
D'autoriser le Président à signer l'avenant joint en annexe 3.
Pour : 3 voix Contre : 0 voix
(Adopté)
Fait à Montclair, le 14 mai 2024
Le Président du Conseil départemental,
Signé
"""
NARRATIVE = """
===
# 1. Mobilité vers l'emploi
Le Département soutient les personnes qui ne peuvent rejoindre un emploi faute de moyen de
transport. Deux structures proposent un prêt de véhicules et des séances de conduite accompagnée.
## Opération 1 : Prêt de véhicules
Il est proposé de financer une structure pour un total de 20 000 €.
## Opération 2 : Permis de conduire
Il est proposé de financer une structure pour un total de 10 000 €.
"""
SECOND_THEME = """
===
# 2. Accès au logement
Les ménages du territoire rencontrent des difficultés pour se maintenir dans leur logement, et les
associations les accompagnent dans leurs démarches auprès des bailleurs et des fournisseurs.
"""
FINANCIAL = """
===
# Annexe 2 : Répartition financière
"""
GRANTS = (
    ("Opération", "Structure", "Montant"),
    ("Prêt de véhicules", "Association Roule", "20 000,00 €"),
    ("Permis", "Association Volant", "10 000,00 €"),
    ("TOTAL", "", "30 000,00 €"),
)
AVENANT = """
Pôle Insertion
Direction de l'emploi
AVENANT N°1
Objet : avenant à la convention n° 2023-0042
Entre le Département des Trois Rivières, représenté par sa Présidente, ci-après désigné le Département,
d'une part,
Et l'association Volant, ci-après désignée l'association,
d'autre part.
Il est convenu ce qui suit :
# Article 1 : Objet
Le présent avenant modifie l'article 3 de la convention.
# ANNEXE 5 : Fiche de l'action
Fait en deux exemplaires originaux
Pour le Département,
(Signature et cachet)
"""
MODEL = """
CONVENTION
N° XXXX
Entre le Département des Trois Rivières, ci-après désigné le Département,
d'une part,
Et XXXXXXXX, dont le siège se situe XXXXXXXX, d'autre part.
# Article 1 : Objet
La convention fixe les modalités du versement à xxxx.
A Montclair, le
(Signature et cachet)
"""
RAPPORT = """
DEPARTEMENT DES TROIS RIVIERES
Pôle Insertion
RAPPORT N°12
COMMISSION PERMANENTE
REUNION DU 14 MAI 2024
Le présent rapport propose de soutenir deux opérations pour un total de 30 000 €.
Je vous prie de bien vouloir en délibérer.
"""


def kinds(several: Sequence[Act]) -> list[str]:
    return [act.part.kind for act in several]


def test_a_whole_bundle(tmp_path: Path) -> None:
    parts = acts(
        tmp_path, DELIBERATION, NARRATIVE, SECOND_THEME, FINANCIAL, GRANTS, AVENANT, MODEL, RAPPORT
    )
    assert kinds(parts) == [
        "deliberation",
        "annexe",
        "annexe",
        "annexe_financiere",
        "avenant",
        "convention",
        "rapport_president",
    ]
    assert [act.part.part_id for act in parts] == [f"p{rank}" for rank in range(1, 8)]
    assert parts[3].part.number == "2"
    assert parts[4].part.number == "1"
    assert parts[6].part.number == "12"


def test_the_letterhead_belongs_to_what_it_heads(tmp_path: Path) -> None:
    parts = acts(tmp_path, DELIBERATION, AVENANT, RAPPORT)
    assert kinds(parts) == ["deliberation", "avenant", "rapport_president"]
    firsts = [next(iter(act.printed.blocks())).text.value for act in parts[1:]]
    assert firsts[0].startswith("Pôle Insertion")
    assert not any("Signature" in text for text in firsts)


def test_what_the_parts_print_is_what_the_document_prints(tmp_path: Path) -> None:
    content = (DELIBERATION, NARRATIVE, FINANCIAL, GRANTS, AVENANT, RAPPORT)
    printed = read(tmp_path, *content)
    parts = family.split(printed, "d")
    assert sum(len(act.printed.sections) for act in parts) == len(printed.sections)
    told = [block.text.value for act in parts for block in act.printed.blocks()]
    assert told == [block.text.value for block in printed.blocks()]
    ids = [row.section_id for act in parts for row in generic.sections(act)]
    assert ids == [f"s{rank}" for rank in range(1, len(ids) + 1)]
    tables = [key for act in parts for key, _, _ in generic.tables(act)]
    assert tables == ["t1"]


def test_the_annex_of_an_agreement_stays_in_it(tmp_path: Path) -> None:
    late = """
    # Annexe 2 : calendrier
    Les versements interviennent en mars et en octobre.
    """
    assert kinds(acts(tmp_path, DELIBERATION, AVENANT, late)) == ["deliberation", "avenant"]


def test_the_rapport_may_come_first(tmp_path: Path) -> None:
    parts = acts(tmp_path, RAPPORT, "===", DELIBERATION, FINANCIAL, GRANTS)
    assert kinds(parts) == ["rapport_president", "deliberation", "annexe_financiere"]


def test_two_deliberations_in_one_file(tmp_path: Path) -> None:
    second = DELIBERATION.replace("2024-118", "2024-119")
    parts = acts(tmp_path, DELIBERATION, "===", second)
    assert kinds(parts) == ["deliberation", "deliberation"]


def test_an_annex_that_announces_an_agreement_is_that_agreement(tmp_path: Path) -> None:
    parts = acts(tmp_path, DELIBERATION, "===\n# Annexe 3", AVENANT)
    assert kinds(parts) == ["deliberation", "avenant"]
    heading = parts[1].printed.sections[0].heading.value
    assert heading == "Annexe 3"


@pytest.mark.parametrize(
    "content",
    [
        "# Rapport annuel d'activité\nLe conseil départemental publie le présent rapport.",
        "# Annexe 1\nListe des structures.",
        "Convention signée le 3 mai 2023 entre le Département et l'association.",
        "# Rapport d'exécution de la convention\nLe conseil départemental, réuni en séance du "
        "3 mai, a pris acte. Il vous est proposé de lire la suite.",
        "Vu la délibération du conseil départemental du 3 mai 2023 ;",
    ],
)
def test_what_is_no_act_is_not_claimed(tmp_path: Path, content: str) -> None:
    assert not family.claims(read(tmp_path, content))


def test_a_list_of_annexes_opens_none(tmp_path: Path) -> None:
    listed = """
    Annexe 1 : mobilité
    Annexe 2 : répartition
    Annexe 3 : avenant
    """
    assert kinds(acts(tmp_path, DELIBERATION, listed)) == ["deliberation"]
    parts = acts(tmp_path, DELIBERATION, listed, FINANCIAL, GRANTS)
    assert kinds(parts) == ["deliberation", "annexe_financiere"]


def test_a_rapport_d_execution_bound_with_its_deliberation(tmp_path: Path) -> None:
    report = """
    ===
    # Rapport d'exécution de la convention d'appui à la lutte contre la pauvreté
    # 1. Raccourcir les délais
    ## 1.1 Description de l'action
    Le Département réunit dans une même équipe l'instruction et l'orientation.
    ## 1.2 Budget prévisionnel
    Total : 20 000 €
    ## 1.3 Budget exécuté
    Total : 18 000 €
    ## 1.4 Indicateurs
    Les indicateurs sont suivis chaque trimestre.
    ## 1.5 Bilan d'exécution
    Le délai est passé de 40 à 25 jours.
    ## 1.6 Perspectives
    L'action se poursuit.
    """
    parts = acts(tmp_path, DELIBERATION, report)
    assert kinds(parts) == ["deliberation", "rapport_execution"]
    assert family.read(parts[1]).actions
