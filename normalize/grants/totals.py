"""Rows that add up others: known by their words, and by having no words of a grant beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from normalize.grants.grid import Grid
from normalize.grants.groups import within
from normalize.grants.layout import Layout
from normalize.grants.sums import plain_sum
from normalize.grants.words import data, inflected, pattern, says
from normalize.text import clean, fold
from schemas.printed import PrintedCell

TotalKind = Literal["subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Total:
    """A total row: its label as printed, the cell of it, and whether it says it is of all."""

    kind: TotalKind
    label: str
    cell: PrintedCell | None
    grand: bool = False
    amount_text: str = ""  # where label and sum share a cell


@cache
def _opening(kind: TotalKind) -> re.Pattern[str]:
    words = data()["totals"]
    names = words["total"] if kind == "total" else [*words["partial"], *words["carried"]]
    return re.compile(inflected(names))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(fold(name) for name in data()["totals"]["fillers"])


def total_kind(label: str) -> TotalKind | None:
    """What a label that opens with the word of a total is; None for any other."""
    folded = _plain(label)
    kinds: tuple[TotalKind, ...] = ("subtotal", "total")
    return next((kind for kind in kinds if _opening(kind).match(folded)), None)


def _plain(label: str) -> str:
    return fold(label).replace("/", " ").strip(" .:*-")


def is_pure(label: str) -> bool:
    """Whether a label says nothing but that it is a total, and of which group."""
    folded = _plain(label)
    kind = total_kind(label)
    opening = _opening(kind).match(folded) if kind is not None else None
    if opening is None:
        return False
    rest = folded[opening.end() :]
    words = re.findall(r"[\w€]+", rest)
    named = within(rest, "operation") or within(rest, "theme")
    return named is not None or all(
        word in _fillers() or word.isdigit() or word.rstrip("s") in _fillers() for word in words
    )


def read_total(grid: Grid, row: int, layout: Layout) -> Total | None:
    """The total that a row is; None for a row that is a grant or a title."""
    texts = [cell for cell in grid.printed(row) if not _is_figure(cell, layout)]
    own = [cell for cell in texts if cell.row_span == 1 or cell.row == row]
    for cell in own:
        kind = total_kind(cell.text.value)
        if kind is None:
            continue
        others = [one for one in own if one is not cell and one.row_span == 1]
        partial = kind == "subtotal" and says("totals", "partial", _plain(cell.text.value))
        alone = not others and _stands_for_all(cell, layout)
        if partial or alone or is_pure(cell.text.value):
            return _total(kind, cell, layout)
    return None


def _is_figure(cell: PrintedCell, layout: Layout) -> bool:
    in_money = cell.column in layout.money_columns or cell.column == layout.quantity
    return in_money and cell.column_span == 1 and plain_sum(cell.text.value).amount is not None


def _stands_for_all(cell: PrintedCell, layout: Layout) -> bool:
    """Whether the cell stands where no single beneficiary would."""
    return cell.column_span > 1 or cell.column != layout.beneficiary


def subtotal(cell: PrintedCell, layout: Layout) -> Total:
    """The subtotal of which a cell is the label."""
    return _total("subtotal", cell, layout)


def _total(kind: TotalKind, cell: PrintedCell, layout: Layout) -> Total:
    text = clean(cell.text.value)
    covers = cell.column <= layout.amount < cell.column + cell.column_span
    label, amount = _parted(text) if covers else (text, "")
    return Total(kind, label, cell, says("totals", "grand", _plain(label)), amount)


def _parted(text: str) -> tuple[str, str]:
    """Label and sum of a cell that holds both."""
    head, colon, tail = text.rpartition(":")
    if colon and plain_sum(tail).amount is not None:
        return head.strip(), tail.strip()
    match = re.search(r"(?<=\D)\s(?=-?\d[\d\s.,]*(?:€|\w*)?$)", text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def is_bare(grid: Grid, row: int, layout: Layout) -> bool:
    """Whether a row holds sums and nothing else: a total without its word."""
    own = grid.own(row)
    return bool(own) and all(_is_figure(cell, layout) for cell in own)


def is_part(label: str) -> bool:
    """Whether a row tells a part of the one above (`dont fonctionnement`), not one more sum."""
    return pattern("totals", "parts").match(fold(label).lstrip(" -(")) is not None
