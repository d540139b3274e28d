"""Cost of a whole ingest: `python -m benchmarks.ingest [--write] [--documents N] [FILES…]`.

Beside it, in turn on the same files: PDFium's bare text (the floor), pdfplumber's text and
tables, and that plus camelot's lattice tables.  Then what workers gain on many documents, the
growth of cost with the number of documents, what a second run costs over the same documents and
over one that is new, and the peak of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

from benchmarks.reading import ROOT, bare_text, pages_of, printed_samples, write
from quitus.intake import identify
from quitus.limits import Limits
from quitus.pipeline import read_json, stages
from quitus.run import ingest
from quitus.workers import LocalPool

START, END = "<!-- ingest -->", "<!-- /ingest -->"
ROUNDS = 3
FEW, GROWTH = 100, (10, 100, 1000)
AGAIN = 5  # times that the files are read, each time as other documents, to measure workers
OURS = "quitus: a whole ingest, one document after another"


def ours(path: Path) -> int:
    (source,) = identify([path], path.parent)
    return len(read_json(source, stages()))


def plumber(path: Path) -> int:
    import pdfplumber

    found = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found += len(page.extract_text()) + len(page.extract_tables())
            page.close()
    return found


def camelot(path: Path) -> int:
    from camelot.io import read_pdf

    return plumber(path) + len(read_pdf(str(path), pages="all", flavor="lattice"))


READERS: dict[str, Callable[[Path], int]] = {
    "PDFium: bare text": bare_text,
    OURS: ours,
    "pdfplumber: text and tables": plumber,
    "pdfplumber, and camelot lattice": camelot,
}


def measure(files: Sequence[Path], rounds: int) -> dict[str, float]:
    """Seconds per reader: the sum over the files of each one's median."""
    total = dict.fromkeys(READERS, 0.0)
    smallest = min(files, key=lambda file: file.stat().st_size)
    for read in READERS.values():
        read(smallest)  # what each loads once is not counted
    for file in files:
        for name, read in READERS.items():
            taken = []
            for _ in range(1 if read in (plumber, camelot) else rounds):
                started = perf_counter()
                read(file)
                taken.append(perf_counter() - started)
            total[name] += median(taken)
    return total


def peers(files: Sequence[Path], rounds: int) -> list[str]:
    seconds = measure(files, rounds)
    pages = sum(pages_of(file) for file in files)
    lines = [
        f"{len(files)} files, {pages} pages, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores.",
        "",
        "| reader | ms per page | times the time of ours |",
        "|---|---:|---:|",
    ]
    for name, taken in seconds.items():
        lines.append(f"| {name} | {1000 * taken / pages:.1f} | {taken / seconds[OURS]:.2f} |")
    return lines


def copies(folder: Path, count: int) -> None:
    """Small documents that differ in their bytes: a page each."""
    from tests.cli.pdfs import write_pdf

    folder.mkdir(parents=True)
    for number in range(count):
        write_pdf(folder / f"{number:05}.pdf", words=f"Rapport {number} : {number} 000,00 €")


class Cost(NamedTuple):
    """What runs over a folder take, once the workers have started: seconds, and bytes at most."""

    first: float
    main: float  # of processor, by the run itself, its workers aside
    workers: float  # of processor
    second: float  # over the same documents
    second_main: float  # of processor
    one_new: float  # of processor, over these and one more
    peak: int


def run(folder: Path, out: Path, workers: int) -> Cost:
    """The runs, in a process of their own."""
    code = (
        "import json, sys; from pathlib import Path; from benchmarks.ingest import timed; "
        "print(json.dumps(timed(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))"
    )
    command = [sys.executable, "-c", code, str(folder), str(out), str(workers)]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return Cost(*json.loads(told))


def timed(folder: Path, out: Path, workers: int) -> Cost:
    """What `run` measures, in this process; peak of it and of the largest of its workers."""
    first, main, helped = once(folder, out, workers)
    # A process is said to have held what the one that starts it held then: later ones tell less.
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    second, second_main, _ = once(folder, out, workers)
    new = folder / "zzz-new.pdf"
    copy(new, max(folder.glob("*.pdf")), "one more")
    _, one_new, _ = once(folder, out, workers)
    new.unlink()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = (own << 10) + (largest << 10) * workers
    return Cost(first, main, helped, second, second_main, one_new, peak)


def once(folder: Path, out: Path, workers: int) -> tuple[float, float, float]:
    """Seconds of one ingest: by the clock, of processor by itself, of processor by its workers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with LocalPool(workers, Limits()) as pool:
        pool.start()
        started, busy = perf_counter(), process_time()
        ingest(folder, out, pool, fresh=False, tick=lambda *_: None)
        taken, busy = perf_counter() - started, process_time() - busy
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    helped = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, busy, helped


def copy(to: Path, file: Path, note: str) -> None:
    """The same PDF as another document: a comment stands after its end."""
    to.write_bytes(file.read_bytes() + f"\n%{note}\n".encode())


def growth(counts: Sequence[int]) -> list[str]:
    lines = [
        "",
        "Documents of one page, all different. Second runs find nothing new, or one document more;",
        "their cost is that of the processor, beside that of the whole first run.",
        "",
        "| documents | workers | ms per document | second run | one more | peak of memory |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory() as name:
        for count in counts:
            folder = Path(name) / str(count)
            copies(folder, count)
            for workers in (1, 2) if count >= FEW else (1,):
                out = Path(name) / f"out-{count}-{workers}"
                cost = run(folder, out, workers)
                whole = cost.main + cost.workers
                lines.append(
                    f"| {count} | {workers} | {1000 * cost.first / count:.1f} | "
                    f"{cost.second_main / whole:.1%} | {cost.one_new / whole:.1%} | "
                    f"{cost.peak / 1e6:.0f} MB |"
                )
                shutil.rmtree(out)
    return lines


def scaling(files: Sequence[Path]) -> list[str]:
    """One worker and two on the same files, several times over."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        for number, file in enumerate(list(files) * AGAIN):
            copy(folder / f"{number:04}-{file.name}", file, str(number))
        one = run(folder, Path(name) / "one", 1)
        two = run(folder, Path(name) / "two", 2)
    return [
        "",
        f"{len(files) * AGAIN} documents (each of these files {AGAIN} times, as other documents): "
        f"{one.first:.1f} s with one worker, {two.first:.1f} s with two "
        f"({one.first / two.first:.2f} times as fast). Of the processor, the run itself took "
        f"{one.main:.1f} s, its worker {one.workers:.1f} s.",
    ]


def main() -> None:
    """Measures and prints, or writes into the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=Path, help="PDFs; the samples with text when none is given"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--documents", type=int, nargs="*", default=(), help="counts to add")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    asked = parser.parse_args()
    files = asked.files or printed_samples()
    lines = [*peers(files, asked.rounds), *scaling(files), *growth((*GROWTH, *asked.documents))]
    print("\n".join(lines))
    if asked.write:
        write("\n".join(lines), start=START, end=END)


if __name__ == "__main__":
    main()
