"""Every recipe of the cookbook runs, and answers its question."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from export.scdl.record import read_defaults
from export.scdl.standard import SUBVENTIONS
from quitus.cli import app
from tests.export.test_compare import ENTRANTS, budget, dataset, indicator, key, line, report

TEXT = (Path(__file__).parents[2] / "docs" / "cookbook.md").read_text("utf-8")
RECIPES = dict(
    re.findall(r"^## (\d+)\. (?:(?!^## ).)*?^```sql\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
)
COMMANDS = [
    command
    for block in re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    for command in block.splitlines()
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shares = [line(key(0), "planned", "share", "60", funder="etat")]
    first = report(0, "03", [indicator(key(0), "10")], [*budget(key(0), "100", "80"), *shares])
    second = report(1, "09", [indicator(key(1), "ND")], budget(key(1), "50", "ND"))
    failed = report(2, None).model_copy(update={"status": "failed", "error": "encrypted"})
    return dataset(tmp_path_factory.mktemp("out"), first, second, failed)


ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "1": [("2.pdf", "encrypted")],
    "2": [],
    "3": [("03", "Action a1", 100, 80), ("09", "Action a1", 50, None)],
    "4": [("etat", 60, 1)],
    "5": [("03", 2021, "achieved", 10, "stated"), ("09", 2021, "achieved", None, "not_available")],
    "9": [],
    "10": [],
}


def test_the_book_has_ten_questions() -> None:
    assert re.findall(r"^## (\d+)\.", TEXT, re.MULTILINE) == [str(n) for n in range(1, 11)]
    assert RECIPES.keys() == ANSWERS.keys()
    assert ENTRANTS in RECIPES["5"]


@pytest.mark.parametrize("number", ANSWERS)
def test_a_query_answers(out: Path, number: str) -> None:
    with duckdb.connect(str(out / "quitus.duckdb"), read_only=True) as base:
        found = base.execute(RECIPES[number]).fetchall()
    due = ANSWERS[number]
    assert [row[: len(due[0])] for row in found] == due if due else found == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers(out: Path, command: str) -> None:
    program, *words = shlex.split(command.replace("OUT", str(out)))
    assert program == "quitus"
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    assert told.output.strip()


def test_the_defaults_are_fit(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    (tmp_path / "d.toml").write_text(block, "utf-8")
    assert len(read_defaults(tmp_path / "d.toml", SUBVENTIONS)) == len(
        tomllib.loads(block)["scdl-subventions"]
    )
