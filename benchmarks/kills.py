"""Runs killed at random moments, each resumed: `python -m benchmarks.kills [FOLDER]`.

A run over the folder is left undisturbed.  Then, as many times as told, a fresh one is killed
(SIGKILL) at a random moment of that time, and the same command goes on to the end.  Each dataset
must be that of the undisturbed run, the seconds of its documents aside.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.reading import ROOT

APART = (
    ".quitus.json",
    ".quitus.origin",
    ".quitus.lock",
    "quitus.log",
    "datapackage.json",
    "quitus.duckdb",
)
"""Files that tell times, or what others say better."""
_SECONDS = re.compile(rb'^ "seconds": .*$', re.MULTILINE)
_MADE_ON = re.compile(rb"<footer>.*?</footer>", re.DOTALL)


def start(folder: Path, out: Path, *words: str) -> subprocess.Popen[bytes]:
    """An ingest as a process of its own."""
    command = [sys.executable, "-m", "quitus", "ingest", str(folder), "-o", str(out), *words]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, stdout=nowhere, stderr=nowhere)


def undisturbed(folder: Path, out: Path, words: Sequence[str]) -> float:
    """Seconds of an ingest to its end."""
    started = perf_counter()
    start(folder, out, *words).wait()
    return perf_counter() - started


def killed(folder: Path, out: Path, after: float, words: Sequence[str] = ()) -> bool:
    """Whether an ingest still ran when it was killed, so many seconds after its start."""
    run = start(folder, out, *words)
    try:
        run.wait(after)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
        return True
    return False


def differences(one: Path, other: Path) -> list[str]:
    """The files of two datasets that are not the same, times aside."""
    first, second = contents(one), contents(other)
    return sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )


def contents(out: Path) -> dict[str, object]:
    """Every file of a dataset by name, without what tells times."""
    names = (path for path in out.rglob("*") if path.is_file() and path.name not in APART)
    return {path.relative_to(out).as_posix(): content(path) for path in names}


def content(path: Path) -> object:
    """What a file of a dataset says, without times."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        kept = [name for name in table.column_names if name != "seconds"]
        return table.select(kept).to_pylist()
    told = path.read_bytes()
    if path.name == "documents.csv":
        return [line.rpartition(b",")[0] for line in told.splitlines()]
    return _MADE_ON.sub(b"", _SECONDS.sub(b"", told))


def statuses(out: Path) -> str:
    """How many documents of each status."""
    import duckdb

    with duckdb.connect(str(out / "quitus.duckdb"), read_only=True) as base:
        query = "SELECT status, error, count(*) FROM documents GROUP BY ALL ORDER BY ALL"
        return ", ".join(f"{n} {s} {e or ''}".rstrip() for s, e, n in base.sql(query).fetchall())


def main() -> None:
    """Kills, resumes, compares and prints; exit status 1 where a dataset differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "samples")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", default="600", help="seconds for one document")
    parser.add_argument("--scratch", type=Path, help="where the datasets are written")
    asked = parser.parse_args()
    words = ["--timeout", asked.timeout]
    chance = random.Random(asked.seed)
    bad = 0
    with tempfile.TemporaryDirectory(dir=asked.scratch) as name:
        still, out = Path(name) / "still", Path(name) / "out"
        whole = undisturbed(asked.folder, still, words)
        print(f"undisturbed: {whole:.1f} s; {statuses(still)}", flush=True)
        for number in range(1, asked.kills + 1):
            moment = chance.uniform(0, whole)
            cut = killed(asked.folder, out, moment, words)
            held = len(list(out.glob("documents/*.json")))
            undisturbed(asked.folder, out, words)
            found = differences(still, out)
            bad += bool(found)
            told = f"killed after {moment:.1f} s" if cut else f"over before {moment:.1f} s"
            print(f"{number}: {told}, {held} documents held; ", end="")
            print(f"DIFFERS: {found}" if found else "resumed: the same dataset", flush=True)
            shutil.rmtree(out)
    print(f"{asked.kills - bad} of {asked.kills} datasets equal that of the undisturbed run.")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
