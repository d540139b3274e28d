"""LibreOffice Calc without a window: what stands in the cells of a file that it opens."""

from __future__ import annotations

import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from shutil import which

NAMES = ("soffice", "libreoffice")
# Comma, double quote, UTF-8, from line 1, columns as they come, language of the program, quoted
# fields as text, numbers of special form recognised.
AS_GIVEN = "Text - txt - csv (StarCalc):44,34,76,1,,0,{quoted},true"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST = 200  # repeated empty cells that are of a file, and not the rest of the sheet


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `float`, `string`, `date` or empty; its number, what it shows, its formula."""

    kind: str
    number: Decimal | None
    shown: str
    formula: str


Sheet = list[list[Cell]]


def opened(*paths: Path, quoted_is_text: bool = False) -> list[dict[str, Sheet]]:
    """The sheets of files, all CSV or all workbooks, as Calc has them once they are open."""
    found = next((program for name in NAMES if (program := which(name))), None)
    assert found, (
        "no LibreOffice here: `make test` installs it where it may; without it, -m 'not office'"
    )
    asked = AS_GIVEN.format(quoted=str(quoted_is_text).lower())
    how = [f"--infilter={asked}"] if paths[0].suffix == ".csv" else []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        told = subprocess.run(
            [
                *(found, "--headless", f"-env:UserInstallation=file://{folder}/profile", *how),
                *("--convert-to", "fods", "--outdir", folder, *map(str, paths)),
            ],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        made = [Path(folder) / f"{path.stem}.fods" for path in paths]
        assert all(path.is_file() for path in made), told.stderr + told.stdout
        return [_sheets(ET.parse(path).getroot()) for path in made]


def _sheets(root: ET.Element) -> dict[str, Sheet]:
    return {table.get(f"{_TABLE}name", ""): _rows(table) for table in root.iter(f"{_TABLE}table")}


def _rows(table: ET.Element) -> Sheet:
    rows: Sheet = []
    for row in table.iter(f"{_TABLE}table-row"):
        cells = [cell for one in row.iter(f"{_TABLE}table-cell") for cell in _cells(one)]
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        if any(cell.kind for cell in cells):
            rows.extend([cells] * times)
    return rows


def _cells(one: ET.Element) -> Iterator[Cell]:
    times = int(one.get(f"{_TABLE}number-columns-repeated", "1"))
    number = one.get(f"{_OFFICE}value")
    cell = Cell(
        one.get(f"{_OFFICE}value-type", ""),
        Decimal(number) if number is not None else None,
        "\n".join("".join(part.itertext()) for part in one.iter(f"{_TEXT}p")),
        one.get(f"{_TABLE}formula", ""),
    )
    yield from [cell] * (times if times < MOST else 0)
