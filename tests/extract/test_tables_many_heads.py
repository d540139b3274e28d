"""Header texts over many columns, dealt out without trying every way."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document

WIDTH = 30.0
LEFT = 120.0


@pytest.mark.parametrize("shift", [22.0, 25.0])
def test_a_name_over_each_pair_of_columns(tmp_path: Path, shift: float) -> None:
    count = 16
    right = LEFT + 2 * count * WIDTH
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=(right + 60, 400))
    ys = [360 - 15 * row for row in range(7)]
    for y in ys:
        canvas.line(40, y, right, y)
    canvas.setFont("Helvetica-Bold", 7)
    canvas.drawString(43, ys[1] + 4, "Site")
    for group in range(count):
        x = LEFT + 2 * group * WIDTH
        canvas.drawString(x + shift, ys[0] - 11, f"Lot {group + 10}")
        canvas.drawRightString(x + WIDTH - 3, ys[1] + 4 - 15, "Ouv.")
        canvas.drawRightString(x + 2 * WIDTH - 3, ys[1] + 4 - 15, "Clos")
    canvas.setFont("Helvetica", 7)
    for row in range(4):
        canvas.drawString(43, ys[row + 3] + 4, f"Site {row}")
        for column in range(2 * count):
            canvas.drawRightString(
                LEFT + (column + 1) * WIDTH - 3, ys[row + 3] + 4, str(300 + 40 * row + column)
            )
    canvas.save()
    (table,) = (b.table for b in read_document(tmp_path / "t.pdf").blocks() if b.table)
    assert table.columns == 2 * count + 1
    spans = [cell.column_span for cell in table.cells if cell.text.value.startswith("Lot")]
    assert spans == [2] * count
