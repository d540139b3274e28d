"""The CSV tables and the files they are in."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.files import replacing
from export.formulas import original
from export.tables import cell, record, write_tables
from export.tables import line as csv_line
from schemas.dataset import TABLES, DocumentFacts, DocumentFile, columns, nest
from schemas.facts import Action, BudgetLine, Cell, Document, Table
from schemas.findings import Check

PLACE = {"page": 1, "x0": 1.5, "top": 2, "x1": 3, "bottom": 4}


def document(document_id: str, facts: DocumentFacts) -> DocumentFile:
    row = Document(
        document_id=document_id,
        source="a, b.pdf",
        duplicates="",
        sha256=document_id * 4,
        bytes=10,
        pages=1,
        text_layer="native",
        status="ok",
        seconds=Decimal("0.10"),
        date=dt.date(2023, 6, 30),
    )
    return nest(row, facts, "test")


def line(document_id: str, raw: str, amount: Decimal | None) -> BudgetLine:
    return BudgetLine(
        document_id=document_id,
        part_id="p1",
        action_id="a1",
        phase="planned",
        role="total",
        amount=amount,
        state="stated",
        raw=raw,
        **PLACE,
    )


def facts(document_id: str, *lines: BudgetLine) -> DocumentFacts:
    action = Action(
        document_id=document_id, part_id="p1", action_id="a1", title="Logement", raw="", **PLACE
    )
    return DocumentFacts(actions=(action,), budget_lines=lines)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (Decimal("0.00"), "0.00"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-3868.00"), "-3868.00"),
        (Decimal("1E-7"), "0.0000001"),
        (dt.date(2023, 6, 30), "2023-06-30"),
        (72.5, "72.5"),
        ("- 3868,00", "- 3868,00"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_value_as_written(value: object, written: str) -> None:
    assert cell(value) == written


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_reads_back_the_same(value: Decimal) -> None:
    assert Decimal(cell(value)) == value
    assert "E" not in cell(value)


def test_every_table_is_there_with_its_columns(tmp_path: Path) -> None:
    write_tables(tmp_path, [])
    assert {path.stem for path in tmp_path.iterdir()} == set(TABLES)
    for name, row in TABLES.items():
        assert (tmp_path / f"{name}.csv").read_bytes() == ",".join(columns(row)).encode() + b"\n"


def test_rows_of_all_documents_in_order(tmp_path: Path) -> None:
    first = document("a" * 16, facts("a" * 16, line("a" * 16, "12 €", Decimal(12))))
    second = document("b" * 16, facts("b" * 16, line("b" * 16, "-", None)))
    write_tables(tmp_path, iter([first, second]))
    assert [row["amount"] for row in rows(tmp_path, "budget_lines")] == ["12", ""]
    assert [row["title"] for row in rows(tmp_path, "actions")] == ["Logement", "Logement"]
    written = rows(tmp_path, "documents")
    assert [row["source"] for row in written] == ["a, b.pdf", "a, b.pdf"]
    assert written[0]["date"] == "2023-06-30"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_any_text_reads_back_the_same(tmp_path_factory: pytest.TempPathFactory, raw: str) -> None:
    folder = tmp_path_factory.mktemp("tables")
    known = document("a" * 16, facts("a" * 16, line("a" * 16, raw, None)))
    write_tables(folder, [known])
    assert [original(row["raw"]) for row in rows(folder, "budget_lines")] == [raw]


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")

    def half() -> None:
        with replacing(path) as file:
            file.write("half")
            raise RuntimeError("full disk")

    with pytest.raises(RuntimeError):
        half()
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_row_that_nobody_would_find_is_refused() -> None:
    orphan = line("a" * 16, "12 €", Decimal(12)).model_copy(update={"action_id": "a2"})
    with pytest.raises(ValueError, match="a2"):
        document("a" * 16, facts("a" * 16, orphan))
    lone = Cell(
        document_id="a",
        table_id="t9",
        row=0,
        column=0,
        header=False,
        state="blank",
        raw="",
        **PLACE,
    )
    with pytest.raises(ValueError, match="t9"):
        document("a" * 16, DocumentFacts(cells=(lone,)))


def test_two_tables_of_one_name_are_refused() -> None:
    table = Table(
        document_id="a",
        part_id="p1",
        table_id="t1",
        rows=0,
        columns=0,
        header_rows=0,
        page_end=1,
        ruling="full",
        raw="",
        **PLACE,
    )
    with pytest.raises(ValueError, match="t1"):
        document("a" * 16, DocumentFacts(tables=(table, table)))


@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.decimals(),
        st.dates(),
        st.text(),
        st.text("=+-@'\"\n\r,0123456789.%e €", max_size=6),
    )
)
def test_a_cell_written_at_once_is_written_as_any(value: object) -> None:
    row = Check(rule="r", document_id="d", compared=0, agreed=0, failed=0, skipped=0)
    assert record(row, lambda _: (value, "", value)) == csv_line([cell(value), "", cell(value)])
