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
