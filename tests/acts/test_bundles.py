"""The sample bundles read as the tables beside them say."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from extract.document import read_document
from normalize.facts import read_facts
from samples import make_bundles
from samples.acts import expected
from schemas.dataset import DocumentFacts

LARGEST = 150_000  # bytes of a PDF
MONEY = {"authorisation", "available", "amount", "balance"}


@pytest.fixture(scope="module", params=make_bundles.NAMES)
def bundle(request: pytest.FixtureRequest) -> tuple[Path, DocumentFacts]:
    """The expected tables of a bundle, and what is read in it."""
    name = make_bundles.file_name(request.param)
    folder = make_bundles.FOLDER / name
    return folder, read_facts(read_document(folder.with_suffix(".pdf")), "d")


def _cell(name: str, value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return expected.shown(value)


@pytest.mark.parametrize("table", [name for name in expected.COLUMNS if name != "planted"])
def test_a_bundle_reads_as_expected(bundle: tuple[Path, DocumentFacts], table: str) -> None:
    folder, facts = bundle
    columns = expected.COLUMNS[table].split()
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        wanted = [
            {
                key: f"{Decimal(value):.2f}" if key in MONEY and value else value
                for key, value in row.items()
            }
            for row in csv.DictReader(file)
        ]
    rows = getattr(facts, table)
    assert [{key: _cell(key, getattr(row, key)) for key in columns} for row in rows] == wanted


@pytest.mark.parametrize("name", make_bundles.NAMES)
def test_the_kept_tables_are_those_of_the_facts(name: str, tmp_path: Path) -> None:
    make_bundles.make(name, tmp_path)
    made, kept = (each / make_bundles.file_name(name) for each in (tmp_path, make_bundles.FOLDER))
    assert {each.name: each.read_text("utf-8") for each in made.iterdir()} == {
        each.name: each.read_text("utf-8") for each in kept.iterdir()
    }
    assert kept.with_suffix(".pdf").stat().st_size < LARGEST


def test_the_stamp_of_another_day_is_told() -> None:
    path = make_bundles.FOLDER / "contradictions-vote.pdf"
    told = read_facts(read_document(path), "d").warnings
    assert any("15/05/2024" in each and "14/05/2024" in each for each in told)
