"""What a column of a list of grants holds, by its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from normalize.captions import Measure
from normalize.grants.words import data, inflected, pattern, says
from normalize.remembered import remembered
from normalize.text import fold

MOST_WORDS = 25

Role = Literal[
    "beneficiary",
    "beneficiary_weak",
    "either",
    "operation",
    "action",
    "description",
    "description_weak",
    "theme",
    "territory",
    "agreement",
    "code",
    "code_weak",
    "quantity",
    "unit",
    "period",
    "period_start",
    "period_end",
    "money",
    "other",
]
WEAK = ("beneficiary_weak", "description_weak", "code_weak", "other")
Sort = Literal["requested", "past", "budget", "expected", "granted", "proposed", "plain", "paid"]
SORTS: tuple[Sort, ...] = (
    "requested",
    "past",
    "budget",
    "expected",
    "granted",
    "proposed",
    "paid",
    "plain",
)
GRANTABLE: tuple[Sort, ...] = ("granted", "proposed", "plain", "paid")

_NUMERO = re.compile(r"(?<!\w)n(?:°|o(?!\w))[ .]*")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Money:
    """A column of money: what sort of sum, the year that it names, in what it counts."""

    sort: Sort
    year: int | None
    total: bool
    measure: Measure


@remembered
def role_of(label: str) -> Role | None:
    """What the header says of its column: the first phrase known in it; None where none is.

    >>> role_of("Objet de la subvention"), role_of("Nom du projet"), role_of("Montant voté")
    ('description', 'description', 'money')
    """
    folded = _NUMERO.sub("n ", fold(label))
    if not folded or len(folded.split()) > MOST_WORDS:
        return None
    lead: Role | None = None
    at = 0
    while found := _first(folded, at):
        role, start, end = found
        is_lead = _leads().fullmatch(folded[start:end]) is not None
        if not is_lead:
            return role if lead is None or role != "other" else lead
        lead = lead or _alone(folded[start:end], role)
        at = end
    return lead


def _alone(said: str, role: Role) -> Role:
    alone: dict[str, Role] = data()["columns"]["lead_alone"]
    return next((alone[name] for name in alone if fold(name) == said), role)


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    lists = data()["columns"]
    roles: list[tuple[Role, re.Pattern[str]]] = [
        (name, pattern("columns", name)) for name in lists if name not in ("leads", "lead_alone")
    ]
    alone = [(role, re.compile(inflected([name]))) for name, role in lists["lead_alone"].items()]
    return (*roles, *alone)


@cache
def _leads() -> re.Pattern[str]:
    return pattern("columns", "leads")


def _first(folded: str, at: int) -> tuple[Role, int, int] | None:
    """The phrase that begins first from a place on, the longest of those."""
    best: tuple[Role, int, int] | None = None
    for role, names in _roles():
        match = names.search(folded, at)
        if match is None:
            continue
        order = (match.start(), -match.end())
        if best is None or order < (best[1], -best[2]):
            best = role, match.start(), match.end()
    return best


def is_foreign(label: str) -> bool:
    """Whether no list of grants has a column of that name (`Lot`, `Titulaire`, `Loyer`)."""
    folded = pattern("never", "never_but").sub(" ", fold(label))
    return says("never", "columns", folded)


def is_called_grant(label: str) -> bool:
    """Whether the header of a sum says that it is a grant, or granted."""
    folded = fold(label)
    said = ("granted", "proposed")
    return any(says("amounts", sort, folded) for sort in said) or says("context", "grants", folded)


def is_taxed(label: str) -> bool:
    """Whether a header tells sums before or after tax, as those of contracts."""
    return says("never", "unless_granted", fold(label))


def money_of(label: str, measure: Measure) -> Money:
    """The sort of sum that a column of money holds, by its whole header."""
    folded = fold(label)
    sort: Sort = next((sort for sort in SORTS if says("amounts", sort, folded)), "plain")
    years = set(_YEAR.findall(folded))
    return Money(
        sort,
        int(years.pop()) if len(years) == 1 else None,
        says("amounts", "total", folded),
        measure,
    )
