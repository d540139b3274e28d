"""The other commands as a process, and what `--help` may load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from quitus import __version__
from schemas.jsonschema import schemas
from tests.cli.conftest import Cli
from tests.cli.pdfs import write_bad, write_pdf

HEAVY = {"pydantic", "pypdfium2", "rich", "PIL", "normalize", "extract", "regex"}


def test_version(cli: Cli) -> None:
    assert cli("--version").stdout == f"quitus {__version__}\n"


def test_help_names_every_command(cli: Cli) -> None:
    told = cli("--help")
    assert told.returncode == 0
    assert all(name in told.stdout for name in ("ingest", "show", "schema", "doctor"))


def test_help_loads_nothing_heavy() -> None:
    asked = "import sys; sys.argv = ['quitus', '--help']; import quitus.cli as cli\n" + (
        "try: cli.main()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stderr
    loaded = {name.split(".")[0] for name in told.split()}
    assert "typer" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("words", [("frobnicate",), ("ingest",), ("show", "--page", "0", "a.pdf")])
def test_wrong_usage_is_2(cli: Cli, words: tuple[str, ...]) -> None:
    told = cli(*words)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr


def test_schema(cli: Cli, tmp_path: Path) -> None:
    assert json.loads(cli("schema").stdout) == schemas()["document.schema.json"]
    assert cli("schema", "-o", tmp_path / "json").returncode == 0
    written = {path.name: json.loads(path.read_text()) for path in (tmp_path / "json").iterdir()}
    assert written == schemas()


def test_doctor(cli: Cli) -> None:
    found = {part["name"]: part for part in json.loads(cli("doctor", "--json").stdout)}
    assert found["python"]["version"] == ".".join(map(str, sys.version_info[:3]))
    assert found["pypdfium2"]["version"]
    assert all(part["version"] for part in found.values() if part["needed"])
    assert all(part["cost"] for part in found.values() if not part["needed"])
    assert "tesseract" in cli("doctor").stdout


def test_show_says_what_the_pdf_is(cli: Cli, tmp_path: Path) -> None:
    told = cli("show", write_pdf(tmp_path / "a.pdf", pages=2))
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("a.pdf\n")
    assert "pages : 2" in told.stdout


def test_show_as_json(cli: Cli, tmp_path: Path) -> None:
    told = cli("show", write_pdf(tmp_path / "a.pdf"), "--json")
    assert json.loads(told.stdout)["pages"] == 1


def test_show_draws_the_words(cli: Cli, tmp_path: Path) -> None:
    file, png = write_pdf(tmp_path / "a.pdf", pages=2), tmp_path / "a.png"
    told = cli("show", file, "--page", "2", "--png", png)
    assert told.returncode == 0, told.stderr
    with Image.open(png) as picture:
        assert picture.size == (1191, 1684)
        colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
    assert (0xB0, 0xB0, 0xB0) in colours


def test_show_draws_no_page_that_is_not_there(cli: Cli, tmp_path: Path) -> None:
    told = cli("show", write_pdf(tmp_path / "a.pdf"), "--page", "9")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == ("quitus : a.pdf n'a pas de page 9 : indiquez une page de 1 à 1.\n")


def test_show_a_file_that_cannot_be_read(cli: Cli, tmp_path: Path) -> None:
    for name in write_bad(tmp_path):
        told = cli("show", tmp_path / name)
        assert (told.returncode, told.stdout) == (4, "")
        assert len(told.stderr.splitlines()) == 1
        assert name in told.stderr


@pytest.mark.parametrize("name", ["", "absent.pdf"])
def test_show_nothing(cli: Cli, tmp_path: Path, name: str) -> None:
    told = cli("show", tmp_path / name)
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1


def test_show_where_nothing_can_be_written(cli: Cli, tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf")
    told = cli("show", file, "--png", file / "a.png")
    assert told.returncode == 2
    assert "On ne peut pas écrire" in told.stderr
    assert len(told.stderr.splitlines()) == 1


WRONG = [
    ("frobnicate",),
    ("ingest",),
    ("show", "--page", "0", "a.pdf"),
    ("show", "--page", "2", "--json", "a.pdf"),
    ("ingest", "in", "-o", "out", "--timeout", "inf"),
    ("ingest", "in", "-o", "out", "--max-memory", "9" * 15 + "G"),
    ("audit", "s3://seau/jeu"),
    ("compare", "jeu", "--year", "²"),
    ("compare", "jeu", "--year", "1-99999999"),
    ("export", "jeu", "--format", "scdl-subventions", "--where", "amount > 5"),
    ("export", "jeu", "--format", "csv", "--collectivite-siret", "732 829 320 00074"),
]


@pytest.mark.parametrize("words", WRONG)
def test_what_goes_wrong_is_one_sentence(cli: Cli, words: tuple[str, ...]) -> None:
    told = cli(*words)
    assert (told.returncode, told.stdout) == (2, "")
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_a_stream_that_knows_few_characters(encoding: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "quitus", "rules"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert told.stderr == b""
    assert told.stdout.decode(encoding)


def test_what_is_not_foreseen_is_no_finding(tmp_path: Path) -> None:
    code = "import quitus.rules as r, quitus.cli as c; r.as_text = lambda: 1 / 0; c.main()"
    told = subprocess.run(
        [sys.executable, "-c", code, "rules"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "ZeroDivisionError" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
