"""Cost of one long document: `python -m benchmarks.long [PAGES …]`.

Each is read by a worker as an ingest does it, in a process of its own; pages are drawn here:
four paragraphs and a ruled table of a hundred cells on each, five hundred words in all.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.reading import ROOT

PAGES = (50, 500, 2000)
WORDS = [
    "convention",
    "département",
    "exécution",
    "insertion",
    "accompagnement",
    "budget",
    "prévisionnel",
    "action",
    "mesure",
    "publics",
    "travail",
    "social",
    "bénéficiaires",
    "parcours",
    "emploi",
    "logement",
    "contrat",
    "jeunes",
    "majeurs",
]
COLUMNS = (50, 200, 290, 380, 470, 545)
HEAD = ("Structure", "2021", "2022", "2023", "Total")
ROWS, HEIGHT = 20, 14
PARAGRAPHS, LINES = 4, 8


def draw(path: Path, pages: int) -> None:
    """A document of so many pages, each of them different."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    pick = random.Random(1)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawString(50, 790, f"{page} Fiche action {pick.choice(WORDS)}")
        canvas.setFont("Helvetica", 10)
        y = 770
        for _ in range(PARAGRAPHS):
            for line in range(LINES):
                words = " ".join(pick.choices(WORDS, k=11))
                canvas.drawString(50, y, words if line else words.capitalize())
                y -= 12
            y -= 8
        _table(canvas, y - 10, pick)
        canvas.drawString(500, 20, f"Page {page}")
        canvas.showPage()
    canvas.save()


def _table(canvas: object, top: float, pick: random.Random) -> None:
    draw_line, write = canvas.line, canvas.drawString  # type: ignore[attr-defined]
    for row in range(ROWS + 1):
        draw_line(COLUMNS[0], top - row * HEIGHT, COLUMNS[-1], top - row * HEIGHT)
    for x in COLUMNS:
        draw_line(x, top, x, top - ROWS * HEIGHT)
    for row in range(ROWS):
        told = [pick.choice(WORDS), *(f"{pick.randrange(1, 999)} 000,00" for _ in HEAD[1:])]
        for x, text in zip(COLUMNS, told if row else HEAD, strict=False):
            write(x + 3, top - row * HEIGHT - 10, text)


def measured(folder: Path, out: Path) -> tuple[float, int, int]:
    """What the only document of a folder costs: seconds of the worker's processor, two peaks.

    The start of the worker is left out; the peaks are those of the worker and of the run, bytes.
    """
    from quitus.limits import Limits
    from quitus.run import ingest
    from quitus.workers import LocalPool

    with LocalPool(1, Limits()) as pool:
        pool.start()
    start = _of_workers()
    with LocalPool(1, Limits()) as pool:
        pool.start()
        done = ingest(folder, out, pool, fresh=True, tick=lambda *_: None)
    (entry,) = done.documents
    if entry.document.status != "ok":
        raise RuntimeError(entry.document.message)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return _of_workers() - 2 * start, worker << 10, own << 10


def _of_workers() -> float:
    """Seconds of processor that the processes took that have ended."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def cost(pages: int) -> tuple[float, int, int]:
    """What `measured` tells of a drawn document, in a process of its own."""
    code = (
        "import json, sys; from pathlib import Path; from benchmarks.long import measured; "
        "print(json.dumps(measured(Path(sys.argv[1]), Path(sys.argv[2]))))"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        draw(folder / "long.pdf", pages)
        command = [sys.executable, "-c", code, str(folder), str(Path(name) / "out")]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    seconds, worker, own = json.loads(told)
    return seconds, worker, own


def table(counts: Iterable[int]) -> list[str]:
    """The lines of the table."""
    lines = [
        "| pages | ms of processor per page | peak of the worker | peak of the run |",
        "|---:|---:|---:|---:|",
    ]
    for pages in counts:
        seconds, worker, own = cost(pages)
        lines.append(
            f"| {pages} | {1000 * seconds / pages:.1f} | {worker / 1e6:.0f} MB | {own / 1e6:.0f} MB |"
        )
    return lines


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=int, default=PAGES)
    print("\n".join(table(parser.parse_args().pages)))


if __name__ == "__main__":
    main()
