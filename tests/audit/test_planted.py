"""Contradictions planted at random over the samples: those that a rule can see are found."""

from decimal import Decimal

import pytest

from benchmarks.planted import measure
from benchmarks.relations import Sample, sample
from benchmarks.slips import SLIPS, plants
from tests.audit.test_audit import PLANTED, SAMPLES

LEAST = Decimal("0.98")


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    names = ("canonique", "contradictions", "phrases", "tableaux", "annees-en-lignes")
    return [sample(SAMPLES / f"{name}.pdf") for name in names]


def test_planted_contradictions_are_found(samples: list[Sample]) -> None:
    tally = measure(samples, 300, 20240131)
    assert tally.drawn.total() == 300
    assert len(tally.drawn) >= len(SLIPS) - 1  # no sample counts votes or operations
    assert tally.visible.total() >= 100
    told = [f"{plant.sample}: {plant.kind}, {plant.words}" for plant in tally.missed]
    assert tally.recall >= LEAST, told


def test_untouched_documents_raise_no_alarm(samples: list[Sample]) -> None:
    alarms = {each.name: len(each.before) for each in samples if each.before}
    assert alarms == {"contradictions.pdf": len(PLANTED)}


def test_every_plant_changes_one_document(samples: list[Sample]) -> None:
    known = {each.name: each.facts for each in samples}
    drawn = list(plants(samples, 40, 7))
    assert [plant.kind for plant in drawn if plant.facts == known[plant.sample]] == []
    assert [plant.words for plant in plants(samples, 40, 7)] == [plant.words for plant in drawn]
