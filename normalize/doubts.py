"""Rows that rest on words which two readings read differently: marked, both readings kept.

It runs once over the finished rows: whoever made a row need not know how its words were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from normalize.amounts import read_amount
from normalize.numbers import read_number
from normalize.text import clean
from schemas.acts import Article
from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Cell, Part, Printed
from schemas.packed import Packed, pack
from schemas.printed import Block, Box, PrintedCell, PrintedDocument, Text, Word

SLACK = 0.5  # points that the rounded box of a row may miss a word by
FIGURE = re.compile(r"[0-9€$£%]")
SHORT = re.compile(r".{0,3}")  # may be a figure that was misread
UNTOUCHED = ("blank", "uncertain")

_Row = TypeVar("_Row", bound=Printed)


def mark_doubts(facts: DocumentFacts, printed: PrintedDocument) -> DocumentFacts:
    """The same rows; those with a figure in doubt are `uncertain`, amounts tell both readings.

    Of the letters of a name only the row of who bears it says that they are in doubt.
    """
    scanned = {page.number for page in printed.pages if page.text_layer == "ocr"}
    again = scanned | {page.number for page in printed.pages if page.read_twice}
    if not again and not any(page.unsure for page in printed.pages):
        return facts
    held, cells = _held(printed), _cells(printed)
    marked: dict[str, Any] = {}
    for name in DocumentFacts.model_fields:
        rows = getattr(facts, name)
        if isinstance(rows, tuple | Packed) and any(isinstance(row, Printed) for row in rows):
            marked[name] = pack(
                _in_cells(
                    _marked(row, held.get(row.page, ()), row.page in again, row.page in scanned),
                    cells.get(row.page, ()),
                )
                for row in rows
            )
    told = facts.model_copy(update=marked)
    return told.model_copy(update={"articles": pack(_articles(told))})


def _articles(facts: DocumentFacts) -> Iterator[Article]:
    """The articles, which stand at their headings; in doubt where the sum that they state is."""
    unsure = [row for row in facts.amounts if row.state == "uncertain" and row.amount is not None]
    for row in facts.articles:
        doubted = row.state == "stated" and row.amount is not None and any(
            sum_.amount == row.amount and sum_.part_id == row.part_id and sum_.context in row.text
            for sum_ in unsure
        )  # fmt: skip
        yield row.model_copy(update={"state": "uncertain"}) if doubted else row


def only_seen_again(printed: PrintedDocument, parts: Sequence[Part]) -> Iterator[Amount]:
    """Figures that a second reading alone sees: sums that the first does not state."""
    for page, box, raw in printed.missed:
        read = read_amount(raw)
        yield Amount(
            document_id=parts[0].document_id,
            part_id=next(
                (part.part_id for part in parts if part.page_start <= page <= part.page_end),
                parts[0].part_id,
            ),
            amount=None,
            unit=read.unit or "EUR",
            context=raw,
            second_reading=raw,
            second_amount=read.amount,
            state="uncertain",
            page=page,
            raw=raw,
            **{side: round(at, 2) for side, at in zip(box._fields, box, strict=True)},
        )


def _held(printed: PrintedDocument) -> dict[int, list[Word]]:
    """The words that were read twice, by page, each once."""
    held: dict[int, dict[Word, None]] = {}
    for text in _texts(printed):
        for piece in text.pieces:
            if piece.word.second is not None and not _is_name(piece.word):
                held.setdefault(piece.word.page, {})[piece.word] = None
    return {page: list(words) for page, words in held.items()}


def _is_name(word: Word) -> bool:
    """Whether neither reading of a word is a figure, or may be one."""
    return not any(SHORT.fullmatch(each) or FIGURE.search(each) for each in (
        word.text, word.second or ""))  # fmt: skip


def _cells(printed: PrintedDocument) -> dict[int, list[tuple[Box, PrintedCell]]]:
    """The cells that another program read too, with the boxes of their texts, by page."""
    found: dict[int, list[tuple[Box, PrintedCell]]] = {}
    for block in printed.blocks():
        for cell in block.table.cells if block.table is not None else ():
            if cell.second is not None and cell.text:
                found.setdefault(cell.page, []).append((cell.text.box, cell))
    return found


def _in_cells(row: _Row, cells: Sequence[tuple[Box, PrintedCell]]) -> _Row:
    """A row in the light of the cells that it rests on, or that it stands in.

    A sum that both programs read in the cell is not in doubt, whatever else they read there.
    """
    if not cells:
        return row
    place = Box(row.x0, row.top, row.x1, row.bottom)
    own = [cell for box, cell in cells if _covers(place, box) or _covers(box, place)]
    off = [cell for cell in own if cell.second != cell.text.value and not _told(row, cell)]
    change: dict[str, Any] = {}
    if isinstance(row, Amount | Cell) and own and row.second_reading in ("", "confirmed"):
        change["second_reading"] = "confirmed"
        if off:
            change = _second_of_cell(row, off[0].second or "…")
    if off and getattr(row, "state", "blank") not in UNTOUCHED:
        change["state"] = "uncertain"
    return row.model_copy(update=change) if change else row


def _told(row: Printed, cell: PrintedCell) -> bool:
    """Whether a row is a sum that the other reading of the cell has as well."""
    return isinstance(row, Amount) and clean(row.raw) in clean(cell.second or "")


def _second_of_cell(row: Amount | Cell, other: str) -> dict[str, Any]:
    if isinstance(row, Cell):
        return {"second_reading": other, "second_number": read_number(other).value}
    return {"second_reading": other}


def _covers(outer: Box, inner: Box) -> bool:
    """Whether one box holds the other."""
    wide = outer.x0 - SLACK <= inner.x0 and inner.x1 <= outer.x1 + SLACK
    return wide and outer.top - SLACK <= inner.top and inner.bottom <= outer.bottom + SLACK


def _texts(printed: PrintedDocument) -> Iterator[Text]:
    for section in printed.sections:
        yield section.heading
    for block in printed.blocks():
        yield from _of_block(block)


def _of_block(block: Block) -> Iterable[Text]:
    if block.table is None:
        return (block.text,)
    return (block.table.caption, *(cell.text for cell in block.table.cells))


def _marked(row: _Row, held: Sequence[Word], again: bool, recognised: bool) -> _Row:
    """A row in the light of the words that stand in its box; `again` says they were read twice.

    A word of which nothing is said for sure had a second reader that saw nothing where it was
    `recognised`; elsewhere it is what stands at the word that leaves doubt.
    """
    own = [word for word in held if _within(word, row)]
    if not own:
        return row
    doubtful = any(word.doubtful for word in own)
    change: dict[str, Any] = {}
    if again and isinstance(row, Amount | Cell):
        differs = [word for word in own if word.doubtful and (word.second or recognised)]
        if differs or not doubtful:
            change = _second(row, own) if doubtful else {"second_reading": "confirmed"}
    if doubtful and getattr(row, "state", "blank") not in UNTOUCHED:
        change["state"] = "uncertain"
    return row.model_copy(update=change) if change else row


def _second(row: Amount | Cell, own: Sequence[Word]) -> dict[str, Any]:
    """The other reading of a row, and what it states."""
    other = _other(row.raw, own)
    if isinstance(row, Cell):
        return {"second_reading": other, "second_number": read_number(other).value}
    first, second = read_amount(row.raw).amount, read_amount(other).amount
    if not first or second is None or row.amount is None:
        return {"second_reading": other}
    return {"second_reading": other, "second_amount": second * (row.amount / first)}


def _within(word: Word, row: Printed) -> bool:
    """Whether a word stands in the box of a row; of a doubtful figure, a part that does will do."""
    if (
        word.second == ""
        and row.top - SLACK <= (word.box.top + word.box.bottom) / 2 <= row.bottom + SLACK
    ):
        least = min(SLACK, word.box.width / 2)  # a stroke is no wider
        return min(word.box.x1, row.x1) - max(word.box.x0, row.x0) > least
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    wide = row.x0 - SLACK <= x <= row.x1 + SLACK
    return wide and row.top - SLACK <= y <= row.bottom + SLACK


def _other(raw: str, words: Sequence[Word]) -> str:
    """What is printed, each word in doubt as the second reading has it."""
    text = raw
    for word in words:
        if word.doubtful:
            pattern = rf"(?<!\S){re.escape(word.text)}(?!\S)"
            text = re.sub(pattern, lambda _, word=word: word.second or "…", text, count=1)  # type: ignore[misc]
    return clean(text) if text != raw else " ".join(word.second or "…" for word in words)
