"""Headings and their levels, on lines put by hand."""

from __future__ import annotations

import pytest

from extract.blocks import Group, Setting
from extract.marks import bullet, rank
from extract.outline import (
    Heading,
    above_text,
    cover_pages,
    find_heading,
    heading_bullets,
    is_signature,
    nest,
    opens_bold_text,
    split_number,
    title_length,
)
from tests.extract.lines import line

SETTING = Setting(size=10, leading=1.2, right=500, bold=False)
NONE: frozenset[str] = frozenset()


def group(
    text: str, *, size: float = 10, bold: bool = True, x: float = 60, y: float = 100
) -> Group:
    made = Group([line(text, x, y, size=size, bold=bold)], right=500, left=60)
    made.mark = bullet(text)
    made.role = "bullet" if made.mark and made.mark.kind == "bullet" else "text"
    return made


def found(text: str, *, size: float = 10, bold: bool = True) -> Heading:
    heading = find_heading(group(text, size=size, bold=bold), SETTING, NONE)
    assert heading is not None, text
    return heading


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1. Mesures socle", "1", "Mesures socle"),
        ("1.1.1.5.2. Budget exécuté", "1.1.1.5.2", "Budget exécuté"),
        ("1.1.1.5.2 Budget exécuté", "1.1.1.5.2", "Budget exécuté"),
        ("2 – Former", "2", "Former"),
        ("Axe 2 – Action 2.3 : Former", "Axe 2 – Action 2.3", "Former"),
        ("I.A.2) Former", "I.A.2)", "Former"),
        ("III. Former", "III", "Former"),
        ("A – Former", "A", "Former"),
        ("b) Former", "b)", "Former"),
        ("Article 8 :", "Article 8", ""),
        ("Article 1er : Objet", "Article 1er", "Objet"),
        ("Annexe n° 4 – Répartition", "Annexe n° 4", "Répartition"),
        ("ANNEXE1 : Tableau", "ANNEXE1", "Tableau"),
        ("Fiche action 12 : Former", "Fiche action 12", "Former"),
        ("Budget prévisionnel :", "", "Budget prévisionnel"),
        ("Annexes", "", "Annexes"),
        ("Actions du secteur", "", "Actions du secteur"),
    ],
)
def test_number_and_title(text: str, number: str, title: str) -> None:
    printed, bare = split_number(found(text))
    assert (printed, bare.value) == (number, title)


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("Le budget prévisionnel est de 12 000 €", True),
        ("Total : 12 000", True),
        ("Une phrase en gras qui finit par un point.", True),
        ("suite d'une phrase en gras", True),
        ("Une ligne de texte", False),
        ("1. une liste ordinaire", False),
        ("- une puce en gras", True),
        ("Tableau 3 : Les recettes", True),
        ("(en milliers d'euros)", True),
        ("12", True),
        ("LE PRESIDENT DU CONSEIL DEPARTEMENTAL,", False),
        ("DECIDE :", False),
    ],
)
def test_what_is_no_heading(text: str, bold: bool) -> None:
    assert find_heading(group(text, bold=bold), SETTING, NONE) is None


def test_a_title_of_the_contents_is_a_heading_however_set() -> None:
    plain = group("Un titre sans apparence", bold=False)
    assert find_heading(plain, SETTING, NONE) is None
    assert find_heading(plain, SETTING, frozenset({"un titre sans apparence"})) is not None


@pytest.mark.parametrize(
    ("number", "place"),
    [("3", 3), ("1.12", 12), ("c", 3), ("I.C", 3), ("III", 3), ("Article 1er", 1), ("b)", 2)],
)
def test_the_rank_of_a_number(number: str, place: int) -> None:
    assert rank(number) == place


def levels(*texts: str) -> list[int]:
    """Of headings set alike; two stars before those set bigger."""
    made = [found(t.removeprefix("**"), size=14 if t.startswith("**") else 10) for t in texts]
    return [level for level, _ in nest(made)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1. A la une", "1.1. Encore", "1.1.1. Toujours", "1.2. Enfin", "2. Fin"], [1, 2, 3, 2, 1]),
        (["I. Un", "I.A. Deux", "I.A.1) Trois", "I.A.2) Quatre", "I.B. Cinq", "II. Six"],
         [1, 2, 3, 3, 2, 1]),
        (["Axe 1 : Un", "Action 1.1 : Deux", "Action 1.2 : Trois", "Axe 2 : Quatre"], [1, 2, 2, 1]),
        (["1. Un", "Description", "Budget", "2. Deux", "Description"], [1, 2, 2, 1, 2]),
        (["**Un", "Description", "Budget", "**Deux", "Description"], [1, 2, 2, 1, 2]),
        (["**1. Thème", "Opération 1 : Une", "**1. Descriptif", "**2. Bilan", "Opération 2 : Autre",
          "**1. Descriptif", "**2. Bilan", "**3. Propositions", "**2. Autre thème"],
         [1, 2, 3, 3, 2, 3, 3, 3, 1]),
        (["**1. Un", "1.1. Deux", "**Conclusion"], [1, 2, 1]),
        (["1. Un", "1.1. Deux", "Annexe 1 : Trois", "Article 1 : Quatre", "Annexe 2 : Cinq"],
         [1, 2, 1, 2, 1]),
        (["1. Un", "2. Annexes", "Annexe 1 : Trois", "Annexe 2 : Cinq"], [1, 1, 2, 2]),
        (["Article 1 : Un", "Article 2 : Deux"], [1, 1]),
    ],
)  # fmt: skip
def test_levels(texts: list[str], expected: list[int]) -> None:
    assert levels(*texts) == expected


