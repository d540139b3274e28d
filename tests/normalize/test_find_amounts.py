"""Amounts in prose: exactly those that carry a currency, with their offsets."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.amounts import find_amounts

NB, NARROW = "\u00a0", "\u202f"


def found(text: str) -> list[tuple[str, str]]:
    """Each amount as printed, and `?` before its value where it is uncertain."""
    marks = {"stated": "", "uncertain": "?"}
    return [
        (text[s.start : s.end], marks[s.reading.state] + str(s.reading.amount))
        for s in find_amounts(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 30/06/2023 : 5 000 €", [("5 000 €", "5000")]),
        ("le 30/06/2023 500 €", [("500 €", "500")]),
        ("le 30/06/23 500 €", [("500 €", "500")]),
        ("au 5.02.2014 500 €", [("500 €", "500")]),
        ("en 2022 500 €", [("500 €", "?500")]),
        ("en 2022 1 500 €", [("1 500 €", "1500")]),
        ("le 27 juin 2023 12 000 €", [("12 000 €", "12000")]),
        ("article 3 500 €", [("3 500 €", "?3500")]),
        (f"article 3{NB}500 €", [(f"3{NB}500 €", "3500")]),
        ("article 3 : 500 €", [("500 €", "500")]),
        ("n°12 500 €", [("12 500 €", "?12500")]),
        ("action 1.1 500 €", [("500 €", "?500")]),
        ("12 34 567 €", [("34 567 €", "?34567")]),
        ("1 2345,6 €", [("2345,6 €", "?2345.6")]),
        ("1.234 €", [("1.234 €", "?1234")]),
        ("de 10 000 à 20 000 €", [("10 000", "?10000"), ("20 000 €", "?20000")]),
        ("entre 800 et 1 200 euros", [("800", "?800"), ("1 200 euros", "?1200")]),
        ("de 2 à 3 M€", [("2", "?2000000"), ("3 M€", "?3000000")]),
        ("12 à 15 000 €", [("12", "?12"), ("15 000 €", "?15000")]),
        ("en 2022 5 à 7 €", [("5", "?5"), ("7 €", "?7")]),
        ("entre 500 € et 800 €", [("500 €", "?500"), ("800 €", "?800")]),
        ("500 € et 800 €", [("500 €", "500"), ("800 €", "800")]),
        ("passe de 5 000 à 6 000 €", [("5 000", "5000"), ("6 000 €", "6000")]),
        ("fixé pour 2022 à 342,83 €", [("342,83 €", "342.83")]),
        ("environ 45 000 €", [("45 000 €", "?45000")]),
        ("45 000 € environ.", [("45 000 €", "?45000")]),
        ("près de deux mille euros", [("deux mille euros", "?2000")]),
        ("12€50", [("12€50", "12.5")]),
        ("15 000 €15 000 €", [("15 000 €", "?15000"), ("15 000 €", "15000")]),
        ("12 500 €20 places", [("12 500 €", "?12500")]),
        ("1 M 500 000 €", [("500 000 €", "?500000")]),
        ("deux millions et demi d'euros", [("deux millions et demi d'euros", "2500000")]),
        ("100-200 €", [("200 €", "?200")]),
        ("2 x 500 €", [("500 €", "500")]),
        ("500 € et 120 places", [("500 €", "500")]),
        ("1 200 €/mois", [("1 200 €", "1200")]),
        ("257€. 20€, (7 000€),", [("257€", "257"), ("20€", "20"), ("7 000€", "7000")]),
        ("500€ 300€", [("500€", "500"), ("300€", "300")]),
        ("1 200 € (1)", [("1 200 €", "1200")]),
        ("1 200 (1) €", [("1 200", "1200")]),
        ("12 M€, 12,4 K€", [("12 M€", "12000000"), ("12,4 K€", "12400")]),
        ("12,4 millions d'euros", [("12,4 millions d'euros", "12400000")]),
        ("300 mille euros", [("300 mille euros", "300000")]),
        ("5 m€", [("5 m€", "?5000000")]),
        ("1 500 000 FCFA", [("1 500 000 FCFA", "1500000")]),
        ("les trois cent mille euros de", [("trois cent mille euros", "300000")]),
        (
            "trois cent mille euros (300 000 €)",
            [("trois cent mille euros", "300000"), ("300 000 €", "300000")],
        ),
        (
            "trois cent mille (300 000) euros",
            [("trois cent mille", "300000"), ("300 000) euros", "300000")],
        ),
        ("douze millions d'euros", [("douze millions d'euros", "12000000")]),
        ("12 euros et 50 centimes", [("12 euros et 50 centimes", "12.5")]),
        ("le prix est de 12€50.", [("12€50", "12.5")]),
        ("€ 120 et EUR 30", [("€ 120", "120"), ("EUR 30", "30")]),
        ("Etat - 500 €", [("500 €", "500")]),
        ("solde : - 500 €", [("500 €", "?500")]),
        ("un solde de -500 €", [("-500 €", "-500")]),
        ("un solde de \u2212 500 €", [("\u2212 500 €", "-500")]),
        ("de500 €", [("500 €", "500")]),
        ("1 234, 50 €", [("1 234, 50 €", "?1234.5")]),
        ("mille euros", [("mille euros", "1000")]),
        ("3 mille 500 euros", [("500 euros", "?500")]),
        ("5\n000 €", [("5\n000 €", "?5000")]),
        ("lot 000 €", [("000 €", "?0")]),
        ("de 1\ufffd234 €", [("234 €", "?234")]),
        ("\ufffd12 345 €", [("12 345 €", "?12345")]),
        ("de 1\ufffd 234,00 euros", [("234,00 euros", "?234")]),
        ("\ufffd 234 €", [("234 €", "234")]),
        ("1 million 200 000 euros", [("200 000 euros", "?200000")]),
        ("251.278,00 € / 251,278.00€", [("251.278,00 €", "251278"), ("251,278.00€", "251278")]),
        ("10 %, 500 €", [("500 €", "500")]),
        ("30 places, 75 %, en 2022, le 30/06/2023", []),
        ("montants en € 2022", []),
        ("montants en milliards d'euros", []),
        ("des milliers d'euros, la zone euro 2022", []),
        ("l'Europe, un neuropsychologue, 12 européens", []),
        ("", []),
    ],
)
def test_prose(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


TEMPLATES = [
    "Le Département attribue {} à l'association.",
    "Budget exécuté (au 30/06/2023) : {}, soit 75 % du prévisionnel",
    "pour 30 places, {}/an ; en 2023, 12 contrats",
    "({})",
    "L'article 3 de la délibération du 12 mai 2022 porte {}.",
    "Dépenses :\n{}\n1.2 Bilan",
]


@given(
    st.integers(min_value=0, max_value=10**10),
    st.sampled_from([" ", NB, NARROW, "\u2009", ""]),
    st.sampled_from([",", "."]),
    st.sampled_from(["€", " €", f"{NARROW}€", " euros", f"{NB}EUR", " F CFA", "FCFA"]),
    st.sampled_from(TEMPLATES),
)
def test_an_amount_in_prose_is_found_alone(
    cents: int, blank: str, point: str, mark: str, template: str
) -> None:
    printed = f"{cents // 100:,}".replace(",", blank)
    printed += f"{point}{cents % 100:02d}" if cents % 100 else ""
    printed += mark
    text = template.format(printed)
    assert [(text[s.start : s.end], s.reading.amount) for s in find_amounts(text)] == [
        (printed, Decimal(cents).scaleb(-2))
    ]
    assert find_amounts(text)[0].reading.state == "stated"


@given(st.lists(st.integers(min_value=1, max_value=10**7), min_size=2, max_size=5))
def test_amounts_never_merge(values: list[int]) -> None:
    text = " ".join(f"{value:,} €".replace(",", " ") for value in values)
    assert [s.reading.amount for s in find_amounts(text)] == [Decimal(v) for v in values]


@given(st.text(alphabet="0123456789 .,/-€MKadeuros()\u00a0", max_size=40))
def test_spans_are_ordered_and_apart(text: str) -> None:
    spans = find_amounts(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
