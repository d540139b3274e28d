"""Periods as reports and délibérations print them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.periods import find_periods, read_as_of, read_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("du 1er juillet au 31 décembre 2023", "2023-07-01", "2023-12-31"),
        ("du 1er juillet 2022 au 30 juin 2023", "2022-07-01", "2023-06-30"),
        ("Du 30/06/2022 au 30/06/2023", "2022-06-30", "2023-06-30"),
        ("Du 01/07/22 au 30/06/23", "2022-07-01", "2023-06-30"),
        ("du\u00a01er\u202fau 30 juin 2023", "2023-06-01", "2023-06-30"),
        ("du 01/07 au 31/12/2023", "2023-07-01", "2023-12-31"),
        ("01/01/2022 \u2013 31/12/2022", "2022-01-01", "2022-12-31"),
        ("30/06/2022-30/06/2023", "2022-06-30", "2023-06-30"),
        ("entre le 1er janvier et le 30 juin 2023", "2023-01-01", "2023-06-30"),
        ("2022-2023", "2022-01-01", "2023-12-31"),
        ("2022/2023", "2022-01-01", "2023-12-31"),
        ("2022 à 2023", "2022-01-01", "2023-12-31"),
        ("de 2019 à 2021", "2019-01-01", "2021-12-31"),
        ("années 2022 et 2023", "2022-01-01", "2023-12-31"),
        ("de juin 2022 à juin 2023", "2022-06-01", "2023-06-30"),
        ("de septembre à décembre 2022", "2022-09-01", "2022-12-31"),
        ("janvier-juin 2023", "2023-01-01", "2023-06-30"),
        ("septembre 2023", "2023-09-01", "2023-09-30"),
        ("février 2024", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("année 2022", "2022-01-01", "2022-12-31"),
        ("exercice 2022", "2022-01-01", "2022-12-31"),
        ("500 € en 2022", "2022-01-01", "2022-12-31"),
        ("1er semestre 2023", "2023-01-01", "2023-06-30"),
        ("premier semestre 2023", "2023-01-01", "2023-06-30"),
        ("2nd semestre 2022", "2022-07-01", "2022-12-31"),
        ("2e trimestre 2022", "2022-04-01", "2022-06-30"),
        ("dernier trimestre 2022", "2022-10-01", "2022-12-31"),
        ("S1 2023", "2023-01-01", "2023-06-30"),
        ("T4 2022", "2022-10-01", "2022-12-31"),
        ("du 1er semestre 2022 au 2e semestre 2023", "2022-01-01", "2023-12-31"),
        ("jusqu'au 31/12/2023", None, "2023-12-31"),
        ("jusqu\u2019en décembre 2023", None, "2023-12-31"),
        ("à compter du 1er mars 2022", "2022-03-01", None),
        ("depuis 2021", "2021-01-01", None),
        ("12 mois à compter du 1er janvier 2023", "2023-01-01", "2023-12-31"),
        ("12 (douze) mois à compter du 1er janvier 2023", "2023-01-01", "2023-12-31"),
        ("un an à compter du 15 mars 2022", "2022-03-15", "2023-03-14"),
        ("à compter du 1er mars 2022 pour une durée de 3 ans", "2022-03-01", "2025-02-28"),
        ("du 1er novembre au 31 mars 2024", "2023-11-01", "2024-03-31"),
        ("de janvier 2023 à fin 2025", "2023-01-01", "2025-12-31"),
        ("de mai 2022 à fin juin 2024", "2022-05-01", "2024-06-30"),
        ("du 15 mars 2022 à fin mai 2023", "2022-03-15", "2023-05-31"),
        ("de début 2022 à fin 2024", "2022-01-01", "2024-12-31"),
        ("de mi-2023 à juin 2024", None, "2024-06-30"),
        ("de mars 2023 à courant 2024", "2023-03-01", None),
        ("mai et juin 2023", "2023-05-01", "2023-06-30"),
    ],
)
def test_read_period(text: str, start: str | None, end: str | None) -> None:
    period = read_period(text)
    assert period is not None
    assert period.valid
    assert str(period.start) == str(start)
    assert str(period.end) == str(end)
    assert text[slice(*period.span)] == period.raw


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30 juin 2023",
        "au 30/06/2023",
        "de 10 000 à 20 000 €",
        "n° 2022-2023",
        "de 3 à 5 ans",
        "article 12 à 14",
        "en cours",
        "de septembre 2022 à l'été 2023",
        "mai et septembre 2023",
        "avril, mai et juin 2023",
    ],
)
def test_no_period(text: str) -> None:
    assert read_period(text) is None
    assert find_periods(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("du 31/12/2023 au 01/01/2023", "2023-12-31", "2023-01-01"),
        ("du 31/11/2022 au 30/06/2023", "None", "2023-06-30"),
        ("du 30/06/2022 au 31/11/2024", "2022-06-30", "None"),
        ("3e semestre 2022", "None", "None"),
        ("de 2023 à 2021", "2023-01-01", "2021-12-31"),
    ],
)
def test_invalid_periods_are_kept_and_marked(text: str, start: str, end: str) -> None:
    period = read_period(text)
    assert period is not None
    assert not period.valid
    assert (str(period.start), str(period.end), period.raw) == (start, end, text)


def test_several() -> None:
    text = "Du 01/01/2022 au 31/12/2022 ou du 30/06/2022 au 30/06/2023"
    assert [p.raw for p in find_periods(text)] == [
        "Du 01/01/2022 au 31/12/2022",
        "du 30/06/2022 au 30/06/2023",
    ]
    assert read_period(text) is None


def test_what_is_derived_or_rough_says_so() -> None:
    derived = read_period("du 1er novembre au 31 mars 2024")
    rough = read_period("début juin 2023")
    exact = read_period("juin 2023")
    assert derived is not None
    assert rough is not None
    assert exact is not None
    assert [bool(p.note) for p in (derived, rough, exact)] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("au 30/06/2023", "30/06/2023"),
        ("Taux de consommation au 31 décembre 2022 :", "31 décembre 2022"),
        ("arrêté au 30/06/2023", "30/06/2023"),
        ("du 30/06/2022 au 30/06/2023", None),
        ("jusqu'au 31/12/2023", None),
        ("le 30/06/2023", None),
        ("au 30 juin", None),
    ],
)
def test_as_of(text: str, raw: str | None) -> None:
    reading = read_as_of(text)
    assert (reading.raw if reading else None) == raw


DATES = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 12, 31))


@given(DATES, DATES, st.sampled_from(["du {} au {}", "{} - {}", "{} au {}", "de {} à {}"]))
def test_two_dates_read_back(start: dt.date, end: dt.date, template: str) -> None:
    text = template.format(f"{start:%d/%m/%Y}", f"{end:%d/%m/%Y}")
    period = read_period(text)
    assert period is not None
    assert (period.start, period.end, period.valid) == (start, end, start <= end)
