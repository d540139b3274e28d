"""Which of the listed words a label holds: the lists of `data/headings.toml`, as patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

import regex

from normalize import blanks
from normalize.text import clean, fold
from normalize.vocabulary import any_of, key, load, phrase

Stage = Literal["planned", "executed"]
SideName = Literal["expenses", "resources"]
Tax = Literal["without_tax", "tax", "with_tax"]

STAGES: tuple[Stage, ...] = ("planned", "executed")
_WHEN = r"(?:20\d\d|n(?: ?[-+] ?1)?)(?!\w)"


@cache
def _lists() -> dict[str, Any]:
    return load("headings")["labels"]  # type: ignore[no-any-return]


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    names = _lists()[kind]
    if "%" in names:
        return re.compile(any_of(name for name in names if name != "%") + r"|(?<!\d)(?<!\d )%")
    return re.compile(any_of(names))


@cache
def _keys(kind: str) -> frozenset[str]:
    return frozenset(key(name) for name in _lists()[kind])


def says(kind: str, folded: str) -> bool:
    """Whether a folded label holds one of the words of a list, as whole words."""
    return _pattern(kind).search(folded) is not None


def is_whole(kind: str, folded: str) -> bool:
    """Whether a folded label, brackets aside, is one of the words of a list."""
    return key(re.sub(r"\([^()]*\)", " ", folded)) in _keys(kind)


def side_of(label: str) -> SideName | None:
    """Which side of a budget a label names: what is spent, or what pays for it.

    >>> side_of("Charges (€)"), side_of("Ressources humaines"), side_of("Dépenses et recettes")
    ('expenses', None, None)
    """
    folded = fold(label)
    expenses = says("expenses", folded)
    resources = says("resources", folded) and not says("not_resources", folded)
    if expenses == resources:
        return None
    return "expenses" if expenses else "resources"


def tax_of(label: str) -> Tax | None:
    """Whether a header says that its sums are without the tax, are the tax, or hold it."""
    folded = fold(label)
    kinds: tuple[Tax, ...] = ("without_tax", "with_tax", "tax")
    return next((kind for kind in kinds if says(kind, folded)), None)


def without_tax(label: str) -> str:
    """A header without the words that say whether its sums hold the tax.

    >>> without_tax("Montant (HT)"), without_tax("Budget TTC en K€")
    ('Montant', 'Budget en K€')
    """
    folded = blanks.fold(blanks.plain(label))
    spans = [
        m.span() for kind in ("without_tax", "with_tax") for m in _pattern(kind).finditer(folded)
    ]
    for start, end in sorted(spans, reverse=True):
        label = label[:start] + label[end:]
    return clean(re.sub(r"\(\s*\)", " ", label)).rstrip(" -,/")


def account_stage(folded: str) -> Stage | None:
    """The phase that the stage of a public account tells (`BP 2022`, `compte administratif`).

    >>> account_stage("ca 2022"), account_stage("ca"), account_stage("budget primitif")
    ('executed', None, 'planned')
    """
    found = {stage for stage in STAGES if _account(stage).search(folded)}
    return found.pop() if len(found) == 1 else None


def bare_account(label: str) -> Stage | None:
    """The phase of a label that is nothing but the acronym of an account (`BP`)."""
    names = load("headings")["accounts"]
    said = key(label)
    return next((s for s in STAGES if said in {key(name) for name in names[s]}), None)


def without_accounts(label: str) -> str:
    """A label without the stage of an account that it names, its length kept."""
    folded = blanks.fold(blanks.plain(label))
    for stage in STAGES:
        for match in _account(stage).finditer(folded):
            start, end = match.span("name")
            label = label[:start] + " " * (end - start) + label[end:]
    return label


@cache
def _account(stage: Stage) -> regex.Pattern[str]:
    names = load("headings")["accounts"][stage]
    acronyms = "|".join(phrase(name) for name in names if name.isupper())
    spelled = any_of(name for name in names if not name.isupper())
    before = rf"(?<=(?<!\w){_WHEN}[ (:\-]*)"
    number = r"(?: ?n?° ?\d{1,2})?"
    return regex.compile(
        rf"(?<!\w)(?P<name>{acronyms})(?={number}[ (:\-]*{_WHEN})"
        rf"|{before}(?P<name>{acronyms})(?!\w)|(?P<name>{spelled})"
    )
