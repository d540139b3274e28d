"""Dates in every notation, there and back; those that cannot exist stay as printed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.dates import find_dates, read_date

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SHORT = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("1er janvier 2023", "2023-01-01", "day"),
        ("1 er janvier 2023", "2023-01-01", "day"),
        ("1ᵉʳ mars 2021", "2021-03-01", "day"),
        ("1° mars 2021", "2021-03-01", "day"),
        ("1erjanvier 2023", "2023-01-01", "day"),
        ("30/06/2022", "2022-06-30", "day"),
        ("01/07/23", "2023-07-01", "day"),
        ("1/7/2023", "2023-07-01", "day"),
        ("30.06.2023", "2023-06-30", "day"),
        ("31-12-2023", "2023-12-31", "day"),
        ("31\u201112\u20112023", "2023-12-31", "day"),
        ("30 / 06 / 2023", "2023-06-30", "day"),
        ("2023-06-30", "2023-06-30", "day"),
        ("le lundi 18 septembre 2023", "2023-09-18", "day"),
        ("Lundi 18 septembre 2023.", "2023-09-18", "day"),
        ("30\u00a0juin\u202f2023", "2023-06-30", "day"),
        ("29/02/2024", "2024-02-29", "day"),
        ("12 mai 98", "1998-05-12", "day"),
        ("L'an deux mille vingt-trois, le dix-huit septembre", "2023-09-18", "day"),
        ("L\u2019an deux mille vingt-trois et le vingt-cinq du mois de mars", "2023-03-25", "day"),
        ("L'an 2023, le 18 septembre", "2023-09-18", "day"),
        ("l'an deux mille vingt et un le lundi premier mars", "2021-03-01", "day"),
        ("le dix-huit septembre deux mille vingt-trois", "2023-09-18", "day"),
        ("sept. 2023", "2023-09-01", "month"),
        ("févr. 2022", "2022-02-01", "month"),
        ("fe\u0301vrier 2022", "2022-02-01", "month"),
        ("déc 2022", "2022-12-01", "month"),
        ("AOÛT 2022", "2022-08-01", "month"),
        ("AOUT 2022", "2022-08-01", "month"),
        ("en septembre 2023", "2023-09-01", "month"),
        ("06/2023", "2023-06-01", "month"),
        ("2023", "2023-01-01", "year"),
        ("année 2023", "2023-01-01", "year"),
    ],
)
def test_read_date(text: str, date: str, precision: str) -> None:
    reading = read_date(text)
    assert reading is not None
    assert reading.valid
    assert (reading.date, reading.precision) == (dt.date.fromisoformat(date), precision)
    assert text[reading.start : reading.end] == reading.raw


@pytest.mark.parametrize(
    "text",
    ["31/11/2024", "29/02/2023", "29 février 2023", "31 juin 2022", "06/30/2023", "13/13/2022"],
)
def test_impossible_dates_are_kept_and_marked(text: str) -> None:
    reading = read_date(f"le {text}")
    assert reading is not None
    assert (reading.date, reading.valid, reading.raw) == (None, False, text)
    assert reading.last is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30 juin",
        "2022-2023",
        "1.1.1.5.2",
        "1.1.23",
        "01.23.45.67.89",
        "01/23/45/67/89",
        "24-25-26",
        "6568/93446",
        "n° 12/06/3",
        "12 500 €",
        "en cours",
        "mars 20 personnes",
    ],
)
def test_no_date(text: str) -> None:
    assert read_date(text) is None
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("du 1er juillet au 31 décembre 2023", ["31 décembre 2023"]),
        ("Du 30/06/2022 au 30/06/2023 : 12 500 €", ["30/06/2022", "30/06/2023"]),
        ("Réunie le 12 mai 2022 à 14h30, en 2023", ["12 mai 2022"]),
        ("les 29 et 30 juin 2023", ["30 juin 2023"]),
        ("le 30/06/2023à la mairie", ["30/06/2023"]),
        ("juin 2022 2 000 €", ["juin 2022"]),
        ("maire 2020, septembre2023", ["septembre2023"]),
        ("au 31/11/2024", ["31/11/2024"]),
        ("L'an deux mille vingt, le deux mars, à 14h", ["L'an deux mille vingt, le deux mars"]),
    ],
)
def test_find_dates(text: str, found: list[str]) -> None:
    assert [reading.raw for reading in find_dates(text)] == found


def test_last_day() -> None:
    lasts = {text: read_date(text) for text in ("février 2024", "2023", "30/06/2023")}
    assert [str(r and r.last) for r in lasts.values()] == ["2024-02-29", "2023-12-31", "2023-06-30"]


def notations(date: dt.date) -> list[str]:
    day, month, year = date.day, date.month, date.year
    first = "1er" if day == 1 else str(day)
    printed = [f"{first} {name} {year}" for name in (MONTHS[month - 1], SHORT[month - 1])]
    printed += [text.upper() for text in printed]
    printed += [f"{first}\u00a0{MONTHS[month - 1]}\u202f{year}", date.isoformat()]
    printed += [f"{day:02d}{s}{month:02d}{s}{year}" for s in "/.-"]
    printed += [f"{day}/{month}/{year}", f"{day:02d}/{month:02d}/{year % 100:02d}"]
    return printed


@given(st.dates(min_value=dt.date(1969, 1, 1), max_value=dt.date(2068, 12, 31)))
def test_every_notation_reads_back(date: dt.date) -> None:
    for text in notations(date):
        reading = read_date(text)
        assert reading is not None, text
        assert (reading.date, reading.raw) == (date, text)
        within = f"Signée le {text}, pour 12 500,00 € en 2022."
        assert [(d.date, d.raw) for d in find_dates(within)] == [(date, text)]
