"""A run on two worker processes of a cluster, one of which is killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quitus.cluster import ClusterPool
from quitus.limits import Limits
from quitus.pipeline import stages
from quitus.run import ingest
from schemas.errors import UsageError
from tests.cli.pdfs import write_pdf
from tests.cli.test_run import dataset, quiet

DASK = [sys.executable, "-m"]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    told = tmp_path / "scheduler.json"
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    environment = {**os.environ, "PYTHONPATH": paths}

    def start(name: str, *words: str) -> subprocess.Popen[bytes]:
        command = [*DASK, f"distributed.cli.dask_{name}", "--scheduler-file", str(told), *words]
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=nowhere, stderr=nowhere
        )

    quick = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    while not told.exists() and scheduler.poll() is None:
        time.sleep(0.05)
    workers = [start("worker", *quick, "--host", "127.0.0.1") for _ in range(2)]
    try:
        yield json.loads(told.read_text())["address"], workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_killed_worker_loses_nothing(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    folder, out, still = tmp_path / "in", tmp_path / "out", tmp_path / "still"
    for number in range(16):
        write_pdf(folder / f"{number}.pdf", pages=6, words=f"Rapport {number} : 12 000,00 €")
    ingest(folder, still, stages(), fresh=False, tick=quiet)

    command = ["quitus", "ingest", folder, "-o", out, "--cluster", address, "--json"]
    run = subprocess.Popen(
        [*DASK, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while run.poll() is None and len(list(out.glob("documents/*.json"))) < 3:
        time.sleep(0.01)
    workers[0].kill()
    told, said = run.communicate(timeout=60)

    assert run.returncode == 0, said.decode()
    assert len(json.loads(told)["documents"]) == 16
    assert dataset(out) == dataset(still)


@pytest.mark.parametrize("address", ["nowhere", "tcp://127.0.0.1:9", "127.0.0.1:x"])
def test_no_scheduler_is_wrong_usage(address: str) -> None:
    with pytest.raises(UsageError, match=address):
        ClusterPool(address, Limits())
