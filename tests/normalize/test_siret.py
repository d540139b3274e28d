"""SIRET numbers: their check digit, and how texts print them."""

from __future__ import annotations

import pytest

from normalize.agreements.siret import find_siret
from schemas.identifiers import is_siret


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("73282932000074", True),
        ("34175422400028", True),
        ("34175422400029", False),
        ("35600000000048", True),
        ("35600000049837", True),
        ("35600000049838", False),
        ("00000000000000", False),
        ("7328293200007", False),
    ],
)
def test_check_digit(digits: str, valid: bool) -> None:
    assert is_siret(digits) is valid


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("n° SIRET : 732 829 320 00074", "73282932000074"),
        ("Siret 732.829.320.000.74 code APE", "73282932000074"),
        ("identifiée sous le n° 73282932000074 ", "73282932000074"),
        ("SIRET : 732 829 320 0007, à Mont", "7328293200007"),
        ("SIREN 732 829 320", None),
        ("SIRET en cours", None),
    ],
)
def test_find_siret(text: str, digits: str | None) -> None:
    found = find_siret(text)
    assert (found[0] if found else None) == digits
