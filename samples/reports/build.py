"""Short ways to write facts down."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from samples.facts import (
    Figure,
    IndicatorRow,
    IndicatorTable,
    Kind,
    Line,
    Origin,
    State,
)

Amount = str | int | None
Source = tuple[str, Origin | None, int | None, Amount]
STATES: dict[str, State] = {
    "": "blank",
    "-": "blank",
    "n/a": "not_applicable",
    "sans objet": "not_applicable",
    "ND": "not_available",
    "NC": "not_available",
}


def money(amount: Amount) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def planned(total: Amount, *sources: Source) -> tuple[Line, ...]:
    """The total, then a share per (funder, origin, year, amount)."""
    shares = (
        Line("planned", "share", funder, money(amount), origin=origin, year=year)
        for funder, origin, year, amount in sources
    )
    return (Line("planned", "total", amount=money(total)), *shares)


def executed(
    total: Amount, year: int | None, *spent: tuple[str, Amount, Amount | str]
) -> tuple[Line, ...]:
    """The total, then per (funder, spent, left) its share and what is carried over to `year`.

    `left` is an amount, or the words printed for want of one; no carry-over when year is None.
    """
    lines = [Line("executed", "total", amount=money(total))]
    for funder, amount, left in spent:
        lines.append(Line("executed", "share", funder, money(amount)))
        if year is not None:
            lines.append(carried(funder, left, year))
    return tuple(lines)


def carried(funder: str | None, left: Amount | str, year: int) -> Line:
    """What a funder carries over to `year`."""
    if isinstance(left, str) and (left in STATES):
        return Line("executed", "carry_over", funder, None, STATES[left], left, year=year)
    return Line("executed", "carry_over", funder, money(left), year=year)


Written = int | str | Mapping[str, int] | None


def cell(written: Written) -> tuple[Figure, ...]:
    """A figure, words, nothing, or labelled figures; `75 %` has a unit."""
    if isinstance(written, Mapping):
        return tuple(Figure(Decimal(v), qualifier=q) for q, v in written.items())
    text = "" if written is None else str(written)
    number, _, unit = text.replace(",", ".").partition(" ")
    if number.replace(".", "", 1).isdigit() and unit in ("", "%"):
        return (Figure(Decimal(number), unit=unit or None),)
    return (Figure(None, STATES.get(text, "text"), text),)


NATIONAL: tuple[tuple[int, Kind], ...] = (
    (2018, "baseline"),
    (2019, "achieved"),
    (2020, "achieved"),
    (2021, "achieved"),
    (2022, "target"),
    (2023, "target"),
)


def table(
    *rows: tuple[str, tuple[Written, ...]] | tuple[str, tuple[Written, ...], str],
    columns: tuple[tuple[int, Kind], ...] = NATIONAL,
) -> IndicatorTable:
    """Rows of (label, one entry per column, comment)."""
    built = []
    for label, values, *comment in rows:
        if len(values) != len(columns):
            raise ValueError(f"{label}: {len(values)} values for {len(columns)} columns")
        cells = tuple(cell(value) for value in values)
        built.append(IndicatorRow(label, cells, comment[0] if comment else ""))
    return IndicatorTable(columns, tuple(built))
