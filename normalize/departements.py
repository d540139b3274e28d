"""The départements by number and by name, and which one a document is about.

Codes are those of the Code officiel géographique (INSEE), as text: `01`, `2A`, `971`.
"""

from __future__ import annotations

import re
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
_WORDS = re.compile("[a-z0-9]+")
_NUMBERED = re.compile(r"(?:cd|departement) ?\(?\d")
_PREFECT_OF_REGION = re.compile(r"prefete? de (?:la )?region\b[^.;]{0,80}$")


@dataclass(frozen=True, slots=True)
class Departement:
    """A département: INSEE code (text), name, region and the town of its préfecture."""

    code: str
    name: str
    region: str
    prefecture: str


@dataclass(frozen=True, slots=True)
class Collectivite:
    """What signs the same conventions and is no département: a métropole, Alsace, Corse.

    `code` is that of the Code officiel géographique where it holds the powers of a département
    (`69M`), else its SIREN; `siren` is empty where it is not known.
    """

    code: str
    name: str
    region: str
    siren: str = ""
    front: bool = False  # its name only counts on the first page


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What `departements.toml` says, ready for matching."""

    all: tuple[Departement, ...]
    others: tuple[Collectivite, ...]
    by_code: dict[str, Departement]
    by_name: dict[str, Departement | Collectivite]
    alone: frozenset[str]
    name: str  # pattern of any name, the longest first


def _squeeze(name: str) -> str:
    return str(re.sub(r"[ '.\-]+", " ", fold(name))).strip()


@cache
def _lexicon() -> _Lexicon:
    data = load("departements")
    by_code: dict[str, Departement] = {}
    by_name: dict[str, Departement | Collectivite] = {}
    others: list[Collectivite] = []
    alone: set[str] = set()
    for row in data["departement"]:
        one = Departement(row["code"], row["name"], row["region"], row["prefecture"])
        by_code[fold(one.code)] = one
        for spelling in _spellings(row):
            by_name[_squeeze(spelling)] = one
            if not row.get("common", False):
                alone.add(_squeeze(spelling))
    for row in data["other"]:
        other = Collectivite(
            row["code"], row["name"], row["region"], row.get("siren", ""), row.get("front", False)
        )
        others.append(other)
        for spelling in _spellings(row):
            by_name[_squeeze(spelling)] = other
            alone.add(_squeeze(spelling))
    ordered = sorted(by_name, key=lambda name: (-len(name), name))
    pattern = "|".join(phrase(name) for name in ordered)
    every = tuple(by_code.values())
    return _Lexicon(every, tuple(others), by_code, by_name, frozenset(alone), pattern)


def _spellings(row: dict[str, Any]) -> list[str]:
    return [row["name"], *row.get("spellings", [])]


def departements() -> tuple[Departement, ...]:
    """All 101, in the order of their codes."""
    return _lexicon().all


def collectivites() -> tuple[Collectivite, ...]:
    """Métropoles and special collectivités: entities of their own, none of them a département."""
    return _lexicon().others


def entities() -> tuple[Departement | Collectivite, ...]:
    """All who sign such conventions: the départements, then the collectivités."""
    return (*departements(), *collectivites())


def entity(code: str) -> Departement | Collectivite | None:
    """The département or the collectivité of a code; a collectivité goes by its SIREN too."""
    folded = fold(code)
    same = (one for one in collectivites() if folded in (fold(one.code), one.siren))
    return by_code(code) or next(same, None)


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
    one = said.pop() if len(said) == 1 else None
    return one if isinstance(one, Departement) else None


def _named(printed: str) -> Departement | Collectivite | None:
    name = _squeeze(printed)
    lexicon = _lexicon()
    if name in lexicon.by_name:
        return lexicon.by_name[name]
    return next((one for one in lexicon.all if _matches(one, name)), None)


def _matches(one: Departement, name: str) -> bool:
    return bool(re.fullmatch(phrase(one.name), name))


@cache
def _mention() -> re.Pattern[str]:
    named = rf"(?P<name>{_lexicon().name})(?!\w|-\w)"
    number = rf"(?:cd|departement) ?\(?(?P<code>{_CODE})\)?(?![\w/.,]|\s?(?:\d|€|%|euro))"
    return re.compile(
        rf"(?<!\w)(?:(?:{_INSTITUTION}){_LINK}{named}|{number})|(?<![\w-])(?P<bare>{_lexicon().name})(?!\w|-\w)"
    )


@cache
def _telling() -> frozenset[str]:
    """The longest word of each name, plural or not: a text without any of them names none."""
    longest = {max(_words(name), key=len) for name in _lexicon().by_name}
    return frozenset(word + plural for word in longest for plural in ("", "s", "ss"))


def _words(folded: str) -> list[str]:
    """The words of a folded text, plural marks aside."""
    return [word.rstrip("s") for word in _WORDS.findall(folded)]


def _may_mention(folded: str) -> bool:
    """Whether a text is worth a search: it holds a word of a name, or a number that may be one."""
    return not _telling().isdisjoint(_WORDS.findall(folded)) or _NUMBERED.search(folded) is not None


@dataclass(frozen=True, slots=True)
class _Said:
    """One mention: of whom, and whether an institution stands before the name."""

    one: Departement | Collectivite
    in_context: bool


def _mentions(text: str) -> Iterator[_Said]:
    folded = fold(text)
    if not _may_mention(folded):
        return
    alone = _lexicon().alone
    for found in _mention().finditer(folded):
        if bare := found["bare"]:
            if _squeeze(bare) in alone and (one := _named(bare)):
                yield _Said(one, isinstance(one, Collectivite))
        elif code := found["code"]:
            if one := by_code(code):
                yield _Said(one, True)
        elif not _PREFECT_OF_REGION.search(folded[: found.start()]) and (
            one := _named(found["name"])
        ):
            yield _Said(one, True)


FRONT = 5.0  # weight of what stands on the first page


def whose(texts_in_order: Sequence[tuple[str, float]]) -> Departement | Collectivite | None:
    """The département or collectivité that a document is of, or None where that is not plain.

    `texts_in_order` are (text, weight) snippets: what stands on the first page (FRONT) weighs more
    than the body.  Counted are names after `département de`, `conseil départemental de`, `préfet
    de` (not after `préfet de région ..., préfet de`: he is prefect of the region's chief town's
    département), numbers after `CD` or `département`, and the names of collectivités.  Names of
    départements that stand alone, and are neither river nor town nor plain word, only count where
    there is no such mention at all.  The first must weigh at least half as much again as the
    second.

    A métropole is the author where the first page names it above all others; in the text of a
    département it is a partner like any other, and counts for nothing.
    """
    said = [
        (one, weight)
        for text, weight in texts_in_order
        for one in _mentions(text)
        if weight >= FRONT or not _in_front_only(one.one)
    ]
    front = [(one, weight) for one, weight in said if weight >= FRONT and one.in_context]
    first = _leader(front)
    if first is not None and _in_front_only(first):
        return first
    if front and not _in_front_only(front[0][0].one):  # named after another: a partner
        said = [(one, weight) for one, weight in said if not _in_front_only(one.one)]
    in_context = [(one, weight) for one, weight in said if one.in_context]
    return _leader(in_context or said)


def _in_front_only(one: Departement | Collectivite) -> bool:
    return isinstance(one, Collectivite) and one.front


def about(texts_in_order: Sequence[tuple[str, float]]) -> Departement | None:
    """The département that a document is of (`whose`); None where it is of another, or not plain."""
    one = whose(texts_in_order)
    return one if isinstance(one, Departement) else None


def _leader(said: Iterable[tuple[_Said, float]]) -> Departement | Collectivite | None:
    weights: dict[Departement | Collectivite, float] = {}
    for one, weight in said:
        weights[one.one] = weights.get(one.one, 0.0) + weight
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] <= 0:
        return None
    if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
        return None
    return ranked[0][0]
