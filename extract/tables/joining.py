"""A table that grows part by part: repeated headers dropped, cut rows and cells made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.marks import anatomy
from extract.tables.figures import is_figure, states
from extract.tables.growing import Growing
from extract.tables.header import header_rows
from extract.tables.shapes import PageTable, slots_of
from schemas.printed import Box, PrintedCell, PrintedTable, Text

NAMED = re.compile(r"([^\W\d][^:]*:[\d\s.,%€]*\d[\s.,%€]*)+")
GUESSED = "La première ligne est jointe à celle de la page précédente, sans certitude."


def look(text: Text) -> str:
    """The letters and figures of a text, for comparison."""
    return re.sub(r"\W+", "", text.value).lower()


class Whole:
    """One table, part by part; columns are those of its first part."""

    def __init__(self, part: PageTable) -> None:
        self.first = self.last = part
        self.columns = part.columns
        self.edges = part.edges
        self.rows = part.rows
        self.header_rows = part.header_rows
        self.cells = list(part.cells)
        self.boxes: list[tuple[int, Box]] = [(part.page, part.box)]
        self.sure = part.sure
        self.warnings = list(part.warnings)
        self._growing: Growing | None = None
        self._head: list[int] = []  # which cells begin in the first rows, `_headed` of them
        self._headed = 0

    def repeated_rows(self, part: PageTable) -> int:
        """How many rows at the top of a part repeat the header so far."""
        if part.columns != self.columns:
            return 0
        theirs = part.slots
        mine = self._first_rows(min(len(theirs), self.rows))
        same = 0
        for a, b in zip(mine, theirs, strict=False):
            looks = [look(cell.text) for cell in b]
            if [look(cell.text) for cell in a] != looks or not any(looks):
                break
            same += 1
        wanted = max(self.header_rows, 1)
        if same < wanted or same >= part.rows + (part.rows == 1):
            return 0
        if self.header_rows == 0 and any(is_figure(c.text.value) for c in mine[0]):
            return 0
        return wanted

    def as_part(self) -> PageTable:
        """The table so far as if one page printed it."""
        return replace(
            self.last, rows=self.rows, columns=self.columns, cells=tuple(self.cells),
            edges=self.edges, header_rows=self.header_rows,
        )  # fmt: skip

    def widen(self, wider: PageTable) -> None:
        """Take over more columns, the cells so far spanning them."""
        self.columns, self.edges, self.cells = wider.columns, wider.edges, list(wider.cells)
        self.last = replace(self.last, columns=wider.columns, edges=wider.edges)
        self._growing, self._headed = None, 0

    def add(self, part: PageTable) -> None:
        """Append the rows of a part, its repeated header left out."""
        skip = self.repeated_rows(part)
        body = [cell for cell in part.cells if cell.row >= skip]
        incoming = [replace(cell, row=cell.row - skip + self.rows) for cell in body]
        count = part.rows - skip
        first_row = {cell.column: cell for cell in incoming if cell.row == self.rows}
        cut = self._row_is_cut(first_row, part, skip)
        guessed = cut and self._is_guess(first_row)
        incoming = self._join_cells(incoming, first_row, part, skip, cut)
        if cut:
            incoming = [
                replace(cell, row=max(cell.row - 1, self.rows)) if cell.row > self.rows else cell
                for cell in incoming
            ]
            count -= 1
        self.cells += incoming
        self.rows += count
        self.last = part
        self.boxes.append((part.page, part.box))
        self.sure = self.sure and part.sure and not guessed
        self.warnings += part.warnings
        if guessed:
            self.warnings.append(f"Page {part.page} : {GUESSED}")

    def _first_rows(self, count: int) -> list[list[PrintedCell]]:
        """The cell that covers each slot of so many rows at the top."""
        if count > self._headed:
            self._headed = count
            self._head = [at for at, cell in enumerate(self.cells) if cell.row < count]
        near = [self.cells[at] for at in self._head]
        return slots_of(near, range(count), self.columns)

    def _so_far(self) -> Growing:
        """What is known of the rows so far."""
        if self._growing is None:
            self._growing = Growing(self.cells, self.columns, self.header_rows)
        self._growing.grow(self.rows)
        return self._growing

    def _row_is_cut(self, first_row: dict[int, PrintedCell], part: PageTable, skip: int) -> bool:
        """Whether the first row of a part is the rest of the last row so far.

        It is when cells divide alike, no figure stands on both sides, and one side alone lacks
        what every other row of the table has.
        """
        if not first_row:  # nothing but the header again
            return False
        above = self._so_far().last
        below = [first_row.get(column) for column in range(self.columns)]
        if self.rows - 1 < self.header_rows or any(c is None for c in below if c is not None):
            return False
        if [c.column for c in above] != [_origin(below, i) for i in range(self.columns)]:
            return False
        top = {i for i, cell in enumerate(above) if cell.text}
        low = {i for i, cell in enumerate(below) if cell is not None and cell.text}
        always = self._always_filled(part, skip)
        if not always:
            # Too few rows to tell: texts that all go on, without a label or with one that does.
            order = sorted(low)
            texts = [(above[i].text.value, (below[i] or above[i]).text.value) for i in order]
            if any(states(a) and states(b) for a, b in texts):
                return False
            if 0 in top & low and low <= top:
                return self._label_goes_on(*texts[0])
            return 0 in top - low and all(a and (_small(b) or _lists(a, b)) for a, b in texts)
        if not low or not top or not always <= (top | low):
            return False
        if always <= top and always <= low:
            return False
        meeting = [(above[i].text.value, (below[i] or above[i]).text.value) for i in top & low]
        if any(states(upper) and states(lower) for upper, lower in meeting):
            return False
        # Two labels are two rows, unless the label plainly goes on.
        if 0 not in top & low:
            return True
        return self._label_goes_on(above[0].text.value, (below[0] or above[0]).text.value)

    def _is_guess(self, first_row: dict[int, PrintedCell]) -> bool:
        """Whether small letters alone tell that figures belong to the row above a page break."""
        above, below = self._so_far().last[0].text, first_row[0].text
        told = any(column and states(cell.text.value) for column, cell in first_row.items())
        return told and bool(above and below) and not _is_open(above.value)

    def _label_goes_on(self, upper: str, lower: str) -> bool:
        """Whether a label goes on below a page break: its end calls for more, or it begins small.

        Small letters tell nothing where other labels begin with them.
        """
        if _is_open(upper):
            return True
        labels = [cell for cell in self.cells if not cell.column and cell.row >= self.header_rows]
        return _small(lower) and not any(cell.text.value[:1].islower() for cell in labels)

    def _always_filled(self, part: PageTable, skip: int) -> set[int]:
        """Columns in which every body row but the last has a text, both parts considered."""
        mine, rows = self._so_far().always_filled()
        theirs = part.slots[skip + 1 :]
        if rows + len(theirs) < 2:
            return set()
        return {i for i in mine if all(row[i].text for row in theirs)}

    def _join_cells(
        self,
        incoming: list[PrintedCell],
        first_row: dict[int, PrintedCell],
        part: PageTable,
        skip: int,
        cut: bool,
    ) -> list[PrintedCell]:
        """Give the cells of the last row what goes on of them in the part."""
        above = {cell.column: cell for cell in self._so_far().last}
        kept = [cell for cell in incoming if cell.row != self.rows]
        for column, cell in sorted(first_row.items()):
            upper = above.get(column)
            alike = upper is not None and upper.column_span == cell.column_span
            if upper is not None and alike and (cut or self._goes_on(upper, cell, part, skip)):
                rows = cell.row_span - (1 if cut else 0)
                self._so_far().swap(
                    upper,
                    replace(
                        upper, row_span=upper.row_span + rows, text=_both(upper.text, cell.text)
                    ),
                )
            else:
                kept.append(cell)
        return kept

    def _goes_on(self, upper: PrintedCell, cell: PrintedCell, part: PageTable, skip: int) -> bool:
        """Whether a merged cell goes on: one text at most stands on the two sides.

        Two sides with text are one cell where the column merges cells and the text goes on
        in small letters as no other cell of the column begins.
        """
        if upper.row < self.header_rows:
            return False
        merges, blank, small = self._column(upper, part, skip)
        if not upper.text and not cell.text:
            return upper.row_span > 1 or cell.row_span > 1
        if upper.text and cell.text:
            return merges and cell.text.value[:1].islower() and not small
        if cell.text:
            return merges and not blank
        if cell.row_span > 1 or upper.row_span > 1:
            return True
        return merges and not blank

    def _column(self, upper: PrintedCell, part: PageTable, skip: int) -> tuple[bool, bool, bool]:
        """Whether a column merges cells over rows; another body cell is blank; begins small."""
        known = self._so_far()
        blank, small = known.others(upper)
        theirs = [c for c in part.cells if c.column == upper.column and c.row > skip]
        return (
            known.merges(upper.column) or any(c.row_span > 1 for c in theirs),
            blank or not all(c.text for c in theirs),
            small or any(c.text.value[:1].islower() for c in theirs),
        )

    def table(self) -> PrintedTable:
        """The whole table, cells by row and column."""
        cells = sorted(self.cells, key=lambda cell: (cell.row, cell.column))
        if not self.header_rows and len(self.boxes) > 1:
            # A header alone at the foot of a page is known as one by the rows that follow.
            self.header_rows = header_rows(cells, self.rows, self.columns)
        return PrintedTable(
            page=self.first.page,
            page_end=self.last.page,
            box=self.first.box,
            ruling=self.first.ruling,
            rows=self.rows,
            columns=self.columns,
            header_rows=self.header_rows,
            cells=tuple(cells),
            boxes=tuple(self.boxes),
            sure=self.sure,
            warnings=tuple(self.warnings),
        )


def _small(text: str) -> bool:
    """Whether a text begins as the rest of another: in small letters or with a bracket."""
    return text[:1].islower() or text[:1] in "(,;:)»&/"


def _lists(upper: str, lower: str) -> bool:
    """Whether two texts each name a figure, as the lines of one cell do: `Femmes : 12`."""
    return bool(NAMED.fullmatch(upper) and NAMED.fullmatch(lower))


def _is_open(text: str) -> bool:
    """Whether a text ends as none does: with a word that calls for another (`délai de`)."""
    return bool(_open_ends().search(text.rstrip()))


@cache
def _open_ends() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in anatomy()["open_ends"])
    return re.compile(rf"(?<!\w)(?:{words})$|[\w ],$", re.IGNORECASE)


def _origin(cells: Sequence[PrintedCell | None], column: int) -> int:
    """The first column of the cell that covers a column."""
    return max(i for i in range(column + 1) if cells[i] is not None) if cells[0] else column


def _both(upper: Text, lower: Text) -> Text:
    return Text.join([text for text in (upper, lower) if text])
