"""Captions: their words, and where they stand around a table."""

from __future__ import annotations

import pytest

from extract.blocks import Group
from extract.caption_marks import announces_table, is_continuation, is_unit_line, opens_caption
from extract.captions import missing_tables, with_captions
from extract.lines import text_of
from schemas.printed import Box, PrintedCell, PrintedTable, Text
from tests.extract.lines import line


@pytest.mark.parametrize(
    "text",
    [
        "Tableau 20 : Les recettes",
        "Tableau n° 3 - Les recettes",
        "Tableau n°3. Les recettes",
        "TABLEAU 1- EVOLUTION DES RECETTES",
        "Tableau4 – Les recettes",
        "Tableau 2.1 : Les recettes",
        "Tableau II : Les recettes",
        "Tableau A – Les recettes",
        "Tableau : les recettes",
        "Tableau 3 Les recettes par nature",
        "Tab. 4 : Les recettes",
        "Tableau 7",
        "Tableau 7 (suite)",
    ],
)
def test_what_announces_a_table(text: str) -> None:
    assert announces_table(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tableau de bord : les chiffres",
        "Table des matières",
        "Table ronde : les partenaires",
        "Tableau ci-dessous :",
        "tableau 3 : il montre que",
        "Tableau 3 montre que les recettes baissent",
        "Le tableau 3 : les recettes",
        "Graphique 3 : Les recettes",
        "Tableaux",
    ],
)
def test_what_announces_none(text: str) -> None:
    assert not announces_table(text)


def test_a_picture_has_captions_too() -> None:
    assert opens_caption("Graphique 3 : Les recettes")
    assert opens_caption("Carte n° 2 – Les territoires")


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("(en euros)", True),
        ("en milliers d'euros", True),
        ("En Franc CFA", True),
        ("Unité : %", True),
        ("Montants en K€", True),
        ("[€]", True),
        ("en 2023", False),
        ("En bref", False),
        ("En euros, la dépense baisse", False),
        ("(suite)", False),
        ("", False),
    ],
)
def test_lines_that_say_the_unit(text: str, yes: bool) -> None:
    assert is_unit_line(text) is yes


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Tableau 3 (suite)", True),
        ("Tableau n° 3 : Les recettes – suite et fin", True),
        ("Suite du tableau 3", True),
        ("Tableau 3 : La suite des aides", False),
        ("Tableau 4 : Les dépenses", False),
    ],
)
def test_lines_that_say_that_a_table_goes_on(text: str, yes: bool) -> None:
    assert is_continuation(text) is yes


def table(top: float, title: Text | None = None, columns: int = 3) -> Group:
    first = PrintedCell(0, 0, 1, columns, title or Text(), 1, Box(60, top, 500, top + 15))
    cells = (first,) if title else ()
    box = Box(60, top, 500, top + 60)
    return Group(role="table", table=PrintedTable(1, 1, box, "full", 4, columns, 1, cells))


def words(text: str, y: float, x: float = 60, *, bold: bool = False) -> Group:
    return Group([line(text, x, y, bold=bold)], right=500, left=60)


def placed(*groups: Group) -> tuple[list[str], list[str]]:
    """The captions of the tables, and the text that is left."""
    left = with_captions(groups, lambda group: group.text.value.startswith("Titre"))
    captions = [each.table.caption.value for each in left if each.table]
    return captions, [each.text.value for each in left if each.table is None]


CAPTION, OTHER, UNIT = "Tableau 1 : Les recettes", "Tableau 2 : Les dépenses", "(en euros)"


def test_a_caption_above() -> None:
    assert placed(words("Du texte.", 80), words(CAPTION, 98), table(102)) == (
        [CAPTION],
        ["Du texte."],
    )


def test_a_caption_and_its_unit() -> None:
    groups = words(CAPTION, 86), words(UNIT, 98, 450), table(102)
    assert placed(*groups) == ([f"{CAPTION} {UNIT}"], [])


def test_a_unit_alone() -> None:
    assert placed(words("Du texte.", 80), words(UNIT, 98, 450), table(102)) == (
        [UNIT],
        ["Du texte."],
    )


def test_a_unit_far_above_is_text() -> None:
    assert placed(words(UNIT, 40, 450), table(102)) == ([""], [UNIT])


def test_captions_below_where_all_are() -> None:
    groups = table(20), words(CAPTION, 98), table(102), words(OTHER, 178)
    assert placed(*groups) == ([CAPTION, OTHER], [])


def test_captions_above_where_all_are() -> None:
    groups = words(CAPTION, 18), table(20), words(OTHER, 98), table(102)
    assert placed(*groups) == ([CAPTION, OTHER], [])


def test_a_caption_below_the_only_table() -> None:
    assert placed(table(20), words(CAPTION, 98), words("Du texte.", 120)) == (
        [CAPTION],
        ["Du texte."],
    )


def test_a_title_row_in_the_table() -> None:
    title = text_of([line("Les recettes de 2023", y=110)])
    captions, left = placed(words("Du texte.", 98), table(102, title))
    assert captions == ["Les recettes de 2023"]
    assert left == ["Du texte."]


def test_a_centred_line_is_a_title_and_a_heading_is_none() -> None:
    assert placed(words("Les recettes", 98, 250), table(102)) == (["Les recettes"], [])
    assert placed(words("Les recettes", 98, 60), table(102)) == ([""], ["Les recettes"])
    assert placed(words("Titre des recettes", 98, 235), table(102))[0] == [""]


def test_a_sentence_above_is_text() -> None:
    sentence = "Les recettes sont les suivantes :"
    assert placed(words(sentence, 98, 200), table(102)) == ([""], [sentence])


def test_a_caption_without_table_is_told() -> None:
    groups = [words(CAPTION, 98), words("Du texte.", 120)]
    assert with_captions(groups, lambda _: False) == groups
    assert missing_tables(groups) == [
        f"Page 1 : le tableau annoncé n'a pas été trouvé (« {CAPTION} »)."
    ]
