"""Tables read right, wrong and missing: `python -m benchmarks.tables [--write] [--drawn N]`.

Our table engine, pdfplumber and camelot read the same pages in the same run: the samples whose
cells are known, and tables drawn and printed by the test generator.  Every tool gets its best
settings; merged cells that a tool leaves bare are filled from the left and from above, and header
rows that it gives again on the next page do not count against it.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings

from extract.reader import read_pages
from extract.tables import PageTable, find_tables, stitch
from schemas.printed import PrintedPage
from tests.table_printer.by_hand import print_by_hand
from tests.table_printer.drawn import Drawn, drawn_tables

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
START, END = "<!-- tables -->", "<!-- /tables -->"
EDGE = 0.09  # part of the page height where running headers and footers stand

T = TypeVar("T")
Rows = list[tuple[str, ...]]
Tool = Callable[[Path], Rows]


def plain(text: str | None) -> str:
    """A text without its blanks: how a tool joins lines does not matter here."""
    return "".join((text or "").split())


def ours(path: Path) -> Rows:
    chain: list[PageTable] = []
    adjacent: list[bool] = []
    clear_below = False
    for page in read_pages(path):
        for number, table in enumerate(find_tables(page)):
            if chain:
                adjacent.append(number == 0 and clear_below and _clear(page, 0, table.box.top))
            chain.append(table)
            clear_below = _clear(page, table.box.bottom, page.height)
    rows: Rows = []
    for _, whole in stitch(chain, adjacent):
        slots = {
            (row, column): plain(cell.text.value)
            for cell in whole.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        rows += [
            tuple(slots[row, column] for column in range(whole.columns))
            for row in range(whole.rows)
        ]
    return rows


def _clear(page: PrintedPage, top: float, bottom: float) -> bool:
    """Whether nothing but running headers and footers stands between two heights."""
    low, high = max(top, EDGE * page.height), min(bottom, (1 - EDGE) * page.height)
    return not any(low < word.baseline < high for word in page.words)


def plumber(path: Path, **options: str) -> Rows:
    import pdfplumber

    rows: Rows = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables(options):
                rows += _filled(table)
            page.close()
    return rows


def camelot_lattice(path: Path, **options: object) -> Rows:
    from camelot.io import read_pdf

    rows: Rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = read_pdf(str(path), pages="all", suppress_stdout=True, **options)
    for table in tables:
        rows += _filled(table.df.values.tolist())
    return rows


def _filled(table: Sequence[Sequence[str | None]]) -> Rows:
    """Rows whose bare slots (None) take the text to the left, else the text above."""
    rows: list[list[str]] = []
    for line in table:
        row: list[str] = []
        for column, text in enumerate(line):
            if text is not None:
                row.append(plain(text))
            elif column and line[column - 1] is not None:
                row.append(row[-1])
            else:
                row.append(rows[-1][column] if rows and column < len(rows[-1]) else "")
        rows.append(row)
    return [tuple(row) for row in rows]


COPIED = {"flavor": "lattice", "copy_text": ["v", "h"], "split_text": True}
TOOLS: dict[str, Tool] = {
    "ours": ours,
    "pdfplumber (lines)": plumber,
    "pdfplumber (lines, text)": lambda path: plumber(path, vertical_strategy="text"),
    "camelot lattice": lambda path: camelot_lattice(path, flavor="lattice"),
    "camelot lattice, copied": lambda path: camelot_lattice(path, **COPIED),
    "camelot lattice, vector": lambda path: camelot_lattice(path, engine="vector", **COPIED),
    "camelot stream": lambda path: camelot_lattice(path, flavor="stream"),
    "camelot network": lambda path: camelot_lattice(path, flavor="network"),
    "camelot hybrid, vector": lambda path: camelot_lattice(path, flavor="hybrid", engine="vector"),
}


@dataclass
class Score:
    """Rows and cells of one tool on one group of files."""

    rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    failed: int = 0

    def add(self, given: Rows, wanted: Rows, heads: int) -> None:
        """Compare what a tool gave for a file with what stands there."""
        repeated = set(wanted[:heads]) if heads else set()
        kept = [row for row in given if any(row)]
        rows, due = Counter(kept), Counter(row for row in wanted if any(row))
        for row in repeated:
            rows[row] = min(rows[row], due[row])
        _tally(self.rows, rows, due)
        _tally(self.cells, _cells(rows), _cells(due))


def _cells(rows: Counter[tuple[str, ...]]) -> Counter[tuple[int, str]]:
    counted: Counter[tuple[int, str]] = Counter()
    for row, times in rows.items():
        for column, text in enumerate(row):
            if text:
                counted[column, text] += times
    return counted


def _tally(into: Counter[str], given: Counter[T], wanted: Counter[T]) -> None:
    into["right"] += sum((given & wanted).values())
    into["wrong"] += sum((given - wanted).values())
    into["missing"] += sum((wanted - given).values())


@dataclass(frozen=True)
class Case:
    """One file, the rows that stand in its tables, and how many of them are a header."""

    group: str
    path: Path
    wanted: Rows
    heads: int
    pages: int


def sample_cases() -> Iterator[Case]:
    """The samples that have their cells beside them."""
    for path in sorted((ROOT / "samples").rglob("*.pdf")):
        beside = path.with_suffix("") / "cells.csv"
        if beside.exists():
            wanted = _expected(beside)
            if wanted:
                group = "samples without rules" if "sans-filets" in path.name else "samples"
                yield Case(group, path, wanted, len(wanted), _pages(path))


def _expected(path: Path) -> Rows:
    """Rows of a cells.csv, merged cells repeated on every slot that they cover."""
    tables: dict[str, dict[tuple[int, int], str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row, column = int(line["row"]), int(line["column"])
            for r in range(row, row + int(line["row_span"] or 1)):
                for c in range(column, column + int(line["column_span"] or 1)):
                    tables.setdefault(line["table_id"], {})[r, c] = plain(line["value"])
    rows: Rows = []
    for slots in tables.values():
        height, width = (max(place[axis] for place in slots) + 1 for axis in (0, 1))
        rows += [tuple(slots.get((r, c), "") for c in range(width)) for r in range(height)]
    return rows


def drawn_cases(count: int, folder: Path) -> list[Case]:
    """Tables from the generator, the same ones every time."""
    cases: list[Case] = []

    @seed(62)
    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(drawn_tables())
    def draw(drawn: Drawn) -> None:
        path = folder / f"{len(cases)}.pdf"
        path.write_bytes(print_by_hand(drawn))
        wanted = [
            tuple(plain(drawn.at(row, column).text) for column in range(drawn.columns))
            for row in range(drawn.rows)
        ]
        group = f"drawn, {drawn.ruling}"
        cases.append(Case(group, path, wanted, drawn.header_rows, _pages(path)))

    draw()
    return cases


def _pages(path: Path) -> int:
    return sum(1 for _ in read_pages(path))


def run(cases: Iterable[Case]) -> tuple[dict[tuple[str, str], Score], Counter[str]]:
    """Every tool on every case, in turns."""
    scores: dict[tuple[str, str], Score] = {}
    pages: Counter[str] = Counter()
    for case in cases:
        pages[case.group] += case.pages
        for name, tool in TOOLS.items():
            score = scores.setdefault((case.group, name), Score())
            start = perf_counter()
            try:
                rows = tool(case.path)
            except Exception:  # A tool that fails on a file gives no rows.
                rows = []
                score.failed += 1
            score.seconds += perf_counter() - start
            score.add(rows, case.wanted, case.heads)
    return scores, pages


def report(scores: dict[tuple[str, str], Score], pages: Counter[str]) -> str:
    """The figures as a Markdown table."""
    lines = [
        f"pdfplumber {version('pdfplumber')}, camelot {version('camelot-py')}; "
        "right / wrong / missing, reading included in the time.",
        "",
        "| pages | tool | rows | cells | ms per page |",
        "|---|---|---|---|---|",
    ]
    for (group, name), score in sorted(scores.items(), key=lambda each: each[0][0]):
        rows, cells = (
            " / ".join(str(counts[key]) for key in ("right", "wrong", "missing"))
            for counts in (score.rows, score.cells)
        )
        speed = 1000 * score.seconds / pages[group]
        lines.append(f"| {group} ({pages[group]}) | {name} | {rows} | {cells} | {speed:.1f} |")
    return "\n".join(lines)


def write(text: str) -> None:
    """Put the figures between their markers in the documentation."""
    page = PAGE.read_text(encoding="utf-8")
    if START not in page:
        page += f"\n## Tables\n\n{__doc__.split(chr(10), 2)[2].strip()}\n\n{START}\n{END}\n"
    before, rest = page.split(START)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument("--drawn", type=int, default=40, help="how many drawn tables")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = [*sample_cases(), *drawn_cases(options.drawn, Path(folder))]
        text = report(*run(cases))
    print(text)
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
