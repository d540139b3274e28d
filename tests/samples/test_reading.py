"""Reading a sample report gives the tables that lie beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from extract.document import read_document
from normalize.facts import read_facts
from normalize.text import clean
from samples import expected, make
from schemas.dataset import DocumentFacts

NAMES = [make.file_name(name) for name in make.NAMES]


@cache
def facts_of(name: str) -> DocumentFacts:
    return read_facts(read_document(make.FOLDER / f"{name}.pdf"), "0" * 16)


def expected_rows(name: str, table: str) -> list[dict[str, str]]:
    path = make.FOLDER / name / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_rows(name: str, table: str) -> Iterator[dict[str, str]]:
    columns = expected.COLUMNS[table].split()
    for row in getattr(facts_of(name), table):
        yield {column: _shown(column, getattr(row, column)) for column in columns}


def _shown(column: str, value: object) -> str:
    if value is None:
        return ""
    if column == "action_id":
        return str(value).removeprefix("a")
    if column == "table_id":
        return str(value).removeprefix("t")
    if column == "amount":
        return f"{value:.2f}"
    if isinstance(value, bool):
        return str(value).lower()
    return clean(str(value)) if "\n" not in str(value) else str(value)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "table", ["actions", "budget_lines", "indicators", "sections", "tables", "cells"]
)
def test_a_sample_reads_as_its_expected_table(name: str, table: str) -> None:
    found, wanted = list(read_rows(name, table)), expected_rows(name, table)
    if table == "budget_lines":  # a table is read row by row, its facts stand phase by phase
        found, wanted = sorted(found, key=_order), sorted(wanted, key=_order)
    assert found == wanted


def _order(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_known_for_what_it_is(name: str) -> None:
    facts, (wanted,) = facts_of(name), expected_rows(name, "documents")
    found = {
        "kind": facts.kind,
        "departement_code": facts.departement_code,
        "title": facts.title,
        "date": str(facts.date or ""),
    }
    assert found == {column: wanted[column] for column in found}


def test_every_sample_has_its_tables() -> None:
    folders = {path.name for path in Path(make.FOLDER).iterdir() if path.is_dir()}
    assert folders == set(NAMES)
