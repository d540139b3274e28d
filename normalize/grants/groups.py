"""The groups that a list of grants is made of: themes, and operations under them.

`Opération 3 : …`, `2. Développement …`, `Axe II – …` carry their number; the name stays as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from normalize.act import Act
from normalize.grants.words import data, inflected, says
from normalize.text import clean, fold, fold_with_offsets
from schemas.printed import PrintedSection

Level = Literal["operation", "theme", "territory"]

# A letter, or one roman digit, numbers only where a mark sets it off from words that follow.
_NUMBER = (
    r"(?P<number>\d{1,3}(?:[.-]\d{1,3})*(?![\w.]*\w)|[ivx]{2,5}(?!\w)|[a-z](?=\s?[.):-]\s|\s?$))"
)
_PLAIN = regex.compile(
    r"(?:(?P<number>\d{1,2}(?:\.\d{1,2})*)(?:\s?[.):°/]\)?\s*|\s-\s*|(?<=\.\d{1,2})\s+)(?=[^\W\d]|[\"(])"
    r"|(?P<number>[ivx]{1,5}|[a-z])(?:\s?[.):]|\s-)\s+(?=\w{2}))"
)
_FARTHEST = 6


@dataclass(frozen=True, slots=True)
class Group:
    """A theme or an operation: its number as printed, and its name."""

    name: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a row stands under."""

    theme: Group | None = None
    operation: Group | None = None
    territory: str | None = None


@cache
def _named(level: Level) -> re.Pattern[str]:
    words = inflected(data()["groups"][level])
    return re.compile(rf"{words}(?:\(s\))?\s*(?:n\s?[°o]?\s?)?\s*{_NUMBER}")


@cache
def _anywhere(level: Level) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_named(level).pattern}")


@cache
def _territory() -> re.Pattern[str]:
    return re.compile(inflected(data()["groups"]["territory"]))


def read_group(text: str, level: Level) -> Group:
    """The group that a cell or title names, with its number where it prints one.

    >>> read_group("Opération 3 : ADSL", "operation").number
    '3'
    """
    name = clean(text).rstrip(" :")
    folded = fold(name)
    match = _named(level).match(folded) or _PLAIN.match(folded)
    return Group(name, _as_printed(name, match) if match else None)


def _as_printed(name: str, match: re.Match[str] | regex.Match[str]) -> str:
    start, end = fold_with_offsets(name).origin(*match.span("number"))
    return name[start:end]


def level_of(text: str) -> Level | None:
    """The level that a title names itself with a number (`Opération 3`, `Axe II`), if it does."""
    folded = fold(text)
    levels: tuple[Level, ...] = ("operation", "theme")
    return next((level for level in levels if _named(level).match(folded)), None)


def names_territory(text: str) -> bool:
    """Whether a title names a part of the territory (`Arrondissement d'…`)."""
    match = _territory().match(fold(text))
    return match is not None and level_of(text) is None


def is_numbered(text: str) -> bool:
    """Whether a title opens with a number."""
    return level_of(text) is not None or _PLAIN.match(fold(text)) is not None


def is_listing(text: str) -> bool:
    """Whether a title only says what the table is."""
    return level_of(text) is None and says("groups", "listing", fold(text))


def within(text: str, level: Level) -> Group | None:
    """The numbered group that a caption names anywhere in it."""
    name = clean(text)
    match = _anywhere(level).search(fold(name))
    if match is None:
        return None
    start, _ = fold_with_offsets(name).origin(*match.span())
    return read_group(name[start:], level)


def around(act: Act, section: str | None, caption: str) -> Scope:
    """What the caption and the headings above a table say of it."""
    scope = Scope(within(caption, "theme"), within(caption, "operation"))
    at = next((s.index for s in act.printed.sections if act.section_id(s.index) == section), None)
    if at is None:
        return scope
    for index in range(at, max(at - _FARTHEST, -1), -1):
        heading = act.printed.sections[index]
        scope, goes_on = _under(scope, heading, nearest=index == at)
        if not goes_on:
            break
    return scope


def _under(scope: Scope, heading: PrintedSection, *, nearest: bool) -> tuple[Scope, bool]:
    """The scope with what one heading says, and whether those before it may say more."""
    text = clean(heading.heading.value)
    level = level_of(text)
    if level == "operation":
        return replace(scope, operation=scope.operation or read_group(text, level)), True
    if level == "theme":
        return replace(scope, theme=scope.theme or read_group(text, level)), False
    if is_listing(text):
        return scope, not re.match(r"(?:annexe|article)", fold(text))
    if nearest and is_numbered(text) and scope.theme is None:
        return replace(scope, theme=read_group(text, "theme")), False
    return scope, False
