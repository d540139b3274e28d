"""The page of a comparison: pictures with their tables, links that resolve, nothing from outside."""

import re
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from export.compare.charts import Bar, ranked_bars, small_multiples, tiles
from export.compare.scope import scope
from normalize.departements import departements
from quitus.compare import Asked, compare
from tests.export.test_compare import budget, dataset, indicator, key, report

VOID = {"meta", "br", "img", "path", "use"}


class Reader(HTMLParser):
    """Elements, ids and links of a page; raises where an element is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        told = dict(attrs)
        self.ids.update(value for name, value in attrs if name == "id" and value)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        assert not (tag == "svg" and not told.get("aria-label"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told = (("03", "10", "12"), ("09", "ND", "14"), ("2B", "30", ""), ("974", "<b>", "9"))
    documents = [
        report(
            rank,
            code,
            [
                indicator(key(rank), "ND" if first == "<b>" else first, label="Entrants <b> & co"),
                indicator(key(rank), second, year=2020, label="Entrants <b> & co"),
                indicator(key(rank), "20", kind="target", label="Entrants <b> & co"),
            ],
            budget(key(rank), "100", "80" if rank else "ND"),
        )
        for rank, (code, first, second) in enumerate(told)
    ]
    folder = dataset(tmp_path_factory.mktemp("out"), *documents)
    (folder / "documents").mkdir()
    for rank in range(4):
        (folder / "documents" / f"{key(rank)}.json").write_text("{}")
    return folder


def written(out: Path, to: Path | None = None) -> str:
    told, notes = compare(out, Asked(scope(None, None, (), (), None), "html", to))
    assert told == ""
    assert "Comparaison écrite" in notes[-1]
    return (to or out / "comparison.html").read_text("utf-8")


@pytest.fixture(scope="module")
def text(out: Path) -> str:
    return written(out)


def test_every_picture_has_its_table_and_every_link_resolves(out: Path, text: str) -> None:
    page = Reader(text)
    assert page.elements["svg"] == page.elements["figure"] >= 5
    assert page.elements["table"] >= page.elements["figure"]
    assert [name for name, times in page.ids.items() if times > 1] == []
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids
        else:
            assert (out / link).is_file()


def test_nothing_comes_from_elsewhere(text: str) -> None:
    assert "<script" not in text
    assert not re.search(r"https?:|@import|url\((?!#)", text)
    assert '<html lang="fr">' in text


def test_what_is_not_stated_is_told_as_such(text: str) -> None:
    assert "Entrants &lt;b&gt; &amp; co" in text
    assert "non énoncé en entier" in text
    assert ">ND</a>" in text
    assert "vide" in text


def test_a_page_elsewhere_finds_the_documents(out: Path, tmp_path: Path) -> None:
    page = Reader(written(out, tmp_path / "page.html"))
    outside = [link for link in page.links if not link.startswith("#")]
    assert len(outside) == 4
    assert all((tmp_path / link).resolve().is_file() for link in outside)


def test_a_tile_for_each_departement() -> None:
    assert set(tiles()) == {one.code for one in departements()}
    assert len(set(tiles().values())) == len(tiles()) == 101


def test_pictures_write_exact_figures_and_break_lines_where_nothing_is_stated() -> None:
    value = Decimal("1234567890123.45")
    assert "1\u00a0234\u00a0567\u00a0890\u00a0123,45" in ranked_bars(
        [Bar("03", "Allier", value)], value, "", "a"
    )
    whole = {"03": {2019: Decimal(1), 2020: Decimal(2), 2021: Decimal(3)}}
    cut = {"03": {2019: Decimal(1), 2021: Decimal(3)}}
    due = {"03": {2020: Decimal(2)}}
    names = {"03": "Allier"}
    lines = [small_multiples(told, due, names, "b") for told in (whole, cut)]
    drawn = [len(re.findall(r"\bL \d", line)) for line in lines]
    assert drawn[0] > drawn[1]
