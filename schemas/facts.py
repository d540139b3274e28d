"""What `normalize` gives: the tables of the dataset, one frozen model per row.

The order of the fields is the order of the columns.  Money is in euros unless a `unit` says
otherwise, always as an exact decimal; boxes are PDF points from the top left of the page as
displayed; pages count from 1.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from schemas.errors import ErrorCode

Exact = Annotated[
    Decimal, PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json")
]
"""A decimal that JSON holds as plain digits: no float, no exponent."""

State = Literal["stated", "not_applicable", "not_available", "blank", "text", "uncertain"]
Kind = Literal[
    "rapport_execution",
    "deliberation",
    "compte_rendu",
    "rapport_president",
    "convention",
    "avenant",
    "annexe",
    "annexe_financiere",
    "autre",
]
Funder = Literal[
    "etat",
    "departement",
    "region",
    "commune",
    "epci",
    "caf",
    "msa",
    "cpam",
    "ars",
    "france_travail",
    "ue",
    "autre",
]


class Row(BaseModel):
    """A row of a table."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_GIVEN: dict[frozenset[str], set[str]] = {}
_RowType = TypeVar("_RowType", bound=Row)


def lean(row: _RowType) -> _RowType:
    """The same row in half the memory: which fields were given is kept once for all alike.

    A frozen row never changes the set; a copy has one of its own.
    """
    object.__setattr__(row, "__pydantic_fields_set__", shared(row.__pydantic_fields_set__))
    return row


def shared(given: set[str]) -> set[str]:
    """The names of the fields that were given, in the one set that all such rows have."""
    return _GIVEN.setdefault(frozenset(given), given)


class Printed(Row):
    """A row that comes from a page, with the place where it is printed."""

    page: int = Field(ge=1, description="page, 1-based")
    x0: float = Field(description="left edge, points from the left of the page as displayed")
    top: float = Field(description="upper edge, points from the top of the page as displayed")
    x1: float = Field(description="right edge, points from the left of the page as displayed")
    bottom: float = Field(description="lower edge, points from the top of the page as displayed")
    raw: str = Field(description="the text as printed, one printed line each")


class Document(Row):
    """One PDF of the folder."""

    document_id: str = Field(description="first 16 hex digits of the SHA-256 of the file")
    source: str = Field(description="path from the folder; of several copies the first in order")
    duplicates: str = Field("", description="paths of the other copies, separated by |")
    sha256: str
    bytes: int = Field(ge=0)
    pages: int = Field(ge=0)
    kind: Kind = "autre"
    departement_code: str | None = Field(None, description="INSEE code (COG), text")
    departement_name: str | None = None
    entity_code: str | None = Field(
        None,
        description="of the métropole or collectivité that it is of, where that is no département: "
        "INSEE code (69M, 6AE, 20R) or SIREN",
    )
    entity_name: str | None = None
    title: str | None = None
    number: str | None = Field(None, description="of the act, as printed")
    date: dt.date | None = Field(None, description="date of the act or of the report")
    year: int | None = Field(None, description="year that the report is about")
    text_layer: Literal["native", "ocr", "mixed", "none"]
    status: Literal["ok", "partial", "failed"]
    error: ErrorCode = ""
    message: str = Field("", description="in French: what could not be read, warnings")
    seconds: Exact = Field(description="time taken to read it")


class Part(Row):
    """An act within a document."""

    document_id: str
    part_id: str
    kind: Kind
    number: str | None = None
    title: str | None = None
    page_start: int = Field(ge=1)
    page_end: int = Field(ge=1)


class Section(Printed):
    """A heading of the outline and the text under it; evidence is that of the heading."""

    document_id: str
    part_id: str
    section_id: str
    parent_id: str | None = None
    level: int = Field(ge=1)
    number: str | None = Field(None, description="as printed without its last dot")
    title: str
    text: str = Field("", description="what stands under the heading, up to the next heading")
    page_end: int = Field(ge=1)


class Action(Printed):
    """A fiche action of a rapport d'exécution; evidence is that of its heading."""

    document_id: str
    part_id: str
    action_id: str
    number: str | None = None
    title: str
    measure_number: str | None = None
    measure_title: str | None = None
    group: Literal["socle", "initiative"] | None = None
    fiche_action: str | None = Field(None, description="number of the fiche action")
    start: str | None = Field(None, description="date de mise en place, as printed")
    partners: str | None = None
    duration: str | None = Field(None, description="as printed")
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    description: str | None = None
    results: str | None = Field(None, description="bilan d'exécution")
    outlook: str | None = Field(None, description="perspectives")
    consumption_rate: Exact | None = Field(None, description="percent, as printed")
    consumption_rate_as_of: dt.date | None = None


class BudgetLine(Printed):
    """One line of the budget of an action."""

    document_id: str
    part_id: str
    action_id: str
    phase: Literal["planned", "executed"]
    role: Literal["total", "share", "carry_over"]
    funder: Funder | None = None
    funder_label: str | None = Field(None, description="the funder in the words printed")
    origin: Literal["report", "avenant", "convention"] | None = None
    year: int | None = Field(None, description="the year that the line itself names")
    amount: Exact | None = Field(None, description="euros")
    state: State
    period_start: dt.date | None = None
    period_end: dt.date | None = None


class Indicator(Printed):
    """One figure of an indicator table."""

    document_id: str
    part_id: str
    section_number: str | None = Field(
        None, description="the action or the measure it stands under"
    )
    label: str
    indicator: str | None = Field(None, description="id of the national list, where it is one")
    qualifier: str | None = Field(None, description="label of the figure within its cell")
    year: int | None = None
    kind: Literal["baseline", "achieved", "target"]
    value: Exact | None = None
    unit: str | None = None
    state: State
    comment: str | None = None


class Table(Printed):
    """A table, over as many pages as it runs; evidence is its area on its first page."""

    document_id: str
    part_id: str
    table_id: str
    section_id: str | None = None
    caption: str | None = None
    unit: str | None = Field(None, description="EUR, %, FCFA, as caption or header says")
    scale: int | None = Field(None, description="1, 1000, 1000000, as caption or header says")
    rows: int = Field(ge=0, description="header rows included")
    columns: int = Field(ge=0)
    header_rows: int = Field(ge=0)
    page_end: int = Field(ge=1)
    ruling: Literal["full", "horizontal", "none"]
    state: Literal["stated", "uncertain"] = "stated"


class Cell(Printed):
    """A cell of a table; where it is empty its evidence is its own area."""

    document_id: str
    table_id: str
    row: int = Field(ge=0, description="0-based, header rows included")
    column: int = Field(ge=0, description="0-based")
    row_span: int = Field(1, ge=1)
    column_span: int = Field(1, ge=1)
    header: bool
    value: str = Field("", description="its text, lines joined")
    number: Exact | None = Field(
        None, description="the number that the whole cell states, a scale in the header not applied"
    )
    unit: str | None = Field(None, description="printed beside the number: EUR, FCFA, %, ETP …")
    second_reading: str = Field("", description="empty, confirmed, or the other reading")
    second_number: Exact | None = Field(None, description="what the other reading states, if any")
    state: State


class Amount(Printed):
    """A sum of money, wherever it stands."""

    document_id: str
    part_id: str
    section_id: str | None = None
    table_id: str | None = None
    amount: Exact | None = Field(description="in the `unit` that the row names")
    unit: str = Field("EUR", description="EUR, FCFA")
    context: str = Field("", description="the sentence, bullet or row that states it")
    second_reading: str = Field("", description="empty, confirmed, or the other reading")
    second_amount: Exact | None = Field(None, description="what the other reading states, if any")
    state: State = "stated"
