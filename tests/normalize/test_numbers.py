"""Indicator cells: numbers with their units, and cells that hold several."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.labelled_numbers import labelled_numbers
from normalize.numbers import read_number


@pytest.mark.parametrize(
    ("text", "value", "unit", "precision"),
    [
        ("439", "439", "", "1"),
        ("0", "0", "", "1"),
        ("1 234", "1234", "", "1"),
        ("1\u202f234", "1234", "", "1"),
        ("1 234,5", "1234.5", "", "0.1"),
        ("10,47", "10.47", "", "0.01"),
        ("10.47", "10.47", "", "0.01"),
        ("8,7%", "8.7", "%", "0.1"),
        ("75 %", "75", "%", "1"),
        ("75\u00a0%", "75", "%", "1"),
        ("12 %*", "12", "%", "1"),
        ("100 pour cent", "100", "%", "1"),
        ("2,4 ETP", "2.4", "ETP", "0.1"),
        ("1,5 ETP.", "1.5", "ETP", "0.1"),
        ("40 jours", "40", "jours", "1"),
        ("12 km²", "12", "km²", "1"),
        ("40 m² (2)", "40", "m²", "1"),
        ("40 jours ouvrés", "40", "jours ouvrés", "1"),
        ("7 bénéficiaires du RSA", "7", "bénéficiaires du RSA", "1"),
        ("-5", "-5", "", "1"),
        ("\u2212 5 %", "-5", "%", "1"),
        ("+ 12 points", "12", "points", "1"),
        ("30*", "30", "", "1"),
        ("12 (1)", "12", "", "1"),
        ("1 200 €", "1200", "EUR", "1"),
        ("12,4 M€", "12400000", "EUR", "100000"),
        ("trois", "3", "", "1"),
        ("2022", "2022", "", "1"),
    ],
)
def test_stated(text: str, value: str, unit: str, precision: str) -> None:
    reading = read_number(text)
    assert reading.state == "stated"
    assert (reading.value, reading.unit) == (Decimal(value), unit)
    assert reading.precision == Decimal(precision)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("15 février", "text"),
        ("3ème", "text"),
        ("12 bis", "text"),
        ("n/a", "not_applicable"),
        ("Non concerné", "not_applicable"),
        ("ND", "not_available"),
        ("-", "blank"),
        ("", "blank"),
        ("Indicateur Etat", "text"),
        ("< 30", "text"),
        ("1/3", "text"),
        ("10h30", "text"),
        ("30-40", "text"),
        ("30.06.2023", "text"),
        ("3e", "text"),
        ("12 dont 3 femmes", "text"),
        ("75 % des jeunes", "text"),
        ("2 ans et demi", "text"),
        ("12 34 567", "uncertain"),
    ],
)
def test_no_value(text: str, state: str) -> None:
    assert (read_number(text).value, read_number(text).state) == (None, state)


@pytest.mark.parametrize("text", ["1.234", "1,234", "(12)", "environ 1 234", "1.234 jours"])
def test_uncertain(text: str) -> None:
    reading = read_number(text)
    assert (reading.state, reading.ambiguous, bool(reading.note)) == ("uncertain", True, True)
    assert reading.value in (Decimal(1234), Decimal(12))


@given(
    st.integers(min_value=-(10**9), max_value=10**9),
    st.sampled_from([0, 1, 2]),
    st.sampled_from([" ", "\u00a0", "\u202f", ""]),
    st.sampled_from([("", ""), (" %", "%"), ("%", "%"), (" ETP", "ETP"), ("\u00a0jours", "jours")]),
)
def test_numbers_read_back(units: int, places: int, blank: str, unit: tuple[str, str]) -> None:
    whole, rest = divmod(abs(units), 10**places)
    text = ("-" if units < 0 else "") + f"{whole:,}".replace(",", blank)
    text += f",{rest:0{places}d}" if places else ""
    reading = read_number(text + unit[0])
    assert (reading.state, reading.value) == ("stated", Decimal(units).scaleb(-places))
    assert (reading.unit, reading.precision) == (unit[1], Decimal(1).scaleb(-places))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Intégralité du réseau : 241 Chiffres MIP : 25",
            [("Intégralité du réseau", "241"), ("Chiffres MIP", "25")],
        ),
        ("Hommes = 12 ; Femmes = 13", [("Hommes", "12"), ("Femmes", "13")]),
        ("12 (hommes) 13 (femmes)", [("hommes", "12"), ("femmes", "13")]),
        ("12 (dont 3 femmes)", [("", "12"), ("femmes", "3")]),
        ("2022 : 241 2023 : 25", [("2022", "241"), ("2023", "25")]),
        ("Réseau : ND MIP : 25", [("Réseau", "None"), ("MIP", "25")]),
        ("Réseau : - MIP : 25", [("Réseau", "None"), ("MIP", "25")]),
        ("Hommes : 12 personnes Femmes : 13 personnes", [("Hommes", "12"), ("Femmes", "13")]),
        ("Total\u00a0: 1\u202f234,50 €, part : 8,7 %", [("Total", "1234.5"), ("part", "8.7")]),
        (
            "- Enfants de 0 à 3 ans : 12\n- Autres : 1 200",
            [("Enfants de 0 à 3 ans", "12"), ("Autres", "1200")],
        ),
        ("Réseau : 12 Femmes : 3", [("Réseau", "12"), ("Femmes", "3")]),
        ("Réseau : 12 femmes : 3", [("Réseau", "12"), ("femmes", "3")]),
        ("Taux : 75%", [("Taux", "75")]),
        ("A : 12 dont 3 femmes", []),
        ("Délai : 2 à 3 jours", []),
        ("Ratio : 1/3", []),
        ("12:30", []),
        ("439", []),
        ("Date : 30/06/2023", []),
        ("en cours : voir page 12", []),
        ("", []),
    ],
)
def test_labelled_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    found = labelled_numbers(text)
    assert [(n.label, str(n.reading.value)) for n in found] == expected
    assert [text[n.label_start : n.label_end] for n in found] == [label for label, _ in expected]
    assert all(read_number(text[n.start : n.end]).value == n.reading.value for n in found)


def test_a_group_that_may_open_the_next_label_is_uncertain() -> None:
    first, second = labelled_numbers("Accueil : 2 100 premiers jours : 3")
    assert (first.reading.state, second.reading.state) == ("uncertain", "stated")


LABELS = st.sampled_from(["Réseau", "Chiffres MIP", "Femmes", "dont mineurs", "Objectif 1"])


@given(
    st.lists(st.tuples(LABELS, st.integers(min_value=0, max_value=999)), min_size=1, max_size=4),
    st.sampled_from([" : ", ": ", " = ", "\u00a0:\u00a0"]),
    st.sampled_from([" ", " ; ", ", ", "\n", "\n- "]),
)
def test_labelled_numbers_read_back(pairs: list[tuple[str, int]], colon: str, between: str) -> None:
    text = between.join(f"{label}{colon}{value}" for label, value in pairs)
    expected = [(label, Decimal(value)) for label, value in pairs]
    assert [(n.label, n.reading.value) for n in labelled_numbers(text)] == expected
