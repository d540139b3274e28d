"""The house itself: its walls, its sizes, its names, and what is generated from the models."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from quitus import __version__
from schemas import jsonschema, markdown
from schemas.dataset import TABLES, columns

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "extract", "normalize", "reconcile", "export", "quitus")
LONGEST = 400  # lines
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def modules() -> Iterator[Path]:
    for folder in (*PACKAGES, "tests", "samples", "benchmarks"):
        yield from (ROOT / folder).rglob("*.py")


def test_the_walls_stand() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "1 kept, 0 broken" in told.stdout


def test_no_module_is_too_long() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert len(sizes) > 20
    assert {str(path): size for path, size in sizes.items() if size > LONGEST} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_has_our_names(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"quitus"}


def test_the_base_dependencies_are_what_the_program_imports() -> None:
    names = {re.split(r"[>=<\[ ]", entry)[0] for entry in PYPROJECT["project"]["dependencies"]}
    imported = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            imported.update(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE))
    modules = {"pillow": "PIL", "opencv-python-headless": "cv2"}
    third = {modules.get(name, name) for name in names}
    known = set(sys.stdlib_module_names) | set(PACKAGES) | third
    assert imported - known == set()


def test_one_version() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__ == PYPROJECT["project"]["version"]


def test_the_schemas_are_those_of_the_models() -> None:
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "schemas/json").iterdir()}
    assert written == {
        name: jsonschema.text(schema) for name, schema in jsonschema.schemas().items()
    }


def test_the_documentation_is_that_of_the_models() -> None:
    assert (ROOT / "docs/tables.md").read_text("utf-8") == markdown.tables()


@pytest.mark.parametrize("table", TABLES)
def test_evidence_comes_last(table: str) -> None:
    names = columns(TABLES[table])
    assert sorted(names) == sorted(TABLES[table].model_fields)
    if "page" in names:
        assert names[-6:] == ("page", "x0", "top", "x1", "bottom", "raw")


def test_a_machine_checks_what_a_person_does() -> None:
    assert "exec make test" in (ROOT / ".ci/run").read_text("utf-8")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_project_speaks_of_itself_alone() -> None:
    shared = re.compile("/(?:work|tmp|root|home)/")
    texts = [*modules(), *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "Makefile"]
    told = [str(path) for path in texts if shared.search(path.read_text("utf-8"))]
    assert told == []


def test_no_regenerate_switch_is_on() -> None:
    switch = re.compile(
        r"^(?:REGENERATE|REWRITE|UPDATE)\w*\s*(?::\s*\w+\s*)?=\s*True", re.MULTILINE
    )
    assert [str(path) for path in modules() if switch.search(path.read_text("utf-8"))] == []
