"""A workbook of tables: XLSX, one sheet per table, or several where its rows do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from export.french import count

LONGEST = 32_767  # characters that a cell can hold
TALLEST = 1_048_575  # rows under the header of a sheet
DIGITS = 15  # significant digits that a spreadsheet keeps of a number
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Head(Protocol):
    """What a sheet asks of a column."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def money(self) -> bool: ...  # noqa: D102


class Book:
    """A workbook in the making, written to the disk row by row."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._cut = 0

    def sheet(self, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Any]]) -> None:
        """Adds a table; what one sheet cannot hold goes on in another, `name (2)`."""
        sheet = self._new(name, heads)
        told, number = 0, 1
        for row in rows:
            if told == TALLEST:
                number, told = number + 1, 0
                sheet = self._new(f"{name} ({number})", heads)
            sheet.append([self._cell(sheet, *pair) for pair in zip(row, heads, strict=True)])
            told += 1

    def save(self, path: Path) -> list[str]:
        """Writes the file; says in French what did not fit.  Raises OSError where it cannot.

        The book is made whole before the file is touched: one that could not be saved would tell
        of each of its sheets when it is let go.
        """
        made = BytesIO()
        self._book.save(made)
        path.write_bytes(made.getbuffer())
        if not self._cut:
            return []
        cells = count(self._cut, "texte coupé", "textes coupés")
        return [f"{cells} à {LONGEST} caractères : une cellule de tableur n'en contient pas plus."]

    def _new(self, name: str, heads: Sequence[Head]) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        sheet = self._book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        made = [WriteOnlyCell(sheet, value=head.name) for head in heads]
        for one in made:
            one.font = Font(bold=True)
        sheet.append(made)
        return sheet

    def _cell(self, sheet: Any, value: Any, head: Head) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > DIGITS:
            value = format(value, "f")  # as text, whole, rather than as a number, rounded
        if isinstance(value, str):
            return self._text(sheet, value)
        if isinstance(value, Decimal):
            made = WriteOnlyCell(sheet, value=value)
            made.number_format = "#,##0.00" if head.money else "General"
            return made
        return value

    def _text(self, sheet: Any, value: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        self._cut += len(value) > LONGEST
        made = WriteOnlyCell(sheet, value=_ILLEGAL.sub("\ufffd", value)[:LONGEST])
        made.data_type = "s"  # never a formula
        if value.isdigit():
            made.number_format = "@"
        return made
