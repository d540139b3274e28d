"""`quitus audit` and `quitus rules`: on a dataset, on a single PDF, and on what is neither."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quitus import audit_text, run
from quitus.audit import Audited, Wanted, audit, wanted
from quitus.pipeline import stages
from quitus.rules import known
from schemas.errors import ExitCode, NothingToRead, QuitusError, UsageError
from schemas.facts import Document
from schemas.findings import Finding
from tests.cli.conftest import Cli
from tests.cli.conftest import cli as cli
from tests.cli.pdfs import write_bad, write_pdf

SAMPLES = Path(__file__).parents[2] / "samples" / "rapports"
SAMPLE = SAMPLES / "contradictions.pdf"
PLANTED = [
    (row["rule"], Decimal(row["stated"]), Decimal(row["computed"]))
    for row in csv.DictReader(
        (SAMPLES / "contradictions/planted.csv").read_text("utf-8").splitlines()
    )
]


def quiet(done: int, total: int, name: str) -> None:
    pass


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    pdfs = folder / "in"
    pdfs.mkdir()
    for name in ("contradictions.pdf", "tableaux.pdf"):
        (pdfs / name).write_bytes((SAMPLES / name).read_bytes())
    run.ingest(pdfs, folder / "out", stages(), fresh=True, tick=quiet)
    return folder / "out"


def test_every_planted_contradiction_is_an_error(dataset: Path) -> None:
    found = audit(dataset, stages(), Wanted(severities=("error",)), quiet)
    assert sorted((f.rule, f.stated, f.computed) for f in found.findings) == sorted(PLANTED)
    assert found.exit_code == ExitCode.FINDINGS
    assert not found.stale


def test_a_pdf_is_audited_without_a_dataset(dataset: Path) -> None:
    alone = audit(SAMPLE, stages(), Wanted(), quiet)
    stored = audit(dataset, stages(), Wanted(documents=("contradictions.pdf",)), quiet)
    assert [f.message for f in alone.findings] == [f.message for f in stored.findings]


def test_filters(dataset: Path) -> None:
    rates = audit(dataset, stages(), Wanted(rules=("consumption_rate",)), quiet)
    assert (
        {f.rule for f in rates.findings} == {c.rule for c in rates.checks} == {"consumption_rate"}
    )
    clean = audit(dataset, stages(), Wanted(documents=("tableaux.pdf",)), quiet)
    assert [document.source for document in clean.documents] == ["tableaux.pdf"]
    assert clean.exit_code == ExitCode.OK


@pytest.mark.parametrize(
    ("rules", "severities"), [(["nothing"], []), ([], ["grave"]), (["parts_total", ""], [])]
)
def test_a_filter_that_names_nothing_is_said(rules: list[str], severities: list[str]) -> None:
    with pytest.raises(UsageError, match="choisissez parmi"):
        wanted(rules, severities, [])


def test_what_is_no_dataset_is_said(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="quitus ingest"):
        audit(tmp_path, stages(), Wanted(), quiet)
    with pytest.raises(UsageError, match="n'existe pas"):
        audit(tmp_path / "nowhere", stages(), Wanted(), quiet)
    with pytest.raises(UsageError, match="n'a pas de document « b"):
        audit(dataset, stages(), Wanted(documents=("b.pdf",)), quiet)
    (tmp_path / "documents").mkdir()
    with pytest.raises(NothingToRead, match="aucun document"):
        audit(tmp_path, stages(), Wanted(), quiet)
    (tmp_path / "documents/x.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="est abîmé"):
        audit(tmp_path, stages(), Wanted(), quiet)


def test_a_dataset_of_another_version_is_checked_again(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    between = Finding(
        finding_id="s", rule="series", severity="error", document_id="d", subject="", message="m"
    ).model_dump(mode="json")  # one document alone does not tell it
    for path in (dataset / "documents").glob("*.json"):
        file = json.loads(path.read_text("utf-8")) | {"reader": "0", "findings": [], "checks": []}
        if file["source"] == "tableaux.pdf":
            file["findings"] = [between, between | {"rule": "date", "finding_id": "old"}]
        (tmp_path / "documents" / path.name).write_text(json.dumps(file), encoding="utf-8")
    found = audit(tmp_path, stages(), Wanted(severities=("error",)), quiet)
    assert sorted(f.rule for f in found.findings) == sorted([*(p[0] for p in PLANTED), "series"])
    assert found.stale
    assert "autre version" in audit_text.notes(found)[0]


def row(status: Any, severity: Any = None, state: str = "open") -> Audited:
    document = Document(
        document_id="d",
        source="a.pdf",
        sha256="0",
        bytes=1,
        pages=1,
        text_layer="native",
        status=status,
        seconds=Decimal(1),
    )
    findings = (
        []
        if severity is None
        else [
            Finding(
                finding_id="f",
                rule="r",
                severity=severity,
                document_id="d",
                subject="",
                message="m",
                state=state,
            )
        ]
    )
    return Audited(Path("out"), [document], findings)


@pytest.mark.parametrize(
    ("audited", "code"),
    [
        (row("ok"), 0),
        (row("ok", "warning"), 0),
        (row("ok", "error"), 1),
        (row("ok", "error", "confirmed"), 1),
        (row("ok", "error", "dismissed"), 0),
        (row("failed"), 4),
        (row("partial"), 0),
    ],
)
def test_exit_codes(audited: Audited, code: int) -> None:
    assert audited.exit_code == code


def test_the_command(cli: Cli, dataset: Path, tmp_path: Path) -> None:
    told = cli(
        "audit", dataset, "--json", "--csv", tmp_path / "f.csv", "--xlsx", tmp_path / "f.xlsx"
    )
    assert told.returncode == 1
    said = json.loads(told.stdout)
    assert said["counts"]["error"] == len(PLANTED)
    assert said["exit_code"] == 1
    first = said["findings"][0]
    assert first["severity"] == "error"
    assert {"document_id", "page", "box", "raw"} <= set(first["evidence"][0])
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [each["finding_id"] for each in rows] == [f["finding_id"] for f in said["findings"]]
    sheet = load_workbook(tmp_path / "f.xlsx").active
    assert sheet is not None
    assert sheet.max_row == len(rows) + 1


def test_the_command_for_people(cli: Cli) -> None:
    told = cli("audit", SAMPLE)
    assert told.returncode == 1
    assert told.stderr == ""
    lines = told.stdout.splitlines()
    assert lines[0] == "contradictions.pdf"
    grades = [line.split()[0] for line in lines if line.startswith(("Erreur", "Information"))]
    assert grades == sorted(grades)
    assert f"{len(PLANTED)} erreurs" in told.stdout


def test_pdfs_that_cannot_be_read(tmp_path: Path) -> None:
    bad = write_bad(tmp_path)
    for name in bad:
        found = audit(tmp_path / name, stages(), Wanted(), quiet)
        assert found.exit_code == ExitCode.NOTHING_READ
        assert name in audit_text.notes(found)[0]
    write_pdf(tmp_path / "bon.pdf")
    run.ingest(tmp_path, tmp_path / "out", stages(), fresh=True, tick=quiet)
    assert audit(tmp_path / "out", stages(), Wanted(), quiet).exit_code == ExitCode.SOME_FAILED


def test_a_file_that_cannot_be_written_is_said(cli: Cli, tmp_path: Path) -> None:
    told = cli("audit", SAMPLE, "--csv", tmp_path / "no" / "f.csv")
    assert told.returncode == 2
    assert "On ne peut pas écrire" in told.stderr
    assert "Traceback" not in told.stderr


def test_rules_are_explained(cli: Cli) -> None:
    told = cli("rules")
    assert told.returncode == 0
    assert all(rule.name in told.stdout and rule.example in told.stdout for rule in known())
    said = json.loads(cli("rules", "--json").stdout)
    assert [each["name"] for each in said] == [rule.name for rule in known()]
    assert all(each["title"] and each["reason"] and each["example"] for each in said)
    assert len(said) >= 3


def test_usage_errors_say_what_to_do() -> None:
    with pytest.raises(QuitusError) as caught:
        wanted(["x"], [], [])
    assert caught.value.exit_code == ExitCode.USAGE
