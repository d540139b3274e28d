"""The table of contents: found with leaders or without, and never more than itself."""

from __future__ import annotations

import pytest

from extract.contents import contents_lines, entry_titles
from extract.lines import Line
from tests.extract.lines import line

TITLES = ["1. Mesures socle", "1.1. Accueillir", "1.1.1. Permanences", "2. Initiatives", "Annexes"]
LEADERS = (".........", " . . . . . . . . ", " …… ", "______", " ········ ")


def lines(*texts: str) -> list[Line]:
    return [line(text, y=100 + 14 * rank) for rank, text in enumerate(texts)]


@pytest.mark.parametrize("leader", LEADERS)
@pytest.mark.parametrize("title", ["Table des matières", "SOMMAIRE", "Liste des tableaux", None])
def test_entries_with_leaders(leader: str, title: str | None) -> None:
    head = [title] if title else []
    entries = [f"{each}{leader}{3 + rank}" for rank, each in enumerate(TITLES)]
    found = contents_lines(lines(*head, *entries, "1. Mesures socle", "Du texte."))
    assert found == set(range(len(head) + len(entries)))


def test_entries_without_leaders() -> None:
    entries = [f"{each}  {3 + rank}" for rank, each in enumerate(TITLES)]
    found = contents_lines(lines("Sommaire", *entries, "1. Mesures socle", "Du texte."))
    assert found == set(range(1 + len(entries)))


def test_an_entry_of_two_lines() -> None:
    texts = ["Sommaire", "1. Un titre si long que", "sa fin est plus bas .......... 3"]
    made = lines(*texts, "2. Un autre ........... 4", "3. Le dernier ......... 5")
    found = contents_lines(made)
    assert found == set(range(5))
    assert entry_titles(made, found) == [
        "1. Un titre si long que sa fin est plus bas",
        "2. Un autre",
        "3. Le dernier",
    ]


def test_an_entry_whose_end_is_a_year() -> None:
    made = lines("Sommaire", "1. Les recettes de", "2023 ............. 3", "2. Fin ......... 5")
    assert contents_lines(made) == set(range(4))


def test_headings_and_figures_are_no_contents() -> None:
    assert (
        contents_lines(lines("1. Mesures socle", "Du texte.", "Montant  12", "Total  14")) == set()
    )


def test_one_line_of_dots_is_no_contents() -> None:
    assert contents_lines(lines("Fait à .............", "Le ............", "Du texte.")) == set()


@pytest.mark.parametrize(
    "figures",
    [(4200, 1300, 900, 6400), (60, 45, 30), (7, 9, 16), (1500, 2500, 3500), (640, 120, 820, 90)],
)
def test_figures_set_with_dots_are_no_contents(figures: tuple[int, ...]) -> None:
    made = [f"Part {each} {'.' * 20} {figure}" for each, figure in enumerate(figures)]
    assert contents_lines(lines("Ressources :", *made, "Du texte."), 12) == set()


def test_a_title_makes_entries_whose_numbers_fall_contents() -> None:
    entries = [
        f"{each}{'.' * 9}{page}" for each, page in zip(TITLES, (3, 9, 5, 11, 2), strict=True)
    ]
    found = contents_lines(lines("Sommaire", *entries, "Du texte."), 12)
    assert found == set(range(6))


def test_contents_of_a_whole_of_which_a_part_is_there() -> None:
    entries = [
        f"{each}{'.' * 9}{page}" for each, page in zip(TITLES, (3, 40, 41, 77, 90), strict=True)
    ]
    assert contents_lines(lines(*entries, "Du texte."), 6) == set(range(5))
