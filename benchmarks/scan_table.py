"""How scans of our samples stand beside their native twins: `python -m benchmarks.scan_table`.

Two samples are scanned in several ways and read through all stages; `--write` puts the table into
the docs.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.reading import write
from benchmarks.scans import (
    MEASURES,
    SCANS,
    alone,
    compare,
    extracted,
    ingested,
    read,
    warned_pages,
    worked,
)
from samples.scanning import scan

ROOT = Path(__file__).parent.parent
START, END = "<!-- scans -->", "<!-- /scans -->"
FILES = {"rapports/canonique": (3, 4, 5), "bundles/canonique": (1, 2, 3, 5)}
KINDS = ("300", "200", "poor", "fax", "stamped", "photocopy", "feeder")
COUNTED = ("sums", "cells", "grants", "budget_lines", "indicators", "attendance",
           "votes", "imputations")  # fmt: skip


class Row(NamedTuple):
    """What became of one way of scanning."""

    kind: str
    counts: Counter[str]  # rows: total; right, of these marked all the same; wrong, lost in silence
    seconds: float  # of processor
    alone: float  # those that RapidOCR takes by itself

    @property
    def line(self) -> str:
        """As a row of the table."""
        counts = self.counts
        return (
            f"| {self.kind} | {counts['total']} | {counts['right'] / counts['total']:.3f} | "
            f"{counts['doubted'] / max(counts['right'], 1):.3f} | {counts['wrong']} | "
            f"{counts['silent']} | {self.seconds / self.alone:.2f} |"
        )


def measured(kind: str, folder: Path) -> Row:
    """The samples, scanned in one way, beside their twins."""
    counts: Counter[str] = Counter()
    seconds = base = 0.0
    for name, pages in FILES.items():
        source = ROOT / "samples" / f"{name}.pdf"
        place = folder / kind / name.replace("/", "-")
        (place / "scans").mkdir(parents=True)
        native, scanned = place / "native.pdf", place / "scans" / source.name
        extracted(source, pages, native)
        scan(source, scanned, pages=pages, **SCANS[kind])
        base += alone(scanned)
        started = worked()
        ours = ingested(place / "scans", place / "dataset")
        seconds += worked() - started
        twin, warned = read(native), warned_pages(ours)
        for each in COUNTED:
            found = compare(MEASURES[each](twin), MEASURES[each](ours), warned)
            counts.update(total=found.total, right=found.right, doubted=found.doubted)
            counts.update(wrong=len(found.wrong), silent=len(found.silent))
    return Row(kind, counts, seconds, base)


def table(rows: list[Row]) -> str:
    pages = sum(map(len, FILES.values()))
    return "\n".join([
        f"{pages} pages of {len(FILES)} samples; of their rows: right, of these marked as uncertain, "
        "wrong and not marked, missing without a warning; time beside RapidOCR alone.",
        "",
        "| scan | rows | right | of them marked | wrong, unmarked | lost in silence | time |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(row.line for row in rows),
    ])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Scans of samples beside their native twins.")
    parser.add_argument("--as", dest="kinds", nargs="+", choices=SCANS, default=list(KINDS))
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = table([measured(kind, Path(folder)) for kind in options.kinds])
    print(told)
    if options.write:
        write(told, start=START, end=END)


if __name__ == "__main__":
    main()
