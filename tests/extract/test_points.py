"""The points of paths: what is read in place is what PDFium tells point by point."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract import points
from extract.paths import gather_objects
from extract.pdfium import Matrix, path_segments
from extract.reader import read_pages


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """A page of lines, rectangles, curves and figures with holes."""
    path = tmp_path / "drawing.pdf"
    canvas = Canvas(str(path), pagesize=(400, 300))
    for row in range(5):
        canvas.line(20, 20 + 30 * row, 380, 20 + 30 * row)
        canvas.rect(20 + 70 * row, 20, 60, 120, stroke=row % 2, fill=1 - row % 2)
    canvas.circle(200, 220, 40)
    figure = canvas.beginPath()
    for size in (60, 30):
        figure.moveTo(300, 200)
        figure.lineTo(300 + size, 200)
        figure.lineTo(300, 200 + size)
        figure.close()
    canvas.drawPath(figure, stroke=1, fill=1)
    canvas.save()
    return path


def test_what_is_read_in_place_is_what_pdfium_tells(drawing: Path) -> None:
    document = pypdfium2.PdfDocument(drawing)
    page = document[0]
    paths = gather_objects(page.raw, Matrix()).paths
    counts = [path_segments(path) for path in paths]
    asked = points._asked_for(paths, counts)
    assert len(asked) == sum(counts) > 50
    assert set(asked["kind"].tolist()) == {0, 1, 2}
    assert set(asked["closing"].tolist()) == {False, True}
    in_place = points._in_place(paths, counts)
    assert in_place is not None
    assert np.array_equal(in_place, asked)
    assert np.array_equal(points.read_points(paths, counts), asked)


def test_the_pdfium_installed_keeps_points_as_expected() -> None:
    assert points._is_kept_so()


def test_points_that_are_kept_otherwise_are_asked_for(
    drawing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fast,) = read_pages(drawing)
    monkeypatch.setattr(points, "_is_kept_so", lambda: False)
    (slow,) = read_pages(drawing)
    assert (slow.rules, slow.fills) == (fast.rules, fast.fills)
    assert len(slow.rules) >= 5


def test_another_order_of_points_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = np.dtype(
        {
            "names": ["y", "x", "kind", "closing"],
            "formats": ["f4", "f4", "u1", "?"],
            "offsets": [0, 4, 8, 9],
            "itemsize": 12,
        }
    )
    monkeypatch.setattr(points, "POINT", other)
    assert not points._is_kept_so.__wrapped__()
    monkeypatch.setattr(points, "POINT", np.dtype([("x", "f8"), ("y", "f8"), ("kind", "u1")]))
    assert not points._is_kept_so.__wrapped__()


def test_no_paths_have_no_points() -> None:
    assert len(points.read_points([], [])) == 0
