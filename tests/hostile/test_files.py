"""PDFs made to harm: each ends in a status, within its limits, and harms nobody."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quitus.intake import identify
from quitus.limits import Limits
from quitus.workers import Isolated
from tests.hostile.raw import CATALOG, LINE, PAGE, PAGES, stream, write_raw

# The files are hostile to the reader of text: the models that read pictures stay unloaded.
LIMITS = Limits(seconds=20.0, memory=400 << 20, pages=1_000, size=64 << 20, ocr="never")


@pytest.fixture(scope="module")
def isolated() -> Iterator[Isolated]:
    made = Isolated(LIMITS)
    yield made
    made.close()


def read(isolated: Isolated, path: Path) -> dict[str, Any]:
    (source,) = identify([path], path.parent, LIMITS.size)
    document: dict[str, Any] = json.loads(isolated.read(source))
    assert document["status"] in ("ok", "partial", "failed")
    assert (document["status"] == "failed") == bool(document["error"])
    return document


def test_a_plain_page(isolated: Isolated, tmp_path: Path) -> None:
    document = read(isolated, write_raw(tmp_path / "a.pdf"))
    assert (document["status"], document["pages"]) == ("ok", 1)


@pytest.mark.parametrize(
    ("count", "error"), [(b"1000000", "too_large"), (b"2147483647", None), (b"-4", None)]
)
def test_a_tree_that_lies_about_its_pages(
    isolated: Isolated, tmp_path: Path, count: bytes, error: str | None
) -> None:
    tree = PAGES.replace(b"/Count 1", b"/Count " + count)
    document = read(isolated, write_raw(tmp_path / "a.pdf", {2: tree}))
    assert error is None or document["error"] in (error, "damaged")


def test_as_many_pages_as_are_said_are_refused_before_they_are_read(
    isolated: Isolated, tmp_path: Path
) -> None:
    tree = PAGES.replace(b"[3 0 R]", b"[" + b"3 0 R " * 2000 + b"]").replace(b"1 >>", b"2000 >>")
    document = read(isolated, write_raw(tmp_path / "a.pdf", {2: tree}))
    assert document["error"] == "too_large"
    assert "2000 pages" in document["message"]


@pytest.mark.parametrize(
    "changes",
    [
        {2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"},
        {3: b"3 0 R"},
        {1: b"<< /Type /Catalog /Pages 1 0 R >>"},
        {4: stream(b"[" * 100_000 + b"] 0 d " + LINE)},
        {6: b"[" * 100_000 + b"]" * 100_000},
        {3: PAGE.replace(b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * 500 + b"]")},
    ],
    ids=["tree", "object", "catalog", "operands", "arrays", "contents"],
)
def test_circles_and_depths(isolated: Isolated, tmp_path: Path, changes: dict[int, bytes]) -> None:
    read(isolated, write_raw(tmp_path / "a.pdf", changes))


def test_a_form_that_draws_itself(isolated: Isolated, tmp_path: Path) -> None:
    page = PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font")
    form = stream(
        b"/X Do " + LINE,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        b"/Resources << /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >>",
    )
    document = read(
        isolated, write_raw(tmp_path / "a.pdf", {3: page, 4: stream(b"/X Do"), 6: form})
    )
    assert document["status"] == "ok"


def test_a_stream_that_swells(isolated: Isolated, tmp_path: Path) -> None:
    bomb = stream(b"q 1 0 0 1 0 0 cm Q\n" * 3_000_000, packed=True)
    path = write_raw(tmp_path / "a.pdf", {4: bomb})
    assert path.stat().st_size < 1 << 20
    document = read(isolated, path)
    assert document["error"] in ("memory", "crashed", "timeout", "no_text", "damaged")


def test_an_enormous_picture_is_not_unpacked(isolated: Isolated, tmp_path: Path) -> None:
    page = PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font")
    picture = stream(
        b"\0" * 100_000,
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 "
        b"/ColorSpace /DeviceRGB /BitsPerComponent 8",
        packed=True,
    )
    content = stream(b"q 100 0 0 100 0 0 cm /X Do Q " + LINE)
    document = read(isolated, write_raw(tmp_path / "a.pdf", {3: page, 4: content, 6: picture}))
    assert document["status"] == "ok"


def test_nothing_in_a_pdf_is_run_or_fetched(isolated: Isolated, tmp_path: Path) -> None:
    mark = tmp_path / "run"
    catalog = CATALOG.replace(
        b">>",
        b"/OpenAction << /S /Launch /F (touch) /Win << /F (touch) /P (%b) >> /Next "
        b"<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >> >> >>"
        % str(mark).encode(),
    )
    document = read(isolated, write_raw(tmp_path / "a.pdf", {1: catalog}))
    assert document["status"] == "ok"
    assert not mark.exists()


@pytest.mark.parametrize("trailer", [b"/Prev 0", b"/Prev 9", b"/Prev 99999999999", b"/XRefStm 9"])
def test_tables_of_objects_that_lead_nowhere(
    isolated: Isolated, tmp_path: Path, trailer: bytes
) -> None:
    read(isolated, write_raw(tmp_path / "a.pdf", trailer=trailer))
