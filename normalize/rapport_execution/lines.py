"""What one printed line of a budget says, before it is a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from normalize.act import Act
from normalize.amount_reading import AmountReading
from normalize.funders import FunderReading, find_funders
from normalize.generic import of_text, place
from normalize.labels import LineReading, Origin, Phase
from normalize.text import clean
from schemas.facts import BudgetLine
from schemas.printed import PrintedCell, Text

Role = Literal["total", "share", "carry_over"]


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day that a budget is for; None where it is not said."""

    start: dt.date | None = None
    end: dt.date | None = None


NO_PERIOD = Period()


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a budget, or a slot that states none; `text` is where it is printed."""

    phase: Phase
    role: Role
    reading: AmountReading
    text: Text
    funder: FunderReading | None = None
    other: str = ""  # words in a funder's place that name no known funder
    origin: Origin | None = None
    year: int | None = None
    period: Period = NO_PERIOD
    subtotal: bool = False
    cell: PrintedCell | None = None  # where an empty cell stands


def line_of(
    label: LineReading,
    phase: Phase | None,
    reading: AmountReading,
    text: Text,
    period: Period = NO_PERIOD,
) -> Line | None:
    """The line that a label makes of a reading; None where phase or role is not said."""
    said = label.phase or phase
    if label.role == "carry_over":
        said = "executed"
    if said is None or label.role is None or label.role == "rate":
        return None
    return Line(
        phase=said,
        role=label.role,
        reading=reading,
        text=text,
        funder=label.funder,
        origin=label.origin if label.role == "share" else None,
        year=label.year,
        period=period,
        subtotal=label.subtotal,
    )


def several_funders(text: str) -> bool:
    """Whether a text names more than one funder."""
    return len({one.funder for one in find_funders(text)}) > 1


def without_subtotals(lines: Sequence[Line]) -> list[Line]:
    """Lines less those that only add up a funder's other lines of the same phase and year."""
    detailed = {
        (line.phase, line.funder.funder)
        for line in lines
        if line.role == "share" and line.funder and not line.subtotal
    }
    return [
        replace(line, subtotal=False)
        for line in lines
        if not (line.subtotal and line.funder and (line.phase, line.funder.funder) in detailed)
    ]


def row(line: Line, act: Act, action_id: str) -> BudgetLine:
    """The row of a line."""
    label = line.funder.label if line.funder else line.other
    return BudgetLine(
        document_id=act.document_id,
        part_id=act.part_id,
        action_id=action_id,
        phase=line.phase,
        role=line.role,
        funder=line.funder.funder if line.funder else ("autre" if line.other else None),
        funder_label=clean(label) or None,
        origin=line.origin,
        year=line.year,
        amount=line.reading.amount,
        state=line.reading.state,
        period_start=line.period.start,
        period_end=line.period.end,
        **_evidence(line),
    )


def _evidence(line: Line) -> dict[str, Any]:
    if line.text or line.cell is None:
        return of_text(line.text)
    return place(line.cell.page, line.cell.box, "")
