"""Tables of pages to whole tables: which belong together, and how their rows meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.tables.fitting import fitted, same_kinds, spread
from extract.tables.joining import Whole
from extract.tables.shapes import PageTable
from schemas.printed import PrintedTable


def stitch(chain: Sequence[PageTable], adjacent: Sequence[bool]) -> list[tuple[int, PrintedTable]]:
    """Whole tables, each with the index of its first part in `chain`.

    `chain` is every table part of the document in reading order; `adjacent[i]` tells that
    nothing but running headers and footers stands between parts i and i+1.
    """
    found: list[tuple[int, Whole]] = []
    for index, part in enumerate(chain):
        meets = index > 0 and index - 1 < len(adjacent) and adjacent[index - 1]
        if not (meets and _goes_on(found[-1][1], part)):
            found.append((index, Whole(part)))
    return [(index, whole.table()) for index, whole in found]


def _goes_on(whole: Whole, part: PageTable) -> bool:
    """Append a part when it goes on with the table so far; tells whether it did.

    It does when it repeats the header, or has none and stands in the same columns.
    """
    last = whole.last
    if part.page != last.page + 1:
        return False
    repeated = whole.repeated_rows(part)
    if whole.header_rows and not repeated and _is_unnamed(part):
        part = replace(part, header_rows=0)
    if whole.columns < part.columns and not part.header_rows:
        wider = spread(whole.as_part(), part.edges)
        if wider is not None:
            whole.widen(wider)
            repeated = whole.repeated_rows(part)
    # Texts under the same header stand in its columns, however wide these are on each page.
    fit = part if repeated else fitted(part, whole.edges)
    if fit is None and not part.header_rows and part.columns == whole.columns:
        fit = part if same_kinds(last, part) else None
    if fit is None or (part.header_rows and not repeated and not whole.repeated_rows(fit)):
        return False
    whole.add(fit)
    return True


def _is_unnamed(part: PageTable) -> bool:
    """Whether what looks like the header of a part names no columns."""
    return _begins_with_sections(part) or _begins_within_a_text(part)


def _begins_with_sections(part: PageTable) -> bool:
    """Whether what looks like a header names no columns: rows of one text each."""
    told = [{id(cell) for cell in line if cell.text} for line in part.slots[: part.header_rows]]
    return bool(told) and all(len(line) <= 1 for line in told)


def _begins_within_a_text(part: PageTable) -> bool:
    """Whether the first text goes on in small letters with a row that the page break cut."""
    first = next((cell for cell in part.cells if cell.row == 0 and cell.text), None)
    return part.header_rows > 0 and first is not None and first.text.value[:1].islower()
