"""Reading speed: `python -m benchmarks.reading [--write] [FILES…]`.

Our page reader (words with boxes, rules), our whole reading (layout and tables too), pdfplumber's
words with lines and rects, and PDFium's bare text as the floor.  The readers take turns on each
file, so that a busy machine is busy for all; the figure is the median of the rounds.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

import pypdfium2

from extract.document import read_document
from extract.reader import read_pages

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
START, END = "<!-- reading -->", "<!-- /reading -->"
ROUNDS = 5
OTHER = "pdfplumber: words, lines, rects"

Reader = Callable[[Path], int]
"""Reads a whole file and returns how many words it found, so that none can skip the work."""


def our_pages(path: Path) -> int:
    return sum(len(page.words) for page in read_pages(path))


def our_document(path: Path) -> int:
    return sum(len(block.text.value.split()) for block in read_document(path).blocks())


def plumber(path: Path) -> int:
    import pdfplumber

    words = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            words += len(page.extract_words())
            _ = len(page.lines) + len(page.rects)
            page.close()
    return words


def bare_text(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        words = 0
        for page in document:
            text = page.get_textpage()
            words += len(text.get_text_range().split())
            text.close()
            page.close()
        return words
    finally:
        document.close()


READERS: dict[str, Reader] = {
    "PDFium: bare text": bare_text,
    "quitus: words, boxes, rules": our_pages,
    "quitus: the whole layout": our_document,
    OTHER: plumber,
}


def measure(files: Sequence[Path], rounds: int) -> dict[str, float]:
    """Seconds per reader: the sum over the files of each one's median."""
    total = dict.fromkeys(READERS, 0.0)
    for file in files:
        taken: dict[str, list[float]] = {name: [] for name in READERS}
        for _ in range(rounds):
            for name, read in READERS.items():
                started = perf_counter()
                read(file)
                taken[name].append(perf_counter() - started)
        for name, times in taken.items():
            total[name] += median(times)
    return total


def table(files: Sequence[Path], seconds: dict[str, float], rounds: int) -> str:
    """The figures as a Markdown table."""
    pages = sum(pages_of(file) for file in files)
    lines = [
        f"{len(files)} files, {pages} pages; median of {rounds} rounds in turn; "
        f"Python {platform.python_version()}, pdfplumber {version('pdfplumber')}, "
        f"pypdfium2 {version('pypdfium2')}.",
        "",
        "| reader | ms per page | times as fast as pdfplumber |",
        "|---|---:|---:|",
    ]
    for name, taken in seconds.items():
        lines.append(f"| {name} | {1000 * taken / pages:.2f} | {seconds[OTHER] / taken:.1f} |")
    return "\n".join(lines)


def write(figures: str, page: Path = PAGE, start: str = START, end: str = END) -> None:
    """Puts the figures between the markers of the page."""
    text = page.read_text(encoding="utf-8")
    head, rest = text.split(start)
    tail = rest.split(end)[1]
    page.write_text(f"{head}{start}\n{figures}\n{end}{tail}", encoding="utf-8")


def printed_samples() -> list[Path]:
    """The samples that have text: of a scan the peers read nothing."""
    return sorted(p for p in (ROOT / "samples").rglob("*.pdf") if p.parent.name != "numerises")


def pages_of(file: Path) -> int:
    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def main() -> None:
    """Measures and prints, or writes into the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs; the samples when none is given")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.relative_to(ROOT)}")
    asked = parser.parse_args()
    files = asked.files or printed_samples()
    if not files:
        parser.error("no PDF to read: make samples first")
    figures = table(files, measure(files, asked.rounds), asked.rounds)
    print(figures)
    if asked.write:
        write(figures)


if __name__ == "__main__":
    main()
