"""A term of an agreement while it is being read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from schemas.acts import TermRole
from schemas.facts import State
from schemas.printed import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A sum in euros or a quantity; `year`: the one that its label names, without a period."""

    role: TermRole
    text: Text
    label: str = ""
    amount: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    year: int | None = None
    in_table: bool = False
    state: State = "stated"


def of_year(label: str) -> int | None:
    """The one year that a label names.

    >>> of_year("modalites de versement 2024"), of_year("2023-2024")
    (2024, None)
    """
    found = set(re.findall(r"(?<!\d)20\d\d(?!\d)", label))
    return int(found.pop()) if len(found) == 1 else None
