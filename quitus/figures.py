"""The figures of a document, each with all the rows that read it, so that it can be altered.

A figure printed once is read by several rows (a cell, an amount, a grant): rows that stand at
the same place, or that enclose it and state its value, are one figure and change together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Cell, Printed
from schemas.printed import Box

FIELDS: dict[str, tuple[str, ...]] = {
    "amounts": ("amount",),
    "cells": ("number",),
    "budget_lines": ("amount",),
    "actions": ("consumption_rate",),
    "indicators": ("value",),
    "deliberations": (
        "votes_for",
        "votes_against",
        "abstentions",
        "absent",
        "not_taking_part",
        "present_count",
        "excused_count",
        "absent_count",
    ),
    "articles": ("operations", "amount"),
    "imputations": ("authorisation", "available", "amount", "balance"),
    "proposals": ("structures", "quantity", "unit_price", "amount"),
    "grants": ("quantity", "added_quantity", "amount"),
    "agreement_terms": ("amount", "quantity"),
}
"""The columns that hold figures, the finest place first."""

MONEY = {"amount", "authorisation", "available", "balance", "unit_price"}
TEXTS = ("raw", "value", "context")
CURRENCIES = ("EUR", "FCFA")
NEAR = 1.5  # points within which two boxes are one place
OWNERS = ("table_id", "action_id", "section_id")

_RUN = re.compile(r"\d(?:[\d \u00a0\u2007\u2009\u202f\n.,'’]*\d)?")

Digits = Callable[[str], str]
"""From the digits of a figure as printed to as many other digits."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A field of a row that states a figure."""

    table: str
    index: int
    field: str


@dataclass(slots=True)
class Figure:
    """A printed figure: its value as the finest row states it, and every row that reads it."""

    page: int
    box: Box
    raw: str
    value: Decimal
    money: bool
    context: str = ""
    boxes: list[Box] = field(default_factory=list)  # its own and those of the rows that read it
    owners: set[str] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)

    @property
    def digits(self) -> str:
        """The digits that print it; those of the value where it is printed in letters."""
        for run in _RUN.findall(self.raw):
            digits = re.sub(r"\D", "", run)
            if _same_digits(digits, self.value):
                return digits
        return _plain(self.value)


def figures(facts: DocumentFacts) -> list[Figure]:
    """Every figure that a document states, in the order of the pages."""
    found = _Finder(facts)
    for table, names in FIELDS.items():
        for index, row in enumerate(getattr(facts, table)):
            for name in names:
                value = getattr(row, name)
                if value is not None and not (isinstance(row, Cell) and row.header):
                    found.take(Reading(table, index, name), row, Decimal(value))
    return sorted(found.all, key=lambda figure: (figure.page, figure.box.top, figure.box.x0))


class _Finder:
    def __init__(self, facts: DocumentFacts) -> None:
        self.all: list[Figure] = []
        self._pages: dict[int, list[Figure]] = defaultdict(list)
        self._units = {table.table_id: table.unit for table in facts.tables}

    def take(self, reading: Reading, row: Printed, value: Decimal) -> None:
        figure = self._known(reading, row, value)
        if figure is None:
            box = Box(row.x0, row.top, row.x1, row.bottom)
            figure = Figure(row.page, box, row.raw, value, self._is_money(reading, row))
            figure.context = row.context if isinstance(row, Amount) else ""
            self.all.append(figure)
            self._pages[row.page].append(figure)
        figure.readings.append(reading)
        figure.boxes.append(Box(row.x0, row.top, row.x1, row.bottom))
        figure.money |= self._is_money(reading, row)
        figure.owners |= {f"{name}:{getattr(row, name)}" for name in OWNERS if _has(row, name)}

    def _known(self, reading: Reading, row: Printed, value: Decimal) -> Figure | None:
        here = self._pages.get(row.page, ())
        if reading.table == "amounts":
            return None
        same = [each for each in here if _near(each.box, row)]
        if len(FIELDS[reading.table]) == 1 and len(same) == 1 and _scaled(value, same[0].value):
            return same[0]
        inside = [each for each in here if each.value == value and _holds(row, each.box)]
        free = [each for each in inside if not _stated_by(each, reading)]
        return next(iter(free or inside), None)

    def _is_money(self, reading: Reading, row: Printed) -> bool:
        if isinstance(row, Cell):
            return (row.unit or self._units.get(row.table_id)) in CURRENCIES
        return reading.field in MONEY


