"""Every row's box, drawn on the page, encloses the text of the row and nothing else.

The page is rendered and its characters are asked of the PDF library, not of our reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from ctypes import c_int
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageOps

from extract.document import read_document
from normalize.facts import read_facts
from samples import make, make_bundles
from schemas.facts import Printed

SCALE = 3
SLACK = 0.5  # points
# The box of a table is its area, told by its cells.
TABLES = ("sections", "actions", "budget_lines", "indicators", "cells", "amounts")


class Char(NamedTuple):
    text: str
    x: float  # of its middle, points from the left of the page as displayed
    y: float


class Page(NamedTuple):
    chars: list[Char]
    image: Image.Image


def _pages(path: Path) -> Iterator[Page]:
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            image = page.render(scale=SCALE).to_pil().convert("L")
            yield Page(list(_chars(page)), ImageOps.invert(image))


def _chars(page: pypdfium2.PdfPage) -> Iterator[Char]:
    width, height = page.get_size()
    text = page.get_textpage()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if not code or chr(code).isspace():
            continue
        left, bottom, right, top = text.get_charbox(index)
        x, y = c_int(), c_int()
        pdfium.FPDF_PageToDevice(
            page,
            0,
            0,
            int(width * 100),
            int(height * 100),
            0,
            (left + right) / 2,
            (bottom + top) / 2,
            x,
            y,
        )
        yield Char(chr(code), x.value / 100, y.value / 100)


@cache
def _rows(name: str) -> tuple[tuple[str, Printed], ...]:
    facts = read_facts(read_document(make.FOLDER / f"{name}.pdf"), "0" * 16)
    return tuple((table, row) for table in TABLES for row in getattr(facts, table))


def _inside(page: Page, row: Printed) -> str:
    return "".join(
        char.text
        for char in page.chars
        if row.x0 - SLACK <= char.x <= row.x1 + SLACK
        and row.top - SLACK <= char.y <= row.bottom + SLACK
    )


def _bare(text: str) -> str:
    """Without blanks, and with the hyphens and ligatures of print made plain."""
    for printed, plain in (
        ("\ufffe", "-"),
        ("\u2010", "-"),
        ("\u00ad", "-"),
        ("ﬁ", "fi"),
        ("ﬀ", "ff"),
    ):
        text = text.replace(printed, plain)
    return "".join(text.split())


@pytest.mark.parametrize("name", [make.file_name(name) for name in make.NAMES])
def test_the_box_of_every_row_encloses_its_text(name: str) -> None:
    pages = list(_pages(make.FOLDER / f"{name}.pdf"))
    rows = _rows(name)
    assert len(rows) > 100
    for table, row in rows:
        page = pages[row.page - 1]
        here = (table, row.page, row.raw)
        crop = page.image.crop(
            (
                int(row.x0 * SCALE),
                int(row.top * SCALE),
                int(row.x1 * SCALE) + 1,
                int(row.bottom * SCALE) + 1,
            )
        )
        assert row.x0 < row.x1, here
        assert row.top < row.bottom, here
        if not row.raw:
            continue
        assert crop.getbbox() is not None, here
        found = _bare(_inside(page, row))
        if "\n" not in row.raw:
            assert sorted(found) == sorted(_bare(row.raw)), here
            continue
        first, *_ = row.raw.split("\n")  # the next ones may stand on the next page
        assert all(_bare(word) in found for word in first.split()), here
        if table == "cells":
            assert Counter(found) <= Counter(_bare(row.raw)), here


ACT_TABLES = (
    "deliberations", "attendance", "visas", "articles", "imputations", "proposals", "grants",
    "agreements", "agreement_terms", "amounts", "sections",
)  # fmt: skip
SIGNS = ".,;:() "


def _act_rows(path: Path) -> list[tuple[str, Printed]]:
    facts = read_facts(read_document(path), "d")
    return [(table, row) for table in ACT_TABLES for row in getattr(facts, table)]


@pytest.mark.parametrize("name", [make_bundles.file_name(name) for name in make_bundles.NAMES])
def test_the_box_of_every_row_of_a_bundle_encloses_its_text(name: str) -> None:
    path = make_bundles.FOLDER / f"{name}.pdf"
    pages, rows = list(_pages(path)), _act_rows(path)
    assert len(rows) > 10
    for table, row in rows:
        here = (table, row.page, row.raw)
        assert row.raw, here
        assert row.x0 < row.x1, here
        assert row.top < row.bottom, here
        found = _bare(_inside(pages[row.page - 1], row))
        if "\n" not in row.raw:
            assert sorted(found.strip(SIGNS)) == sorted(_bare(row.raw).strip(SIGNS)), here
            continue
        first, *_ = row.raw.split("\n")  # a box over several lines holds the whole of them
        assert all(_bare(word) in found for word in first.split()), here
