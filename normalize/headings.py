"""The roles of the headings of a rapport d'exécution.

The rule: a title has a role only where the whole of it is a phrase of `data/headings.toml`, once
what may stand around such a phrase is taken off: a number or letter in front, a lead (`rappel
du`), and behind it tails (`de l'action`, `figurant dans la convention`), years, dates and
periods, parentheses, and after a colon the funders and `total`.  Titles of actions that merely
contain such words keep some of their own words and so have no role.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, get_args

from normalize.dates import month_names
from normalize.departements import read_departement
from normalize.funders import find_funders
from normalize.labels import (
    BudgetColumn,
    IndicatorColumn,
    LineReading,
    Phase,
    column_role,
    indicator_column,
    line_role,
)
from normalize.remembered import remembered
from normalize.text import fold
from normalize.vocabulary import first_stem, key, load, words

__all__ = [
    "BudgetColumn",
    "HeadingRole",
    "IndicatorColumn",
    "LineReading",
    "column_role",
    "heading_role",
    "indicator_column",
    "line_role",
]

HeadingRole = Literal[
    "description",
    "start",
    "partners",
    "duration",
    "budget",
    "budget_planned",
    "budget_executed",
    "indicators",
    "results",
    "outlook",
    "group_socle",
    "group_initiative",
    "annexes",
    "summary",
]

PHASES: dict[str, Phase] = {"budget_planned": "planned", "budget_executed": "executed"}
"""The phase of what stands under a heading of that role."""

_NUMBER = re.compile(
    r"^(?:[\s•\-*.]*(?:(?:axe|partie|volet|chapitre|titre|section|article)\s+(?:n°\s*)?(?:\d+|[ivx]+)\b|"
    r"\d+(?:\.\d+)*\s*[.)°\-]*(?=\s|[a-z])|(?:[ivx]+|[a-h])(?:\.(?:\d+|[a-z]\b|[ivx]+\b))*\s*[.)\-](?=\s))"
    r"\s*[.:)\-]*\s*)+"
)
_MONTH = month_names()
_DATE = rf"(?:\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d|(?:1er|\d{{1,2}}) {_MONTH}(?: 20\d\d)?|{_MONTH} 20\d\d)"
_WHEN = re.compile(
    rf"[\s:,(\-]*\b(?:(?:arretee?s? )?(?:au|du|jusqu'au|le|a|fin|de|en|pour|sur|et|depuis) )*(?:l'(?:annee|exercice) )?"
    rf"(?:{_DATE}|20\d\d(?! ?[€%])|[nN](?:[+-]1)?)(?:(?: ?[-/,] ?| et | a | au )(?:{_DATE}|20\d\d))*\)?$"
)
_PARENTHESES = re.compile(r"\s*\([^()]{0,80}\)$")
_AFTER_COLON = re.compile(r"\s*[:(\-]\s*(?P<list>[^:]+)$")
_ANNEX = re.compile(
    r"^annexes?\b(?: ?(?:n° ?)?(?:\d+|[a-z]|[ivx]+)(?:\.\d+)*(?:\b.*)?| ?[:\-].*)?$"
)
_SIGNATORY = re.compile(r"\b(?:departement|conseil departemental)(?P<name> .+)$")
_LIST_WORDS = frozenset(["et", "total", "totaux", "le", "la", "l", "par", "part", "ou", "autres"])


@cache
def _data() -> dict[str, Any]:
    return load("headings")


@cache
def _phrases() -> dict[str, HeadingRole]:
    """Every phrase, as a key, and its role; those of money are made of a noun and a phase."""
    data = _data()
    made: dict[str, HeadingRole] = {}
    phases: tuple[tuple[HeadingRole, str], ...] = (
        ("budget_planned", "planned"),
        ("budget_executed", "executed"),
    )
    for role, phase in phases:
        for noun in data["money"]["nouns"]:
            for adjective in data["money"][phase]:
                made[key(f"{noun} {adjective}")] = role
    for role in get_args(HeadingRole):
        for name in data["roles"][role]:
            made[key(name)] = role
    return made


@cache
def _tails(role_tails: str = "") -> tuple[str, ...]:
    data = _data()
    listed = data["role_tails"][role_tails] if role_tails else data["tails"]
    return tuple(sorted({key(tail) for tail in listed}, key=lambda one: -len(one)))


@cache
def _leads() -> tuple[str, ...]:
    """Every lead as a key with its space, the longest first."""
    return tuple(sorted((key(one) + " " for one in _data()["leads"]), key=lambda one: -len(one)))


@cache
def _openers() -> frozenset[str]:
    """The stems that a phrase or a lead opens with."""
    return frozenset(one.split()[0] for one in (*_phrases(), *_leads()))


@remembered
def heading_role(title: str) -> HeadingRole | None:
    """What a heading announces; None for the title of an action or anything unknown.

    >>> heading_role("1.1.1.5.1. Budget prévisionnel figurant dans la convention : Etat, CD, total")
    'budget_planned'
    >>> heading_role("Accompagnement budgétaire des ménages") is None
    True
    """
    folded = _without_number(fold(title)).strip(' .:;-"')
    if _ANNEX.match(folded):
        return "annexes"
    if not _may_be_phrase(folded):
        return None
    while folded:
        if role := _role_of_words(folded):
            return role
        shorter = _without_end(folded)
        if shorter == folded:
            return None
        folded = shorter
    return None


def _without_number(folded: str) -> str:
    number = _NUMBER.match(folded)
    return folded[number.end() :] if number else folded


def _may_be_phrase(folded: str) -> bool:
    """Whether the first word of a title opens any phrase; most titles need no more looking at."""
    return first_stem(folded) in _openers()


def _without_end(folded: str) -> str:
    """The title without one thing that may stand behind it: when, in brackets, for whom."""
    for pattern in (_PARENTHESES, _WHEN):
        shorter: str = pattern.sub("", folded)
        if shorter != folded:
            return shorter.rstrip(" .:;,-")
    signatory = _SIGNATORY.search(folded)
    if signatory and read_departement(signatory["name"]):
        return folded[: signatory.start("name")].rstrip()
    after = _AFTER_COLON.search(folded)
    if after and _is_list_of_funders(after["list"]):
        return folded[: after.start()].rstrip(" .:;,-")
    return folded


def _is_list_of_funders(text: str) -> bool:
    """Whether a text is made of funders, `total` and years alone."""
    rest = text
    for one in reversed(find_funders(text) + find_funders(text.upper())):
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    return all(word in _LIST_WORDS or re.fullmatch(r"20\d\d", word) for word in words(rest))


def _role_of_words(folded: str) -> HeadingRole | None:
    """The role of a title once its leads and tails in words are off, if the rest is a phrase."""
    for candidate in _without_leads(key(folded)):
        if role := _phrases().get(candidate) or _both_phases(candidate):
            return role
        if role := _with_tails(candidate, _tails()):
            return role
        for group in _data()["role_tails"]:
            role = _with_tails(candidate, _tails(group))
            if role == group:
                return role
    return None


def _both_phases(title: str) -> HeadingRole | None:
    """The budget of what announces the planned one and the executed one at once.

    >>> heading_role("Budget prévisionnel et exécuté"), heading_role("Crédits alloués et conseils")
    ('budget', None)
    """
    before, _, after = title.partition(" et ")
    noun = before.rpartition(" ")[0]
    said = {_phrases().get(before), _phrases().get(after) or _phrases().get(f"{noun} {after}")}
    return "budget" if said == {"budget_planned", "budget_executed"} else None


def _without_leads(title: str) -> list[str]:
    return [title, *(title.removeprefix(lead) for lead in _leads() if title.startswith(lead))]


def _with_tails(title: str, tails: tuple[str, ...]) -> HeadingRole | None:
    """The role of what precedes one tail or several; of `noun tail phase` too."""
    for tail in tails:
        if title.endswith(" " + tail):
            head = title[: -len(tail) - 1]
            if role := _phrases().get(head) or _with_tails(head, tails):
                return role
        if f" {tail} " in title and (role := _phrases().get(title.replace(f" {tail} ", " ", 1))):
            return role
    return None
