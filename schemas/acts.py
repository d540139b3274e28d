"""What `normalize` gives of the acts of an assembly: délibérations, their annexes, agreements.

As in `facts`: the order of the fields is the order of the columns; money is in euros, exact.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from schemas.facts import Exact, Printed, State

GrantKind = Literal["line", "subtotal", "total"]
AttendanceStatus = Literal["present", "excused", "absent", "non_voting", "not_taking_part"]
AgreementKind = Literal["convention", "avenant"]
TermRole = Literal["total", "share", "advance", "unit_price", "quota"]


class Act(Printed):
    """A row that belongs to an act of a document."""

    document_id: str
    part_id: str = Field(description="the act of the bundle")


class Deliberation(Act):
    """A délibération: who decided what, and how it was voted; evidence is that of its title."""

    number: str | None = Field(None, description="as printed")
    body: str | None = Field(None, description="assembly that decides, as printed")
    session_date: dt.date | None = Field(None, description="day of the sitting")
    president: str | None = None
    secretary: str | None = None
    object: str | None = None
    adopted: bool | None = None
    votes_for: int | None = Field(None, ge=0)
    votes_against: int | None = Field(None, ge=0)
    abstentions: int | None = Field(None, ge=0)
    absent: int | None = Field(None, ge=0, description="absent from the vote, where it counts them")
    not_taking_part: int | None = Field(None, ge=0, description="present, not taking part")
    unanimous: bool | None = Field(None, description="the act says `à l'unanimité`")
    present_count: int | None = Field(None, ge=0, description="members present at the sitting")
    excused_count: int | None = Field(None, ge=0, description="members excused, proxies included")
    absent_count: int | None = Field(None, ge=0, description="members absent, not excused")
    transmitted_on: dt.date | None = Field(None, description="transmission to the préfecture")
    received_on: dt.date | None = Field(None, description="receipt by the préfecture")
    prefecture_id: str | None = Field(None, description="identifiant de l'acte on the stamp")
    matter: str | None = Field(None, description="matter code of the stamp")
    state: State = Field("stated", description="uncertain where a figure of the row is in doubt")


class Attendance(Act):
    """A member named at a sitting."""

    name: str = Field(description="as printed, civility left out")
    civility: str | None = None
    status: AttendanceStatus
    proxy: str | None = Field(None, description="the member who votes for this one")
    group: str | None = Field(None, description="political group, where printed")
    note: str | None = Field(None, description="arrival, departure, reason, as printed")
    state: State = Field("stated", description="uncertain where the name may be misread, or two")


class Visa(Act):
    """A text that the act refers to (`Vu …`, `Considérant …`)."""

    position: int = Field(ge=1, description="rank among the visas of the act")
    kind: str = Field(description="slug: code, loi, decret, deliberation, convention, autre …")
    reference: str | None = Field(None, description="number or article, as printed")
    date: dt.date | None = None
    text: str


class Article(Act):
    """An article of the act."""

    number: str = Field(description="as printed, `1er` gives 1")
    text: str
    theme_number: str | None = Field(None, description="theme of the annex that it decides on")
    operations: int | None = Field(None, ge=0, description="operations or structures that it funds")
    amount: Exact | None = Field(None, description="euros")
    state: State = Field("stated", description="uncertain where a figure of the row is in doubt")


class Imputation(Act):
    """A sum charged to a line of the budget."""

    operation_code: str | None = None
    imputation: str | None = Field(None, description="as printed")
    nature: str | None = None
    fonction: str | None = None
    label: str | None = None
    authorisation: Exact | None = Field(None, description="euros")
    available: Exact | None = Field(None, description="euros, before the act")
    amount: Exact | None = Field(None, description="euros, proposed or decided")
    balance: Exact | None = Field(None, description="euros, after the act")
    state: State = Field("stated", description="uncertain where one of its sums is")


class Proposal(Act):
    """What the narrative of an operation proposes to fund: its total, or one beneficiary."""

    theme_number: str | None = None
    theme: str | None = None
    operation_number: str | None = None
    operation: str | None = None
    beneficiary: str | None = Field(None, description="empty on the total of the operation")
    territory: str | None = None
    structures: int | None = Field(None, ge=0, description="number of structures funded")
    quantity: Exact | None = None
    unit: str | None = Field(None, description="what the quantity counts, as printed")
    unit_price: Exact | None = Field(None, description="euros")
    amount: Exact | None = Field(None, description="euros")
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    description: str | None = Field(None, description="the sentence that proposes it, as printed")
    state: State = Field("stated", description="of the amount")


class Grant(Act):
    """A row of a list of grants; merged cells are repeated on every row that they cover."""

    table_id: str | None = Field(None, description="the table that prints it")
    row: int = Field(ge=0, description="0-based row of that table")
    kind: GrantKind
    theme_number: str | None = None
    theme: str | None = None
    operation_number: str | None = None
    operation: str | None = None
    territory: str | None = None
    beneficiary: str | None = None
    code: str | None = Field(None, description="code of the beneficiary or of the file, as printed")
    description: str | None = None
    quantity: Exact | None = None
    unit: str | None = Field(None, description="what the quantity counts")
    added_quantity: Exact | None = Field(None, description="a second one (`+ … 8,10 ETP`)")
    added_unit: str | None = Field(None, description="what the second quantity counts")
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    amount: Exact | None = Field(None, description="euros granted")
    state: State = Field("stated", description="of the amount")
    agreement: str | None = Field(None, description="number of the agreement, as printed")
    label: str | None = Field(None, description="of a total: its words, as printed")
    note: str | None = Field(None, description="in French: what of the row is in doubt")


class Agreement(Act):
    """A convention or an avenant, signed or to be signed; evidence is that of its title."""

    kind: AgreementKind
    number: str | None = None
    amends: str | None = Field(None, description="number of the agreement that it amends")
    object: str | None = None
    beneficiary: str | None = None
    siret: str | None = Field(None, description="14 digits, as printed without blanks")
    siret_valid: bool | None = Field(None, description="whether its check digit holds")
    signed_on: dt.date | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    budget_line: str | None = Field(None, description="line of the budget charged, as printed")


class AgreementTerm(Act):
    """A sum or a quota that an agreement sets."""

    role: TermRole
    label: str | None = None
    amount: Exact | None = Field(None, description="euros")
    quantity: Exact | None = None
    unit: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    state: State = Field("stated", description="of the amount")
