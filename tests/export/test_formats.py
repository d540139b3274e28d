"""One dataset in every form: the same rows, the same decimals; valid by its own descriptor."""

import csv
import datetime as dt
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from export import typed
from export.columns import columns_of
from export.datapackage import KEYS, descriptor
from export.formulas import original
from export.tables import cell, write_tables
from export.tables import line as csv_line
from export.typed import write_typed
from quitus.export import export
from schemas.acts import Agreement
from schemas.dataset import TABLES, DocumentFacts, columns
from schemas.errors import UsageError
from schemas.facts import Document, Indicator, Part, Row
from tests.export.test_tables import PLACE, document, facts, line

ONE, TWO = "a" * 16, "0" * 15 + "1"
SIRET = "00012345600013"
FORMS = ("csv", "parquet", "duckdb", "xlsx", "jsonl", "json")


def indicator(value: Decimal | None, raw: str) -> Indicator:
    state = "not_available" if value is None else "stated"
    return Indicator(
        document_id=TWO,
        part_id="p1",
        label="=SOMME(A1:A2)",
        year=2021,
        kind="achieved",
        value=value,
        state=state,
        raw=raw,
        **PLACE,
    )


def dataset(out: Path, *figures: Decimal | None) -> Path:
    part = Part(document_id=ONE, part_id="p1", kind="avenant", page_start=1, page_end=1)
    agreement = Agreement(
        document_id=TWO,
        part_id="p1",
        kind="convention",
        beneficiary='Régie "du Lac", SARL',
        siret=SIRET,
        siret_valid=False,
        signed_on=dt.date(2021, 2, 28),
        raw="ligne 1\r\nligne 2",
        **PLACE,
    )
    first = facts(ONE, line(ONE, "1 234,50 €", Decimal("1234.5")), line(ONE, "ND", None))
    second = DocumentFacts(
        parts=(part.model_copy(update={"document_id": TWO}),),
        agreements=(agreement,),
        indicators=tuple(indicator(figure, "12\r") for figure in figures),
    )
    documents = [document(ONE, first.model_copy(update={"parts": (part,)})), document(TWO, second)]
    write_tables(out / "tables", documents)
    write_typed(out)
    return out


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dataset(
        tmp_path_factory.mktemp("dataset"),
        Decimal("12"),
        None,
        Decimal("0.10"),
        Decimal("-123456789012345678.25"),
    )


