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
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pypdfium2

from extract.ocr.agree import SAME
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


class Held(NamedTuple):
    """What a row says, whether it is marked as uncertain, and the page that prints it."""

    key: Key
    marked: bool
    page: int


def bare(text: object) -> str:
    """Letters and figures alone, without accents: what a row says, however it is spaced."""
    apart = unicodedata.normalize("NFKD", str(text or ""))
    return re.sub(r"[^a-z0-9%]+", "", apart.lower())


def printed(text: str) -> str:
    """What is printed, blanks aside; dashes and quotes are as no scan tells them apart.

    A point before one or two last figures is a comma: the number is one.
    """
    return POINT.sub(",", "".join(text.translate(SAME).replace("m²", "m2").split()))


POINT = re.compile(r"(?<=[0-9])\.(?=[0-9]{1,2}(?![0-9.,]))")


def held(row: Any, *key: Any) -> Held:
    """A row by what it says; one that bears no state is never marked."""
    return Held(key, getattr(row, "state", "") == "uncertain", row.page)


def sums(document: DocumentFile) -> list[Held]:
    """Page and amount of every sum."""
    return [held(row, row.page, str(row.amount)) for row in document.amounts]


def cells(document: DocumentFile) -> list[Held]:
    """Page and text of every cell with a figure."""
    every = [cell for table in document.tables for cell in table.cells]
    return [
        held(cell, cell.page, printed(cell.value))
        for cell in every
        if any(char.isdigit() for char in cell.value)
    ]


FIGURE = re.compile(r"[+-]?[0-9]+(?: [0-9]{3})+(?:[.,][0-9]+)?(?![0-9])|[+-]?[0-9]+(?:[.,][0-9]+)*")


def figures(document: DocumentFile) -> list[Held]:
    """Page and digits of every figure in a cell, however the cells are cut."""
    return [
        held(cell, cell.page, printed(figure))
        for table in document.tables
        for cell in table.cells
        for figure in FIGURE.findall(
            " ".join(cell.value.replace("m²", "m2").translate(SAME).split())
        )
    ]


def grants(document: DocumentFile) -> list[Held]:
    """The rows of financial annexes."""
    return [
        held(row, row.kind, *map(bare, (row.operation, row.territory, row.beneficiary,
                                        row.description)), str(row.amount))
        for row in document.grants
    ]  # fmt: skip


def budget_lines(document: DocumentFile) -> list[Held]:
    """Budget lines under their action."""
    return [
        held(row, action.number, row.phase, row.role, row.funder, row.origin, row.year,
             str(row.amount))
        for action in document.actions
        for row in action.budget_lines
    ]  # fmt: skip


def indicators(document: DocumentFile) -> list[Held]:
    """Indicators that state a figure."""
    return [
        held(row, row.section_number, bare(row.label), row.year, row.kind, bare(row.qualifier),
             str(row.value))
        for row in document.indicators
        if row.value is not None
    ]  # fmt: skip


def votes(document: DocumentFile) -> list[Held]:
    """How each délibération was voted, and who was counted there."""
    return [
        held(row, bare(row.number), row.adopted, row.votes_for, row.votes_against,
             row.abstentions, row.absent, row.not_taking_part, row.unanimous,
             row.present_count, row.excused_count, row.absent_count)
        for row in document.deliberations
    ]  # fmt: skip


def attendance(document: DocumentFile) -> list[Held]:
    """Who was there."""
    return [held(row, bare(row.name), row.status, bare(row.proxy)) for row in document.attendance]


def articles(document: DocumentFile) -> list[Held]:
    """What the articles of an act decide in figures."""
    return [
        held(row, row.number, row.theme_number, row.operations, str(row.amount))
        for row in document.articles
    ]


def imputations(document: DocumentFile) -> list[Held]:
    """The sums charged to the budget."""
    return [
        held(row, bare(row.operation_code), bare(row.imputation), bare(row.nature),
             bare(row.fonction), *map(str, (row.authorisation, row.available, row.amount,
                                            row.balance)))
        for row in document.imputations
    ]  # fmt: skip


