"""The rate of consumption of an action, among other percentages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.normalize.printed import blocks
from tests.normalize.test_rapport_budget import facts_of


def read(*printed: str) -> tuple[Decimal | None, dt.date | None, int]:
    facts = facts_of(executed=blocks(*printed))
    (action,) = facts.actions
    return action.consumption_rate, action.consumption_rate_as_of, len(facts.warnings)


@pytest.mark.parametrize(
    "printed",
    [
        "Le taux de consommation des crédits est de 78,5 %.",
        "Le taux d'exécution atteint 78,5 %, en hausse par rapport à l'objectif prévu.",
        "Le taux d'exécution, qui était de 64 % en 2020, s'établit à 78,5 %.",
        "Le taux de réalisation est de 78,5 %, contre 64 % en 2020.",
        "Le taux de consommation passe de 64 % à 78,5 %.",
        "Le taux de consommation est de 100 % pour la CAF et de 78,5 % pour l'action.",
        "Le taux de consommation est de 100 % sur la part de l'État et 78,5 % au total.",
        "Le taux de consommation est de 78,5 %, pour une cible de 90 %.",
    ],
)
def test_the_rate_of_the_action_now(printed: str) -> None:
    assert read(printed) == (Decimal("78.5"), None, 0)


def test_the_day_beside_the_rate() -> None:
    printed = "Le taux de consommation, de 64 % au 31/12/2020, contre 90 % au 30/06/2021."
    assert read(printed)[:2] == (Decimal(64), dt.date(2020, 12, 31))
    behind = "Le taux de consommation est de 64 % au 31/12/2020. Il était prévu 2 ETP."
    assert read(behind) == (Decimal(64), dt.date(2020, 12, 31), 0)


@pytest.mark.parametrize(
    "printed",
    [
        ("Le taux de consommation est de 80 % pour l'État et de 95 % pour la Région.",),
        ("Le taux de consommation de la part de l'État est de 80 %.",),
        ("Le taux de consommation est de 80 % en 2021 et de 95 % en 2022.",),
        ("Le taux d'exécution était de 80 %.",),
    ],
)
def test_what_is_not_plain_is_no_rate(printed: tuple[str, ...]) -> None:
    assert read(*printed) == (None, None, 1)


def test_two_rates_that_differ_are_none() -> None:
    one, other = (f"Le taux de consommation est de {n} %." for n in (80, 95))
    assert read(one, other) == (None, None, 2)
    assert read(one, one) == (Decimal(80), None, 0)
