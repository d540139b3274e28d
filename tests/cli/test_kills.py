"""Runs that are killed, interrupted, or meet a full disk: whole datasets that go on."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.kills import differences, killed, start, undisturbed
from export.files import drafted
from quitus.audit import dataset_files, load
from quitus.pipeline import stages
from quitus.run import ingest
from schemas.errors import ExitCode
from tests.cli.pdfs import write_bad, write_pdf


def quiet(done: int, total: int, name: str) -> None:
    pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Good and bad PDFs, one of them twice."""
    made = tmp_path_factory.mktemp("in")
    write_bad(made)
    for number in range(8):
        write_pdf(made / f"{number}.pdf", pages=3, words=f"Rapport {number} : 12 000,00 €")
    write_pdf(made / "copie" / "encore.pdf", pages=3, words="Rapport 3 : 12 000,00 €")
    return made


@pytest.fixture(scope="module")
def still(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of a run that nothing disturbs."""
    out = tmp_path_factory.mktemp("still")
    ingest(folder, out, stages(), fresh=False, tick=quiet)
    return out


def whole(out: Path) -> None:
    """Asserts that every document that is there can be read, and resumes."""
    if (out / "documents").is_dir() and any((out / "documents").glob("*.json")):
        for path in dataset_files(out):
            assert load(path).document_id == path.stem


def test_killed_at_random_moments_and_resumed(folder: Path, still: Path, tmp_path: Path) -> None:
    seconds = undisturbed(folder, tmp_path / "first", [])
    assert differences(still, tmp_path / "first") == []
    chance = random.Random(7)
    for number, part in enumerate((0.5, 0.9)):
        out = tmp_path / str(number)
        killed(folder, out, seconds * (part + chance.uniform(-0.05, 0.05)))
        whole(out)
        ingest(folder, out, stages(), fresh=False, tick=quiet)
        assert differences(still, out) == []
        assert not any(map(drafted, out.rglob("*")))


def test_ctrl_c_ends_a_run_with_what_is_read(folder: Path, still: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start(folder, out, "--workers", "2")
    while run.poll() is None and len(list(out.glob("documents/*.json"))) < 3:
        time.sleep(0.002)
    run.send_signal(signal.SIGINT)
    assert run.wait(60) in (ExitCode.INTERRUPTED, ExitCode.SOME_FAILED)
    whole(out)
    told = (out / "tables" / "documents.csv").read_text("utf-8").splitlines()
    assert len(told) - 1 == len(dataset_files(out))
    ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert differences(still, out) == []


@pytest.mark.parametrize("number", [1, 24, 40, 53])
def test_a_disk_that_is_full_leaves_a_dataset_that_goes_on(
    folder: Path, still: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    left = iter(range(number))

    def replace(draft: Path, path: Path) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        os.rename(draft, path)

    with monkeypatch.context() as patch:
        patch.setattr("export.files.os.replace", replace)
        with pytest.raises(OSError, match="space"):
            ingest(folder, tmp_path, stages(), fresh=False, tick=quiet)
    whole(tmp_path)
    assert not any(map(drafted, tmp_path.rglob("*")))
    ingest(folder, tmp_path, stages(), fresh=False, tick=quiet)
    assert differences(still, tmp_path) == []


def test_a_file_that_may_not_grow_is_told_in_one_line(
    folder: Path, still: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000)); "
        "sys.argv = ['quitus', *sys.argv[1:]]; runpy.run_module('quitus', run_name='__main__')"
    )
    command = [sys.executable, "-c", limited, "ingest", str(folder), "-o", str(out)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == ExitCode.USAGE
    assert "vérifiez l'espace" in told.stderr.splitlines()[-1]
    assert "Traceback" not in told.stderr
    whole(out)
    assert not any(map(drafted, out.rglob("*")))
    ingest(folder, out, stages(), fresh=False, tick=quiet)
    assert differences(still, out) == []
