"""Dates of the calendar, periods, check digits."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.rules.identifiers import iban
from schemas.acts import Agreement, Article, Deliberation, Visa
from schemas.identifiers import is_siren, is_siret, luhn
from tests.reconcile.build import check, counts, facts, row


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("du 1er juillet 2023 au 31 décembre 2023", (2, 0, 0)),
        ("le 31 juin 2023", (0, 1, 0)),
        ("le 29/02/2023", (0, 1, 0)),
        ("le 29/02/2024", (1, 0, 0)),
        ("le 31.11.2024", (0, 1, 0)),
        ("le 12/13/2023", (0, 1, 0)),
        ("imputation 6568/93446, dossier 31/12/20231", (0, 0, 0)),
        ("1 234,30 août 2023", (0, 0, 0)),
        ("délibération n° 12/45/2013, article 3.13.2014", (0, 0, 0)),
    ],
)
def test_dates_exist(text: str, told: tuple[int, int, int]) -> None:
    _, counted = check(facts(articles=[row(Article, number="1", text=text)]), "date")
    assert counts(counted) == told


def test_a_period_ends_after_it_starts() -> None:
    start, end = dt.date(2023, 7, 1), dt.date(2022, 12, 31)
    agreement = row(Agreement, kind="convention", period_start=start, period_end=end)
    (only,), _ = check(facts(agreements=[agreement]), "date")
    assert "01/07/2023 au 31/12/2022" in only.message


def test_an_act_is_received_after_its_sitting_and_refers_to_the_past() -> None:
    day = dt.date(2023, 9, 18)
    act = row(Deliberation, session_date=day, received_on=day, transmitted_on=dt.date(2023, 9, 8))
    visas = [
        row(Visa, 5, position=1, kind="loi", text="", date=dt.date(2019, 1, 1)),
        row(Visa, 6, position=2, kind="deliberation", text="", date=dt.date(2024, 1, 1)),
    ]
    findings, counted = check(facts(deliberations=[act], visas=visas), "date")
    assert counts(counted) == (2, 2, 0)
    assert sorted(each.severity for each in findings) == ["error", "warning"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SIRET : 732 829 320 00074", (1, 0, 0)),
        ("n° SIRET 732 829 320 00075", (0, 1, 0)),
        ("SIREN 732829320.", (1, 0, 0)),
        ("SIREN n° 732829321", (0, 1, 0)),
        ("SIRET 356 000 000 49837", (1, 0, 0)),  # La Poste
        ("SIREN 732 829 320 72000 Le Mans", (1, 0, 0)),  # and the code of a town
        ("SIRET 732 829 321 00007", (0, 1, 0)),  # its SIREN cannot exist
        ("IBAN FR14 2004 1010 0505 0001 3M02 606", (1, 0, 0)),
        ("IBAN FR14 2004 1010 0505 0001 3M02 607", (0, 1, 0)),
        ("facture 732829321", (0, 0, 0)),
    ],
)
def test_check_digits(text: str, told: tuple[int, int, int]) -> None:
    _, counted = check(facts(articles=[row(Article, number="1", text=text)]), "identifier")
    assert counts(counted) == told


@given(st.integers(1, 10**8 - 1), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_seen(number: int, spot: int, shift: int) -> None:
    body = f"{number:08d}"
    key = next(digit for digit in "0123456789" if luhn(body + digit))
    whole = body + key
    wrong = whole[:spot] + str((int(whole[spot]) + shift) % 10) + whole[spot + 1 :]
    assert is_siren(whole)
    assert not is_siren(wrong)
    assert not is_siret(wrong + "00000")


@given(st.text("0123456789", min_size=23, max_size=23))
def test_an_iban_has_one_key(account: str) -> None:
    keys = [key for key in range(2, 99) if iban(f"FR{key:02d}{account}")]
    assert len(keys) == 1
