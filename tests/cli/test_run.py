"""Runs that meet, stop, or find odd things in a folder."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from quitus import intake
from quitus.intake import Source, find, identify, require_unchanged
from quitus.lock import locked
from quitus.pipeline import stages
from quitus.run import ingest
from schemas.errors import ExitCode, UnreadableDocument, UsageError
from tests.cli.conftest import Cli
from tests.cli.pdfs import write_pdf
from tests.cli.test_ingest import rows


def quiet(done: int, total: int, name: str) -> None:
    pass


def test_two_runs_on_one_dataset(cli: Cli, tmp_path: Path) -> None:
    write_pdf(tmp_path / "in" / "a.pdf")
    out = tmp_path / "out"
    out.mkdir()
    with locked(out):
        told = cli("ingest", tmp_path / "in", "-o", out)
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1
    assert f"processus {os.getpid()}" in told.stderr
    assert cli("ingest", tmp_path / "in", "-o", out).returncode == 0


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), locked(tmp_path):
        raise ValueError("x")
    with locked(tmp_path), pytest.raises(UsageError), locked(tmp_path):
        pass


def test_ctrl_c_ends_with_what_is_read(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for number in range(4):
        write_pdf(folder / f"{number}.pdf", words=f"Rapport {number}")

    def tick(done: int, total: int, name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    half = ingest(folder, out, stages(), fresh=False, tick=tick)
    assert (half.exit_code, half.left, len(half.documents)) == (ExitCode.INTERRUPTED, 2, 2)
    assert [row["source"] for row in rows(out, "documents")] == ["0.pdf", "1.pdf"]
    whole = ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert (whole.exit_code, whole.left, whole.reused) == (ExitCode.OK, 0, 2)
    assert len(rows(out, "documents")) == 4


def test_an_unchanged_folder_is_not_published_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pdf(folder / "a.pdf")
    write_pdf(folder / "b.pdf", pages=2)
    first = ingest(folder, out, stages(), fresh=False, tick=quiet)
    files = [
        path for path in out.rglob("*") if path.is_file() and path.suffix not in (".lock", ".log")
    ]
    ages = {path: path.stat().st_mtime_ns for path in files}
    second = ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert [entry.rows for entry in second.documents] == [entry.rows for entry in first.documents]
    assert [e.document for e in second.documents] == [e.document for e in first.documents]
    assert {path: path.stat().st_mtime_ns for path in ages} == ages

    (out / "tables" / "amounts.csv").unlink()
    (out / "report.html").write_text("spoilt")
    ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert "a.pdf" in (out / "report.html").read_text("utf-8")
    assert len(rows(out, "amounts")) == sum(e.rows["amounts"] for e in first.documents)

    (out / ".quitus.json").write_text('{"reader": 1')
    third = ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert (third.reused, third.exit_code) == (2, ExitCode.OK)


def test_links_to_folders_are_told_and_not_followed(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_pdf(folder / "a.pdf")
    (folder / "boucle").symlink_to(folder, target_is_directory=True)
    told = cli("ingest", folder, "-o", tmp_path / "out")
    assert told.returncode == 0
    assert "boucle" in told.stderr
    assert len(rows(tmp_path / "out", "documents")) == 1


def test_a_name_on_two_lines(cli: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_pdf(folder / "a\nb\x1b[2J.pdf")
    (folder / "=1+1\n.pdf").write_bytes(b"")
    told = cli("ingest", folder, "-o", out)
    assert told.returncode == 3
    assert len(told.stderr.splitlines()) == 1
    assert "\x1b" not in told.stdout + told.stderr
    found = {row["source"]: row["status"] for row in rows(out, "documents")}
    assert sorted(found.values()) == ["failed", "ok"]


def test_a_file_that_vanishes_or_changes(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf")
    (source,) = identify([path], tmp_path)
    require_unchanged(source)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(UnreadableDocument, match=r"a\.pdf a changé"):
        require_unchanged(source)
    path.unlink()
    with pytest.raises(UnreadableDocument) as caught:
        require_unchanged(source)
    assert caught.value.error == "changed"


def test_a_file_too_large_is_not_even_hashed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    (source,) = identify(find(tmp_path).paths, tmp_path, 1 << 30)
    assert (source.sha256, source.error, source.size) == ("", "too_large", 1 << 40)


def test_two_names_that_are_not_utf8_stay_two(tmp_path: Path) -> None:
    for name in (b"\xe9.pdf", b"\xe8.pdf"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).symlink_to("nowhere")
    found: list[Source] = identify(find(tmp_path).paths, tmp_path)
    assert len({source.document_id for source in found}) == 2


def test_killed_at_any_moment_the_run_goes_on(tmp_path: Path) -> None:
    folder, out, still = tmp_path / "in", tmp_path / "out", tmp_path / "still"
    for number in range(12):
        write_pdf(folder / f"{number}.pdf", pages=4, words=f"Rapport {number} : 12 000,00 €")
    ingest(folder, still, stages(), fresh=False, tick=quiet)
    for done in (1, 5, 9):
        run = subprocess.Popen(
            [sys.executable, "-m", "quitus", "ingest", str(folder), "-o", str(out)],
            stdout=subprocess.DEVNULL,
        )
        while run.poll() is None and len(list(out.glob("documents/*.json"))) < done:
            time.sleep(0.002)
        run.send_signal(signal.SIGKILL)
        run.wait()
    ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert not list(out.rglob(".*.tmp"))
    assert dataset(out) == dataset(still)


def dataset(out: Path) -> dict[str, list[str]]:
    """Every file of a dataset, but for the seconds that reading took."""
    made = {}
    for path in sorted(out.rglob("*")):
        if path.parent.name in ("documents", "tables") and path.suffix in (".csv", ".json"):
            lines = path.read_text("utf-8").splitlines()
            kept = [line for line in lines if '"seconds"' not in line]
            if path.name == "documents.csv":
                kept = [line.rpartition(",")[0] for line in lines]
            made[str(path.relative_to(out))] = kept
    return made


def test_pages_of_documents_that_have_not_changed_stay(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for number in range(14):
        write_pdf(folder / f"{number:02}.pdf", words=f"Rapport {number}")
    first = ingest(folder, out, stages(), fresh=False, tick=quiet)
    pages = {path: path.stat().st_mtime_ns for path in (out / "report").iterdir()}
    ids = {entry.document.source: entry.document.document_id for entry in first.documents}
    spoilt, changed = (out / "report" / f"{ids[name]}.html" for name in ("03.pdf", "05.pdf"))
    spoilt.unlink()
    (folder / "05.pdf").rename(folder / "autre.pdf")
    write_pdf(folder / "new.pdf", words="Rapport encore")

    ingest(folder, out, stages(), fresh=False, tick=quiet)
    now = {path: path.stat().st_mtime_ns for path in (out / "report").iterdir()}
    assert {path for path in now if pages.get(path) != now[path]} >= {spoilt, changed}
    assert len([path for path in now if pages.get(path) != now[path]]) == 3
    assert "autre.pdf" in changed.read_text("utf-8")
    assert len(now) == 15


def test_a_pdf_that_has_not_changed_is_not_even_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    old, new = write_pdf(folder / "old.pdf"), write_pdf(folder / "new.pdf", pages=2)
    monkeypatch.setattr(intake, "FRESH", 0)
    ingest(folder, out, stages(), fresh=False, tick=quiet)
    hashed: list[str] = []

    def digest(file: Any, name: str) -> object:
        hashed.append(Path(file.name).name)
        return file_digest(file, name)

    file_digest = hashlib.file_digest
    monkeypatch.setattr("quitus.intake.hashlib.file_digest", digest)
    assert ingest(folder, out, stages(), fresh=False, tick=quiet).reused == 2
    assert hashed == []
    told = new.stat()
    new.write_bytes(new.read_bytes().replace(b"budget", b"BUDGET"))
    os.utime(new, ns=(told.st_atime_ns, told.st_mtime_ns))  # its time of change gives it away
    os.utime(old)
    ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert sorted(hashed) == ["new.pdf", "old.pdf"]
