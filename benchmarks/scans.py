"""What a scan gives beside its native twin: `python -m benchmarks.scans FILE.pdf --pages 3,6`.

The pages are scanned (resolution, skew, noise, JPEG), read through all stages, and every sum,
every cell with a figure and every row of the tables of figures is held against what the native
pages give.  `--keep FOLDER` keeps scans, dataset and what the engines read.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pypdfium2

from quitus import run
from quitus.intake import identify
from quitus.limits import Limits
from quitus.pipeline import read_pdf, stages
from quitus.store import Store
from quitus.workers import InProcess
from samples.scanning import scan
from schemas.dataset import DocumentFile

SCANS: dict[str, dict[str, Any]] = {
    "300": {"dpi": 300, "skew": 0.6, "noise": 8.0, "quality": 60},
    "200": {"dpi": 200, "skew": 0.6, "noise": 8.0, "quality": 60},
    "poor": {"dpi": 150, "skew": 1.5, "noise": 8.0, "quality": 40, "faded": 0.5},
    "fax": {"dpi": 200, "packing": "fax"},
    "fax-300": {"dpi": 300, "packing": "fax"},
    "stamped": {"dpi": 200, "worn": ("stamps", "hand")},
    "stamped-black": {"dpi": 200, "worn": ("black stamps", "hand")},
    "photocopy": {"dpi": 200, "worn": ("photocopy", "verso")},
    "feeder": {"dpi": 200, "worn": ("shadow", "lid", "holes", "streaks")},
    "curved": {"dpi": 200, "worn": ("curved", "yellow")},
    "pale": {"dpi": 200, "pale": 0.75},
    "layers": {"dpi": 300, "packing": "layers"},
}

Key = tuple[Any, ...]
Held = tuple[Key, bool]
"""What a row says, and whether it is marked as uncertain."""


def bare(text: object) -> str:
    """Letters and figures alone, without accents: what a row says, however it is spaced."""
    apart = unicodedata.normalize("NFKD", str(text or ""))
    return re.sub(r"[^a-z0-9%]+", "", apart.lower())


def sums(document: DocumentFile) -> list[Held]:
    """Page and amount of every sum."""
    return [((row.page, str(row.amount)), row.state == "uncertain") for row in document.amounts]


def cells(document: DocumentFile) -> list[Held]:
    """Page and text of every cell with a figure."""
    every = [cell for table in document.tables for cell in table.cells]
    return [
        ((cell.page, "".join(cell.value.replace("’", "'").split())), cell.state == "uncertain")
        for cell in every
        if any(char.isdigit() for char in cell.value)
    ]


def grants(document: DocumentFile) -> list[Held]:
    """The rows of financial annexes."""
    return [
        ((row.kind, *map(bare, (row.operation, row.territory, row.beneficiary, row.description)),
          str(row.amount)), row.state == "uncertain")
        for row in document.grants
    ]  # fmt: skip


def budget_lines(document: DocumentFile) -> list[Held]:
    """Budget lines under their action."""
    return [
        ((action.number, row.phase, row.role, row.funder, row.origin, row.year, str(row.amount)),
         row.state == "uncertain")
        for action in document.actions
        for row in action.budget_lines
    ]  # fmt: skip


def indicators(document: DocumentFile) -> list[Held]:
    """Indicators that state a figure."""
    return [
        ((row.section_number, bare(row.label), row.year, row.kind, bare(row.qualifier),
          str(row.value)), row.state == "uncertain")
        for row in document.indicators
        if row.value is not None
    ]  # fmt: skip


MEASURES: dict[str, Callable[[DocumentFile], list[Held]]] = {
    "sums": sums,
    "cells": cells,
    "grants": grants,
    "budget_lines": budget_lines,
    "indicators": indicators,
}


class Compared(NamedTuple):
    """How a scan stands beside its twin."""

    total: int
    right: int  # marked or not
    marked: int
    wrong: list[Key]  # and not marked
    missing: list[Key]

    @property
    def share(self) -> float:
        """Of what the twin says, what the scan says too."""
        return self.right / self.total if self.total else 1.0


def compare(native: Iterable[Held], scanned: Iterable[Held]) -> Compared:
    """How many are right, marked, wrong without a mark, missing."""
    left = Counter(key for key, _ in native)
    total, right, marked = left.total(), 0, 0
    wrong = []
    for key, doubt in scanned:
        marked += doubt
        if left[key] > 0:
            left[key] -= 1
            right += 1
        elif not doubt:
            wrong.append(key)
    return Compared(total, right, marked, wrong, list(left.elements()))


def told(name: str, found: Compared, most: int) -> Iterator[str]:
    """The measure in a line, then what is wrong."""
    yield (
        f"{name:13}{found.right:5}/{found.total:<5} right {found.share:.4f}  "
        f"marked {found.marked:4}  wrong unmarked {len(found.wrong):3}  "
        f"missing {len(found.missing):3}"
    )
    yield from (f"     wrong   {key}" for key in found.wrong[:most])
    yield from (f"     missing {key}" for key in found.missing[:most])


def extracted(source: Path, pages: tuple[int, ...], out: Path) -> None:
    """Writes these pages alone."""
    whole, part = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    part.import_pages(whole, [page - 1 for page in pages])
    part.save(out)


def read(path: Path) -> DocumentFile:
    """One PDF through all stages."""
    (source,) = identify([path], path)
    return read_pdf(source, stages())


def alone(path: Path) -> float:
    """Processor seconds that RapidOCR takes by itself for the pages of a scan, as it comes."""
    import numpy as np

    from extract.ocr.rapid import PAGE, engine

    document = pypdfium2.PdfDocument(path)
    pictures = [
        np.asarray(page.render(scale=200 / 72).to_pil().convert("RGB")) for page in document
    ]
    engine()(pictures[0][:200], **PAGE)
    started = process_time()
    for picture in pictures:
        engine()(picture, **PAGE)
    return process_time() - started


def worked() -> float:
    """Processor seconds of this process and of those that it has run: Tesseract is one."""
    return process_time() + sum(os.times()[2:4])


def ingested(folder: Path, out: Path) -> DocumentFile:
    """The scan in a folder, through a run into the dataset `out`."""
    limits = replace(Limits(), memory_of_pictures=out / ".ocr")
    outcome = run.ingest(
        folder, out, InProcess(stages(limits)), fresh=False, tick=lambda *_: None, limits=limits
    )
    (entry,) = outcome.documents
    return Store(out).load(entry.document.document_id)


def hold(
    source: Path,
    kind: str,
    pages: tuple[int, ...] | None,
    keep: Path,
    most: int,
    *,
    timed: bool = False,
) -> None:
    """Scans the pages, reads them and prints how they stand."""
    place = keep / f"{source.stem}-{kind}"
    scans, native = place / "scans", source
    scans.mkdir(parents=True, exist_ok=True)
    scanned = scans / source.name
    if pages is not None:
        native = place / "native.pdf"
        extracted(source, pages, native)
    scan(source, scanned, pages=pages, **SCANS[kind])
    base = alone(scanned) if timed else 0.0
    started = worked()
    ours = ingested(scans, place / "dataset")
    seconds = worked() - started
    print(
        f"== {source.name}, {kind}: {ours.pages} pages, "
        f"{seconds / max(ours.pages, 1):.1f} s of processor each, {ours.status}"
    )
    if base:
        print(f"RapidOCR alone {base / max(ours.pages, 1):.1f} s each: {seconds / base:.2f} times")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB of memory")
    twin = read(native)
    for name, measure in MEASURES.items():
        print(*told(name, compare(measure(twin), measure(ours)), most), sep="\n")
    if ours.message:
        print(ours.message)


def main() -> None:
    parser = argparse.ArgumentParser(description="Hold scans against their native twins.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--pages", help="page numbers, separated by commas; all by default")
    parser.add_argument("--as", dest="kinds", nargs="+", choices=SCANS, default=list(SCANS))
    parser.add_argument("--keep", type=Path, help="folder for scans and datasets")
    parser.add_argument("--most", type=int, default=8, help="wrong rows to list of each measure")
    parser.add_argument("--time", action="store_true", help="hold the time against RapidOCR alone")
    options = parser.parse_args()
    pages = tuple(int(page) for page in options.pages.split(",")) if options.pages else None
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.kinds:
            for file in options.files:
                hold(
                    file,
                    kind,
                    pages,
                    options.keep or Path(folder),
                    options.most,
                    timed=options.time,
                )


if __name__ == "__main__":
    main()
