"""Writes findings for spreadsheets: CSV, and XLSX with numbers that stay numbers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from export.files import replace_text
from export.french import SEVERITIES
from export.tables import cell, line
from schemas.findings import Finding, places

HEADS = {
    "source": "Document",
    "severity": "Gravité",
    "rule": "Règle",
    "subject": "Objet",
    "message": "Constat",
    "stated": "Annoncé",
    "computed": "Calculé",
    "difference": "Écart",
    "unit": "Unité",
    "tolerance": "Tolérance",
    "pages": "Pages",
    "printed": "Chiffres imprimés",
    "state": "Avis",
    "document_id": "Identifiant du document",
    "finding_id": "Identifiant du constat",
}
"""The columns of a spreadsheet of findings, and their French heads."""

WIDTHS = {"message": 80, "printed": 50, "source": 36, "subject": 36}
DIGITS = 15  # significant digits that a spreadsheet's numbers hold
LONGEST = 32_000  # characters that a spreadsheet's cell holds
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_csv(path: Path, findings: Iterable[Finding], sources: Mapping[str, str]) -> None:
    """UTF-8, comma, LF; names of the columns are those of HEADS.  Raises OSError."""
    rows = [line(HEADS)]
    rows += [line(cell(value) for value in _values(each, sources).values()) for each in findings]
    replace_text(path, "".join(rows))


def write_xlsx(path: Path, findings: Iterable[Finding], sources: Mapping[str, str]) -> None:
    """One sheet, French heads, a filter on them; text is never a formula.  Raises OSError."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Constats")
    for index, name in enumerate(HEADS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS.get(name, 15)
    sheet.freeze_panes = "A2"

    def written(value: object, *, head: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=_storable(value))
        if isinstance(value, str):
            made.data_type = "s"
            made.alignment = Alignment(wrap_text=True, vertical="top")
        elif isinstance(value, Decimal):
            made.number_format = "#,##0.00"
        if head:
            made.font = Font(bold=True)
        return made

    sheet.append([written(name, head=True) for name in HEADS.values()])
    rows = 1
    for finding in findings:
        rows += 1
        values = _values(finding, sources) | {"severity": SEVERITIES[finding.severity]}
        sheet.append([written(value) for value in values.values()])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADS))}{rows}"
    draft = path.with_name(f".{path.name}.tmp")
    try:
        book.save(draft)
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _values(finding: Finding, sources: Mapping[str, str]) -> dict[str, Any]:
    shown = places(finding)
    made = {
        "source": sources.get(finding.document_id, finding.document_id),
        "pages": ", ".join(dict.fromkeys(str(place.page) for place in shown)),
        "printed": " ; ".join(" ".join(place.raw.split()) for place in shown),
    }
    return {name: made[name] if name in made else getattr(finding, name) for name in HEADS}


def _storable(value: object) -> Any:
    """What a spreadsheet's cell can hold: a decimal of too many digits is kept as text."""
    if isinstance(value, str):
        return _ILLEGAL.sub("\ufffd", value)[:LONGEST]
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > DIGITS:
        return format(value, "f")
    return value