def _has(row: Printed, name: str) -> bool:
    return getattr(row, name, None) is not None


def _near(box: Box, row: Printed) -> bool:
    edges = (row.x0, row.top, row.x1, row.bottom)
    return all(abs(a - b) <= NEAR for a, b in zip(box, edges, strict=True))


def _holds(row: Printed, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return row.x0 - NEAR <= x <= row.x1 + NEAR and row.top - NEAR <= y <= row.bottom + NEAR


def _stated_by(figure: Figure, reading: Reading) -> bool:
    """Whether a row of the same table reads it already: two columns, or two rows of one value."""
    return any(each.table == reading.table for each in figure.readings)


def _scaled(one: Decimal, other: Decimal) -> bool:
    """Whether two values have the same digits: thousands and euros of one figure."""
    return _plain(one).strip("0") == _plain(other).strip("0")


def _plain(value: Decimal) -> str:
    return re.sub(r"\D", "", format(abs(value), "f")).lstrip("0") or "0"


def _same_digits(digits: str, value: Decimal) -> bool:
    return digits.strip("0") == _plain(value).strip("0") and digits != ""


def altered(facts: DocumentFacts, changes: Sequence[tuple[Figure, Digits]]) -> DocumentFacts:
    """The facts as they would be had these figures been printed with other digits."""
    edits: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for figure, change in changes:
        old = figure.digits
        new = change(old)
        for reading in figure.readings:
            row = getattr(facts, reading.table)[reading.index]
            edit = edits[reading.table][reading.index]
            edit.update(_edited(row, edit, reading.field, old, new))
    return replaced(facts, edits)


def _edited(
    row: Any, edit: Mapping[str, Any], name: str, old: str, new: str
) -> Iterator[tuple[str, Any]]:
    value = getattr(row, name)
    yield name, type(value)(with_digits(Decimal(value), old, new))
    for text in TEXTS:
        printed = edit.get(text, getattr(row, text, None))
        if isinstance(printed, str):
            yield text, _rewritten(printed, old, new)


def with_digits(value: Decimal, old: str, new: str) -> Decimal:
    """The value whose printed digits are `new` instead of `old`.

    >>> with_digits(Decimal("12760.00"), "1276000", "1267000")
    Decimal('12670.00')
    """
    if int(old) == 0 or value == 0:
        exponent = value.as_tuple().exponent
        return Decimal(int(new)).scaleb(exponent if isinstance(exponent, int) else 0)
    scale = value / int(old)
    return (Decimal(int(new)) * scale).quantize(Decimal(1).scaleb(_exponent(value, scale)))


def _exponent(value: Decimal, scale: Decimal) -> int:
    known = [each.normalize().as_tuple().exponent for each in (value, scale)]
    own = value.as_tuple().exponent
    return min(
        *(each for each in known if isinstance(each, int)), own if isinstance(own, int) else 0
    )


def _rewritten(text: str, old: str, new: str) -> str:
    for run in _RUN.finditer(text):
        if re.sub(r"\D", "", run[0]) == old:
            digits = iter(new)
            printed = "".join(next(digits) if char.isdigit() else char for char in run[0])
            return text[: run.start()] + printed + text[run.end() :]
    return text


def replaced(
    facts: DocumentFacts, edits: Mapping[str, Mapping[int, Mapping[str, Any]]]
) -> DocumentFacts:
    """The facts with some fields of some rows changed: by table, then index, then field."""
    update: dict[str, Any] = {}
    for table, rows in edits.items():
        kept = list(getattr(facts, table))
        for index, fields in rows.items():
            kept[index] = kept[index].model_copy(update=dict(fields))
        update[table] = tuple(kept)
    return facts.model_copy(update=update)
