"""Footnotes, and words cut between lines, on lines put by hand."""

from __future__ import annotations

import pytest

from extract.blocks import Setting
from extract.lines import Line, text_of
from extract.notes import note_lines
from tests.extract.lines import line

SETTING = Setting(size=10, leading=1.2, right=500, bold=False)
HEIGHT = 842.0


def notes(*lines: Line) -> list[str]:
    found = note_lines(lines, SETTING, HEIGHT)
    return [each.text for each in lines if id(each) in found]


@pytest.mark.parametrize("mark", ["1", "(1)", "*", "²"])
def test_small_lines_that_a_mark_opens_are_notes(mark: str) -> None:
    made = [
        line("Du texte de la page.", y=600),
        line(f"{mark} Source : le Département", y=760, size=8),
        line("et ses partenaires", y=770, size=8),
    ]
    assert notes(*made) == [each.text for each in made[1:]]


@pytest.mark.parametrize(
    "made",
    [
        [line("Du texte.", y=600), line("1 Une ligne de texte", y=760)],
        [line("1 Une petite ligne du haut", y=90, size=8), line("Du texte.", y=600)],
        [line("Du texte.", y=600), line("Une petite ligne", y=760, size=8)],
    ],
    ids=["as big as the text", "at the top", "no mark"],
)
def test_what_is_no_note(made: list[Line]) -> None:
    assert notes(*made) == []


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ("la conven-", "tion signée", "la convention signée"),
        ("la conven\u00ad", "tion signée", "la convention signée"),
        ("le sous-", "préfet", "le sous-préfet"),
        ("entre Mont-", "Blanc et", "entre Mont-Blanc et"),
        ("de 2022-", "2023", "de 2022-2023"),
        ("le texte -", "une incise", "le texte - une incise"),
        ("le texte", "va à la ligne", "le texte va à la ligne"),
    ],
)
def test_words_cut_at_the_end_of_a_line(before: str, after: str, value: str) -> None:
    text = text_of([line(before, y=100), line(after, y=112)])
    assert text.value == value
    assert text.raw == f"{before}\n{after}"
