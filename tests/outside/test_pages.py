"""The pages in a real browser: nothing in the console, nothing from a network, nothing cut off."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from tests.outside.chromium import Chromium

pytestmark = pytest.mark.browser
PAGES = ("comparison.html", "report.html")
WIDTHS = (390, 768, 1280, 1920)

LINKS = "[...document.querySelectorAll('a')].map(link => [link.href, link.textContent.trim()])"
IDS = "[...document.querySelectorAll('[id]')].map(one => one.id)"
PICTURES = """[...document.querySelectorAll('svg, img')].map(one => {
  const box = one.getBoundingClientRect();
  return {
    name: one.getAttribute('aria-label') || one.alt || '',
    whole: one.tagName != 'IMG' || (one.complete && one.naturalWidth > 0),
    width: box.width, height: box.height, left: box.left,
    table: one.closest('figure')?.querySelectorAll('table').length || 0,
    texts: one.querySelectorAll('text').length,
  };
})"""
CUT = """[...document.querySelectorAll('.scroll, .picture')].filter(
  one => one.scrollHeight > one.clientHeight + 1).length"""


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, out: Path, browser: Chromium) -> Iterator[Path]:
    """A page, opened in a window of usual width."""
    path: Path = out / request.param
    browser.media("screen")
    browser.screen(1280)
    browser.open(path)
    yield path
    browser.media("screen")


def test_the_browser_tells_what_is_wrong(browser: Chromium, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text('<script>console.error("x")</script><img src="http://127.0.0.1:9/a.png">')
    browser.open(path)
    assert browser.complaints()
    assert browser.requests() == [path.resolve().as_uri(), "http://127.0.0.1:9/a.png"]


def test_nothing_is_complained_of_and_nothing_comes_from_elsewhere(
    page: Path, browser: Chromium
) -> None:
    asked = [url for url in browser.requests() if not url.startswith("data:")]
    assert asked == [page.resolve().as_uri()]
    assert browser.complaints() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_its_window(page: Path, browser: Chromium, width: int) -> None:
    browser.screen(width)
    assert browser.run("document.documentElement.scrollWidth") <= width
    for picture in pictures(browser, page):
        assert picture["whole"]
        assert picture["width"] > 200
        assert picture["height"] > 10
        assert 0 <= picture["left"] < width


def pictures(browser: Chromium, page: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.run(PICTURES)
    assert found, page.name
    return found


def test_pictures_are_named_and_have_their_table(out: Path, browser: Chromium) -> None:
    browser.screen(1280)
    browser.open(out / "comparison.html")
    found = pictures(browser, out)
    assert len(found) >= 8
    for picture in found:
        assert picture["name"]
        assert picture["table"] == 1
        assert picture["texts"] > 3


def test_links_resolve(page: Path, browser: Chromium) -> None:
    links, ids = browser.run(LINKS), set(browser.run(IDS))
    pages = {}
    assert links
    for href, text in links:
        assert text
        url = urlsplit(href)
        assert url.scheme == "file"
        path = Path(unquote(url.path))
        if path == page.resolve():
            assert unquote(url.fragment) in ids
            continue
        assert path.is_file(), href
        if path.suffix == ".pdf":
            with pdfium.PdfDocument(path) as document:
                pages[path] = len(document)
            assert not url.fragment or 1 <= int(url.fragment.removeprefix("page=")) <= pages[path]
    if page.name == "comparison.html":
        assert len(pages) == 6


def test_every_stated_figure_of_the_comparison_is_a_link(out: Path, browser: Chromium) -> None:
    """Counts and medians aside, which are worked out and printed nowhere."""
    browser.open(out / "comparison.html")
    bare = browser.run(
        """[...document.querySelectorAll('figure td.n')].filter(cell =>
          !cell.querySelector('a') && !/^(·|\\d+ sur \\d+|)$/.test(cell.textContent) &&
          !/énoncées/.test(cell.closest('figure').querySelector('figcaption').textContent) &&
          cell.parentElement.firstChild.textContent != 'Médiane').map(cell => cell.outerHTML)"""
    )
    assert bare == []


def test_in_black_and_white_and_on_paper(out: Path, browser: Chromium, tmp_path: Path) -> None:
    """The comparison has no colour at all; on paper nothing is left in a box that scrolls."""
    browser.screen(1280)
    browser.open(out / "comparison.html")
    seen = Image.open(BytesIO(browser.picture(tmp_path / "a.png").read_bytes())).convert("RGB")
    red, green, blue = seen.split()
    for one, other in ((red, green), (green, blue)):
        assert ImageChops.difference(one, other).getextrema() == (0, 0)
    assert len(seen.convert("L").getcolors() or ()) > 4
    browser.media("print")
    assert browser.run(CUT) == 0
    with pdfium.PdfDocument(browser.pdf(tmp_path / "a.pdf")) as paper:
        assert len(paper) > 3
        told = "".join(one.get_textpage().get_text_bounded() for one in paper)
    assert "Comparabilité" in told
    assert "non énoncé en entier" in told
