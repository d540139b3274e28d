"""Counts of members in a row, and the numbers of the lines of a budget."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from normalize.deliberation.head import NUMBER
from tests.acts.test_deliberation import CLOSING, HEAD, MEMBERS, OBJECT, TEXT, one, row


@pytest.mark.parametrize(
    "counts",
    [
        "Nombre de conseillers en exercice : 15 – Présents : 11 – Pouvoirs : 3 – Absents : 1",
        "En exercice : quinze – présents : onze – pouvoirs : trois – absents : un – votants : quatorze",
        "En exercice : 15 | Présents : 11 | Procurations : 3 | Absents : 1 | Votants : 14",
    ],
)
def test_members_counted_in_a_row(tmp_path: Path, counts: str) -> None:
    found = row(tmp_path, HEAD, counts, OBJECT, TEXT, CLOSING)
    assert (found.present_count, found.excused_count, found.absent_count) == (11, 3, 1)


def test_a_chapter_by_nature_is_no_function(tmp_path: Path) -> None:
    lines = (
        ("Chapitre", "Fonction", "Nature", "AE disponible", "Montant proposé", "Solde"),
        ("932", "25", "65737", "1 600 000,00 €", "1 250 000,00 €", "350 000,00 €"),
        ("65", "58", "6574", "420 000,00 €", "350 000,00 €", "70 000,00 €"),
    )
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, lines, CLOSING)
    assert [
        (each.imputation, each.nature, each.fonction, each.available) for each in read.imputations
    ] == [("932", "65737", "25", Decimal(1600000)), ("65", "6574", "58", Decimal(420000))]


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("au chapitre 65, article 6574, fonction 58", ("6574", "58")),
        ("au chapitre 65, article 6574", ("6574", None)),
        ("au chapitre 934 – article 934-44 – nature 65748", ("65748", "934-44")),
        ("au chapitre 204 nature 20421", ("20421", None)),
    ],
)
def test_the_levels_of_a_line_by_their_numbers(
    tmp_path: Path, said: str, levels: tuple[str, str | None]
) -> None:
    charged = f"Les crédits nécessaires sont inscrits {said} du budget."
    (found,) = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, charged, CLOSING).imputations
    assert (found.nature, found.fonction) == levels


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (("Total", "34", "2", "1"), (34, 2, 1)),
        (("Non-inscrits", "1", "0", "0"), (None, None, None)),
    ],
)
def test_votes_by_group_in_a_table(
    tmp_path: Path, last: tuple[str, ...], expected: tuple[int | None, ...]
) -> None:
    votes = (
        ("", "Pour", "Contre", "Abstention"),
        ("Groupe majoritaire", "28", "0", "0"),
        ("Groupe d'opposition", "6", "2", "1"),
        last,
    )
    found = row(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, votes)
    assert (found.votes_for, found.votes_against, found.abstentions) == expected


def test_a_title_behind_the_number_is_no_part_of_it() -> None:
    head = "deliberation n° cp-09-2022-031 - plan pauvrete"
    found = NUMBER.match(head)
    assert found is not None
    assert found["number"] == "cp-09-2022-031"


def test_a_number_of_several_groups_of_letters() -> None:
    found = NUMBER.match("deliberation n° d-vi-ins-3")
    assert found is not None
    assert found["number"] == "d-vi-ins-3"
