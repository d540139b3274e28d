"""The figures that a check uses, and where each is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reconcile.intervals import Interval, around, exactly
from schemas.facts import Printed


class Place(NamedTuple):
    """Where a figure is printed: page from 1, box in points from the top left, text."""

    document_id: str
    page: int
    box: tuple[float, float, float, float]
    raw: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: what it says, what it may stand for, whether its reading is sure."""

    value: Decimal
    span: Interval
    sure: bool
    place: Place
    label: str = ""


def place_of(row: Printed, document_id: str) -> Place:
    """The place of a row."""
    return Place(document_id, row.page, (row.x0, row.top, row.x1, row.bottom), row.raw)


def figure(
    row: Printed,
    document_id: str,
    value: Decimal | int | None,
    label: str = "",
    *,
    counted: bool = False,
    sure: bool | None = None,
) -> Figure | None:
    """A figure of a row, None where it states none.

    A `counted` figure (structures, voters) stands for itself alone.  Unless said otherwise it is
    sure where the row's state is not `uncertain`.
    """
    if value is None:
        return None
    value = Decimal(value)
    span = exactly(value) if counted else around(value, row.raw)
    if sure is None:
        sure = getattr(row, "state", "stated") != "uncertain"
    return Figure(value, span, sure, place_of(row, document_id), label)


def dumps(places: Iterable[Place]) -> str:
    """Places as the JSON list of a finding, each once, in the order given."""
    seen = dict.fromkeys(places)
    rows = [
        {
            "document_id": place.document_id,
            "page": place.page,
            "box": [round(edge, 2) for edge in place.box],
            "raw": place.raw,
        }
        for place in seen
    ]
    return json.dumps(rows, ensure_ascii=False)
