"""`quitus export` as a process, on what `quitus ingest` wrote."""

import csv
import json
from io import StringIO
from pathlib import Path

import frictionless
import pytest

from tests.cli.conftest import Cli
from tests.cli.pdfs import write_bad, write_pdf


@pytest.fixture
def dataset(cli: Cli, tmp_path: Path) -> Path:
    write_bad(tmp_path / "in")
    write_pdf(tmp_path / "in" / "a.pdf", pages=2)
    assert cli("ingest", tmp_path / "in", "-o", tmp_path / "out").returncode == 3
    return tmp_path / "out"


def test_a_dataset_is_whole_and_valid(dataset: Path) -> None:
    assert {path.name for path in dataset.iterdir()} >= {"datapackage.json", "quitus.duckdb"}
    assert frictionless.validate(str(dataset / "datapackage.json")).valid


def test_to_the_screen_and_to_a_file(cli: Cli, dataset: Path, tmp_path: Path) -> None:
    told = cli("export", dataset, "--format", "csv", "--table", "documents", "--where", "pages > 1")
    assert (told.returncode, told.stderr) == (0, "")
    assert [row["source"] for row in csv.DictReader(StringIO(told.stdout))] == ["a.pdf"]
    told = cli("export", dataset, "--format", "json", "-o", tmp_path / "all.json")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert len(json.loads((tmp_path / "all.json").read_text("utf-8"))["documents"]) == 7


def test_one_sentence_for_what_cannot_be_done(cli: Cli, dataset: Path) -> None:
    told = cli("export", dataset, "--format", "csv", "--table", "documents", "--where", "pages >")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("quitus : La condition « pages > » ne se lit pas")
    assert len(told.stderr.splitlines()) == 1


@pytest.mark.parametrize("form", ["xlsx", "duckdb", "json"])
def test_a_file_that_cannot_be_written(cli: Cli, dataset: Path, tmp_path: Path, form: str) -> None:
    told = cli("export", dataset, "--format", form, "-o", tmp_path / "nulle part" / f"x.{form}")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("quitus : On ne peut pas écrire")
    assert len(told.stderr.splitlines()) == 1


def test_figures_have_no_more_decimals_than_they_state(cli: Cli, dataset: Path) -> None:
    told = cli("export", dataset, "--format", "csv", "--table", "amounts")
    with (dataset / "tables" / "amounts.csv").open(encoding="utf-8", newline="") as file:
        written = [row["amount"] for row in csv.DictReader(file)]
    assert (
        [row["amount"] for row in csv.DictReader(StringIO(told.stdout))] == written == ["12000"] * 2
    )