def from_csv(path: Path) -> list[list[Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [list(map(original, row)) for row in csv.reader(file)][1:]


def from_parquet(path: Path) -> list[list[Any]]:
    return [list(row.values()) for row in pq.read_table(path).to_pylist()]


def from_duckdb(path: Path, table: str) -> list[list[Any]]:
    with duckdb.connect(str(path), read_only=True) as base:
        return [list(row) for row in base.execute(f'SELECT * FROM "{table}"').fetchall()]


def from_xlsx(path: Path, table: str) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path, data_only=False)[table]
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def from_json(path: Path, table: str) -> list[list[Any]]:
    return [list(row.values()) for row in json.loads(path.read_text("utf-8"))[table]]


def from_jsonl(path: Path, table: str) -> list[list[Any]]:
    rows = [json.loads(text) for text in path.read_text("utf-8").splitlines()]
    return [list(row.values())[1:] for row in rows if row["table"] == table]


READERS: dict[str, Callable[[Path, str], list[list[Any]]]] = {
    "csv": lambda path, table: from_csv(path / f"{table}.csv"),
    "parquet": lambda path, table: from_parquet(path / f"{table}.parquet"),
    "duckdb": from_duckdb,
    "xlsx": from_xlsx,
    "jsonl": from_jsonl,
    "json": from_json,
}


def alike(rows: list[list[Any]], table: str) -> list[tuple[Any, ...]]:
    """Values as a reader of any format would take them."""
    return [
        tuple(
            _alike(value, column.kind) for value, column in zip(row, columns_of(table), strict=True)
        )
        for row in rows
    ]


def _alike(value: Any, kind: str) -> Any:
    if value is None or value == "":
        return None
    if kind in ("decimal", "number", "integer"):
        return Decimal(str(value))
    if isinstance(value, dt.datetime):
        value = value.date()
    return cell(value).replace("\r\n", "\n").replace("\r", "\n")  # XML keeps no other line end


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_same(known: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    assert export(known, form, path, None, None) == []
    for table in TABLES:
        expected = alike(from_csv(known / "tables" / f"{table}.csv"), table)
        assert alike(READERS[form](path, table), table) == expected, table


def test_the_parquet_files_and_the_database_of_the_dataset(known: Path) -> None:
    for table in TABLES:
        expected = alike(from_csv(known / "tables" / f"{table}.csv"), table)
        assert alike(from_parquet(known / "tables" / f"{table}.parquet"), table) == expected
        assert alike(from_duckdb(known / "quitus.duckdb", table), table) == expected


def test_types(known: Path) -> None:
    lines = pq.read_schema(known / "tables" / "budget_lines.parquet")
    assert lines.field("amount").type == pa.decimal128(18, 2)
    assert lines.field("year").type == pa.int64()
    assert lines.field("period_start").type == pa.date32()
    agreements = pq.read_schema(known / "tables" / "agreements.parquet")
    assert agreements.field("siret_valid").type == pa.bool_()
    assert agreements.field("siret").type == pa.string()


def test_a_figure_with_more_decimals_keeps_them(tmp_path: Path) -> None:
    out = dataset(tmp_path, Decimal("0.123456789"))
    assert from_parquet(out / "tables" / "indicators.parquet")[0][8] == Decimal("0.123456789")


def test_a_figure_that_no_decimal_holds_is_text(tmp_path: Path) -> None:
    huge = "1" * 45
    out = dataset(tmp_path, Decimal(huge))
    assert from_parquet(out / "tables" / "indicators.parquet")[0][8] == huge


def test_a_spreadsheet_opens_as_meant(known: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    export(known, "xlsx", path, None, None)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(TABLES)
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    agreements, figures, lines = book["agreements"], book["indicators"], book["budget_lines"]
    siret = agreements.cell(2, list(columns(Agreement)).index("siret") + 1)
    assert (siret.value, siret.data_type, siret.number_format) == (SIRET, "s", "@")
    formula = figures.cell(2, list(columns(Indicator)).index("label") + 1)
    assert (formula.value, formula.data_type) == ("=SOMME(A1:A2)", "s")
    amount = [cell for cell in lines[2] if lines.cell(1, cell.column).value == "amount"]
    assert [(cell.data_type, cell.value, cell.number_format) for cell in amount] == [
        ("n", 1234.5, "#,##0.00")
    ]
    long = figures.cell(5, list(columns(Indicator)).index("value") + 1)
    assert str(long.value).rstrip("0") == "-123456789012345678.25"


def test_the_package_is_valid(known: Path) -> None:
    report = frictionless.validate(str(known / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_the_package_notices_what_breaks_it(tmp_path: Path) -> None:
    out = dataset(tmp_path, Decimal(1))
    told = json.loads((out / "datapackage.json").read_text("utf-8"))
    lines = out / "tables" / "budget_lines.csv"
    lines.write_text(lines.read_text("utf-8").replace(",a1,planned", ",a9,plan"), "utf-8")
    for resource in told["resources"]:
        del resource["hash"], resource["bytes"]
    (out / "datapackage.json").write_text(json.dumps(told), "utf-8")
    errors = frictionless.validate(str(out / "datapackage.json")).flatten(["type", "fieldName"])
    assert ["constraint-error", "phase"] in errors
    assert ["foreign-key", None] in errors


def test_the_descriptor_is_that_of_the_models(known: Path) -> None:
    told = descriptor(known)
    assert [one["name"] for one in told["resources"]] == list(TABLES)
    for resource in told["resources"]:
        row = TABLES[resource["name"]]
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == list(columns(row))
        assert set(resource["schema"].get("primaryKey", [])) <= set(names)
    assert set(KEYS) <= set(TABLES)
    lines = {field["name"]: field for field in told["resources"][4]["schema"]["fields"]}
    assert (lines["amount"]["type"], lines["amount"]["unit"]) == ("number", "EUR")
    assert lines["x0"]["unit"] == "pt"


@pytest.mark.parametrize("row", TABLES.values())
def test_every_column_has_a_kind(row: type[Row]) -> None:
    name = next(name for name, known in TABLES.items() if known is row)
    kinds = {column.name: column.kind for column in columns_of(name)}
    assert list(kinds) == list(columns(row))
    if row is Document:
        assert (kinds["date"], kinds["bytes"], kinds["status"]) == ("date", "integer", "text")


def test_some_rows_of_a_table(known: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    export(known, "csv", path, "indicators", "value BETWEEN 1 AND 100")
    assert [Decimal(row[8]) for row in from_csv(path)] == [12]


@pytest.mark.parametrize(
    ("form", "table", "where", "said"),
    [
        ("pdf", None, None, "n'est pas un format"),
        ("csv", "taxes", None, "n'est pas une table"),
        ("csv", None, "year = 2021", "--table"),
        ("csv", "indicators", "yeer = 2021", "ne se lit pas"),
        ("csv", "indicators", "year = 2021 ORDER", "ne se lit pas"),
        ("csv", "indicators", "label IN (SELECT content FROM read_text('/etc/passwd'))", "ne se"),
        ("csv", "indicators", "CAST(label AS INT) = 1", "échoue"),
        ("csv", None, None, "--table"),
    ],
)
def test_one_sentence_for_what_cannot_be_done(
    known: Path, form: str, table: str | None, where: str | None, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        export(known, form, None, table, where)


def test_a_folder_that_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="quitus ingest"):
        export(tmp_path, "json", None, None, None)


def test_a_table_of_many_rows_is_a_folder_of_parts(known: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(known, out)
    for part in (2, 1, 2, 100):  # a folder takes the place of a file, and a file that of a folder
        write_typed(out, part)
        for table in TABLES:
            path = out / "tables" / f"{table}.parquet"
            rows = from_csv(out / "tables" / f"{table}.csv")
            assert alike(from_parquet(path), table) == alike(rows, table)
            assert alike(from_duckdb(out / "quitus.duckdb", table), table) == alike(rows, table)
            parts = sorted(path.glob("*")) if path.is_dir() else [path]
            assert len(parts) == max(1, -(-len(rows) // part))
            assert all(pq.read_metadata(each).num_rows <= part for each in parts)
    assert not list(out.rglob(".*"))


def test_a_row_longer_than_what_is_held_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [column.name for column in columns_of("sections")]
    texts = ["court", "très\r\nlong\n" * 900, "court"]
    rows = [[text if name == "text" else "1" for name in names] for text in texts]
    for table in TABLES:
        head = [column.name for column in columns_of(table)]
        lines = [head, *rows] if table == "sections" else [head]
        content = "".join(map(csv_line, lines))
        (tmp_path / f"{table}.csv").write_text(content, encoding="utf-8", newline="")
    monkeypatch.setattr(typed, "BLOCK", 1000)
    typed.write_parquet(tmp_path)
    read = pq.read_table(tmp_path / "sections.parquet", columns=["text"]).to_pydict()
    assert read == {"text": texts}
