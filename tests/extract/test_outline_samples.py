"""The outline of every sample report is the expected one, whole and in order."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.document import read_document
from samples.make import FOLDER
from schemas.printed import PrintedDocument

SAMPLES = sorted(path.stem for path in FOLDER.glob("*.pdf"))


@pytest.fixture(scope="module", params=SAMPLES)
def read(request: pytest.FixtureRequest) -> tuple[PrintedDocument, Path]:
    return read_document(FOLDER / f"{request.param}.pdf"), FOLDER / request.param


def test_sections_are_those_of_the_report(read: tuple[PrintedDocument, Path]) -> None:
    document, folder = read
    with (folder / "sections.csv").open(encoding="utf-8") as file:
        expected = [
            (row["number"], row["title"], int(row["level"]), int(row["page"]))
            for row in csv.DictReader(file)
        ]
    assert [
        (s.number, " ".join(s.title.value.split()), s.level, s.heading.page)
        for s in document.sections
    ] == expected


def test_the_title_stands_before_the_outline(read: tuple[PrintedDocument, Path]) -> None:
    document, _ = read
    first = document.preamble[0]
    assert first.text.page == 1
    assert "convention" in first.text.value.lower()


def test_no_page_number_is_left_in_the_text(read: tuple[PrintedDocument, Path]) -> None:
    document, _ = read
    pages = {text.page for text in document.furniture}
    assert pages == {page.number for page in document.pages}
    texts = [block.text.value.casefold() for block in document.blocks() if block.table is None]
    assert not [text for text in texts if text.startswith("page ") or text.endswith("page")]


def test_tables_have_their_captions(read: tuple[PrintedDocument, Path]) -> None:
    document, folder = read
    with (folder / "tables.csv").open(encoding="utf-8") as file:
        expected = [row["caption"] for row in csv.DictReader(file)]
    tables = [block.table for block in document.blocks() if block.table is not None]
    assert [" ".join(table.caption.value.split()) for table in tables] == expected
