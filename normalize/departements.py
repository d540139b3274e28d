"""The départements by number and by name, and which one a document is about.

Codes are those of the Code officiel géographique (INSEE), as text: `01`, `2A`, `971`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from normalize.text import fold
from normalize.vocabulary import load, phrase

# How far the first must lead the second, as a ratio: a document that names two départements
# about as often is about neither that we could tell.
LEAD = 1.5

_LINK = r"(?: ?[:,-]? ?(?:de la |de l'|du |des |de |d'|en |la |le |les |l')|(?: ?[:-] ?| ))"
_INSTITUTION = (
    r"conseils? (?:departementa(?:l|ux)|genera(?:l|ux))|prefecture|prefet(?:e)?|"
    r"departements?|departementale?s?|cd|dpt|dept|dep\.?"
)
_CODE = r"0?[1-9](?!\d)|2[ab]|69d|[0-9]{2}(?!\d)|97[12346]"
_PREFECT_OF_REGION = regex.compile(r"prefete? de (?:la )?region\b[^.;]{0,80}$")


@dataclass(frozen=True, slots=True)
class Departement:
    """A département: INSEE code (text), name, region and the town of its préfecture."""

    code: str
    name: str
    region: str
    prefecture: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What `departements.toml` says, ready for matching; an entity that is none maps to None."""

    all: tuple[Departement, ...]
    by_code: dict[str, Departement]
    by_name: dict[str, Departement | None]
    alone: frozenset[str]
    name: str  # pattern of any name, the longest first


def _squeeze(name: str) -> str:
    return str(regex.sub(r"[ '.\-]+", " ", fold(name))).strip()


@cache
def _lexicon() -> _Lexicon:
    data = load("departements")
    by_code: dict[str, Departement] = {}
    by_name: dict[str, Departement | None] = {}
    alone: set[str] = set()
    for row in data["departement"]:
        one = Departement(row["code"], row["name"], row["region"], row["prefecture"])
        by_code[fold(one.code)] = one
        for spelling in _spellings(row):
            by_name[_squeeze(spelling)] = one
            if not row.get("common", False):
                alone.add(_squeeze(spelling))
    for row in data["other"]:
        for spelling in _spellings(row):
            by_name[_squeeze(spelling)] = None
            alone.add(_squeeze(spelling))
    ordered = sorted(by_name, key=lambda name: (-len(name), name))
    pattern = "|".join(phrase(name) for name in ordered)
    return _Lexicon(tuple(by_code.values()), by_code, by_name, frozenset(alone), pattern)


def _spellings(row: dict[str, Any]) -> list[str]:
    return [row["name"], *row.get("spellings", [])]


def departements() -> tuple[Departement, ...]:
    """All 101, in the order of their codes."""
    return _lexicon().all


def by_code(code: str) -> Departement | None:
    """The département of an INSEE code; a lone digit gets its zero, `69D` is Rhône."""
    folded = fold(code)
    folded = "69" if folded == "69d" else folded.zfill(2)
    return _lexicon().by_code.get(folded)


@cache
def _whole() -> regex.Pattern[str]:
    """A text that says a département and nothing else: by name, by number, or by both."""
    named = rf"(?P<name>{_lexicon().name})"
    code = rf"(?:n ?[°o] ?)?(?P<code>{_CODE})"
    institution = rf"(?:(?:le |la |les |l')?(?:{_INSTITUTION})(?:{_LINK}| ?(?=[\d(])))?"
    article = r"(?:la |le |les |l'|de la |de l'|du |des |de |d')?"
    return regex.compile(
        rf"{institution}{article}(?:{named}(?: ?[(\-,/:]? ?{code}\)?)?|"
        rf"\(?{code}\)?(?: ?[\-,/:]? ?{named})?)"
    )


def read_departement(text: str) -> Departement | None:
    """The département that the text says and nothing else, by name, number or both.

    A number and a name that disagree give None, as do the collectivités that are no département
    (Métropole de Lyon, Collectivité européenne d'Alsace, Collectivité de Corse).

    >>> read_departement("Département du Gers (32)").code
    '32'
    """
    found = _whole().fullmatch(fold(text).strip(" .;:"))
    if not found:
        return None
    codes = [by_code(code) for code in found.captures("code")]
    names = [_named(name) for name in found.captures("name")]
    said = {*codes, *names}
    return said.pop() if len(said) == 1 else None


def _named(printed: str) -> Departement | None:
    name = _squeeze(printed)
    lexicon = _lexicon()
    if name in lexicon.by_name:
        return lexicon.by_name[name]
    return next((one for one in lexicon.all if _matches(one, name)), None)


def _matches(one: Departement, name: str) -> bool:
    return bool(regex.fullmatch(phrase(one.name), name))


@cache
def _mention() -> regex.Pattern[str]:
    named = rf"(?P<name>{_lexicon().name})(?!\w|-\w)"
    number = rf"(?:cd|departement) ?\(?(?P<code>{_CODE})\)?(?![\w/.,]|\s?(?:\d|€|%|euro))"
    return regex.compile(
        rf"(?<!\w)(?:(?:{_INSTITUTION}){_LINK}{named}|{number})|(?<![\w-])(?P<bare>{_lexicon().name})(?!\w|-\w)"
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """One mention: of whom, and whether an institution stands before the name."""

    name: str
    one: Departement | None
    in_context: bool


def _mentions(text: str) -> Iterator[_Said]:
    folded = fold(text)
    alone = _lexicon().alone
    for found in _mention().finditer(folded):
        if bare := found["bare"]:
            if _squeeze(bare) in alone:
                one = _named(bare)
                yield _Said(one.code if one else _squeeze(bare), one, one is None)
        elif code := found["code"]:
            if one := by_code(code):
                yield _Said(one.code, one, True)
        elif not _PREFECT_OF_REGION.search(folded[: found.start()]):
            one = _named(found["name"])
            yield _Said(one.code if one else _squeeze(found["name"]), one, True)


def about(texts_in_order: Sequence[tuple[str, float]]) -> Departement | None:
    """The département that a document is about, or None where that is not plain.

    `texts_in_order` are (text, weight) snippets: what stands on the title page weighs more than
    the body.  Counted are names after `département de`, `conseil départemental de`, `préfet de`
    (not after `préfet de région ..., préfet de`: he is prefect of the region's chief town's
    département) and numbers after `CD` or `département`.  Names that stand alone, and are
    neither river nor town nor plain word, only count where there is no such mention at all.
    The first must weigh at least half as much again as the second.
    """
    said = [(one, weight) for text, weight in texts_in_order for one in _mentions(text)]
    in_context = [(one, weight) for one, weight in said if one.in_context]
    return _leader(in_context or said)


def _leader(said: Iterable[tuple[_Said, float]]) -> Departement | None:
    weights: dict[str, float] = {}
    which: dict[str, Departement | None] = {}
    for one, weight in said:
        weights[one.name] = weights.get(one.name, 0.0) + weight
        which[one.name] = one.one
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] <= 0:
        return None
    if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
        return None
    return which[ranked[0][0]]
