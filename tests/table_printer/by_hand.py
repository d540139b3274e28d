"""Prints a drawn table with reportlab's canvas, every rule and word put by hand."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import black, lightgrey, whitesmoke
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.table_printer.drawn import Drawn, Slot

PAD = 3.0
LEFT = 40.0
MARGIN = 40.0


@dataclass
class Strip:
    """Part of a row on one page: its lines first..last of every cell, at a height."""

    row: int
    first: int
    last: int
    top: float
    bottom: float
    opens: bool  # whether the row begins here
    closes: bool  # whether it ends here


class Printer:
    """One table on its pages."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.out = BytesIO()
        self.bold = "Times-Bold" if drawn.font.startswith("Times") else "Helvetica-Bold"
        width = sum(drawn.widths) + 2 * LEFT
        self.leading = drawn.size * 1.15
        self.xs = [LEFT]
        for each in drawn.widths:
            self.xs.append(self.xs[-1] + each)
        self.lines = {slot: self.wrap(slot) for slot in drawn.slots}
        self.height = max(drawn.page_height, self.least_height())
        # For a turned page reportlab swaps width and height itself.
        self.canvas = Canvas(self.out, pagesize=(width, self.height))
        self.width = width

    def print(self) -> bytes:
        """The PDF."""
        for page in self.pages():
            if self.drawn.landscape == 90:
                self.canvas.setPageRotation(90)
                self.canvas.transform(0, 1, -1, 0, self.height, 0)
            elif self.drawn.landscape == 270:
                self.canvas.setPageRotation(270)
                self.canvas.transform(0, -1, 1, 0, 0, self.width)
            self.rules(page)
            self.texts(page)
            self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()

    def font(self, slot: Slot) -> str:
        heads = slot.row < self.drawn.header_rows and self.drawn.bold_header
        return self.bold if heads else self.drawn.font

    def upward(self, slot: Slot) -> bool:
        return (
            self.drawn.turned
            and slot.row_span > 1
            and slot.column == 0
            and (slot.row >= self.drawn.header_rows)
        )

    def wrap(self, slot: Slot) -> list[str]:
        if self.upward(slot):
            return []
        room = self.xs[slot.column + slot.column_span] - self.xs[slot.column] - 2 * PAD
        lines: list[str] = []
        glued = slot.text.replace(" €", "\xa0€")
        words = [glued] if slot.text.endswith("€") else glued.split()
        for word in words:
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and stringWidth(joined, self.font(slot), self.drawn.size) <= room:
                lines[-1] = joined
            else:
                lines.append(word)
        return lines

    def depth(self, row: int) -> int:
        """Lines of the tallest cell that stands in one row, merged ones shared out."""
        depths = [
            len(lines)
            for slot, lines in self.lines.items()
            if slot.row == row and slot.row_span == 1
        ]
        for slot, lines in self.lines.items():
            if slot.row_span > 1 and slot.row <= row < slot.row + slot.row_span:
                depths.append(-(-len(lines) // slot.row_span))
                if self.upward(slot):
                    long = stringWidth(slot.text, self.font(slot), self.drawn.size) + 4
                    depths.append(int(long / slot.row_span / self.leading) + 1)
        return max(depths)

    def tall(self, row: int) -> float:
        return self.depth(row) * self.leading + 2 * PAD

    def unit(self, row: int) -> float:
        """Height of a row with those that a page break must not part from it."""
        height = self.tall(row)
        for below in range(row + 1, self.drawn.rows):
            if not self.tied(below):
                break
            height += self.tall(below)
        return height

    def least_height(self) -> float:
        """A page holds the header and any rows that stay together."""
        heads = sum(self.tall(row) for row in range(self.drawn.header_rows))
        return heads + 2 * MARGIN + max(self.unit(row) for row in range(self.drawn.rows))

    def pages(self) -> list[list[Strip]]:
        drawn = self.drawn
        floor = self.height - MARGIN
        pages: list[list[Strip]] = [[]]
        y = MARGIN
        row = 0
        while row < drawn.rows:
            depth = self.depth(row)
            first = 0
            bound = row + 1 < drawn.rows and self.tied(row + 1) and not self.tied(row)
            if bound and row > drawn.header_rows and y + self.unit(row) > floor:
                y = self.turn_page(pages, row)
            while first < depth:
                height = (depth - first) * self.leading + 2 * PAD
                fits = int((floor - y - 2 * PAD) / self.leading)
                if y + height <= floor or not pages[-1]:
                    last = depth
                elif drawn.cut and 0 < fits < depth - first and self.may_cut(row):
                    last = first + fits
                elif self.tied(row):
                    last = depth
                else:
                    last = first
                if last > first:
                    bottom = y + (last - first) * self.leading + 2 * PAD
                    pages[-1].append(Strip(row, first, last, y, bottom, first == 0, last == depth))
                    y = bottom
                first = last
                if first < depth:
                    y = self.turn_page(pages, row)
            row += 1
        return pages

    def turn_page(self, pages: list[list[Strip]], row: int) -> float:
        """Begin a page, with the header again if wanted; returns where its rows begin."""
        pages.append([])
        y = MARGIN
        if self.drawn.repeat and row >= self.drawn.header_rows:
            for head in range(self.drawn.header_rows):
                bottom = y + self.tall(head)
                pages[-1].append(Strip(head, 0, self.depth(head), y, bottom, True, True))
                y = bottom
        return y

    def may_cut(self, row: int) -> bool:
        """Cut rows have figures on their first line and words on the others; none is merged."""
        here = [self.drawn.at(row, column) for column in range(self.drawn.columns)]
        return row > self.drawn.header_rows + 2 and all(slot.row_span == 1 for slot in here)

    def tied(self, row: int) -> bool:
        """Rows that a page break must not part from the row above: header, turned cells."""
        if row <= self.drawn.header_rows:
            return True
        slot = self.drawn.at(row, 0)
        return slot.row < row and (self.drawn.turned or (slot.row_span > 1 and row == slot.row + 1))

    def rules(self, page: list[Strip]) -> None:
        drawn = self.drawn
        if drawn.ruling == "none":
            return
        if drawn.ruling == "fills":
            for strip in page:
                shade = lightgrey if strip.row < drawn.header_rows else whitesmoke
                if strip.row < drawn.header_rows or strip.row % 2 == 0:
                    self.canvas.setFillColor(lightgrey if shade is lightgrey else "#dde6f2")
                    self.canvas.rect(
                        self.xs[0],
                        self.height - strip.bottom,
                        self.xs[-1] - self.xs[0],
                        strip.bottom - strip.top,
                        stroke=0,
                        fill=1,
                    )
            self.canvas.setFillColor(black)
            return
        for index, strip in enumerate(page):
            above = page[index - 1] if index else None
            for column in range(drawn.columns):
                slot = drawn.at(strip.row, column)
                inside = above is not None and slot is drawn.at(above.row, column)
                if not inside:
                    self.level(strip.top, column)
                if index == len(page) - 1:
                    self.level(strip.bottom, column)
                if drawn.ruling == "full":
                    if slot.column == column:
                        self.upright(self.xs[column], strip)
                    if column == drawn.columns - 1:
                        self.upright(self.xs[-1], strip)

    def level(self, y: float, column: int) -> None:
        gap = 0.8 if self.drawn.rule_style == "pieces" else 0.0
        self.stroke(self.xs[column] + gap / 2, y, self.xs[column + 1] - gap / 2, y)

    def upright(self, x: float, strip: Strip) -> None:
        self.stroke(x, strip.top, x, strip.bottom)

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        height = self.height
        style = self.drawn.rule_style
        if style == "thin boxes":
            self.canvas.rect(
                x0 - 0.3, height - y1 - 0.3, x1 - x0 + 0.6, y1 - y0 + 0.6, stroke=0, fill=1
            )
            return
        self.canvas.setDash([2, 1.5] if style == "dashed" else [])
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, height - y0, x1, height - y1)
        if style == "double":
            shift = 1.4
            if y0 == y1:
                self.canvas.line(x0, height - y0 - shift, x1, height - y1 - shift)
            else:
                self.canvas.line(x0 + shift, height - y0, x1 + shift, height - y1)

    def texts(self, page: list[Strip]) -> None:
        done: set[Slot] = set()
        for strip in page:
            for column in range(self.drawn.columns):
                slot = self.drawn.at(strip.row, column)
                if slot.column != column or (slot in done and slot.row_span > 1):
                    continue
                done.add(slot)
                if slot.row_span > 1:
                    self.merged(slot, page, strip)
                else:
                    self.put(slot, self.lines[slot][strip.first : strip.last], strip.top)

    def merged(self, slot: Slot, page: list[Strip], strip: Strip) -> None:
        """A merged cell prints its text once, on the page that it begins on."""
        if strip.row != slot.row:
            return
        mine = [s for s in page if slot.row <= s.row < slot.row + slot.row_span]
        top, bottom = mine[0].top, mine[-1].bottom
        if self.upward(slot):
            font, size = self.font(slot), self.drawn.size
            self.canvas.saveState()
            x = (self.xs[slot.column] + self.xs[slot.column + 1]) / 2 + size * 0.3
            self.canvas.translate(x, self.height - bottom + 4)
            self.canvas.rotate(90)
            self.canvas.setFont(font, size)
            self.canvas.drawString(0, 0, slot.text)
            self.canvas.restoreState()
            return
        lines = self.lines[slot]
        room = bottom - top - len(lines) * self.leading - 2 * PAD
        self.put(slot, lines, top + (room / 2 if self.drawn.merged_at == "middle" else 0))

    def put(self, slot: Slot, lines: list[str], top: float) -> None:
        font, size = self.font(slot), self.drawn.size
        self.canvas.setFont(font, size)
        left, right = self.xs[slot.column], self.xs[slot.column + slot.column_span]
        for index, line in enumerate(lines):
            y = self.height - top - PAD - index * self.leading - size * 0.85
            heads = slot.row < self.drawn.header_rows and slot.column_span > 1
            if heads:
                self.canvas.drawCentredString((left + right) / 2, y, line)
            elif self.drawn.figures[slot.column]:
                self.canvas.drawRightString(right - PAD, y, line)
            else:
                self.canvas.drawString(left + PAD, y, line)


def print_by_hand(drawn: Drawn) -> bytes:
    """The PDF of a drawn table."""
    return Printer(drawn).print()
