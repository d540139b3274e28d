"""Slots that state an amount: one table of real cases, and round trips in every notation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalize.amounts import leading_amount, read_amount

NB, THIN, NARROW, FIGURE = "\u00a0", "\u2009", "\u202f", "\u2007"

STATED = [
    ("251 278 €", "251278", "EUR", "1"),
    ("543 042,59€", "543042.59", "EUR", "0.01"),
    ("86 453.34 €", "86453.34", "EUR", "0.01"),
    ("251.278,00 €", "251278", "EUR", "0.01"),
    ("251,278.00", "251278", "", "0.01"),
    ("1 200,00 euros", "1200", "EUR", "0.01"),
    ("1 200,00 €uros", "1200", "EUR", "0.01"),
    ("1 200 EUR", "1200", "EUR", "1"),
    ("EUR 1 200,50", "1200.50", "EUR", "0.01"),
    ("12,4 M€", "12400000", "EUR", "100000"),
    ("1,125 M€", "1125000", "EUR", "1000"),
    ("251,3 K€", "251300", "EUR", "100"),
    ("3 k€", "3000", "EUR", "1000"),
    ("300 keuros", "300000", "EUR", "1000"),
    ("12 millions d'euros", "12000000", "EUR", "1000000"),
    ("12 millions d\u2019euros", "12000000", "EUR", "1000000"),
    ("3,2 milliards d'euros", "3200000000", "EUR", "100000000"),
    ("12 milliers d'euros", "12000", "EUR", "1000"),
    ("12 millions", "12000000", "", "1000000"),
    ("1 500 000 FCFA", "1500000", "FCFA", "1"),
    ("1 500 CFA", "1500", "FCFA", "1"),
    ("1 500 F\u202fCFA", "1500", "FCFA", "1"),
    ("1 500 F CFA", "1500", "FCFA", "1"),
    ("1 500 francs CFA", "1500", "FCFA", "1"),
    ("(1 200,00)", "-1200", "", "0.01"),
    ("- 3868,00", "-3868", "", "0.01"),
    ("\u22123868", "-3868", "", "1"),
    ("\u2013 3 868,00 €", "-3868", "EUR", "0.01"),
    ("3 868,00-", "-3868", "", "0.01"),
    ("+ 120 €", "120", "EUR", "1"),
    ("€ 120", "120", "EUR", "1"),
    ("€ -120", "-120", "EUR", "1"),
    ("1 234 €*", "1234", "EUR", "1"),
    ("1 200 € (1)", "1200", "EUR", "1"),
    ("21 500 €.", "21500", "EUR", "1"),
    ("0,00 €", "0", "EUR", "0.01"),
    ("0", "0", "", "1"),
    ("12€50", "12.50", "EUR", "0.01"),
    ("12 euros et 50 centimes", "12.50", "EUR", "0.01"),
    ("12 000 € TTC", "12000", "EUR", "1"),
    ("trois cent mille euros", "300000", "EUR", "1"),
    ("trois cent mille", "300000", "", "1"),
    ("un million deux cent mille euros", "1200000", "EUR", "1"),
    ("mille euros", "1000", "EUR", "1"),
    ("un million d'euros", "1000000", "EUR", "1000000"),
    ("Deux mille quatre cent trente-deux euros et cinquante centimes", "2432.50", "EUR", "0.01"),
    ("trois cent mille euros (300 000 €)", "300000", "EUR", "1"),
    ("300 000 € (trois cent mille euros)", "300000", "EUR", "1"),
    ("12\x80", "12", "EUR", "1"),
    (f"1{NARROW}200{NARROW}000{NB}€", "1200000", "EUR", "1"),
    (f"1{THIN}200{FIGURE}€", "1200", "EUR", "1"),
    ("1.234.567", "1234567", "", "1"),
    ("1234.567", "1234.567", "", "0.001"),
    ("0,125", "0.125", "", "0.001"),
]


@pytest.mark.parametrize(("text", "amount", "unit", "precision"), STATED)
def test_stated(text: str, amount: str, unit: str, precision: str) -> None:
    reading = read_amount(text)
    assert reading.state == "stated"
    assert (reading.amount, reading.unit) == (Decimal(amount), unit)
    assert reading.precision == Decimal(precision)
    assert not reading.ambiguous


DOUBTFUL = [
    ("1.234", "1234"),
    ("1,234", "1234"),
    ("1.234 €", "1234"),
    ("1.125 M€", "1125000000"),
    ("12 34 567", None),
    ("12 34 567 €", None),
    ("1 2345,6", None),
    ("1  234 €", None),
    ("0 123 €", None),
    ("2022 500 €", None),
    ("1.23.4 €", None),
    ("12345678901234567890123456", None),
    ("deux trois euros", None),
    ("1 234, 50 €", "1234.50"),
    ("1 234 ,50", "1234.50"),
    ("(1 200 €)", "-1200"),
    ("environ 12 000 €", "12000"),
    ("5 m€", "5000000"),
    ("0123", "123"),
    ("1 200\n300 €", "1200300"),
    ("1 200\n300", "1200300"),
    ("300 000 € (deux cent mille euros)", "300000"),
]


@pytest.mark.parametrize(("text", "amount"), DOUBTFUL)
def test_doubtful(text: str, amount: str | None) -> None:
    reading = read_amount(text)
    if amount is None:
        assert reading.amount is None
        assert reading.state in ("uncertain", "text")
    else:
        assert (reading.state, reading.amount) == ("uncertain", Decimal(amount))
    assert reading.ambiguous == (reading.state == "uncertain")
    assert reading.note or reading.state == "text"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("n/a", "not_applicable"),
        ("N/A", "not_applicable"),
        ("Néant", "not_applicable"),
        ("néant.", "not_applicable"),
        ("sans objet", "not_applicable"),
        ("ND", "not_available"),
        ("N.D.", "not_available"),
        ("NC", "not_available"),
        ("non communiqué", "not_available"),
        ("", "blank"),
        (NB, "blank"),
        ("-", "blank"),
        ("\u2013", "blank"),
        ("\u2014", "blank"),
        ("\u2212", "blank"),
        ("- €", "blank"),
        ("€", "blank"),
        ("…", "blank"),
        ("en cours", "text"),
        ("251 278 € dont 3 000 € reportés", "text"),
        ("12 M€ et 3 €", "text"),
        ("1 200 € / an", "text"),
        ("< 500 €", "text"),
        ("30 places", "text"),
        ("8,7 %", "text"),
        ("30/06/2023", "text"),
        ("30.06.2023", "text"),
        ("2022-2023", "text"),
    ],
)
def test_states(text: str, state: str) -> None:
    reading = read_amount(text)
    assert (reading.amount, reading.state) == (None, state)


def test_scale_of_the_column() -> None:
    assert read_amount("12,4", 1000, "EUR").amount == Decimal(12400)
    assert read_amount("12,4", 1000, "EUR").precision == Decimal(100)
    assert read_amount("12 K€", 1000, "EUR").amount == Decimal(12000)
    assert read_amount("(3)", 1000, "EUR").amount == Decimal(-3000)
    assert read_amount("12 €", 1000, "EUR").state == "uncertain"
    assert read_amount("12 FCFA", unit="EUR").unit == "FCFA"
    assert read_amount("n/a", unit="EUR").unit == "EUR"


def test_leading_amount() -> None:
    text = "251 278 € dont 20 000 € de report"
    span = leading_amount(text)
    assert span is not None
    assert (text[: span.end], span.reading.amount) == ("251 278 €", Decimal(251278))
    assert leading_amount("dont 20 000 €") is None


GROUPS = [" ", NB, NARROW, THIN, FIGURE, "\u2006", "'", "\u2019", ""]
MARKS = ["", " €", f"{NB}€", f"{NARROW}€", "€", " euros", " EUR", " Euros", f"{NB}€uros", " €."]
MINUSES = ["-", "- ", "\u2212", "\u2212 ", "\u2013 ", "\u2011"]


def grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


@st.composite
def printed_amounts(draw: st.DrawFn) -> tuple[str, Decimal]:
    """An amount with cents or without, in one of the notations."""
    cents = draw(st.integers(min_value=0, max_value=10**11))
    decimals = draw(st.sampled_from([0, 2])) if cents % 100 == 0 else 2
    thousands, point = draw(
        st.sampled_from(
            [(g, p) for g in GROUPS for p in ",."] + [(".", ","), (",", ".")],
        )
    )
    text = grouped(cents // 100, thousands)
    if decimals:
        text += f"{point}{cents % 100:02d}"
    elif thousands in (".", ",") and cents // 100 < 10**6:
        text = grouped(cents // 100, " ")  # alone, `1.234` is ambiguous
    text += draw(st.sampled_from(MARKS))
    value = Decimal(cents).scaleb(-2)
    if cents and draw(st.booleans()):
        return draw(st.sampled_from(MINUSES)) + text, -value
    return text, value


@given(printed_amounts())
def test_any_notation_reads_back(case: tuple[str, Decimal]) -> None:
    text, value = case
    reading = read_amount(text)
    assert (reading.state, reading.amount) == ("stated", value)


@given(
    st.integers(min_value=1, max_value=99999),
    st.sampled_from(
        [
            ("K€", 10**3),
            ("k€", 10**3),
            (f"{NB}k€", 10**3),
            (" M€", 10**6),
            (" Md€", 10**9),
            (" millions d'euros", 10**6),
            (f"{NARROW}millions d\u2019euros", 10**6),
            (" milliards d'euros", 10**9),
            (" milliers d'euros", 10**3),
            (" M FCFA", 10**6),
        ]
    ),
)
def test_any_scale_reads_back(tenths: int, scale: tuple[str, int]) -> None:
    word, factor = scale
    reading = read_amount(f"{grouped(tenths // 10, ' ')},{tenths % 10}{word}")
    assert reading.state == "stated"
    assert reading.amount == Decimal(tenths) * factor / 10
    assert reading.precision == Decimal(factor) / 10


@given(st.text(alphabet="0123456789 .,\u00a0€-()MKk", max_size=14))
@example("0.1€01")
def test_what_is_stated_keeps_every_digit(text: str) -> None:
    reading = read_amount(text)
    if reading.state == "stated" and reading.amount is not None and "(" not in text:
        figures = "".join(c for c in text if c.isdigit())
        assert f"{abs(reading.amount):f}".replace(".", "").strip("0") == figures.strip("0")