def test_bold_bullets_above_text_are_headings() -> None:
    text = group("Du texte sous la puce.", bold=False)
    groups = [group("➢ Délibération 1"), text, group("➢ Délibération 2"), text]
    assert heading_bullets(groups, SETTING) == {"➢"}
    heading = find_heading(groups[0], SETTING, NONE, frozenset({"➢"}))
    assert heading is not None
    assert heading.text.value == "Délibération 1"


def test_bold_bullets_of_a_list_are_none() -> None:
    groups = [group("- Former"), group("- Suivre"), group("- Loger"), group("Texte", bold=False)]
    assert heading_bullets(groups, SETTING) == frozenset()


def test_a_name_in_the_right_half_signs() -> None:
    def heading(text: str, x: float) -> Heading:
        made = find_heading(group(text, x=x), SETTING, NONE)
        assert made is not None
        return made

    assert is_signature(heading("Le Président", 350), SETTING)
    assert not is_signature(heading("Le Président", 60), SETTING)
    assert not is_signature(heading("3. Le Président", 350), SETTING)
    centred = heading("Le budget de l'action en cours", 205)
    assert not is_signature(centred, SETTING)


def test_what_capitals_must_stand_above() -> None:
    assert above_text(group("Une phrase entière, avec son point.", bold=False))
    assert above_text(group("- une puce", bold=False))
    assert not above_text(group("Jean Dupont", bold=False))
    assert not above_text(None)


def test_the_title_leads() -> None:
    title, other = found("Rapport de la convention", size=18), found("Introduction", size=14)
    first, twin = found("1. Un"), found("Rapport de suivi", size=18)
    assert title_length([title, first], 2, NONE, True) == 1
    assert title_length([title, other, first], 3, NONE, True) == 1
    assert title_length([title, first, twin], 2, NONE, True) == 0
    assert title_length([title, first], 1, frozenset({"rapport de la convention"}), False) == 0
    assert title_length([title], 0, NONE, False) == 0
    smaller = found("Convention de 2022", size=14)
    assert title_length([title, smaller, first], 2, NONE, False) == 2
    assert title_length([title, smaller, first], 2, NONE, True) == 1


def test_covers_hold_no_text() -> None:
    pages = [
        [line("RAPPORT", 200, 200, size=20, bold=True), line("Juin 2023", 240, 400)],
        [line("Résumé", size=14, bold=True, page=2), line("Du texte. " * 20, y=130, page=2)],
        [line("Suite", size=14, bold=True, page=3)],
    ]
    groups = [Group([each], right=500, left=60) for page in pages for each in page]
    assert cover_pages(groups) == {1}
    assert cover_pages(groups[:2]) == frozenset()


@pytest.mark.parametrize(
    ("printed", "covers"),
    [
        ((("Rapport", "Juin 2023"), ("Synthèse", "Annexes"), ("Suite",)), {1, 2}),
        ((("Rapport", "Juin 2023"), ("2. Former", "Coût"), ("Suite",)), {1}),
        ((("1. Rapport", "Coût"), ("Former",), ("Suite",)), set()),
        (
            (
                ("Rapport",),
                ("Un", "Coût", "Il est de 9 €.", "Bilan", "Fait."),
                ("Deux", "Coût", "Il est de 3 €."),
                ("Bilan", "Non fait.", "Trois"),
            ),
            {1},
        ),
        ((("Pays", "Rapport", "Pays"), ("Pays", "Rapport"), ("Pays", "Suite")), {1, 2}),
    ],
)
def test_a_page_on_which_sections_open_is_no_cover(
    printed: tuple[tuple[str, ...], ...], covers: set[int]
) -> None:
    groups = [
        Group([line(text, 60, 100 + 30 * row, bold=text[-1].isalnum(), page=page)], 500, 60)
        for page, texts in enumerate(printed, start=1)
        for row, text in enumerate(texts)
    ]
    headings = [find_heading(each, SETTING, NONE) for each in groups]
    assert cover_pages(groups, headings) == covers


def test_a_bold_line_that_begins_a_bold_passage() -> None:
    heading = found("La Cour recommande au maire :")
    assert opens_bold_text(heading, group("- de tenir le registre ;"), SETTING)
    assert opens_bold_text(heading, group("de tenir le registre, et de le signer."), SETTING)
    assert not opens_bold_text(heading, group("Du texte ordinaire.", bold=False), SETTING)
    assert not opens_bold_text(heading, group("Un autre titre"), SETTING)
    assert not opens_bold_text(found("1. Titre"), group("- de tenir le registre ;"), SETTING)


def test_a_chapter_holds_what_its_rank_numbers() -> None:
    texts = ["III. Un", "3.1. Deux", "3.1.1. Trois", "3.2. Quatre", "IV.CINQ", "4.1.Six"]
    assert levels(*texts) == [1, 2, 3, 2, 1, 2]
