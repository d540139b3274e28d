"""Upright rules that the fade all but lost, followed where their column is known."""

from __future__ import annotations

import numpy as np

from extract.ocr.followed import followed, followed_level, repeated
from extract.ocr.loose import without_strokes
from extract.ocr.picture import ink_of
from extract.ocr.shapes import Grey, SeenLine
from schemas.printed import Rule

DPI = 300.0
UNIT = 72.0 / DPI
ROWS = (20.0, 60.0, 100.0, 140.0, 152.0)  # points: level rules
AT = 100.0
LEVEL = [Rule(20.0, at - 0.3, 220.0, at + 0.3, False) for at in ROWS]


def sheet(*pale: tuple[float, float]) -> Grey:
    """Level rules, and an upright one so pale that it is no ink over the stretches given."""
    grey = np.full((round(180 / UNIT), round(240 / UNIT)), 245.0)
    for at in ROWS:
        grey[round(at / UNIT) - 1 : round(at / UNIT) + 2, round(20 / UNIT) : round(220 / UNIT)] = 60
    for top, bottom in pale:
        grey[
            round(top / UNIT) : round(bottom / UNIT), round(AT / UNIT) - 1 : round(AT / UNIT) + 1
        ] = 225
    grain = np.random.default_rng(7).normal(0, 3, grey.shape)
    return np.clip(grey + grain, 0, 255).astype(np.uint8)


def wall(top: float, bottom: float) -> Rule:
    return Rule(AT - 0.3, top, AT + 0.3, bottom, True)


def uprights(grey: Grey, rules: list[Rule], text: list[SeenLine] | None = None) -> list[Rule]:
    ink, told = ink_of(grey, DPI), text or []
    found = followed([*LEVEL, *rules], grey, ink, UNIT, told)
    found += repeated(found, grey, ink, UNIT, told)
    return sorted((rule for rule in found if rule.vertical), key=lambda rule: rule.top)


def spans(rules: list[Rule]) -> list[tuple[int, int]]:
    return [(round(rule.top), round(rule.bottom)) for rule in rules]


def letters(x0: float, x1: float, top: float, count: int) -> SeenLine:
    step = (x1 - x0) / count / UNIT
    centres = tuple(x0 / UNIT + (at + 0.5) * step for at in range(count))
    return SeenLine("n" * count, x0 / UNIT, top / UNIT, x1 / UNIT, (top + 10) / UNIT, centres, 0.9)


def test_a_wall_goes_on_to_the_next_level_rule() -> None:
    grey = sheet((20.0, 100.0))
    assert spans(uprights(grey, [wall(25.0, 75.0)])) == [(20, 100)]


def test_pieces_with_a_pale_stretch_between_are_one() -> None:
    grey = sheet((20.0, 140.0))
    assert spans(uprights(grey, [wall(20.0, 50.0), wall(115.0, 140.0)])) == [(20, 140)]


def test_a_wall_is_found_again_below_a_cell_that_covers_both_columns() -> None:
    grey = sheet((20.0, 60.0), (140.0, 152.0))
    assert spans(uprights(grey, [wall(20.0, 60.0)])) == [(20, 60), (140, 152)]


def test_no_wall_is_made_where_nothing_is_drawn() -> None:
    grey = sheet((20.0, 60.0), (100.0, 140.0))
    pieces = [wall(20.0, 60.0), wall(100.0, 140.0)]
    assert spans(uprights(grey, pieces)) == [(20, 60), (100, 140)]


def test_letters_beside_a_wall_do_not_hide_it() -> None:
    grey = sheet((20.0, 60.0), (140.0, 152.0))
    for x in (103.0, 108.0, 113.0):  # upright strokes to the right
        grey[round(142 / UNIT) : round(150 / UNIT), round(x / UNIT) : round(x / UNIT) + 6] = 20
    text = [letters(102.0, 116.0, 141.0, 3)]
    assert spans(uprights(grey, [wall(20.0, 60.0)], text)) == [(20, 60), (140, 152)]


def test_no_wall_stands_where_a_line_of_text_runs_across() -> None:
    grey = sheet((20.0, 60.0), (140.0, 152.0))
    text = [letters(80.0, 120.0, 141.0, 8)]
    assert spans(uprights(grey, [wall(20.0, 60.0)], text)) == [(20, 60)]


def test_a_stroke_at_the_edge_of_a_letter_is_no_wall() -> None:
    grey = sheet((20.0, 60.0))
    grey[round(105 / UNIT) : round(112 / UNIT), round(AT / UNIT) - 2 : round(AT / UNIT) + 3] = 20
    text = [letters(98.0, 112.0, 103.0, 3)]
    assert spans(uprights(grey, [wall(20.0, 60.0)], text)) == [(20, 60)]


def across(grey: Grey, pieces: list[Rule], text: list[SeenLine] | None = None) -> list[Rule]:
    """The same sheet turned on its side: what stood upright lies level."""
    level = [Rule(r.top, r.x0, r.bottom, r.x1, True) for r in LEVEL]
    own = [Rule(r.top, r.x0, r.bottom, r.x1, False) for r in pieces]
    grey = np.ascontiguousarray(grey.T)
    found = followed_level([*level, *own], grey, ink_of(grey, DPI), UNIT, text or [])
    return sorted((rule for rule in found if not rule.vertical), key=lambda rule: rule.x0)


def test_a_floor_goes_on_to_the_next_upright_rule() -> None:
    (floor,) = across(sheet((20.0, 100.0)), [wall(48.0, 75.0)])
    assert (round(floor.x0), round(floor.x1)) == (20, 100)


def test_a_floor_under_a_line_of_text_goes_on_and_one_through_its_letters_does_not() -> None:
    under, through = letters(25.0, 55.0, AT - 11.0, 6), letters(25.0, 55.0, AT - 5.0, 6)
    for text, starts in ((under, 20), (through, 52)):
        (floor,) = across(sheet((20.0, 100.0)), [wall(52.0, 100.0)], [text])
        assert round(floor.x0) == starts


def test_a_wall_between_two_words_that_were_read_as_one_line() -> None:
    line = letters(82.0, 118.0, 61.0, 10)
    for text, top in (("nnnn  nnnn", 60), ("nnnnnnnnnn", 72)):
        found = uprights(sheet((60.0, 100.0)), [wall(72.0, 100.0)], [line._replace(text=text)])
        assert spans(found) == [(top, 100)]


def test_a_wall_stays_where_a_title_stands_right_beneath_its_table() -> None:
    ink = np.zeros((600, 900), np.uint8)
    for y in (100, 300):
        ink[y : y + 6, 100:800] = 255
    for x in (100, 400, 794):
        ink[100:306, x : x + 6] = 255
    for x in range(110, 700, 24):  # letters
        ink[307:340, x : x + 14] = 255
    walls = [Rule(x * 0.24, 24.0, x * 0.24 + 1.44, 73.0, True) for x in (100, 400, 794)]
    level = [Rule(24.0, y * 0.24, 192.0, y * 0.24 + 1.44, False) for y in (100, 300)]
    assert without_strokes([*walls, *level], ink, 0.24) == [*walls, *level]
