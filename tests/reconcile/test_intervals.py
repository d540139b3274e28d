"""What printed figures stand for, and how they are told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.hints import exchanged, exchanged_part, swapped
from reconcile.intervals import Interval, around, precision
from reconcile.linking import link, same
from reconcile.wording import money, number, percent


@pytest.mark.parametrize(
    ("value", "raw", "step"),
    [
        ("51000", "51 000,00 €", "0.01"),
        ("51000", "51 000 €", "1"),
        ("51000", "51 K€", "1000"),
        ("12400000", "12,4 M€", "100000"),
        ("12400000", "12,40 M€", "10000"),
        ("97.9", "97,9 %", "0.1"),
        ("-598", "- 598,00 €", "0.01"),
        ("0", "0,00 €", "0.01"),
        ("0", "0 €", "1"),
        ("1320", "du 01/01/2022 au 30/06/2022\n1 320,00 €", "0.01"),
        ("1320", "2022 1 320,00 €", "0.01"),
        ("1320", "Article 132 : 1 320 €", "1"),
        ("1234.5", "1.234,50", "0.01"),
        ("1300", "mille trois cents euros", "1"),
        ("1300.25", "", "0.01"),
    ],
)
def test_the_last_printed_digit(value: str, raw: str, step: str) -> None:
    assert precision(Decimal(value), raw) == Decimal(step)


decimals = st.decimals(Decimal(-(10**9)), Decimal(10**9), places=2)


@given(decimals)
def test_a_figure_stands_for_itself_and_half_a_digit(value: Decimal) -> None:
    span = around(value, money(value))
    assert span.low <= value <= span.high
    assert span.width == Decimal("0.01")


@given(decimals, decimals, decimals)
def test_intervals_hold_what_is_made_of_their_values(a: Decimal, b: Decimal, c: Decimal) -> None:
    one, two = Interval(min(a, b), max(a, b)), Interval(c, c + 1)
    assert one.plus(two).meets(Interval(a + c, a + c))
    assert one.minus(two).meets(Interval(b - c, b - c))
    assert one.by(two).meets(Interval(a * c, a * c))
    quotient = one.over(two)
    assert (quotient is None) == (two.low <= 0 <= two.high)


@given(st.integers(10, 10**9), st.data())
def test_exchanged_digits_are_found(value: int, data: st.DataObject) -> None:
    text = str(value)
    at = data.draw(st.integers(0, len(text) - 2))
    other = Decimal(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    found = exchanged(Decimal(value), other - value)
    assert found == (None if other == value else other)


def test_hints_say_nothing_of_what_is_not_clear() -> None:
    assert exchanged_part(Decimal(50820), [Decimal(38468), Decimal(12352)]) is None
    two = [Decimal(38468), Decimal(12352)]
    assert exchanged_part(Decimal(51000), two) is None  # 38 648 or 12 532
    assert exchanged_part(Decimal(51000), two, [Decimal(38648)]) == (0, Decimal(38648))
    assert exchanged_part(Decimal(99999), two) is None


def test_figures_in_each_others_place() -> None:
    gaps = [
        (Decimal(-70), [Decimal(170), Decimal(200)]),
        (Decimal(70), [Decimal(100), Decimal(330)]),
    ]
    assert swapped(gaps) == {0: (0, 1, 0), 1: (0, 0, 0)}
    assert swapped([(Decimal(5), [Decimal(1)]), (Decimal(-4), [Decimal(6)])]) == {}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("CCAS d'Isbergues", "Ccas Isbergues", True),
        ("Association Habitat et Insertion", "Habitat Insertion", True),
        ("Collège 12", "Collège 13", False),
        ("La Maison Bleue", "La Maison Rouge", False),
    ],
)
def test_names(one: str, other: str, alike: bool) -> None:
    assert same(one, other) is alike
    assert (link(one, [other, "Tout autre chose"]) == other) is alike


def test_an_ambiguous_name_is_linked_to_none() -> None:
    assert (
        link(
            "Centre social Jean Moulins",
            ["Centre social Jean Moulin", "Centre social Jean Mouline"],
        )
        is None
    )


def test_figures_in_french() -> None:
    assert (money(Decimal("-1234567.5")), number(Decimal("12.50")), percent(Decimal(4))) == (
        "-1 234 567,50 €",
        "12,5",
        "4 %",
    )
