"""The geometric steps of the table engine, each on rules and words put by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.tables import find_tables
from extract.tables.backgrounds import without_underlines
from extract.tables.figures import is_figure, is_mark, is_year
from extract.tables.grid import cluster, make_grid
from extract.tables.parting import part_frame
from extract.tables.segments import frames, join_rules
from schemas.printed import Box, Rule, Word
from tests.table_printer.pages import (
    lattice,
    level,
    only,
    page_of,
    phrase,
    right,
    rows_of,
    spans_of,
    upright,
    word,
)


@pytest.mark.parametrize(
    ("rules", "spans"),
    [
        ([level(10, 0, 50), level(10, 52, 100)], [(0, 100)]),
        ([level(10, 0, 50), level(10.8, 50, 100)], [(0, 100)]),
        ([level(10, x, x + 2.5, dashed=True) for x in range(0, 100, 4)], [(0, 98.5)]),
        ([level(10, 0, 40), level(10, 60, 100)], [(0, 40), (60, 100)]),
        ([level(10, 0, 3)], []),
    ],
    ids=["broken", "a hair off", "dashes", "apart", "a tick"],
)
def test_pieces_of_a_line_are_joined(rules: list[Rule], spans: list[tuple[float, float]]) -> None:
    assert [(s.start, s.end) for s in join_rules(rules, False)] == spans


def test_places_near_each_other_are_one() -> None:
    assert cluster([10, 11.5, 40, 42, 90], 3.0) == [10.75, 41, 90]


def test_lines_that_do_not_touch_are_two_frames() -> None:
    rules = [*lattice([0, 50, 100], [0, 20, 40]), *lattice([200, 250, 300], [0, 20, 40])]
    found = frames(join_rules(rules, False), join_rules(rules, True))
    assert [frame.box for frame in found] == [Box(0, 0, 100, 40), Box(200, 0, 300, 40)]


def test_missing_rules_make_spans() -> None:
    rules = [level(y, 0, 150) for y in (0, 20, 60)] + [level(40, 50, 150)]
    rules += [upright(x, 0, 60) for x in (0, 50, 150)] + [upright(100, 0, 20)]
    (frame,) = frames(join_rules(rules, False), join_rules(rules, True))
    grid = make_grid(frame)
    assert grid is not None
    assert sorted(grid.areas) == [
        (0, 0, 1, 1), (0, 1, 1, 2), (0, 2, 1, 3), (1, 0, 3, 1), (1, 1, 2, 3), (2, 1, 3, 3),
    ]  # fmt: skip


def test_double_rules_are_one_edge() -> None:
    rules = [*lattice([0, 50, 100], [0, 20, 40]), level(21.8, 0, 100), upright(51.5, 0, 40)]
    (frame,) = frames(join_rules(rules, False), join_rules(rules, True))
    grid = make_grid(frame)
    assert grid is not None
    assert (len(grid.xs), len(grid.ys)) == (3, 3)


def test_two_tables_that_touch_are_parted() -> None:
    upper = lattice([0, 40, 90, 130, 200], [0, 20, 40])
    lower = lattice([0, 60, 110, 160, 200], [40, 60, 80])
    (frame,) = frames(join_rules(upper + lower, False), join_rules(upper + lower, True))
    assert [part.box for part in part_frame(frame)] == [Box(0, 0, 200, 40), Box(0, 40, 200, 80)]


def test_a_grouped_header_is_not_parted_from_its_columns() -> None:
    rules = lattice([0, 40, 90, 130, 200], [20, 40, 60])
    rules += [level(0, 0, 200), *(upright(x, 0, 20) for x in (0, 40, 130, 200))]
    (frame,) = frames(join_rules(rules, False), join_rules(rules, True))
    assert len(part_frame(frame)) == 1


def test_ruled_table() -> None:
    words = [
        *phrase("Territoire", 2, 12, bold=True), *phrase("Montant retenu", 102, 12, bold=True),
        *phrase("Nord", 2, 32), *right("1 200,00 €", 198, 32),
        *phrase("Sud et", 2, 52), *phrase("Est", 2, 61), *right("0,00 €", 198, 52),
    ]  # fmt: skip
    table = only(page_of(words, lattice([0, 100, 200], [0, 20, 40, 65])))
    assert rows_of(table) == [
        ["Territoire", "Montant retenu"], ["Nord", "1 200,00 €"], ["Sud et Est", "0,00 €"],
    ]  # fmt: skip
    assert (table.ruling, table.header_rows, table.sure) == ("full", 1, True)
    assert table.words == frozenset(map(id, words))


def test_turned_text_is_read_upwards() -> None:
    turned = [word("Axe", 20, 58, angle=270), word("un", 20, 40, angle=270)]
    words = [*turned, *phrase("a", 60, 12), *phrase("b", 60, 32), *phrase("c", 60, 52)]
    rules = [
        *lattice([50, 100], [0, 20, 40, 60]),
        level(0, 0, 50),
        level(60, 0, 50),
        upright(0, 0, 60),
    ]
    assert spans_of(only(page_of(words, rules)))["Axe un"] == (0, 0, 3, 1)


def test_a_box_around_text_is_no_table() -> None:
    page = page_of(phrase("Encadré", 20, 30), lattice([0, 200], [0, 60]))
    assert find_tables(page) == []


def test_side_by_side() -> None:
    rules = [*lattice([0, 50, 100], [0, 20, 40]), *lattice([200, 250, 300], [0, 20, 40])]
    words = [
        w for x in (0, 200) for y in (12, 32) for w in (word("a", x + 5, y), word("b", x + 55, y))
    ]
    left, second = find_tables(page_of(words, rules))
    assert (left.box.x0, second.box.x0) == (0, 200)


def test_a_figure_that_overflows_to_the_left_stays_whole() -> None:
    figure = right("12 345 678 901,00 €", 147, 32)
    words = [*phrase("Libellé", 2, 12), *phrase("Montant", 102, 12), *phrase("A", 2, 32), *figure]
    table = only(page_of(words, lattice([0, 100, 150], [0, 20, 40])))
    assert rows_of(table)[1] == ["A", "12 345 678 901,00 €"]


@pytest.mark.parametrize(
    ("first", "second", "cells"),
    [
        ("14/03/2012", "BMPR", ["14/03/2012", "BMPR"]),  # letters are no part of a figure
        ("renouvel", "lement", ["renouvellement", ""]),
        ("art. 7", "&11", ["art. 7&11", ""]),
    ],
)
def test_a_word_that_begins_where_one_ends_at_a_rule(
    first: str, second: str, cells: list[str]
) -> None:
    head = right(first, 99.9, 32)
    rest = replace(word(second, 100.2, 32), space="")
    words = [*phrase("Date", 5, 12), *phrase("Demandeur", 120, 12), *head, rest]
    table = only(page_of(words, lattice([0, 100, 200], [0, 20, 40])))
    assert rows_of(table)[1] == cells


def test_text_over_text_is_not_sure() -> None:
    words = [*phrase("Libellé", 2, 12), *phrase("Montant", 102, 12), *phrase("Nord", 2, 32)]
    words += [*phrase("cent", 110, 32), *phrase("douze", 112, 32)]
    table = only(page_of(words, lattice([0, 100, 200], [0, 20, 40])))
    assert not table.sure
    assert table.warnings == ("Page 1 : Des textes se superposent dans une cellule.",)


def test_level_rules_and_partial_rules() -> None:
    """Rules that leave the first column out merge its rows; words tell the columns."""
    words: list[Word] = []
    for y, cells in (
        (12, ("Axe", "Structure", "Prévu")),
        (32, ("Emploi", "Mission locale", "1 000 €")),
        (52, ("", "Régie de quartier", "20 €")),
        (72, ("Santé", "Centre social", "300 €")),
    ):
        words += phrase(cells[0], 2, y) + phrase(cells[1], 102, y) + right(cells[2], 298, y)
    rules = [level(y, 0, 300) for y in (0, 20, 60, 80)] + [level(40, 100, 300)]
    table = only(page_of(words, rules))
    assert (table.ruling, table.rows, table.columns, table.header_rows) == ("horizontal", 4, 3, 1)
    assert spans_of(table)["Emploi"] == (1, 0, 2, 1)
    assert spans_of(table)["Santé"] == (3, 0, 1, 1)


def test_three_rules_and_rows_by_figures() -> None:
    words: list[Word] = []
    for y, cells in (
        (12, ("Dépenses", "2021", "2022")),
        (32, ("Personnel", "10,5", "11,0")),
        (44, ("Achats et", "", "")),
        (53, ("fournitures", "2,5", "3,0")),
        (65, ("Total", "13,0", "14,0")),
    ):
        words += phrase(cells[0], 2, y)
        for text, x1 in zip(cells[1:], (198, 298), strict=True):
            words += right(text, x1, y) if text else []
    table = only(page_of(words, [level(y, 0, 300) for y in (0, 20, 70)]))
    assert rows_of(table)[1:] == [
        ["Personnel", "10,5", "11,0"], ["Achats et fournitures", "2,5", "3,0"],
        ["Total", "13,0", "14,0"],
    ]  # fmt: skip


def test_columns_never_part_the_groups_of_a_figure() -> None:
    words: list[Word] = []
    for index in range(8):
        words += phrase(f"Ligne {index}", 2, 12 + 15 * index)
        words += right(f"{index + 1} 250 {index}00,00", 200, 12 + 15 * index)
    table = only(page_of(words))
    assert (table.ruling, table.columns) == ("none", 2)
    assert rows_of(table)[3] == ["Ligne 3", "4 250 300,00"]


def test_a_line_that_says_in_what_a_table_counts_names_no_column() -> None:
    words = phrase("(En milliards de FCFA)", 150, 2)
    words += [*phrase("Compte", 2, 14), *right("2021", 200, 14), *right("2022", 270, 14)]
    for index in range(4):
        y = 28 + 14 * index
        words += [*phrase(f"Ligne {index}", 2, y), *right(f"{index + 1}2,50", 200, y)]
        words += right(f"{index + 3}7,10", 270, y)
    table = only(page_of(words))
    assert rows_of(table)[0] == ["Compte", "2021", "2022"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            ("1.1 Introduction ..........", "3"),
            ("1.2 Emploi ..........", "7"),
            ("2 Bilan .....", "12"),
        ],
        [("Introduction", "3"), ("Emploi", "7"), ("Bilan", "12")],
        [("Fait à Lille, le 3 mai", "Le président"), ("", "Signé"), ("", "A. Martin")],
        [("- Nord", "1 200 €"), ("- Sud", "800 €"), ("- Est", "900 €")],
        [("Nord", "1 200 €"), ("Sud", "800 €")],
    ],
    ids=["leaders", "contents", "signature", "bullets", "two lines"],
)
def test_aligned_lines_that_are_no_table(lines: list[tuple[str, str]]) -> None:
    words: list[Word] = []
    for index, (label, figure) in enumerate(lines):
        y = 12 + 15 * index
        words += (phrase(label, 2, y) if label else []) + right(figure, 300, y)
    assert find_tables(page_of(words)) == []


def test_underlines_are_no_rules() -> None:
    words = phrase("Source : rapport", 10, 50)
    below = level(51.0, words[0].box.x0, words[-1].box.x1)
    whole = level(51.0, 0, 300)
    assert list(without_underlines([below, whole], words)) == [whole]


def test_prose_between_rules_is_no_table() -> None:
    line = "Le Département accompagne les allocataires dans leur parcours vers un emploi durable"
    words = [w for i in range(5) for w in phrase(line, 5, 20 + 12 * i)]
    width = max(w.box.x1 for w in words) + 5
    assert (
        find_tables(page_of(words, [level(5, 0, width), level(80, 0, width), level(95, 0, width)]))
        == []
    )


@pytest.mark.parametrize(
    ("text", "figure", "year", "mark"),
    [
        ("1 200,00 €", True, False, False), ("-3,5 %", True, False, False),
        ("(1 200)", True, False, False), ("2023", True, True, False),
        ("2022-2023", False, True, False), ("-", False, False, True), ("n/a", False, False, True),
        ("12 personnes", False, False, False), ("1 492,00 € H.T.", True, False, False),
    ],
)  # fmt: skip
def test_what_a_cell_looks_like(text: str, figure: bool, year: bool, mark: bool) -> None:
    assert (is_figure(text), is_year(text), is_mark(text)) == (figure, year, mark)
