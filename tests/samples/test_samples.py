"""The sample reports are in step with their facts, and their facts with themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from samples import expected, make
from samples.blocks import Grid, placed
from samples.facts import Action, Report, rate
from samples.layouts import Layout
from samples.render import Printed, render
from samples.reports import onze

LARGEST = 150_000  # bytes of a PDF


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Printed, Path]]:
    folder = tmp_path_factory.mktemp("rapports")
    return {name: (make.make(name, folder), folder) for name in make.NAMES}


@pytest.mark.parametrize("name", make.NAMES)
def test_printing_again_gives_the_same_bytes(
    name: str, printed: dict[str, tuple[Printed, Path]], tmp_path: Path
) -> None:
    file = f"{make.file_name(name)}.pdf"
    make.make(name, tmp_path)
    assert (tmp_path / file).read_bytes() == (printed[name][1] / file).read_bytes()


@pytest.mark.parametrize("name", make.NAMES)
def test_the_kept_pdf_prints_the_facts(name: str, printed: dict[str, tuple[Printed, Path]]) -> None:
    # by words, not bytes: another build of zlib or of typst compresses otherwise
    file = f"{make.file_name(name)}.pdf"
    kept, made = _words(make.FOLDER / file), _words(printed[name][1] / file)
    assert made == kept, f"run `python -m samples.make --only {make.file_name(name)}`"
    assert (make.FOLDER / file).stat().st_size < LARGEST


@pytest.mark.parametrize("name", make.NAMES)
def test_expected_tables_are_those_of_the_facts(
    name: str, printed: dict[str, tuple[Printed, Path]]
) -> None:
    folder = make.FOLDER / make.file_name(name)
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert kept == expected.texts(printed[name][0])


@pytest.mark.parametrize("name", make.NAMES)
def test_every_page_number_is_one_of_the_pdf(
    name: str, printed: dict[str, tuple[Printed, Path]]
) -> None:
    document, folder = printed[name]
    pdf = pypdfium2.PdfDocument(folder / f"{make.file_name(name)}.pdf")
    pages = len(pdf)
    pdf.close()
    assert document.pages.total == pages
    found = {
        row["page"] for rows in expected.tables(document).values() for row in rows if "page" in row
    }
    assert found <= set(range(1, pages + 1))


def _words(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    texts = []
    for page in pdf:
        text = page.get_textpage().get_text_bounded()
        texts.append("".join(text.split()).replace("\u202f", "").replace("\ufffe", ""))
    pdf.close()
    return texts


@pytest.mark.parametrize("name", make.NAMES)
def test_headings_and_figures_stand_on_their_page(
    name: str, printed: dict[str, tuple[Printed, Path]]
) -> None:
    document, folder = printed[name]
    pages = _words(folder / f"{make.file_name(name)}.pdf")
    for row in expected.tables(document)["sections"]:
        assert "".join(str(row["title"]).split()) in pages[int(str(row["page"])) - 1]
    for row in expected.tables(document)["indicators"]:
        if row["value"] is not None:
            assert str(row["value"]).replace(".", ",") in pages[int(str(row["page"])) - 1]


def _actions() -> Iterator[tuple[str, Report, Action]]:
    for name in make.NAMES:
        report, _ = make.load(name)
        for action in report.actions:
            yield name, report, action


@pytest.mark.parametrize(("name", "report", "action"), list(_actions()))
def test_budgets_add_up_except_where_planted(name: str, report: Report, action: Action) -> None:
    planted = {(p.rule, p.difference) for p in report.planted if p.action == action.title}
    found = set()
    for total in (line for line in action.lines if line.role == "total"):
        shares = [
            line.amount or Decimal(0)
            for line in action.lines
            if (line.phase, line.role) == (total.phase, "share")
            and (line.year == total.year or total.year is None)
        ]
        if total.amount is not None and sum(shares) != total.amount:
            found.add(("parts_total", total.amount - sum(shares)))
    if action.rate is not None:
        (plan,), (spent,) = action.of("planned", "total"), action.of("executed", "total")
        assert plan.amount is not None
        assert spent.amount is not None
        digits = str(Decimal(1).scaleb(int(action.rate.as_tuple().exponent)))
        exact = rate(spent.amount, plan.amount, digits)
        if exact != action.rate:
            found.add(("consumption_rate", action.rate - exact))
    assert found == planted


@pytest.mark.parametrize(
    "change",
    [
        {"producer": "typst", "ruling": "none", "numbering": "roman"},
        {"producer": "typst", "budget": "sentences", "numbering": "none", "space": "thin"},
        {"budget": "table", "indicators": "rows", "font": "vera", "paper": "letter"},
        {"indicators": "hierarchical", "landscape_indicators": True, "crop": 20.0},
        {"break_tables": True, "ruling": "horizontal", "notations": ("german", "dot")},
    ],
)
def test_other_layouts_print_the_same_facts(change: dict[str, object], tmp_path: Path) -> None:
    layout = replace(Layout(), **change)  # type: ignore[arg-type]
    variant = render(onze.REPORT, layout, tmp_path / "variant.pdf")
    tables = expected.tables(variant)
    plain = expected.tables(render(onze.REPORT, Layout(), tmp_path / "plain.pdf"))
    for name, keys in (
        ("indicators", ("label", "year", "kind", "value", "state", "qualifier")),
        ("actions", ("title", "consumption_rate", "fiche_action")),
    ):
        assert [[row[key] for key in keys] for row in tables[name]] == [
            [row[key] for key in keys] for row in plain[name]
        ]
    amounts = [row["amount"] for row in tables["budget_lines"] if row["amount"]]
    assert amounts == [row["amount"] for row in plain["budget_lines"] if row["amount"]]


@pytest.mark.parametrize("name", make.NAMES)
def test_cells_fill_their_tables(name: str, printed: dict[str, tuple[Printed, Path]]) -> None:
    for grid in (block for block in printed[name][0].blocks if isinstance(block, Grid)):
        covered = [
            (row + down, column + right)
            for row, column, cell in placed(grid)
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        width = len(grid.widths)
        assert sorted(covered) == [(r, c) for r in range(len(grid.rows)) for c in range(width)]


def test_the_long_table_is_cut_as_said(printed: dict[str, tuple[Printed, Path]]) -> None:
    (table,) = expected.tables(printed["longue_table"][0])["tables"]
    assert (table["page"], table["page_end"], table["header_rows"]) == (2, 4, 2)
