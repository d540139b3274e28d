"""What the tests with programs from outside share: a browser, and a dataset to look at."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from export.compare.scope import scope
from quitus import run
from quitus.compare import Asked, compare
from quitus.pipeline import stages
from tests.outside.chromium import Chromium, chromium

SAMPLES = Path(__file__).parents[2] / "samples"
READ = {
    "rapports/contradictions.pdf": "Contradictions & « chiffres » n°1.pdf",
    "comparaison/03-2021.pdf": "03/Rapport d'exécution 2021 (final).pdf",
    "comparaison/15-2021.pdf": "15-2021.pdf",
    "comparaison/32-2021.pdf": "32-2021.pdf",
    "comparaison/03-2022.pdf": "03/2022#2.pdf",
    "comparaison/70-2021.pdf": "70-2021.pdf",
}
"""Samples, under names as people give them."""


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset with its report and its comparison, beside its PDFs."""
    place = tmp_path_factory.mktemp("outside")
    for sample, name in READ.items():
        (place / "pdf" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / sample, place / "pdf" / name)
    made = place / "out"
    outcome = run.ingest(
        place / "pdf", made, stages(), fresh=False, tick=lambda done, total, name: None
    )
    assert outcome.failed == []
    compare(made, Asked(scope(None, None, (), (), None), "html"))
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """A browser, started once."""
    with chromium() as one:
        yield one
