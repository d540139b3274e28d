"""What a bundle states, before it is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from samples.layouts import Layout


@dataclass(frozen=True)
class Member:
    """Someone named at a sitting; status as in the dataset."""

    civility: str
    name: str
    status: str = "present"
    proxy: str = ""


@dataclass(frozen=True)
class Ballot:
    """How an act was voted, and how that is written."""

    style: Literal["labelled", "slashed", "sentence", "table", "unanimous", "majority"]
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    absent: int | None = None


@dataclass(frozen=True)
class Visa:
    """`text` starts with its first word (`Vu`, `Considérant`)."""

    text: str
    kind: str
    reference: str = ""
    date: str = ""


@dataclass(frozen=True)
class Article:
    """An article: `printed` is how its number is printed, `number` what it says."""

    text: str
    amount: Decimal | None = None
    operations: int | None = None
    theme: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the budget."""

    amount: Decimal
    nature: str
    fonction: str
    code: str = ""
    label: str = ""
    authorisation: Decimal | None = None
    available: Decimal | None = None
    balance: Decimal | None = None


@dataclass(frozen=True)
class Grant:
    """A row of a list of grants."""

    operation: str
    territory: str
    beneficiary: str
    description: str
    amount: Decimal
    theme: str = ""


@dataclass(frozen=True)
class Stamp:
    """The préfecture's stamp."""

    identifier: str
    transmitted: dt.date
    received: dt.date
    matter: str = ""


@dataclass(frozen=True)
class Deliberation:
    """A délibération; `words` chooses between the two printed forms."""

    number: str
    day: dt.date
    president: Member
    secretary: Member
    object: str
    members: tuple[Member, ...]
    ballot: Ballot
    words: Literal["departement", "commune"] = "departement"
    visas: tuple[Visa, ...] = ()
    articles: tuple[Article, ...] = ()
    decisions: tuple[Article, ...] = ()  # listed, without numbers
    lines: tuple[Line, ...] = ()
    sentence: str = ""  # that charges the only line, where no table does
    stamp: Stamp | None = None


@dataclass(frozen=True)
class Annex:
    """A narrative annex; without a title of its own where `number` is empty."""

    number: str
    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class FinancialAnnex:
    """A list of grants; where its rows name a theme, one table and one total per theme."""

    number: str
    heading: str
    grants: tuple[Grant, ...]
    columns: tuple[str, ...] = ("Opération", "Territoire", "Structure", "Description", "Montant")
    totals: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """An avenant or a convention; a model has blanks where names stand."""

    kind: Literal["avenant", "convention"]
    number: str
    beneficiary: str
    articles: tuple[Article, ...]
    amends: str = ""


@dataclass(frozen=True)
class Rapport:
    """The rapport du président."""

    number: str
    day: dt.date
    texts: tuple[str, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Item:
    """A délibération of a procès-verbal."""

    number: str
    object: str
    texts: tuple[str, ...]
    ballot: Ballot


@dataclass(frozen=True)
class Record:
    """A procès-verbal."""

    day: dt.date
    president: Member
    secretary: Member
    members: tuple[Member, ...]
    items: tuple[Item, ...]


Act = Deliberation | Annex | FinancialAnnex | Agreement | Rapport | Record


@dataclass(frozen=True)
class Planted:
    """A contradiction put there on purpose."""

    rule: str
    subject: str
    stated: str
    computed: str


@dataclass(frozen=True)
class Bundle:
    """Acts in one file."""

    title: str
    acts: tuple[Act, ...]
    layout: Layout
    planted: tuple[Planted, ...] = ()
