"""Findings for spreadsheets: numbers stay numbers, text is never a formula."""

import csv
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from export.findings import HEADS, write_csv, write_xlsx
from schemas.findings import Finding

BAD = "=HYPERLINK(1)\x07"


def finding() -> Finding:
    return Finding(
        finding_id="f1",
        rule="parts_total",
        severity="error",
        document_id="d1",
        subject=BAD,
        message="Écart, « guillemets » et\nretour",
        stated=Decimal("51000.00"),
        computed=Decimal("12345678901234567.89"),
        evidence='[{"document_id": "d1", "page": 2, "box": [1, 2, 3, 4], "raw": "51\\n000"}]',
    )


def test_csv(tmp_path: Path) -> None:
    write_csv(tmp_path / "f.csv", [finding()], {"d1": "a.pdf"})
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == list(HEADS)
    assert row["source"] == "a.pdf"
    assert row["stated"] == "51000.00"
    assert row["difference"] == ""
    assert row["message"] == finding().message
    assert (row["pages"], row["printed"]) == ("2", "51 000")


def test_xlsx(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "f.xlsx", [finding(), finding()], {})
    sheet = load_workbook(tmp_path / "f.xlsx").active
    assert sheet is not None
    heads = {cell.value: index for index, cell in enumerate(sheet[1])}
    assert list(heads) == list(HEADS.values())
    row = sheet[2]
    assert row[heads["Objet"]].data_type == "s"
    assert str(row[heads["Objet"]].value).startswith("=HYPERLINK")
    assert row[heads["Annoncé"]].value == 51000
    assert row[heads["Calculé"]].value == "12345678901234567.89"  # more digits than a float holds
    assert row[heads["Gravité"]].value == "Erreur"
    assert sheet.auto_filter.ref == "A1:O3"
