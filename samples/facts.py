"""What a rapport d'exécution states: the single source of the PDF and of its expected tables.

Money is in euros.  Strings may hold the marks of `samples.markup` (`^er^` for a superscript).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Phase = Literal["planned", "executed"]
Role = Literal["total", "share", "carry_over"]
State = Literal["stated", "not_applicable", "not_available", "blank", "text"]
Origin = Literal["report", "avenant", "convention"]
Kind = Literal["baseline", "achieved", "target"]


@dataclass(frozen=True)
class Line:
    """One line of a budget; `words` is what is printed where there is no amount."""

    phase: Phase
    role: Role
    funder: str | None = None
    amount: Decimal | None = None
    state: State = "stated"
    words: str = ""
    origin: Origin | None = None
    year: int | None = None


@dataclass(frozen=True)
class Figure:
    """One figure of a cell of an indicator table."""

    value: Decimal | None
    state: State = "stated"
    words: str = ""
    unit: str | None = None
    qualifier: str | None = None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator: one tuple of figures per column of its table."""

    label: str
    cells: tuple[tuple[Figure, ...], ...]
    comment: str = ""


@dataclass(frozen=True)
class IndicatorTable:
    """A table of indicators; a column is a year and what its figures are."""

    columns: tuple[tuple[int, Kind], ...]
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class Action:
    """A fiche action."""

    title: str
    lines: tuple[Line, ...]
    fiche: str | None = None
    start: str = ""
    partners: str = ""
    duration: str = ""
    period: str = ""
    as_of: str = ""
    description: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    outlook: tuple[str, ...] = ()
    rate: Decimal | None = None
    indicators: IndicatorTable | None = None
    note: str = ""

    def of(self, phase: Phase, role: Role) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if (line.phase, line.role) == (phase, role))


@dataclass(frozen=True)
class Measure:
    """A measure of the convention; without a title its actions stand under the group."""

    title: str | None
    actions: tuple[Action, ...]
    indicators: IndicatorTable | None = None


@dataclass(frozen=True)
class Group:
    """Mesures socle, or mesures à l'initiative du département."""

    title: str
    kind: Literal["socle", "initiative"] | None
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Planted:
    """A contradiction put there on purpose."""

    rule: str
    action: str
    stated: Decimal
    computed: Decimal
    difference: Decimal


@dataclass(frozen=True)
class Report:
    """A rapport d'exécution of one département."""

    name: str
    departement: str
    code: str
    region: str
    date: str
    year: int
    title: str
    preamble: tuple[str, ...]
    groups: tuple[Group, ...]
    annexes: tuple[str, ...] = ()
    planted: tuple[Planted, ...] = ()

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(a for g in self.groups for m in g.measures for a in m.actions)


def rate(executed: Decimal, planned: Decimal, digits: str = "1") -> Decimal:
    """Executed over planned in percent, to the precision of `digits`."""
    return (100 * executed / planned).quantize(Decimal(digits), ROUND_HALF_UP)
