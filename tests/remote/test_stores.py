"""Folders and datasets in a store: a real S3 protocol on this machine, and one in memory."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from benchmarks.kills import differences
from quitus import fetch, lease
from quitus.anywhere import ingest_anywhere
from quitus.lease import leased
from quitus.limits import Limits
from quitus.lock import NAME
from quitus.pipeline import stages
from quitus.run import Outcome, ingest
from quitus.urls import is_remote, local_path, remote
from quitus.workers import InProcess
from schemas.errors import ExitCode, NothingToRead, UsageError
from tests.audit.test_audit import SAMPLE
from tests.cli.pdfs import write_bad, write_pdf
from tests.cli.test_run import quiet

KEYS = {"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    """The environment in which S3 is a server of this machine, with a bucket `seau`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nowhere = subprocess.DEVNULL
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=nowhere,
        stderr=nowhere,
    )
    try:
        while server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        address = f"http://127.0.0.1:{port}"
        yield {**os.environ, **KEYS, "AWS_ENDPOINT_URL": address}
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Good and bad PDFs."""
    made = tmp_path / "in"
    write_bad(made)
    for number in range(4):
        write_pdf(made / "sous" / f"{number}.pdf", words=f"Rapport {number} : 12 000,00 €")
    write_pdf(made / "encore.pdf", words="Rapport 3 : 12 000,00 €")
    shutil.copy(SAMPLE, made / "constats.pdf")
    return made


@pytest.fixture
def still(folder: Path, tmp_path: Path) -> Path:
    """The dataset of the same folder on this machine."""
    ingest(folder, tmp_path / "still", stages(), fresh=False, tick=quiet)
    return tmp_path / "still"


@pytest.fixture
def memory() -> Iterator[Any]:
    """A store in memory, empty."""
    files = fsspec.filesystem("memory")
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def run(folder: str, out: str, scratch: Path | None = None, **more: Any) -> Outcome:
    words: dict[str, Any] = {
        "fresh": False,
        "tick": quiet,
        "limits": Limits(),
        "hear": lambda *_: None,
    } | more
    return ingest_anywhere(folder, out, InProcess(stages()), scratch=scratch, **words)


def upload(files: Any, folder: Path, to: str) -> None:
    files.put(f"{folder}/", f"{to}/", recursive=True)


def in_s3(code: str, environment: dict[str, str], *words: object) -> str:
    """What a process prints that has a file system `files` of the store."""
    head = "import sys, json, fsspec; files = fsspec.filesystem('s3', anon=False)\n"
    command = [sys.executable, "-c", head + code, *map(str, words)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def quitus(environment: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quitus", *map(str, words)]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_from_s3_to_s3(s3: dict[str, str], folder: Path, still: Path, tmp_path: Path) -> None:
    in_s3(
        "files.mkdir('seau'); files.put(sys.argv[1] + '/', 'seau/in/', recursive=True)", s3, folder
    )
    words = ("ingest", "s3://seau/in", "-o", "s3://seau/out", "--json")
    told = quitus(s3, *words)
    assert told.returncode == ExitCode.SOME_FAILED, told.stderr
    assert json.loads(told.stdout)["report"] == "s3://seau/out/report.html"

    in_s3("files.get('seau/out/', sys.argv[1] + '/', recursive=True)", s3, tmp_path / "got")
    assert differences(still, tmp_path / "got") == [".quitus.mirror.json"]

    tags = (
        "print(json.dumps({p: t['ETag'] for p, t in files.find('seau/out', detail=True).items()}))"
    )
    before = json.loads(in_s3(tags, s3))
    assert not [name for name in before if name.endswith(NAME)]
    again = quitus(s3, *words)
    after = json.loads(in_s3(tags, s3))
    assert json.loads(again.stdout)["reused"] == len(json.loads(told.stdout)["documents"])
    changed = {name.rpartition("/")[2] for name in after if before.get(name) != after[name]}
    assert changed <= {"quitus.log", ".quitus.mirror.json"}


def test_a_lock_of_s3_is_made_once(s3: dict[str, str], folder: Path) -> None:
    until = time.time() + 60
    in_s3(
        "files.mkdir('loue'); held = {'owner': 'autre', 'token': 't', 'until': float(sys.argv[1])}\n"
        "files.pipe_file('loue/out/.quitus.lock', json.dumps(held).encode())",
        s3,
        until,
    )
    told = quitus(s3, "ingest", folder, "-o", "s3://loue/out")
    assert told.returncode == ExitCode.USAGE
    assert "Une autre lecture écrit déjà dans « s3://loue/out » (autre)" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_store_that_does_not_answer_is_told_in_one_line(folder: Path) -> None:
    nobody = {
        **os.environ,
        **KEYS,
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_MAX_ATTEMPTS": "1",
    }
    told = quitus(nobody, "ingest", "s3://seau/in", "-o", folder.parent / "out")
    assert told.returncode == ExitCode.USAGE
    assert len(told.stderr.splitlines()) == 1
    assert "s3://seau/in" in told.stderr


def test_a_folder_of_a_store(memory: Any, folder: Path, still: Path, tmp_path: Path) -> None:
    upload(memory, folder, "/in")
    done = run("memory://in", str(tmp_path / "out"))
    assert differences(still, tmp_path / "out") == []

    def none(*_: object) -> Iterator[bytes]:
        raise AssertionError("no PDF is fetched")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetch, "_pieces", none)
        assert run("memory://in", str(tmp_path / "out")).reused == len(done.documents)
    memory.rm("/in/sous/1.pdf")
    fewer = run("memory://in", str(tmp_path / "out"))
    assert (fewer.removed, len(fewer.documents)) == (1, len(done.documents) - 1)


def test_a_pdf_that_changes_while_read_or_is_too_large(
    memory: Any, folder: Path, tmp_path: Path
) -> None:
    upload(memory, folder, "/in")
    memory.pipe_file("/in/gros.pdf", b"%PDF-1.4" + b" " * 100_000)

    def tick(done: int, total: int, name: str) -> None:
        memory.pipe_file("/in/sous/2.pdf", b"%PDF-1.4 autre")

    done = run("memory://in", str(tmp_path / "out"), tick=tick, limits=Limits(size=50_000))
    told = {entry.document.source: entry.document.error for entry in done.documents}
    assert (told["gros.pdf"], told["sous/2.pdf"], told["sous/1.pdf"]) == (
        "too_large",
        "changed",
        "",
    )


def test_a_dataset_in_a_store_goes_on_where_it_stopped(
    memory: Any, folder: Path, still: Path, tmp_path: Path
) -> None:
    class Killed(BaseException):
        """Nothing of the run comes after it."""

    def tick(done: int, total: int, name: str) -> None:
        if done == 3:
            raise Killed

    with pytest.raises(Killed):
        run(str(folder), "memory://out", tick=tick)
    assert len(memory.glob("/out/documents/*.json")) == 3
    assert not memory.exists("/out/tables/documents.csv")
    done = run(str(folder), "memory://out")
    assert done.reused == 3

    def got() -> Path:
        place = tmp_path / f"got{time.time_ns()}"
        memory.get("/out/", f"{place}/", recursive=True)
        return place

    assert differences(still, got()) == [".quitus.mirror.json"]
    for scratch in (None, tmp_path / "scratch", tmp_path / "scratch"):
        assert run(str(folder), "memory://out", scratch).reused == len(done.documents)
        assert differences(still, got()) == [".quitus.mirror.json"]
    (folder / "encore.pdf").unlink()
    (folder / "sous" / "0.pdf").unlink()
    run(str(folder), "memory://out", tmp_path / "scratch")
    assert len(memory.glob("/out/documents/*.json")) == len(done.documents) - 1


def test_one_run_at_a_time_writes_in_a_store(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "SETTLED", 0.0)
    out = remote("memory://out")
    with leased(out) as require:
        require()
        with pytest.raises(UsageError, match="processus"), leased(out):
            pass
    with leased(out):
        pass
    gone = {"owner": "morte", "token": "t", "until": time.time() - 1}
    memory.pipe_file(f"/out/{NAME}", json.dumps(gone).encode())
    with leased(out):
        pass
    memory.pipe_file(f"/out/{NAME}", b"nonsense")
    with leased(out):
        pass
    assert not memory.exists(f"/out/{NAME}")


def test_a_run_whose_lock_was_taken_over_stops(
    memory: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWED", 0.01)
    other = {"owner": "autre", "token": "t", "until": time.time() + 60}

    def tick(done: int, total: int, name: str) -> None:
        if done == 2:
            memory.pipe_file(f"/out/{NAME}", json.dumps(other).encode())
            time.sleep(0.3)

    with pytest.raises(UsageError, match="Une autre lecture a repris « memory://out »"):
        run(str(folder), "memory://out", tick=tick)
    assert json.loads(memory.cat_file(f"/out/{NAME}"))["token"] == "t"


def test_names_of_folders(memory: Any, folder: Path, tmp_path: Path) -> None:
    assert [is_remote(each) for each in ("s3://seau/x", "file:///x", "/a b", "C:/x")] == [
        True,
        False,
        False,
        False,
    ]
    assert local_path("file:///a%20b/c") == "/a b/c"
    done = run(f"file://{folder}", f"file://{tmp_path}/out")
    assert (tmp_path / "out" / "report.html").is_file()
    assert done.failed
    with pytest.raises(UsageError, match="inconnu://x"):
        remote("inconnu://x")
    with pytest.raises(NothingToRead, match="memory://vide"):
        run("memory://vide", str(tmp_path / "no"))
