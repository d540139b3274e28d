"""The scanned samples yield the tables that lie beside their native twins, or mark what is not sure."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest

from benchmarks.scans import bare, read
from samples import make_scans
from schemas.dataset import DocumentFile

LARGEST = 400_000  # bytes
CLOSE = 12  # grey levels
Key = tuple[str, ...]
RIGHT = {"propre-300": 1.0, "ordinaire-200": 1.0, "mauvais-150": 0.9}  # of the rows, at least


@cache
def scanned(name: str) -> DocumentFile:
    return read(make_scans.FOLDER / f"{name}.pdf")


def expected(name: str, table: str) -> Iterator[dict[str, str]]:
    """The rows that stand on the pages scanned, with the page that they stand on in the scan."""
    chosen = make_scans.SCANS[name]
    path = make_scans.TWINS / chosen.twin / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if int(row["page"]) in chosen.pages:
                yield {**row, "page": str(chosen.pages.index(int(row["page"])) + 1)}


def expected_cells(name: str) -> Iterator[dict[str, str]]:
    """The cells of the tables that begin on these pages, as far as the pages go."""
    chosen = make_scans.SCANS[name]
    tables = {row["table_id"]: row for row in expected(name, "tables")}
    lengths = {f"{number}": table.rows for number, table in enumerate(scanned(name).tables, 1)}
    path = make_scans.TWINS / chosen.twin / "cells.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["table_id"] in tables:
                number = str(list(tables).index(row["table_id"]) + 1)
                goes_on = int(tables[row["table_id"]]["page_end"]) not in chosen.pages
                if not goes_on or int(row["row"]) < lengths[number]:
                    yield {**row, "table_id": number}


def budget_line(row: dict[str, Any]) -> Key:
    amount = "" if row["amount"] in (None, "") else f"{float(row['amount']):.2f}"
    names = ("phase", "role", "funder", "origin", "year", "page")
    return (amount, *(str(row[name] or "") for name in names))


def indicator(row: dict[str, Any]) -> Key:
    value = "" if row["value"] in (None, "") else f"{float(row['value']):g}"
    names = ("section_number", "year", "kind", "unit", "page")
    texts = (bare(row[name]) for name in ("label", "qualifier", "comment"))
    return (value, *texts, *(str(row[name] or "") for name in names))


def cell(row: dict[str, Any]) -> Key:
    value = "".join(row["value"].replace("’", "'").split())
    return (value if any(map(str.isdigit, value)) else bare(value), *(
        str(int(row[name])) for name in ("table_id", "row", "column", "row_span", "column_span")
    ))  # fmt: skip


def rows(name: str, table: str) -> Iterator[tuple[Key, str]]:
    """What the scan says, and its state."""
    document = scanned(name)
    if table == "budget_lines":
        for action in document.actions:
            for line in action.budget_lines:
                yield budget_line(line.model_dump()), line.state
    elif table == "indicators":
        for each in document.indicators:
            yield indicator(each.model_dump()), each.state
    else:
        for number, own in enumerate(document.tables, 1):
            for part in own.cells:
                yield cell({**part.model_dump(), "table_id": number}), part.state


def wanted(name: str, table: str) -> Iterator[tuple[Key, str]]:
    """What its twin's table says."""
    if table == "cells":
        yield from ((cell(row), "") for row in expected_cells(name))
    else:
        key = budget_line if table == "budget_lines" else indicator
        yield from ((key(row), row["state"]) for row in expected(name, table))


def keys(told: Iterable[tuple[Key, str]]) -> Counter[Key]:
    return Counter(key for key, _ in told)


@pytest.mark.parametrize("name", make_scans.SCANS)
def test_each_is_what_the_scanner_makes_of_its_twin(name: str, tmp_path: Path) -> None:
    made, kept = make_scans.make(name, tmp_path), make_scans.FOLDER / f"{name}.pdf"
    assert kept.stat().st_size < LARGEST
    for one, other in zip(pictures(kept), pictures(made), strict=True):
        assert np.abs(one - other).max() < CLOSE


def pictures(path: Path) -> list[np.typing.NDArray[np.int16]]:
    """Each page small: a JPEG differs in its last bits from one machine to another."""
    with pypdfium2.PdfDocument(path) as document:
        assert all(not page.get_textpage().count_chars() for page in document)
        pages = [page.render(scale=0.1, grayscale=True).to_numpy() for page in document]
    return [page.astype(np.int16) for page in pages]


@pytest.mark.parametrize("table", ["budget_lines", "indicators", "cells"])
@pytest.mark.parametrize("name", make_scans.SCANS)
def test_a_scan_says_what_its_twin_must_yield_or_marks_it(name: str, table: str) -> None:
    assert (scanned(name).status, scanned(name).text_layer) == ("ok", "ocr"), scanned(name).message
    said, due = list(rows(name, table)), keys(wanted(name, table))
    assert sum(due.values()) > 5
    sure = keys((key, state) for key, state in said if state != "uncertain")
    assert sure - due == Counter()
    assert sum((keys(said) & due).values()) >= RIGHT[name] * sum(due.values())


@pytest.mark.parametrize("table", ["budget_lines", "indicators"])
@pytest.mark.parametrize("name", make_scans.SCANS)
def test_what_is_not_stated_is_not_stated_in_the_scan(name: str, table: str) -> None:
    said = [state for _, state in rows(name, table)]
    due = [state for _, state in wanted(name, table)]
    for state in ("blank", "not_available", "not_applicable", "text"):
        assert said.count(state) == due.count(state)
