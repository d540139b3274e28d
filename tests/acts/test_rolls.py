"""Members in tables, decisions without articles, numbers of annexes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from normalize.deliberation.scan import number_of
from tests.acts.paper import facts

HEAD = """
DÉPARTEMENT DES TROIS RIVIÈRES
DELIBERATION DE LA COMMISSION PERMANENTE
REUNION DU 14 MAI 2024
"""
CROSSES = (
    ("Membres", "Présents", "Excusés", "Absents", "Procuration à"),
    ("Mme Alix MERLE", "X", "", "", ""),
    ("M. Paul RENAUD", "", "X", "", "Alix MERLE"),
    ("M. Yves NOEL", "", "", "X", ""),
)
TEXT = """
(N°2024-118)
Vu la délibération n° CD/2021/07/002 du 1er juillet 2021 ;
Après en avoir délibéré, DÉCIDE :
- D'attribuer 500 € au club nautique ;
- D'autoriser le Président à signer.
La dépense de 500 € sera imputée sur la ligne 6574/58 du budget.
POUR 1 - CONTRE 0 - ABSTENTION 1
Adopté
"""


def test_a_cross_under_the_status_of_each_member(tmp_path: Path) -> None:
    (read,) = facts(tmp_path, HEAD, CROSSES, TEXT)
    assert [(each.name, each.status, each.proxy) for each in read.attendance] == [
        ("Alix MERLE", "present", None),
        ("Paul RENAUD", "excused", "Alix MERLE"),
        ("Yves NOEL", "absent", None),
    ]
    assert read.visas[0].reference == "CD/2021/07/002"


def test_decisions_without_articles_and_a_vote_in_a_row(tmp_path: Path) -> None:
    (read,) = facts(tmp_path, HEAD, TEXT)
    assert [(each.number, each.amount) for each in read.articles] == [
        ("1", Decimal(500)),
        ("2", None),  # the sum that the budget is charged with is that of no article
    ]
    (act,) = read.deliberations
    assert (act.votes_for, act.votes_against, act.abstentions) == (1, 0, 1)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("annexe n° 3 - descriptif", "3"),
        ("annexe 2 : tableau", "2"),
        ("annexe iv", "IV"),
        ("annexe financiere", ""),
        ("rapport n°2024-12", "2024-12"),
        ("convention n° xxxx", ""),
    ],
)
def test_the_number_of_an_annex(title: str, number: str) -> None:
    assert number_of(title) == number
