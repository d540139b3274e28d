"""Paragraphs and bullets, on lines put by hand."""

from __future__ import annotations

import pytest

from extract.blocks import Group, Placed, Setting, bullet_levels, group
from extract.marks import bullet
from tests.extract.lines import line

SETTING = Setting(size=10, leading=1.2, right=500, bold=False)
FULL = "Une ligne qui va jusqu'au bord de la page et que rien ne termine, si bien que la"  # 80


def groups(*lines: tuple[str, float, float] | tuple[str, float, float, bool]) -> list[Group]:
    """What lines (text, x, baseline, bold) make."""
    made = [line(each[0], each[1], each[2], bold=len(each) > 3) for each in lines]
    return list(group((Placed(each, 500, 60) for each in made), SETTING))


def texts(*lines: tuple[str, float, float] | tuple[str, float, float, bool]) -> list[str]:
    return [each.text.value for each in groups(*lines)]


@pytest.mark.parametrize("mark", ["•", "-", "–", "—", "o", "○", "▪", "*", "➢", "✓", "\uf0b7", "¾"])
def test_every_mark_opens_a_bullet(mark: str) -> None:
    found = bullet(f"{mark} proposer un entretien")
    assert found is not None
    assert (found.text, found.length) == (mark, 2)


@pytest.mark.parametrize("text", ["1) proposer", "a) proposer", "(a) proposer", "iv) proposer"])
def test_ordered_marks(text: str) -> None:
    found = bullet(text)
    assert found is not None
    assert found.kind == "ordered"


@pytest.mark.parametrize(
    "text",
    [
        "- 3 868,00",
        "– 12 %",
        "-3868",
        "ou bien",
        "on propose",
        "– JUILLET 2023 –",
        "1 200 €",
        "*",
        "2023) fin",
    ],
)
def test_what_is_no_bullet(text: str) -> None:
    assert bullet(text) is None


def test_a_full_line_goes_on() -> None:
    assert texts((FULL, 60, 100), ("suite du texte.", 60, 112)) == [f"{FULL} suite du texte."]


def test_a_wide_step_parts_paragraphs() -> None:
    assert len(texts((FULL, 60, 100), ("Suite du texte.", 60, 130))) == 2


def test_a_short_line_ends_its_paragraph() -> None:
    assert len(texts(("Une ligne courte.", 60, 100), ("Une autre.", 60, 112))) == 2


def test_a_bold_line_is_apart_from_text() -> None:
    assert len(texts(("Budget prévisionnel", 60, 100, True), ("Il est de 12 €.", 60, 112))) == 2


def test_a_paragraph_that_begins_in_bold() -> None:
    full = f"{FULL} nouvelle"
    assert len(texts((full, 60, 100, True), ("suite en maigre.", 60, 112))) == 1


def test_a_bullet_of_two_lines_and_the_next() -> None:
    found = texts(
        (f"- {FULL[:-4]}", 72, 100), ("suite de la puce ;", 84, 112), ("- une autre.", 72, 124)
    )
    assert found == [f"- {FULL[:-4]} suite de la puce ;", "- une autre."]


def test_bullets_are_nested_by_their_indent() -> None:
    found = groups(
        ("- premier ;", 72, 100),
        ("o second ;", 90, 112),
        ("▪ troisième ;", 108, 124),
        ("o encore second ;", 90, 136),
        ("- encore premier.", 72, 148),
        ("Du texte.", 60, 172),
        ("• une autre liste.", 90, 196),
    )
    bullet_levels(found)
    assert [each.level for each in found] == [1, 2, 3, 2, 1, 0, 1]


def test_a_caption_opens_a_block_of_its_own() -> None:
    assert len(texts((FULL, 60, 100), ("Tableau 3 : Les recettes", 60, 112))) == 2