def proposals(document: DocumentFile) -> list[Held]:
    """What the narrative proposes."""
    return [
        held(row, row.theme_number, row.operation_number, bare(row.beneficiary),
             bare(row.territory), row.structures, str(row.quantity), str(row.unit_price),
             str(row.amount))
        for row in document.proposals
    ]  # fmt: skip


def terms(document: DocumentFile) -> list[Held]:
    """What agreements state in figures."""
    return [
        held(row, row.role, bare(row.label), str(row.amount), str(row.quantity))
        for row in document.agreement_terms
    ]


MEASURES: dict[str, Callable[[DocumentFile], list[Held]]] = {
    "sums": sums,
    "cells": cells,
    "figures": figures,
    "grants": grants,
    "budget_lines": budget_lines,
    "indicators": indicators,
    "votes": votes,
    "attendance": attendance,
    "articles": articles,
    "imputations": imputations,
    "proposals": proposals,
    "terms": terms,
}


class Compared(NamedTuple):
    """How a scan stands beside its twin."""

    total: int
    right: int  # marked or not
    doubted: int  # right, and marked where the twin is not
    marked: int
    wrong: list[Key]  # and not marked
    missing: list[Key]
    silent: list[Key]  # missing where the page tells of nothing that was not read for sure

    @property
    def share(self) -> float:
        """Of what the twin says, what the scan says too."""
        return self.right / self.total if self.total else 1.0


def compare(
    native: Iterable[Held], scanned: Iterable[Held], warned: Container[int] = ()
) -> Compared:
    """How many are right, marked, wrong without a mark, missing; pages `warned` tell of a loss.

    A row that is marked and wrong accounts for one that is missing on its page.
    """
    rows = list(native)
    left = Counter(row.key for row in rows)
    doubted_too = Counter(row.key for row in rows if row.marked)
    total, right, doubted, marked = left.total(), 0, 0, 0
    wrong, told = [], Counter[int]()
    # What is right and not marked first: of two alike, the mark of one is not that of the other.
    for key, doubt, page in sorted(scanned, key=lambda row: row.marked):
        marked += doubt
        if left[key] > 0:
            left[key] -= 1
            right += 1
            if doubt and doubted_too[key] > 0:
                doubted_too[key] -= 1  # printed so: its twin is as uncertain
            else:
                doubted += doubt
        elif doubt:
            told[page] += 1
        else:
            wrong.append(key)
    silent = []
    lost = left.copy()
    for key, _, page in rows:
        if lost[key] > 0:
            lost[key] -= 1
            if page in warned:
                continue
            if told[page] > 0:
                told[page] -= 1
            else:
                silent.append(key)
    return Compared(total, right, doubted, marked, wrong, list(left.elements()), silent)


def warned_pages(document: DocumentFile) -> set[int]:
    """The pages of which the reading says that something on them was not read, or not for sure."""
    return {
        int(number)
        for warning in document.warnings
        for number in re.findall(r"\b[Pp]age ([0-9]+)", warning)
    }


def told(name: str, found: Compared, most: int) -> Iterator[str]:
    """The measure in a line, then what is wrong."""
    if not found.total and not found.wrong and not found.marked:
        return
    yield (
        f"{name:13}{found.right:5}/{found.total:<5} right {found.share:.4f}  "
        f"of them marked {found.doubted / max(found.right, 1):.3f}  "
        f"marked {found.marked:4}  wrong unmarked {len(found.wrong):3}  "
        f"missing {len(found.missing):3}, in silence {len(found.silent):3}"
    )
    yield from (f"     wrong   {key}" for key in found.wrong[:most])
    yield from (f"     missing {key}" for key in found.missing[:most])
    yield from (f"     silent  {key}" for key in found.silent[:most])


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
    warned = warned_pages(ours)
    for name, measure in MEASURES.items():
        for line in told(name, compare(measure(twin), measure(ours), warned), most):
            print(line)
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
