"""Files of a dataset, opened in LibreOffice: amounts are numbers, SIRETs are whole."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from export.columns import columns_of
from quitus.export import export
from quitus.export_scdl import Given
from quitus.export_scdl import export as export_scdl
from tests.export.test_scdl import AUTHORITY, DEFAULTS, agreement, dataset, deliberation, grant
from tests.outside.calc import Cell, Sheet, opened

pytestmark = pytest.mark.office
SIRET, FIRST_IS_ZERO = "73282932000074", "00612345600015"
AMOUNTS = ["1930.54", "0.00", "-12.50", "1234567.89", "12345678901234.56"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = ("Régie du lac", "=1+1", "+33 1 02 03 04 05", "-2+3", "@SUM(A1)")
    return dataset(
        tmp_path_factory.mktemp("office") / "out",
        deliberations=[deliberation(number="7.10")],
        grants=[
            grant(row, name, amount)
            for row, (name, amount) in enumerate(zip(names, AMOUNTS, strict=True))
        ],
        agreements=[
            agreement("convention", siret=SIRET),
            agreement("convention", siret=FIRST_IS_ZERO),
        ],
    )


def column(sheet: Sheet, name: str) -> list[Cell]:
    head, *rows = sheet
    at = [cell.shown for cell in head].index(name)
    return [row[at] for row in rows]


def numbers(cells: list[Cell]) -> Iterator[Decimal]:
    for cell in cells:
        assert (cell.kind, cell.formula) == ("float", "")
        assert cell.number is not None
        yield cell.number


def close(told: list[Decimal], due: list[str]) -> bool:
    """To the digits that a spreadsheet keeps."""
    return all(
        abs(one - Decimal(two)) <= abs(one) / 10**14 for one, two in zip(told, due, strict=True)
    )


def test_a_csv(out: Path) -> None:
    """Amounts are numbers, nothing runs, SIRETs have all their digits."""
    tables = [out / "tables" / f"{name}.csv" for name in ("grants", "agreements")]
    (grants,), (agreements,) = (sheets.values() for sheets in opened(*tables))
    amounts_are_numbers(grants)
    assert column(agreements, "siret")[0].shown == SIRET


def amounts_are_numbers(grants: Sheet) -> None:
    assert close(list(numbers(column(grants, "amount"))), AMOUNTS)
    assert list(numbers(column(grants, "page"))) == [1] * 5
    assert not any(cell.formula for row in grants for cell in row)
    assert [cell.kind for cell in column(grants, "beneficiary")] == ["string"] * 5


def test_a_csv_whose_quoted_fields_are_text(out: Path, tmp_path: Path) -> None:
    """Then identifiers that begin with a zero are whole too, in SCDL files as well."""
    (tmp_path / "d.toml").write_text(DEFAULTS, "utf-8")
    given = Given(AUTHORITY, tmp_path / "d.toml")
    export_scdl(out, "scdl-deliberations", tmp_path / "f.csv", given)
    tables = [out / "tables" / f"{name}.csv" for name in ("grants", "agreements")]
    told = opened(*tables, tmp_path / "f.csv", quoted_is_text=True)
    (grants,), (agreements,), (acts,) = (sheets.values() for sheets in told)
    amounts_are_numbers(grants)
    sirets = [(cell.kind, cell.shown) for cell in column(agreements, "siret")]
    assert sirets == [("string", SIRET), ("string", FIRST_IS_ZERO)]
    assert [cell.shown for cell in column(acts, "COLL_SIRET")] == [AUTHORITY]
    assert [cell.shown for cell in column(acts, "DELIB_MATIERE_CODE")] == ["7.10"]
    assert [cell.kind for cell in column(acts, "DELIB_DATE")] == ["date"]


def test_a_workbook_needs_no_setting(out: Path, tmp_path: Path) -> None:
    assert export(out, "xlsx", tmp_path / "all.xlsx", None, None) == []
    (sheets,) = opened(tmp_path / "all.xlsx")
    amounts = column(sheets["grants"], "amount")
    assert close(list(numbers(amounts[:4])), AMOUNTS[:4])
    longest = amounts[4]  # more digits than a number of Calc keeps
    assert (longest.kind, longest.shown) == ("string", AMOUNTS[4])
    sirets = column(sheets["agreements"], "siret")
    assert [(cell.kind, cell.shown) for cell in sirets] == [
        ("string", SIRET),
        ("string", FIRST_IS_ZERO),
    ]
    formulas = {cell.formula for sheet in sheets.values() for row in sheet for cell in row}
    assert formulas <= {"", "of:=TRUE()", "of:=FALSE()"}  # how Calc holds true and false
    for table, sheet in sheets.items():
        heads = [cell.shown for cell in sheet[0] if cell.kind]
        assert heads == [one.name for one in columns_of(table)]
