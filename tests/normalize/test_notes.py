"""The marks of notes, printed as superscripts, are no digits of the figures they stand on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.amounts import find_amounts, read_amount
from normalize.blanks import without_notes
from normalize.numbers import read_number


@pytest.mark.parametrize(
    "text", ["1 200¹", "1 200⁽¹⁾", "1 200⁽¹²⁾ €", "1 200 €¹", "1 200 €⁽¹⁾", "1 200² €"]
)
def test_a_figure_reads_as_without_its_mark(text: str) -> None:
    assert read_amount(text).amount == read_number(text).value == Decimal(1200)


def test_an_amount_in_a_sentence_reads_as_without_its_mark() -> None:
    (found,) = find_amounts("Il verse 1 200¹ € par an sur 40 m².")
    assert found.reading.amount == Decimal(1200)


def test_powers_and_units_are_no_marks() -> None:
    assert without_notes("10⁶ €, 40 m²") == "10⁶ €, 40 m²"
    assert read_amount("10⁶ €").amount is None
