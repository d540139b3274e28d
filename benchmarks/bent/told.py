"""A bundle while it is told: blocks to print, rows to read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from samples.blocks import Block, PageBreak
from samples.expected import MONTHS

Row = dict[str, object]
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NUMBERS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
    "vingt-et-un",
    "vingt-deux",
    "vingt-trois",
    "vingt-quatre",
    "vingt-cinq",
    "vingt-six",
    "vingt-sept",
    "vingt-huit",
]


@dataclass
class Told:
    """Blocks in order; rows by table; parts with the anchor of their start and end."""

    pick: Random
    blocks: list[Block] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    parts: list[Row] = field(default_factory=list)
    planted: list[str] = field(default_factory=list)

    def open(self, kind: str, number: str = "") -> str:
        """A new act, on a page of its own; gives the mark to put before its first text."""
        if self.parts:
            self.blocks.append(PageBreak())
        self.parts.append({"kind": kind, "number": number})
        return f"[[p{len(self.parts)}]]"

    def close(self) -> str:
        """The mark to put before the last text of the act."""
        return f"[[p{len(self.parts)}:end]]"

    def put(self, *blocks: Block) -> None:
        """Prints."""
        self.blocks.extend(blocks)

    def note(self, table: str, rows: Iterable[Row]) -> None:
        """Rows that must be read, in the current act."""
        part = f"p{len(self.parts)}"
        self.rows[table].extend({"part_id": part, **row} for row in rows)


def day_in_words(pick: Random, day: dt.date) -> str:
    """The day of a sitting, after `du` or `le`."""
    plain = f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
    return pick.choice(
        (plain, plain, f"{DAYS[day.weekday()]} {plain}", f"{day:%d/%m/%Y}", plain.upper())
    )


def spelled(day: dt.date) -> str:
    """`L'an deux mille vingt-quatre, le douze mars`."""
    number = "premier" if day.day == 1 else NUMBERS[day.day]
    return f"L'an deux mille {NUMBERS[day.year - 2000]}, le {number} {MONTHS[day.month - 1]}"


def money(pick: Random, amount: Decimal, *, cell: bool = False) -> str:
    """A sum as printed."""
    cents = f"{amount:,.2f}".replace(",", " ").replace(".", ",")
    short = cents.removesuffix(",00")
    if cell:
        return pick.choice((cents, short))
    return pick.choice((f"{cents} €", f"{short} €", f"{short} euros", f"{cents}€"))
