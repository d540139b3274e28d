"""The sample départements, from their PDFs to their comparison."""

import csv
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import frictionless
import pytest

from export.compare.scope import scope
from quitus import run
from quitus.compare import Asked, compare
from quitus.pipeline import stages
from samples.comparaison import expected, make
from samples.comparaison.facts import PLACES, YEARS, dress, report
from samples.render import render

FOLDER = Path(make.__file__).parent
KEYS = ("departement_code", "year", "indicator", "kind")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("comparaison")
    outcome = run.ingest(FOLDER, out, stages(), fresh=False, tick=lambda done, total, name: None)
    assert len(outcome.documents) == len(PLACES) * len(YEARS) == 24
    assert outcome.failed == []
    return out


def rows(path: Path) -> dict[tuple[str, ...], dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {tuple(row.get(key, "") for key in KEYS): row for row in csv.DictReader(file)}


def alike(one: str, other: str) -> bool:
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


@pytest.mark.parametrize("name", ["values", "budgets"])
def test_the_comparison_is_that_of_the_facts(dataset: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    compare(dataset, Asked(scope(None, None, (), (), None), "csv", path, (name,)))
    told, due = rows(path), rows(FOLDER / "expected" / f"{name}.csv")
    assert told.keys() == due.keys()
    differ = [
        (place, column, told[place][column], value)
        for place, row in due.items()
        for column, value in row.items()
        if not alike(told[place][column], value)
    ]
    assert differ == []


def test_the_dataset_is_valid(dataset: Path) -> None:
    told = frictionless.validate(str(dataset / "datapackage.json"))
    assert told.valid, told.flatten(["rowNumber", "fieldName", "note"])


def test_the_expected_tables_are_those_of_the_facts() -> None:
    written = {path.name: path.read_text("utf-8") for path in (FOLDER / "expected").iterdir()}
    assert written == expected.texts()


def test_a_report_of_a_metropole_is_its_own(tmp_path: Path) -> None:
    """Though it names the département and its préfecture as well."""
    own = report("03", 2021)
    title = own.title.replace("–", "– Toulouse Métropole –", 1)
    preamble = ("La convention est conclue avec le préfet de la Haute-Garonne.",)
    told = replace(
        own, departement="de Toulouse Métropole", code="31", title=title, preamble=preamble
    )
    render(told, dress("03", 2021), tmp_path / "a.pdf")
    through = stages()
    facts = through.interpret(through.read(tmp_path / "a.pdf"), "0" * 16)
    assert (facts.departement_code, facts.entity_code) == (None, "243100518")
    assert facts.entity_name == "Toulouse Métropole"


@pytest.mark.parametrize(("code", "year"), [("03", 2020), ("974", 2022)])
def test_a_report_is_printed_the_same_again(tmp_path: Path, code: str, year: int) -> None:
    render(report(code, year), dress(code, year), tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (FOLDER / f"{code}-{year}.pdf").read_bytes()
