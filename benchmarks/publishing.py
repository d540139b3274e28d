"""Cost of publishing a large dataset: `python -m benchmarks.publishing [--documents N …]`.

The file of one small sample is written again as N documents, under other ids; no PDF is read.
Tables, database and report are then made of them, as at the end of a run.  `--part` is the number
of rows beyond which a table becomes a folder of Parquet parts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.reading import ROOT
from export import typed
from quitus.intake import Source, identify
from quitus.pipeline import read_json, stages
from quitus.publish import publish
from quitus.store import Store
from quitus.workers import InProcess

DOCUMENTS = (1_000, 10_000)


def small() -> Path:
    """The smallest of the samples."""
    return min((ROOT / "samples").rglob("*.pdf"), key=lambda path: path.stat().st_size)


def simulate(out: Path, count: int) -> list[Source]:
    """The files of so many documents, and the PDFs that they would be of."""
    store = Store(out)
    store.prepare()
    (first,) = identify([small()], small())
    told = read_json(first, stages())
    sources = []
    for number in range(count):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        source = Source(Path("no.pdf"), f"{number:08}.pdf", (), digest, 1)
        content = told.replace(first.document_id.encode(), source.document_id.encode())
        store.path(source.document_id).write_bytes(content)
        sources.append(source)
    return sources


def measure(count: int, part: int) -> dict[str, Any]:
    """Seconds of processor per document, peak of memory in bytes, rows and files of Parquet."""
    typed.PART = part
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        sources = simulate(out, count)
        started = process_time()
        index = publish(Store(out), sources, InProcess(stages()))
        taken = process_time() - started
        rows = sum(sum(entry.read.rows.values()) for entry in index.entries.values())
        files = [path for path in (out / "tables").rglob("*.parquet") if path.is_file()]
        return {
            "ms": 1000 * taken / count,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10,
            "rows": rows,
            "parquet": len(files),
        }


def lines(counts: Sequence[int], part: int) -> list[str]:
    """A row per count, each measured in a process of its own."""
    told = [
        "| documents | rows | ms per document | peak of memory | Parquet files |",
        "|---:|---:|---:|---:|---:|",
    ]
    for count in counts:
        command = [sys.executable, "-m", "benchmarks.publishing", "--one", str(count)]
        command += ["--part", str(part)]
        made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        cost = json.loads(made.stdout)
        told.append(
            f"| {count} | {cost['rows']} | {cost['ms']:.2f} | {cost['peak'] / 1e6:.0f} MB | "
            f"{cost['parquet']} |"
        )
    return told


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="*", default=DOCUMENTS)
    parser.add_argument("--part", type=int, default=100_000)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, asked.part)))
    else:
        print("\n".join(lines(asked.documents, asked.part)))


if __name__ == "__main__":
    main()
