"""A bundle cut into its acts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.act import Act
from normalize.deliberation.flow import Item, document, flow, span
from normalize.deliberation.openings import Opening, openings
from normalize.deliberation.scan import closes
from normalize.deliberation.words import bare, holds, opens
from normalize.rapport_execution.template import is_rapport
from normalize.text import clean
from schemas.facts import Kind, Part
from schemas.printed import PrintedDocument

QUOTED = re.compile(r'"\s*([^"]{12,}?)\s*"')
LEAST_TEXT = 200  # characters of running text that make a page more than a signature


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of items that is one act; `title` is the item that names it, if any."""

    kind: Kind
    start: int
    end: int
    title: int | None = None
    number: str = ""


def split(printed: PrintedDocument, document_id: str) -> list[Act]:
    """The acts of a bundle, in order; raises nothing: what opens no act belongs to the one before.

    Section and table ids stay those of the whole document.
    """
    items = flow(printed)
    acts: list[Act] = []
    sections = tables = 0
    for rank, piece in enumerate(pieces(items, printed), start=1):
        own = items[piece.start : piece.end]
        part = _part(document_id, f"p{rank}", piece, items)
        acts.append(Act(document_id, part, document(printed, own), sections, tables))
        sections += sum(item.is_heading for item in own)
        tables += sum(item.is_table for item in own)
    return acts


def pieces(items: Sequence[Item], printed: PrintedDocument) -> list[Piece]:
    """Runs of items that cover a document, one per act."""
    titled = openings(printed)
    found: list[Piece] = []
    for rank, opening in enumerate(titled):
        start = opening.start if rank else 0
        end = titled[rank + 1].start if rank + 1 < len(titled) else len(items)
        found.extend(_with_untitled(opening, start, end, items, printed))
    return found or [Piece("autre", 0, len(items))]


def _with_untitled(
    opening: Opening, start: int, end: int, items: Sequence[Item], printed: PrintedDocument
) -> Iterator[Piece]:
    """An act, and the annexes without a title that follow its signature."""
    first = _untitled_annex(opening, end, items)
    kind: Kind = opening.kind
    if kind == "annexe":
        kind = _annex_kind(items[start:end], printed)
    yield Piece(kind, start, first, opening.at, opening.number)
    if first < end:
        starts = [first, *_themes(first, end, items)]
        for low, high in zip(starts, [*starts[1:], end], strict=True):
            yield Piece(_annex_kind(items[low:high], printed), low, high)


def _untitled_annex(opening: Opening, end: int, items: Sequence[Item]) -> int:
    """Where text begins again on a page of its own, once an act is signed; `end` if nowhere."""
    if opening.kind not in ("deliberation", "rapport_president"):
        return end
    closed = False
    for at in range(opening.at + 1, end):
        item = items[at]
        closed = closed or closes(items[at - 1])
        begins = item.opens_page and (item.is_heading or item.is_table)
        if closed and begins and _is_substance(items[at:end]):
            return at
    return end


def _is_substance(items: Sequence[Item]) -> bool:
    """Whether there is more than signatures."""
    if opens("marks", "closing").match(items[0].folded):
        return False
    length = sum(len(item.folded) for item in items if not item.is_heading)
    return length > LEAST_TEXT or any(item.is_table for item in items)


def _themes(first: int, end: int, items: Sequence[Item]) -> Iterator[int]:
    """Where the annexes after the first begin: each takes up a theme that the act decides on.

    A theme opens a page; its heading is quoted by the act, or numbered one above the last, and
    comes back nowhere.
    """
    quoted = {bare(title) for item in items[:first] for title in QUOTED.findall(item.folded)}
    titles = Counter(_title(item) for item in items[first:end] if item.is_heading)
    last = _rank(items[first])
    for at in range(first + 1, end):
        item = items[at]
        if not item.is_heading or not item.opens_page or titles[_title(item)] > 1:
            continue
        rank = _rank(item)
        if _title(item) in quoted or (last is not None and rank == last + 1):
            last = rank
            yield at


def _title(item: Item) -> str:
    return bare(item.section.title) if item.section is not None else ""


def _rank(item: Item) -> int | None:
    number = item.section.number if item.is_heading and item.section is not None else ""
    return int(number) if number.isdecimal() else None


def _annex_kind(items: Sequence[Item], printed: PrintedDocument) -> Kind:
    """A rapport d'exécution that the act approves, a table of money, or a narrative annex."""
    if is_rapport(document(printed, items)):
        return "rapport_execution"
    head = [item for item in items[:4] if item.is_line]
    tables = [item for item in items if item.is_table]
    if tables and any(holds("marks", "financial").search(item.folded) for item in head):
        return "annexe_financiere"
    told = sum(len(item.folded) for item in items if not item.is_heading)
    tabled = sum(
        len(cell.text.value)
        for item in tables
        if item.block is not None and item.block.table is not None
        for cell in item.block.table.cells
    )
    money = any(_has_money(item) for item in tables)
    return "annexe_financiere" if money and tabled > 2 * told else "annexe"


def _has_money(item: Item) -> bool:
    table = item.block.table if item.block is not None else None
    return table is not None and sum("€" in cell.text.value for cell in table.cells) > 2


def _part(document_id: str, part_id: str, piece: Piece, items: Sequence[Item]) -> Part:
    start, end = span(items[piece.start : piece.end])
    return Part(
        document_id=document_id,
        part_id=part_id,
        kind=piece.kind,
        number=piece.number or None,
        title=_name(piece, items),
        page_start=start,
        page_end=end,
    )


def _name(piece: Piece, items: Sequence[Item]) -> str | None:
    """The title as printed; of an act without one, its first heading."""
    own = items[piece.start : piece.end]
    at = items[piece.title] if piece.title is not None else None
    first = at or next((item for item in own if item.is_heading), None)
    return clean(first.text.value).replace("**", "")[:300] if first is not None else None
