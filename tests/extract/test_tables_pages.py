"""Tables on pages printed for the case: dense dashes, stretched letters, words over rules."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.reader import read_pages
from extract.tables import PageTable, find_tables
from tests.table_printer.pages import rows_of

XS = (40.0, 90.0, 300.0, 400.0)


def tables_of(path: Path) -> list[PageTable]:
    return [table for page in read_pages(path) for table in find_tables(page)]


def dashes(canvas: Canvas, y: float, x0: float, x1: float) -> None:
    """A dashed line drawn as a spreadsheet draws it: each dash a filled box."""
    x = x0
    while x < x1:
        canvas.rect(x, y - 0.2, 2.0, 0.4, stroke=0, fill=1)
        x += 3.2


def test_every_dash_of_a_page_full_of_them_counts(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(900, 600))
    canvas.setFont("Helvetica", 6)
    heights = [560 - 8 * row for row in range(61)]
    for y in heights:
        dashes(canvas, y, 40, 860)
    for x in (40, 200, *range(300, 861, 80)):
        canvas.line(x, heights[0], x, heights[-1])
    for row, y in enumerate(heights[1:]):
        canvas.drawString(44, y + 2, f"Ligne {row}")
        for column, x in enumerate((300, *range(380, 861, 80))):
            canvas.drawRightString(x - 3, y + 2, str(1000 * row + column))
    canvas.save()
    (table,) = tables_of(tmp_path / "a.pdf")
    rows = rows_of(table)
    assert len(rows) == 60
    assert rows[59] == ["Ligne 59", *(str(59000 + column) for column in range(8))]


def test_figures_in_stretched_letters_keep_their_digits_together(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 300))
    text = canvas.beginText(40, 200)
    text.setFont("Helvetica", 7)
    text.setHorizScale(165)
    text.textOut("11 657 455 et 1 117 111")
    canvas.drawText(text)
    canvas.save()
    (page,) = read_pages(tmp_path / "a.pdf")
    assert [word.text for word in page.words] == ["11", "657", "455", "et", "1", "117", "111"]


def test_a_label_cut_by_the_rule_beside_words_stays_in_its_cell(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 300))
    canvas.setFont("Helvetica", 8)
    for y in (200, 214, 228, 242):
        canvas.line(40, y, 400, y)
    for x in XS:
        canvas.line(x, 200, x, 242)
    end = 90.3
    for row, (mark, label) in enumerate([("Tab. 7", "salaires"), ("", "dons"), ("", "dette")]):
        y = 232 - 14 * row
        canvas.drawString(43, y, mark)
        canvas.drawString(140, y, label)
        canvas.drawRightString(397, y, f"{row + 1} 200")
    # The last digit of this label is printed beyond the rule.
    canvas.drawString(end - canvas.stringWidth("Tab.7&1", "Helvetica", 8), 204, "Tab.7&10")
    canvas.save()
    (table,) = tables_of(tmp_path / "a.pdf")
    assert [[cell.replace(" ", "") for cell in row[:2]] for row in rows_of(table)][2] == [
        "Tab.7&10", "dette",
    ]  # fmt: skip


def test_text_clipped_out_of_sight_is_told_and_not_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 300))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(40, 200, "Acquis en 2010")
    right = 40 + canvas.stringWidth("Acquis en 2010", "Helvetica", 10)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(30, 195, right - 30, 20)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.drawString(right, 200, "6")  # beyond the clip
    canvas.drawString(40, 180, "ligne sans place")  # below it
    canvas.drawString(right - 20, 210, "vu")
    canvas.restoreState()
    canvas.save()
    (page,) = read_pages(tmp_path / "a.pdf")
    assert sorted(word.text for word in page.words) == ["2010", "Acquis", "en", "vu"]
    (warning,) = page.warnings
    assert warning.startswith("Page 1 : texte masqué laissé de côté (« 6ligne")


def test_the_mark_of_a_note_stays_apart_from_its_figure(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(500, 300))
    for y in (200, 216, 232, 248):
        canvas.line(40, y, 400, y)
    for side in (40, 200, 300, 400):
        canvas.line(side, 200, side, 248)
    words = [
        (44, 236, "Nature"),
        (204, 236, "Prévu"),
        (304, 236, "Payé"),
        (44, 220, "Aides"),
        (44, 204, "m"),
    ]
    marked = [(280.0, 220, "1 200", "(1)"), (380, 220, "45 000 €", "3"), (280, 204, "3 400", "12")]
    for left, y, text in words:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(left, y, text)
    for x, y, text, mark in (*marked, (44 + 7.5, 204, "", "2")):
        canvas.setFont("Helvetica", 9)
        canvas.drawRightString(x, y, text)
        canvas.setFont("Helvetica", 5.5)
        canvas.drawString(x + 0.3, y + 3.2, mark)
    canvas.save()
    (table,) = tables_of(tmp_path / "a.pdf")
    assert rows_of(table)[1:] == [["Aides", "1 200⁽¹⁾", "45 000 €³"], ["m²", "3 400¹²", ""]]
    cells = {cell.text.value: cell.text for cell in table.cells}
    assert cells["1 200⁽¹⁾"].raw == "1 200(1)"
    assert cells["45 000 €³"].raised == ((8, 9),)
