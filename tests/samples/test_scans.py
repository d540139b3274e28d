"""The scanned samples say what the same pages of their native twins say."""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest

from benchmarks.scans import cells, read, sums
from samples import make_scans

LARGEST = 400_000  # bytes
NAME = "ordinaire-200"  # the one that is read here: to read all takes a minute


@pytest.mark.parametrize("name", make_scans.SCANS)
def test_each_is_small_and_has_its_pages(name: str) -> None:
    path = make_scans.FOLDER / f"{name}.pdf"
    assert path.stat().st_size < LARGEST
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == len(make_scans.SCANS[name].pages)
        assert all(not page.get_textpage().count_chars() for page in document)


def test_a_scan_is_right_or_marked() -> None:
    chosen = make_scans.SCANS[NAME]
    native = read(make_scans.TWINS / f"{chosen.twin}.pdf")
    scanned = read(make_scans.FOLDER / f"{NAME}.pdf")
    assert (scanned.status, scanned.text_layer) == ("ok", "ocr"), scanned.message
    for measure in (sums, cells):
        expected = Counter(
            (chosen.pages.index(page) + 1, text)
            for (page, text), _ in measure(native)
            if page in chosen.pages
        )
        sure = Counter(key for key, marked in measure(scanned) if not marked)
        assert sure - expected == Counter()
        assert sum((sure & expected).values()) >= 0.95 * sum(expected.values())
