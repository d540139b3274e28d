"""Délibérations as other assemblies write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from schemas.dataset import DocumentFacts
from tests.acts.paper import Rows, facts

PROXIES = """
EXTRAIT DES DELIBERATIONS DE LA COMMISSION PERMANENTE
Séance du 24 mars 2023
DELIBERATION N° 2023-CP-0312
Objet : Insertion, conventions de l'année
Sous la présidence de M. Jean BONNET, Président
Étaient présents :
Mme Anne DUVAL, M. Pierre MOREAU, M. Éric LE ROUX
Absents représentés :
M. Alain PETIT a donné pouvoir à Mme Anne DUVAL
Mme Lise GRAND donne procuration à M. Pierre MOREAU
Absents excusés : M. Hugo NOEL
Vu le code général des collectivités territoriales, Vu la loi n°2015-991 du 7 août 2015,
Après en avoir délibéré, la Commission permanente décide à l'unanimité :
- d'imputer la dépense au chapitre 017, fonction 564, nature 6574 du budget départemental.
Résultat du vote :
Pour : 5
Contre : 0
Abstention : 0
"""
CAPITALS = """
Conseil départemental de la Vallée
DELIBERATION
DU CONSEIL DEPARTEMENTAL
Réunion du 5 décembre 2022
Rapporteur : Mme Claire ROY
N° 22.3.14
POLITIQUE D'INSERTION : PROGRAMME DE L'ANNEE
Présents : MM. BONNET, DUVAL, Mmes ROY et MOREAU
Pouvoirs : M. PETIT à Mme ROY, Mme GRAND à M. BONNET
Absent : M. NOEL
LE CONSEIL DEPARTEMENTAL,
VU l'arrêté du 3 mars 2021,
DELIBERE
Article unique : approuve le programme d'un montant global de 1 250 000 €.
Adopté à la majorité (4 voix pour, 2 contre : MM. BONNET et DUVAL)
"""
COUNTED = """
DÉLIBÉRATION DU CONSEIL MUNICIPAL N° 2024_06_12
L'an deux mille vingt-quatre, le 12 juin à 18 heures 30, le Conseil Municipal, régulièrement
convoqué, s'est réuni sous la présidence de Madame Claire ROY, Maire.
Nombre de présents : 12
Date de convocation : 05/06/2024
Présents : Claire ROY, Jean BONNET, Anne DUVAL, Pierre MOREAU.
Procurations : Alain PETIT à Jean BONNET.
Secrétaire de séance : Pierre MOREAU
Subventions aux associations
Madame le Maire expose que les associations ont déposé leurs demandes.
Après en avoir délibéré, le Conseil Municipal, à 13 voix pour et 1 abstention (A. DUVAL),
DECIDE d'attribuer les subventions suivantes.
"""


HEAD = """
DEPARTEMENT DES TROIS RIVIERES
DELIBERATION DE LA COMMISSION PERMANENTE
REUNION DU 14 MAI 2024
"""
TEXT = """
AIDES AUX STRUCTURES
(N°2024-118)
La Commission Permanente,
Vu le décret n° 2005-212 du 2 mars 2005 ;
Article 1 : D'attribuer 500 € au club.
Ont voté pour : 23
Ont voté contre : 1
Se sont abstenus : 2
N'ont pas pris part au vote : 3
"""


def one(folder: Path, *content: str | Rows) -> DocumentFacts:
    """The rows of the only act."""
    (found,) = facts(folder, *content)
    return found


def members(read: DocumentFacts) -> list[tuple[str, str, str | None]]:
    return [(each.name, each.status, each.proxy) for each in read.attendance]


def test_a_proxy_on_each_line(tmp_path: Path) -> None:
    read = one(tmp_path, PROXIES)
    (found,) = read.deliberations
    assert (found.number, found.president) == ("2023-CP-0312", "Jean BONNET")
    assert found.object == "Insertion, conventions de l'année"
    assert (found.votes_for, found.votes_against, found.abstentions) == (5, 0, 0)
    assert members(read)[3:] == [
        ("Alain PETIT", "excused", "Anne DUVAL"),
        ("Lise GRAND", "excused", "Pierre MOREAU"),
        ("Hugo NOEL", "excused", None),
    ]
    assert [(each.kind, each.reference) for each in read.visas] == [
        ("code", None),
        ("loi", "2015-991"),
    ]
    assert [(each.nature, each.fonction) for each in read.imputations] == [("6574", "564")]


def test_a_title_above_the_members_and_names_without_first_name(tmp_path: Path) -> None:
    read = one(tmp_path, CAPITALS)
    (found,) = read.deliberations
    assert (found.number, found.session_date) == ("22.3.14", dt.date(2022, 12, 5))
    assert found.object == "POLITIQUE D'INSERTION : PROGRAMME DE L'ANNEE"
    assert (found.adopted, found.votes_for, found.votes_against) == (True, 4, 2)
    assert [(each.number, each.amount) for each in read.articles] == [("1", Decimal(1250000))]
    assert members(read) == [
        ("BONNET", "present", None),
        ("DUVAL", "present", None),
        ("ROY", "present", None),
        ("MOREAU", "present", None),
        ("PETIT", "excused", "ROY"),
        ("GRAND", "excused", "BONNET"),
        ("NOEL", "absent", None),
    ]


def test_a_number_in_the_title_and_a_stated_count(tmp_path: Path) -> None:
    read = one(tmp_path, COUNTED)
    (found,) = read.deliberations
    assert (found.number, found.session_date) == ("2024_06_12", dt.date(2024, 6, 12))
    assert (found.president, found.secretary) == ("Claire ROY", "Pierre MOREAU")
    assert found.object == "Subventions aux associations"
    assert found.present_count == 12
    assert (found.adopted, found.votes_for, found.abstentions) == (True, 13, 1)
    assert members(read)[-1] == ("Alain PETIT", "excused", "Jean BONNET")


def test_members_in_the_columns_of_a_table(tmp_path: Path) -> None:
    table = (
        ("Présents", "Absents excusés", "Pouvoirs"),
        ("Mme Alix MERLE", "M. Paul RENAUD", "Mme Inès FABRE à Mme Alix MERLE"),
    )
    read = one(tmp_path, HEAD, table, TEXT)
    assert members(read) == [
        ("Alix MERLE", "present", None),
        ("Paul RENAUD", "excused", None),
        ("Inès FABRE", "excused", "Alix MERLE"),
    ]


def test_members_in_a_table_below_their_label(tmp_path: Path) -> None:
    table = (("Mme Alix MERLE", "M. Paul RENAUD"), ("Mme Inès FABRE", "M. Luc ARNAL"))
    read = one(tmp_path, HEAD, "Étaient présents :", table, "Absent : M. Guy SAULE", TEXT)
    assert [each[:2] for each in members(read)] == [
        ("Alix MERLE", "present"),
        ("Paul RENAUD", "present"),
        ("Inès FABRE", "present"),
        ("Luc ARNAL", "present"),
        ("Guy SAULE", "absent"),
    ]


def test_members_by_group(tmp_path: Path) -> None:
    listed = """
    Étaient présents :
    Groupe des Rivières : Mme Alix MERLE, M. Paul RENAUD
    Groupe des Plaines : Mme Inès FABRE
    """
    read = one(tmp_path, HEAD, listed, TEXT)
    assert [(each.name, each.group) for each in read.attendance] == [
        ("Alix MERLE", "Groupe des Rivières"),
        ("Paul RENAUD", "Groupe des Rivières"),
        ("Inès FABRE", "Groupe des Plaines"),
    ]
    (found,) = read.deliberations
    assert (found.votes_for, found.votes_against, found.abstentions) == (23, 1, 2)
    assert found.not_taking_part == 3
