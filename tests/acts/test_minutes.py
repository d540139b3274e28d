"""A procès-verbal: one sitting, several délibérations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from schemas.dataset import DocumentFacts
from tests.acts.paper import facts

HEAD = """
CONSEIL MUNICIPAL
SEANCE DU 12 MARS 2024
Nombre de conseillers en exercice : 7
L'an deux mille vingt-quatre, le douze mars, le conseil municipal, dûment convoqué, s'est réuni sous
la présidence de Monsieur Paul RENAUD, Maire.
Date de convocation : 4 mars 2024
Présents : M. Paul RENAUD, Mme Inès FABRE, Mme Alix MERLE, M. Luc ARNAL
Absents excusés : Mme Zoé PIN, pouvoir donné à Mme Inès FABRE, M. Guy SAULE
Absente : Mme Rose OLIVE
A été élue secrétaire de séance : Mme Alix MERLE
Le compte rendu de la séance du 6 février 2024 est adopté.
"""
FIRST = """
{0}1 – Tarifs de la cantine
Monsieur le Maire propose de fixer le prix du repas à 3,20 €.
Le conseil municipal, après en avoir délibéré, adopte à l'unanimité la proposition.
Accusé de réception en préfecture
012-211200017-20240312-2024_1-DE
Date de réception préfecture : 15/03/2024
Arrivée de M. Luc ARNAL à 20 h 15.
"""
SECOND = """
{0}2 – Subvention au club de marche
Il est proposé d'allouer 500 € au club.
Le conseil décide, par 4 voix pour et 1 abstention (Mme MERLE), d'allouer cette subvention.
"""


def sitting(folder: Path, prefix: str, head: str = HEAD) -> DocumentFacts:
    """The rows of the record."""
    (found,) = facts(folder, head, FIRST.format(prefix), SECOND.format(prefix))
    return found


@pytest.mark.parametrize(
    ("prefix", "numbers"),
    [
        ("DE-2024/", ["2024/1", "2024/2"]),
        ("Délibération n° 2024-0", ["2024-01", "2024-02"]),
        ("DCM 2024/0", ["2024/01", "2024/02"]),
    ],
)
def test_each_deliberation_of_a_sitting(tmp_path: Path, prefix: str, numbers: list[str]) -> None:
    read = sitting(tmp_path, prefix)
    assert read.kind == "compte_rendu"
    assert [each.number for each in read.deliberations] == numbers
    assert [each.object for each in read.deliberations] == [
        "Tarifs de la cantine",
        "Subvention au club de marche",
    ]
    first, second = read.deliberations
    assert (first.unanimous, first.adopted, first.votes_for) == (True, True, None)
    assert (second.unanimous, second.votes_for, second.abstentions) == (None, 4, 1)


def test_plain_numbers_under_a_title(tmp_path: Path) -> None:
    head = "PROCES-VERBAL DE LA SEANCE DU 12 MARS 2024\n" + HEAD
    read = sitting(tmp_path, "Délibération n° ", head)
    assert [each.number for each in read.deliberations] == ["1", "2"]
    assert read.title == "PROCES-VERBAL DE LA SEANCE DU 12 MARS 2024"


def test_the_sitting_is_told_once(tmp_path: Path) -> None:
    read = sitting(tmp_path, "DE-2024/")
    assert [(each.name, each.status, each.proxy) for each in read.attendance] == [
        ("Paul RENAUD", "present", None),
        ("Inès FABRE", "present", None),
        ("Alix MERLE", "present", None),
        ("Luc ARNAL", "present", None),
        ("Zoé PIN", "excused", "Inès FABRE"),
        ("Guy SAULE", "excused", None),
        ("Rose OLIVE", "absent", None),
    ]
    for each in read.deliberations:
        assert each.session_date == dt.date(2024, 3, 12)
        assert (each.president, each.secretary) == ("Paul RENAUD", "Alix MERLE")
        assert (each.present_count, each.excused_count, each.absent_count) == (4, 2, 1)


def test_an_arrival_is_noted_on_the_member(tmp_path: Path) -> None:
    read = sitting(tmp_path, "DE-2024/")
    notes = {each.name: each.note for each in read.attendance if each.note}
    assert notes == {"Luc ARNAL": "Arrivée de M. Luc ARNAL à 20 h 15"}


def test_the_stamp_of_each(tmp_path: Path) -> None:
    first, second = sitting(tmp_path, "DE-2024/").deliberations
    assert first.prefecture_id == "012-211200017-20240312-2024_1-DE"
    assert first.received_on == dt.date(2024, 3, 15)
    assert (second.prefecture_id, second.received_on) == (None, None)
