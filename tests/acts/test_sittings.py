"""Records of sittings in many hands: each `sittings/*.txt` beside the tables that it must give."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extract.document import assemble
from extract.reader import read_pages
from normalize.deliberation.votes import from_prose
from normalize.facts import read_facts
from schemas.acts import Deliberation
from schemas.facts import Row
from schemas.printed import Word
from tests.acts.paper import facts, read

FOLDER = Path(__file__).parent / "sittings"
SITTINGS = sorted(path.stem for path in FOLDER.glob("*.txt"))


def expected(name: str, table: str) -> list[dict[str, str]]:
    """The rows of a table as a person wrote them."""
    with (FOLDER / f"{name}.{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(rows: Sequence[Row], columns: Sequence[str]) -> list[dict[str, str]]:
    """The same columns of the rows that were read."""
    values = [{name: getattr(row, name) for name in columns} for row in rows]
    return [
        {name: "" if each is None else str(each) for name, each in row.items()} for row in values
    ]


@pytest.mark.parametrize("name", SITTINGS)
def test_who_sat_and_how_they_voted(tmp_path: Path, name: str) -> None:
    (read,) = facts(tmp_path, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    assert read.kind == "compte_rendu"
    for table in ("attendance", "deliberations"):
        rows = expected(name, table)
        assert told(getattr(read, table), list(rows[0])) == rows


VOTE = """
# PROCÈS-VERBAL DU CONSEIL MUNICIPAL
Séance du 3 mai 2022
Présents : M. Jean AUDE, Mme Lise BON, M. Paul CROS, Mme Ève DUC, M. Marc ESTÈVE
Secrétaire : Mme Lise BON
**Vente d'un terrain**
{}
**Achat d'un terrain**
Adopté à l'unanimité.
"""


def scanned(folder: Path, vote: str, misread: dict[str, tuple[str, str | None]]) -> Deliberation:
    """The first délibération of a record read from its picture.

    A word of `misread` comes out as the first of the pair, the second reader says the other;
    all other figures are read alike twice.
    """
    read(folder, VOTE.format(vote))

    def seen(word: Word) -> Word:
        held = word.text if any(map(str.isdigit, word.text)) else None
        text, second = misread.get(word.text, (word.text, held))
        return replace(word, text=text, second=second)

    pages = [
        replace(page, words=tuple(map(seen, page.words)), recognised=True)
        for page in read_pages(folder / "acte.pdf")
    ]
    facts = read_facts(assemble(iter(pages)), "d")
    return facts.deliberations[0]


def figures(row: Deliberation) -> tuple[int | None, int | None, int | None]:
    return row.votes_for, row.votes_against, row.abstentions


@pytest.mark.parametrize("vote", [
    "Vote : Pour 4 Contre 1 Abstention 0", "Pour : 4 Contre : 1 Abstention : 0",
    "Le conseil approuve par 4 voix pour, 1 contre et 0 abstention.",
])  # fmt: skip
def test_a_vote_read_alike_twice_is_stated(tmp_path: Path, vote: str) -> None:
    row = scanned(tmp_path, vote, {})
    assert (figures(row), row.state) == ((4, 1, 0), "stated")


@pytest.mark.parametrize(("vote", "misread"), [
    # One reader takes a figure for another.
    ("Pour : 4 Contre : 1 Abstention : 0", {"4": ("9", "4")}),
    ("Vote : Pour 4 Contre 1 Abstention 0", {"4": ("9", "4")}),
    # Both lose a label: the figure after it is nobody's.
    ("Pour : 1 Contre : 4 Abstention : 0", {"Contre": ("Cohtre", None)}),
    ("Pour : 1 Contre : 4 Abstention : 0", {"Contre": ("C0ntre", "Contre")}),
    ("Vote : Pour 1 Contre 4 Abstention 0", {"Contre": ("Cohtre", None)}),
    ("Le conseil approuve par 3 voix pour, 2 contre et 0 abstention.", {"contre": ("cohtre", None)}),
    # A letter stands for a figure.
    ("Pour : 5 Contre : 0 Abstention : 0", {"0": ("O", None)}),
    # A number word that one letter makes another.
    ("Le conseil approuve par dix voix pour et une abstention.", {"dix": ("six", None)}),
])  # fmt: skip
def test_a_vote_misread_is_uncertain(
    tmp_path: Path, vote: str, misread: dict[str, tuple[str, str | None]]
) -> None:
    assert scanned(tmp_path, vote, misread).state == "uncertain"


def test_votes_that_differ_under_one_title_are_said(tmp_path: Path) -> None:
    (read,) = facts(tmp_path, (FOLDER / "plusieurs.txt").read_text(encoding="utf-8"))
    assert read.warnings == (
        "Page 1 : plusieurs votes différents sous « COMPTES ET BUDGET » : aucun n'est retenu.",
    )


def test_rejected_by_all_is_rejected(tmp_path: Path) -> None:
    row = scanned(tmp_path, "La proposition est rejetée à l'unanimité.", {})
    assert (row.adopted, row.unanimous) == (False, True)


def test_a_deliberation_with_one_vote_is_no_record(tmp_path: Path) -> None:
    (read,) = facts(
        tmp_path,
        "# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS",
        "Séance du 3 mai 2022",
        "Le conseil municipal s'est réuni en mairie.",
        "Présents : M. Jean AUDE, Mme Lise BON",
        "**Vente d'un terrain**",
        "Le conseil municipal, à l'unanimité, approuve la vente.",
        "**Plan joint**",
        "Le plan est adopté à l'unanimité.",
    )
    assert read.kind == "deliberation"


def test_an_arrival_told_in_a_list_is_of_the_member_before_it(tmp_path: Path) -> None:
    (read,) = facts(
        tmp_path,
        "# Conseil municipal du vendredi 3 mai 2022",
        "Présents : Jean AUDE, Lise BON, Paul CROS",
        "Excusées : Ève DUC, arrivée à 18h30, ayant donné pouvoir à Lise BON, Rose GIRY, donne "
        "pouvoir à Paul CROS.",
        "Secrétaire : Lise BON",
        "**Vente d'un terrain**",
        "Adopté à l'unanimité.",
        "**Achat d'un terrain**",
        "Arrivée de Rose GIRY à 19h00.",
        "Adopté à l'unanimité.",
    )
    assert {row.name: (row.proxy, row.note) for row in read.attendance} == {
        "Jean AUDE": (None, None),
        "Lise BON": (None, None),
        "Paul CROS": (None, None),
        "Ève DUC": ("Lise BON", "Excusées : Ève DUC, arrivée à 18h30"),
        "Rose GIRY": ("Paul CROS", "Arrivée de Rose GIRY à 19h00"),
    }
    assert {row.body for row in read.deliberations} == {"Conseil municipal"}


@pytest.mark.parametrize(("said", "counts"), [
    ("accepte par 9 voix contre 2", {"for": 9, "against": 2}),
    ("adopte par 9 voix contre 2 et 1 abstention", {"for": 9, "against": 2, "abstentions": 1}),
    ("12 voix pour, 9 voix contre 2 abstentions", {"for": 12, "against": 9, "abstentions": 2}),
    ("adopte par dix voix contre une", {"for": 10, "against": 1}),
    ("pour 7 contre 0 abstention 1", {"for": 7, "against": 0, "abstentions": 1}),
    ("pour : 7 contre 0 abstention : 1", {"for": 7, "against": 0, "abstentions": 1}),
    ("7 pour 0 contre 1 abstention", {"for": 7, "against": 0, "abstentions": 1}),
    ("un delai pour 4 projets contre 2 en 2020", {}),
])  # fmt: skip
def test_figures_of_a_vote_in_many_words(said: str, counts: dict[str, int]) -> None:
    assert from_prose(said) == counts


def test_words_that_name_nobody_are_no_member(tmp_path: Path) -> None:
    (read,) = facts(
        tmp_path,
        "# Réunion du conseil municipal du 15 septembre 2020",
        "Présents : Tous les conseillers",
        "Absents : Néant",
        "Secrétaire de séance : Julie AUBRAC",
        "**Assainissement**",
        "Voté à l'unanimité",
        "**École**",
        "Achat de tablettes pour 3 200 €. Accepté par 9 voix contre 2.",
    )
    assert read.attendance == ()
    assert [figures(row) for row in read.deliberations] == [(None, None, None), (9, 2, None)]
