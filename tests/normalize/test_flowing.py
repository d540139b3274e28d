"""Paragraphs that a page break cut in two are read as one, others are not."""

from __future__ import annotations

from decimal import Decimal

from normalize.generic import amounts
from tests.typeset import act

LONG = "A cela s'ajoute la valorisation pour l'association sur le territoire à hauteur de 7"


def test_a_sum_that_a_page_cuts_is_one() -> None:
    found = list(amounts(act("annexe", f"# Proposition\n{LONG}\n~\n378 €.")))
    assert [(row.amount, row.page, row.raw) for row in found] == [(Decimal(7378), 1, "7\n378 €")]


def test_a_line_with_room_left_does_not_go_on() -> None:
    wide = "x" * (len(LONG) + 20)
    found = list(amounts(act("annexe", f"# Proposition\n{LONG}\n~\n378 €.\n\n{wide}.")))
    assert [row.amount for row in found] == [Decimal(378)]


def test_a_sentence_that_ends_does_not_go_on() -> None:
    found = list(amounts(act("annexe", f"# Proposition\n{LONG}.\n~\n378 €.")))
    assert [row.amount for row in found] == [Decimal(378)]
