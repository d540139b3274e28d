"""What a spreadsheet would run is written as text; numbers and bullets stay as they are."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.formulas import defused, original
from export.tables import line
from export.typed import rows

RUN = [
    "=1+1",
    '=HYPERLINK("http://x",1)',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "-SUM(A1:A9)",
    "- SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "-2+3",
    "-2021-2022",
    "+1+1",
    "＝1+1",
    "-'x'!A1",
    "-A1*5",
    "+A2&A3",
    "+A1/B2",
    "-A1-B2",
    "-x^2",
    "- rien\n-A1",
    "-$A$1",
]
KEPT = [
    "",
    "-",
    "--",
    "- ",
    "+",
    "-12",
    "-12.50",
    "- 3868,00",
    "+5 %",
    "-1 234,56 €",
    "- Aide aux jeunes majeurs",
    "-Accompagnement",
    "- porte-à-porte, maraudes : 3 lieux",
    "- suivi des 12 mois ; l'accueil",
    "12-3",
    "a=b",
    "l'avenant",
    "'cité'",
    "2023",
    "état",
]  # fmt: skip


@pytest.mark.parametrize("text", RUN)
def test_what_would_run_does_not(text: str) -> None:
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", KEPT)
def test_what_cannot_run_is_as_printed(text: str) -> None:
    assert defused(text) == text


@given(st.text() | st.text(alphabet="'=+-@1a (|"))
def test_the_text_comes_back(text: str) -> None:
    assert original(defused(text)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_stay_numbers(number: object) -> None:
    assert defused(f"{number:f}") == f"{number:f}"


def test_a_table_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    texts = [*RUN, *KEPT, "'=1", "''=1"]
    path.write_text("".join(map(line, [("a", "b"), *((text, "x") for text in texts)])), newline="")
    assert [row[0] for row in rows(path)] == texts
    with path.open(newline="") as file:
        written = [row[0] for row in csv.reader(file)][1:]
    assert all(cell[0] == "'" for cell in written[: len(RUN)])
