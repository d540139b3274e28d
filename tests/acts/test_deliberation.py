"""A délibération: who sat, how it was voted, what it refers to, decides and charges."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from normalize.deliberation.votes import from_prose
from normalize.text import fold
from schemas.acts import Deliberation
from schemas.dataset import DocumentFacts
from tests.acts.paper import Rows, facts

HEAD = """
DEPARTEMENT DES TROIS RIVIERES
DELIBERATION DE LA COMMISSION PERMANENTE
REUNION DU 14 MAI 2024
PRESIDENCE DE MADAME ALIX MERLE
Secrétaire : M. Paul RENAUD
"""
MEMBERS = """
Étaient présents : Mme Alix MERLE, M. Paul RENAUD, Mme Inès FABRE-LENOIR, M. Jean-Noël DE LA TOUR.
Excusés : M. Luc ARNAL (pouvoir à Mme Alix MERLE), Mme Zoé PIN.
Absente : Mme Rose OLIVE.
Assistait également sans voix délibérative : M. Guy SAULE.
"""
OBJECT = """
SOUTIEN AUX ACTIONS D'INSERTION
(N°2024-118)
"""
TEXT = """
La Commission Permanente du Conseil départemental,
Vu le Code de l'action sociale et des familles, notamment ses articles L.262-1 et suivants ;
Vu la loi n° 2008-1249 du 1er décembre 2008 généralisant le revenu de solidarité active ;
Vu la délibération n°2023-12 du Conseil départemental en date du 06/02/2023 ;
Vu l'avis de la 2ème commission rendu le 3 mai 2024 ;
Considérant l'intérêt de ces actions pour les habitants ;
Après en avoir délibéré,
DECIDE :
# Article 1 :
De financer les 4 opérations de la thématique 2 pour un montant total de 12 500,50 €, dont 500 € au
titre de l'année 2023.
# Article 2 :
D'autoriser le Président à signer les conventions avec les trois associations citées en annexe.
"""
CLOSING = """
(Adopté)
Fait à Montclair, le 14 mai 2024
"""


def one(folder: Path, *content: str | Rows) -> DocumentFacts:
    """The rows of the only act."""
    (found,) = facts(folder, *content)
    return found


def row(folder: Path, *content: str | Rows) -> Deliberation:
    """The row of the only délibération."""
    (found,) = one(folder, *content).deliberations
    return found


def test_the_head_of_a_deliberation(tmp_path: Path) -> None:
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, CLOSING)
    (found,) = read.deliberations
    assert found.number == "2024-118"
    assert found.body == "COMMISSION PERMANENTE"
    assert found.session_date == dt.date(2024, 5, 14)
    assert (found.president, found.secretary) == ("Alix MERLE", "Paul RENAUD")
    assert found.object == "SOUTIEN AUX ACTIONS D'INSERTION"
    assert found.adopted is True
    assert (found.present_count, found.excused_count, found.absent_count) == (4, 2, 1)
    assert (read.number, read.date, read.year) == ("2024-118", dt.date(2024, 5, 14), 2024)
    assert read.title == found.object


def test_members_with_their_civility_and_proxy(tmp_path: Path) -> None:
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, CLOSING)
    assert [(each.civility, each.name, each.status, each.proxy) for each in read.attendance] == [
        ("Mme", "Alix MERLE", "present", None),
        ("M.", "Paul RENAUD", "present", None),
        ("Mme", "Inès FABRE-LENOIR", "present", None),
        ("M.", "Jean-Noël DE LA TOUR", "present", None),
        ("M.", "Luc ARNAL", "excused", "Alix MERLE"),
        ("Mme", "Zoé PIN", "excused", None),
        ("Mme", "Rose OLIVE", "absent", None),
        ("M.", "Guy SAULE", "non_voting", None),
    ]


@pytest.mark.parametrize(
    "members",
    [
        "Présents :\nAlix MERLE\nPaul RENAUD\nInès FABRE\nAbsents :\n",
        "Présents : Alix MERLE, Paul RENAUD, Inès FABRE",
        "Étaient présents :\n- Mme Alix MERLE\n- M. Paul RENAUD\n- Mme Inès FABRE",
        "Membres présents : Mmes Alix MERLE et Inès FABRE, M. Paul RENAUD",
        "Étaient présents :\nMme Alix MERLE M. Paul RENAUD Mme Inès FABRE",
        "Étaient présents : M. Paul RENAUD Mme Alix MERLE Mme Inès FABRE",
        "Étaient présents : M. Paul RENAUD, Maire, Mme Alix MERLE, 1ère adjointe, Mme Inès FABRE, "
        "conseillère municipale",
    ],
)
def test_lists_of_names_in_other_forms(tmp_path: Path, members: str) -> None:
    read = one(tmp_path, HEAD, members, OBJECT, TEXT, CLOSING)
    assert {(each.name, each.status) for each in read.attendance} == {
        ("Alix MERLE", "present"),
        ("Paul RENAUD", "present"),
        ("Inès FABRE", "present"),
    }


def test_those_who_take_no_part(tmp_path: Path) -> None:
    said = (
        "Mesdames Alix MERLE et Inès FABRE ainsi que Monsieur Paul RENAUD, intéressés à l'affaire, "
        "n'ont pris part ni au débat, ni au vote."
    )
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, said, TEXT, CLOSING)
    apart = [each.name for each in read.attendance if each.status == "not_taking_part"]
    assert apart == ["Alix MERLE", "Inès FABRE", "Paul RENAUD"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Pour : 36 voix (Groupe A ; Groupe B) Contre : 0 voix Abstention : 5 (Groupe C) "
            "Absents sans délégation de vote : 3",
            {"for": 36, "against": 0, "abstentions": 5, "absent": 3},
        ),
        ("14 pour / 0 contre / 0 abstention", {"for": 14, "against": 0, "abstentions": 0}),
        ("par 12 voix pour et 3 abstentions (M. PIN)", {"for": 12, "abstentions": 3}),
        ("POUR : 23 CONTRE : 0 ABSTENTION : 2", {"for": 23, "against": 0, "abstentions": 2}),
        (
            "par dix-huit voix pour, deux voix contre et une abstention",
            {"for": 18, "against": 2, "abstentions": 1},
        ),
        (
            "Pour : 9\nContre : néant\nAbstentions : néant",
            {"for": 9, "against": 0, "abstentions": 0},
        ),
        ("Contre = 1, Pour = 20", {"against": 1, "for": 20}),
        ("un total de 12 places pour les enfants", {}),
        ("Pour : 500 € par an", {}),
        ("l'aide est adoptée à l'unanimité", {}),
    ],
)
def test_votes_in_prose(said: str, expected: dict[str, int]) -> None:
    assert from_prose(fold(said)) == expected


@pytest.mark.parametrize(
    ("said", "adopted", "unanimous"),
    [
        ("Le Conseil adopte.", True, None),
        ("Adopté à l'unanimité", True, True),
        ("La délibération est adoptée à la majorité.", True, None),
        ("Rejeté", False, None),
        ("Le rapport est présenté.", None, None),
    ],
)
def test_what_came_of_the_vote(
    tmp_path: Path, said: str, adopted: bool | None, unanimous: bool | None
) -> None:
    found = row(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, said)
    assert (found.adopted, found.unanimous) == (adopted, unanimous)


def test_votes_in_a_table(tmp_path: Path) -> None:
    votes = (("Pour", "Contre", "Abstentions"), ("17", "2", "1"))
    found = row(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, votes)
    assert (found.votes_for, found.votes_against, found.abstentions) == (17, 2, 1)
    assert found.adopted is True


@pytest.mark.parametrize(
    ("repeated", "abstentions"), [((), 3), ((("Pour", "17"),), 3), ((("Pour", "9"),), None)]
)
def test_votes_in_a_table_that_a_page_break_cuts(
    tmp_path: Path, repeated: Rows, abstentions: int | None
) -> None:
    first = (("Pour", "17"), ("Contre", "2"))
    rest = (*repeated, ("Abstentions", "3"), ("Absents", "1"))
    found = row(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, first, "===", rest)
    assert (found.votes_for, found.votes_against, found.abstentions) == (17, 2, abstentions)


@pytest.mark.parametrize(
    "said",
    [
        "Amendement n° 1 : Pour : 3 Contre : 15 Abstention : 2. Vote : Pour : 17 Contre : 2 "
        "Abstention : 1",
        "L'amendement recueille 3 voix pour et 15 contre.\nLa délibération recueille 17 voix pour "
        "et 3 contre.",
    ],
)
def test_of_votes_that_differ_none_is_kept(tmp_path: Path, said: str) -> None:
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, said)
    (found,) = read.deliberations
    assert (found.votes_for, found.votes_against, found.state) == (None, None, "uncertain")
    assert any("plusieurs votes différents" in each for each in read.warnings)


def test_a_vote_said_twice_is_one(tmp_path: Path) -> None:
    said = "Adopté par 17 voix pour et 3 contre.\nPour : 17 Contre : 3 Abstention : 0"
    found = row(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, said)
    assert (found.votes_for, found.votes_against, found.state) == (17, 3, "stated")


def test_the_unanimity_of_a_text_cited_is_not_that_of_the_act(tmp_path: Path) -> None:
    cited = "Vu l'avis de la commission, rendu à l'unanimité le 5 mai 2024 ;"
    found = row(tmp_path, HEAD, MEMBERS, OBJECT, cited, TEXT, "Pour : 17 Contre : 3 Abstention : 0")
    assert (found.unanimous, found.votes_for) == (None, 17)


def test_visas(tmp_path: Path) -> None:
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, CLOSING)
    assert [(each.position, each.kind, each.reference, each.date) for each in read.visas] == [
        (1, "code", "L.262-1 et suivants", None),
        (2, "loi", "2008-1249", dt.date(2008, 12, 1)),
        (3, "deliberation", "2023-12", dt.date(2023, 2, 6)),
        (4, "avis", None, dt.date(2024, 5, 3)),
        (5, "considerant", None, None),
    ]


def test_articles(tmp_path: Path) -> None:
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, CLOSING)
    told = [(a.number, a.amount, a.operations, a.theme_number) for a in read.articles]
    assert told == [("1", Decimal("12500.50"), 4, "2"), ("2", None, 3, None)]
    assert "signer" in read.articles[1].text
    assert "Adopté" not in read.articles[1].text


@pytest.mark.parametrize(
    "opening", ["Article 1er : ", "ARTICLE PREMIER – ", "Article 1. ", "Art. 1 - ", "Article 1er\n"]
)
def test_articles_in_other_hands(tmp_path: Path, opening: str) -> None:
    read = one(
        tmp_path, HEAD, MEMBERS, OBJECT, f"DECIDE :\n{opening}d'allouer 300 € au club.", CLOSING
    )
    assert [(a.number, a.amount) for a in read.articles] == [("1", Decimal(300))]
    assert read.articles[0].text == "d'allouer 300 € au club."


def test_budget_lines_with_their_balance(tmp_path: Path) -> None:
    lines = (
        (
            "Code opération",
            "Imputation budgétaire",
            "Libellé",
            "AE",
            "Disponible",
            "Proposition",
            "Solde",
        ),
        ("C01-200B", "6568/93444", "Insertion", "90 000,00", "40 000,00", "12 500,50", "27 499,50"),
        ("TOTAL", "", "", "90 000,00", "40 000,00", "12 500,50", "27 499,50"),
    )
    (found,) = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, lines, CLOSING).imputations
    assert (found.operation_code, found.nature, found.fonction) == ("C01-200B", "6568", "93444")
    assert (found.authorisation, found.available) == (Decimal(90000), Decimal(40000))
    assert (found.amount, found.balance) == (Decimal("12500.50"), Decimal("27499.50"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "La dépense de 5 000 € sera imputée au chapitre 934 – article 934-44 – nature 65748.",
            ("65748", "934-44", Decimal(5000)),
        ),
        ("Les crédits sont inscrits à l'imputation 65748-93428.", ("65748", "93428", None)),
        (
            "Les crédits seront prélevés sur la ligne 2375, nature 6574, chapitre 928.",
            ("6574", "928", None),
        ),
    ],
)
def test_budget_lines_in_a_sentence(
    tmp_path: Path, said: str, expected: tuple[str, str, Decimal | None]
) -> None:
    (found,) = one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, said, CLOSING).imputations
    assert (found.nature, found.fonction, found.amount) == expected


def test_grants_are_no_budget_lines(tmp_path: Path) -> None:
    grants = (("Code", "Nature", "Montant"), ("4612", "F", "500 €"), ("5221", "P", "200 €"))
    assert one(tmp_path, HEAD, MEMBERS, OBJECT, TEXT, grants, CLOSING).imputations == ()


STAMP = """
Accusé de réception en préfecture
012-221200017-20240514-2024-118-DE
Date de télétransmission : 21/05/2024
Date de réception préfecture : 22/05/2024
Matière : 7.5.2
"""


def test_the_stamp(tmp_path: Path) -> None:
    read = one(tmp_path, STAMP, HEAD, MEMBERS, OBJECT, TEXT, CLOSING)
    (found,) = read.deliberations
    assert found.prefecture_id == "012-221200017-20240514-2024-118-DE"
    assert (found.transmitted_on, found.received_on) == (dt.date(2024, 5, 21), dt.date(2024, 5, 22))
    assert found.matter == "7.5.2"
    assert read.warnings == ()


def test_a_stamp_of_another_day_is_told(tmp_path: Path) -> None:
    stamp = STAMP.replace("20240514", "20240515")
    read = one(tmp_path, stamp, HEAD, MEMBERS, OBJECT, TEXT, CLOSING)
    assert any("15/05/2024" in each and "14/05/2024" in each for each in read.warnings)


def test_the_day_in_letters(tmp_path: Path) -> None:
    head = """
    EXTRAIT DU REGISTRE DES DELIBERATIONS DU CONSEIL MUNICIPAL
    N° 2024/07
    L'an deux mille vingt-quatre, le vingt-cinq juin à dix-neuf heures, le conseil municipal, dûment
    convoqué le 18 juin 2024, s'est réuni sous la présidence de Monsieur Paul RENAUD, Maire.
    Présents : M. Paul RENAUD, Mme Inès FABRE
    Mme Inès FABRE a été désignée secrétaire de séance.
    Objet : Tarifs de la cantine
    """
    found = row(tmp_path, head, "Le conseil décide à l'unanimité de fixer le tarif à 3 €.")
    assert found.session_date == dt.date(2024, 6, 25)
    assert (found.number, found.object) == ("2024/07", "Tarifs de la cantine")
    assert (found.president, found.secretary) == ("Paul RENAUD", "Inès FABRE")
    assert (found.adopted, found.unanimous) == (True, True)


CHARGED = [
    ("La dépense de 61 500 € sera imputée au chapitre 65, nature 65748.", "61500", "stated"),
    ("Cette dépense sera prélevée sur la nature 65748, où 150 000 € sont ouverts.", None, "stated"),
    (
        "Les dépenses, soit 13 750 € en 2023 et 13 750 € en 2024, seront imputées à la nature 65748.",
        None,
        "uncertain",
    ),
    (
        "La dépense de soixante mille euros (60 000 €) est imputée à la nature 65748.",
        "60000",
        "stated",
    ),
]


@pytest.mark.parametrize(("said", "amount", "state"), CHARGED)
def test_an_article_that_charges_the_budget(
    tmp_path: Path, said: str, amount: str | None, state: str
) -> None:
    decided = "# Article 1 :\nD'attribuer une subvention de 61 500 € à l'association Lumen."
    read = one(tmp_path, HEAD, MEMBERS, OBJECT, "DECIDE :", decided, f"# Article 2 :\n{said}")
    assert [each.amount for each in read.articles] == [Decimal(61500), None]
    (charged,) = read.imputations
    assert (charged.amount, charged.state) == (Decimal(amount) if amount else None, state)
    assert charged.nature == "65748"


def test_two_years_are_no_line_of_the_budget(tmp_path: Path) -> None:
    said = "# Article 1 :\nLes crédits sont inscrits au budget des exercices 2023-2024."
    assert one(tmp_path, HEAD, MEMBERS, OBJECT, "DECIDE :", said).imputations == ()
