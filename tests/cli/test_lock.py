"""Runs that meet on one dataset: one writes, the others say so and stop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quitus.lock import NAME, WIDTH, locked
from schemas.errors import UsageError
from tests.cli.conftest import Cli
from tests.cli.pdfs import write_pdf

HOLD = (
    "import sys; from pathlib import Path; from quitus.lock import locked\n"
    "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
)
COUNT = (
    "import sys, time; from pathlib import Path; from quitus.lock import locked\n"
    "from schemas.errors import UsageError\n"
    "out, taken = Path(sys.argv[1]), 0\n"
    "while taken < 20:\n"
    "    try:\n"
    "        with locked(out):\n"
    "            mark = out / 'inside'; mark.touch(exist_ok=False); mark.unlink(); taken += 1\n"
    "    except UsageError as error:\n"
    "        assert 'processus' in str(error), error"
)


def start(code: str, out: Path) -> subprocess.Popen[str]:
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def test_the_second_run_says_so_and_stops(cli: Cli, tmp_path: Path) -> None:
    write_pdf(tmp_path / "in" / "a.pdf")
    out = tmp_path / "out"
    assert cli("ingest", tmp_path / "in", "-o", out).returncode == 0
    files = [path for path in out.rglob("*") if path.is_file() and path.name != NAME]
    before = {path: path.stat().st_mtime_ns for path in files}
    holder = start(HOLD, out)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        told = cli("ingest", tmp_path / "in", "-o", out)
    finally:
        holder.kill()
        holder.communicate()
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1
    assert f"processus {holder.pid}" in told.stderr
    assert {path: path.stat().st_mtime_ns for path in files} == before
    assert cli("ingest", tmp_path / "in", "-o", out).returncode == 0


def test_only_one_at_a_time_holds_and_each_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"1".ljust(WIDTH))
    runs = [start(COUNT, tmp_path) for _ in range(3)]
    assert [run.communicate(timeout=60)[1] for run in runs] == ["", "", ""]
    assert (tmp_path / NAME).stat().st_size == WIDTH


@pytest.mark.parametrize("left", [b"", b"4194304\n", b"x" * 400])
def test_what_an_earlier_run_left_in_the_lock_does_not_matter(tmp_path: Path, left: bytes) -> None:
    (tmp_path / NAME).write_bytes(left)
    with locked(tmp_path):
        assert (tmp_path / NAME).read_bytes()[:WIDTH].split() == [str(os.getpid()).encode()]
        with pytest.raises(UsageError, match=f"processus {os.getpid()}"), locked(tmp_path):
            pass


def test_a_holder_that_has_not_told_its_number_stops_nobody_from_saying_so(tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / NAME).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match=r"dans « [^»]* » : att"), locked(tmp_path):
            pass
