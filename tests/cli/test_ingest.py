"""`quitus ingest` as a process: what is written, what is said, how it ends."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from schemas.dataset import TABLES
from schemas.jsonschema import document as document_schema
from tests.cli.conftest import Cli
from tests.cli.pdfs import write_bad, write_pdf


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_becomes_a_dataset(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pdf(folder / "b.pdf", pages=2)
    write_pdf(folder / "2023" / "a.PDF", pages=3)
    (folder / "copie.pdf").write_bytes((folder / "b.pdf").read_bytes())
    (folder / "lisez-moi.txt").write_text("rien")

    told = cli("ingest", folder, "-o", out)

    assert told.returncode == 0, told.stderr
    assert told.stderr == ""
    assert "2 documents lus sur 2" in told.stdout
    documents = rows(out, "documents")
    assert [(row["source"], row["duplicates"], row["pages"]) for row in documents] == [
        ("2023/a.PDF", "", "3"),
        ("b.pdf", "copie.pdf", "2"),
    ]
    assert {(row["status"], row["text_layer"]) for row in documents} == {("ok", "native")}
    assert {path.stem for path in (out / "tables").iterdir()} == set(TABLES)
    assert {path.stem for path in (out / "documents").iterdir()} == {
        row["document_id"] for row in documents
    }
    assert all(row["sha256"].startswith(row["document_id"]) for row in documents)
    for path in (out / "documents").iterdir():
        jsonschema.validate(json.loads(path.read_text("utf-8")), document_schema())


def test_bad_files_have_a_status_and_stop_nothing(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    bad = write_bad(folder)
    write_pdf(folder / "bon.pdf")

    told = cli("ingest", folder, "-o", out)

    assert told.returncode == 3, told.stderr
    found = {row["source"]: row for row in rows(out, "documents")}
    assert {name: row["error"] for name, row in found.items()} == {**bad, "bon.pdf": ""}
    assert {name for name, row in found.items() if row["status"] == "ok"} == {"bon.pdf"}
    said = told.stderr.splitlines()
    assert len(said) == len(bad)
    assert "Traceback" not in told.stderr
    page = (out / "report.html").read_text("utf-8")
    for name in bad:
        assert name in found[name]["message"]
        assert found[name]["message"] in said
        assert name in page


def test_nothing_could_be_read(cli: Cli, tmp_path: Path) -> None:
    write_bad(tmp_path / "in")
    told = cli("ingest", tmp_path / "in", "-o", tmp_path / "out")
    assert told.returncode == 4
    assert "0 document lu sur 6" in told.stdout


def test_one_pdf(cli: Cli, tmp_path: Path) -> None:
    told = cli("ingest", write_pdf(tmp_path / "seul.pdf"), "-o", tmp_path / "out", "--json")
    assert told.returncode == 0, told.stderr
    result = json.loads(told.stdout)
    assert [entry["source"] for entry in result["documents"]] == ["seul.pdf"]
    assert (result["failed"], result["reused"], result["exit_code"]) == (0, 0, 0)


def test_a_second_run_reads_only_what_is_new(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pdf(folder / "a.pdf", pages=1)
    write_pdf(folder / "b.pdf", pages=2)
    assert cli("ingest", folder, "-o", out).returncode == 0
    before = {path: path.read_bytes() for path in (out / "tables").iterdir()}
    ages = {path: path.stat().st_mtime_ns for path in (out / "documents").iterdir()}

    again = json.loads(cli("ingest", folder, "-o", out, "--json").stdout)
    assert again["reused"] == 2
    assert {path: path.read_bytes() for path in (out / "tables").iterdir()} == before
    assert {path: path.stat().st_mtime_ns for path in (out / "documents").iterdir()} == ages

    (folder / "b.pdf").rename(folder / "c.pdf")
    (folder / "a.pdf").unlink()
    write_pdf(folder / "d.pdf", pages=3)
    changed = json.loads(cli("ingest", folder, "-o", out, "--json").stdout)
    assert (changed["reused"], changed["removed"]) == (1, 1)
    assert [row["source"] for row in rows(out, "documents")] == ["c.pdf", "d.pdf"]

    fresh = json.loads(cli("ingest", folder, "-o", out, "--json", "--fresh").stdout)
    assert fresh["reused"] == 0


def test_a_spoilt_file_of_an_earlier_run_is_read_again(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pdf(folder / "a.pdf")
    cli("ingest", folder, "-o", out)
    (spoilt,) = (out / "documents").iterdir()
    whole = spoilt.read_text("utf-8")
    spoilt.write_text(whole[: len(whole) // 2], encoding="utf-8")
    (out / "documents" / ".0123456789abcdef.json.tmp").write_text("{")
    assert cli("ingest", folder, "-o", out).returncode == 0
    assert json.loads(spoilt.read_text("utf-8"))["source"] == "a.pdf"
    assert list((out / "documents").iterdir()) == [spoilt]


def test_the_output_may_lie_in_the_folder(cli: Cli, tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf")
    write_pdf(tmp_path / "out" / "kept.pdf", pages=2)
    told = cli("ingest", tmp_path, "-o", tmp_path / "out", "--json")
    assert [entry["source"] for entry in json.loads(told.stdout)["documents"]] == ["a.pdf"]


@pytest.mark.parametrize(
    ("case", "status", "said"),
    [
        ("absent", 2, "n'existe pas"),
        ("no_pdf", 4, "Aucun PDF"),
        ("out_is_a_file", 2, "On ne peut pas écrire"),
        ("out_under_a_file", 2, "On ne peut pas écrire"),
        ("no_out", 2, "--out"),
    ],
)
def test_one_sentence_for_what_cannot_be_done(
    cli: Cli, tmp_path: Path, case: str, status: int, said: str
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "note.txt").write_text("rien")
    if case != "no_pdf":
        write_pdf(folder / "a.pdf")
    if case == "out_is_a_file":
        out.write_text("déjà là")
    asked: dict[str, list[str | Path]] = {
        "absent": ["ingest", tmp_path / "nowhere", "-o", out],
        "out_under_a_file": ["ingest", folder, "-o", folder / "note.txt" / "out"],
        "no_out": ["ingest", folder],
    }

    told = cli(*asked.get(case, ["ingest", folder, "-o", out]))

    assert told.returncode == status
    assert told.stdout == ""
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    if case != "no_out":
        assert len(told.stderr.splitlines()) == 1
    assert not (out / "documents").exists()


@pytest.mark.parametrize("broken", ["lien", "tuyau"])
def test_a_file_that_cannot_be_opened_is_stated(cli: Cli, tmp_path: Path, broken: str) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pdf(folder / "a.pdf")
    if broken == "lien":
        (folder / "b.pdf").symlink_to(tmp_path / "nowhere.pdf")
    else:
        os.mkfifo(folder / "b.pdf")
    told = cli("ingest", folder, "-o", out)
    assert told.returncode == 3
    assert [(row["source"], row["status"]) for row in rows(out, "documents")] == [
        ("a.pdf", "ok"),
        ("b.pdf", "failed"),
    ]


def test_a_name_that_is_not_utf8(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    made = write_pdf(folder / "a.pdf")
    os.rename(made, os.path.join(os.fsencode(folder), b"r\xe9union.pdf"))
    assert cli("ingest", folder, "-o", out).returncode == 0
    assert [row["source"] for row in rows(out, "documents")] == ["r\\xe9union.pdf"]


def test_a_reader_who_goes_away_is_no_error(tmp_path: Path) -> None:
    write_pdf(tmp_path / "in" / "a.pdf")
    command = [sys.executable, "-m", "quitus", "ingest", str(tmp_path / "in"), "-o"]
    with subprocess.Popen(
        [*command, str(tmp_path / "out")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(60) == 0
    assert said == b""
