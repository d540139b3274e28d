"""Who pays: the many spellings of a funder, with the place where each stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args

from normalize.remembered import remembered
from normalize.text import Folded, fold, fold_with_offsets
from normalize.vocabulary import any_of, load
from schemas.facts import Funder

# A funder right after another one and `de`, `du` ... is its complement (`CAF du département`).
_COMPLEMENT = re.compile(r" (?:de la |de l'|du |des |de |d')")
# The number of a département after its acronym, where it cannot be the start of an amount.
_NUMBER = re.compile(r" ?(?:2[ab]|97[1-6]|\d\d)(?![\w/.]|,\d| ?[\d€%]| euro)")


@dataclass(frozen=True, slots=True)
class FunderReading:
    """A funder, its words as printed, and the slice start..end of the text that prints them."""

    funder: Funder
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    funder: Funder
    names: re.Pattern[str]
    acronyms: re.Pattern[str] | None


@cache
def _words() -> tuple[_Words, ...]:
    data = load("funders")
    return tuple(_compile(funder, data[funder]) for funder in get_args(Funder))


def _compile(funder: Funder, row: dict[str, list[str]]) -> _Words:
    before = "".join(
        rf"(?<!(?<!\w){word})(?<!(?<!\w){word} )"
        for word in (re.escape(fold(one)) for one in row["not_after"])
    )
    after = "|".join(re.escape(fold(one)) for one in row["not_before"])
    refused = rf"(?! (?:{after})(?:s|e|es)?(?!\w))" if after else ""
    names = re.compile(before + any_of(row["names"]) + refused)
    dotted = "|".join(_dotted(one) for one in row["acronyms"])
    acronyms = re.compile(rf"(?<![\w+'-])(?:{dotted})(?![\w+])") if dotted else None
    return _Words(funder, names, acronyms)


def _dotted(acronym: str) -> str:
    return r"\.?".join(re.escape(letter) for letter in fold(acronym)) + r"\.?"


@remembered
def find_funders(text: str) -> tuple[FunderReading, ...]:
    """Every funder that the text names, in order, with its place.

    The longest name wins where several begin at one place.  A funder that completes the one
    before it (`préfecture de région`, `CAF du département`) is not counted again.
    """
    folded = fold_with_offsets(text)
    spans = sorted(_spans(text, folded), key=lambda span: (span[0], -span[1]))
    kept: list[FunderReading] = []
    reached = last = 0
    for start, end, funder in spans:
        if start < reached:
            continue
        completes = kept and _COMPLEMENT.fullmatch(folded.value, last, start)
        reached = last = end
        if not completes:
            first, after = folded.origin(start, end)
            kept.append(FunderReading(funder, text[first:after], first, after))
    return tuple(kept)


def _spans(text: str, folded: Folded) -> list[tuple[int, int, Funder]]:
    found = _glued_numbers(folded)
    for words in _words():
        found += [(*match.span(), words.funder) for match in words.names.finditer(folded.value)]
        found += [
            (match.start(), _with_number(folded, match), words.funder)
            for match in (words.acronyms.finditer(folded.value) if words.acronyms else ())
            if _is_acronym(text, folded, *match.span())
        ]
    return found


def _is_acronym(text: str, folded: Folded, start: int, end: int) -> bool:
    """Capitals without accents (`ça` is no `CA`), or the whole label."""
    first, after = folded.origin(start, end)
    printed = text[first:after]
    if not printed.isascii():
        return False
    return printed.isupper() or folded.value.strip(" :.") == folded.value[start:end].strip(" :.")


def _with_number(folded: Folded, match: re.Match[str]) -> int:
    """The end of `CD 23`, `CD (...)`: its number belongs to the label of a département."""
    end: int = match.end()
    if match.group().replace(".", "") not in ("cd", "cg"):
        return end
    number = _NUMBER.match(folded.value, end)
    return number.end() if number else end


def _glued_numbers(folded: Folded) -> list[tuple[int, int, Funder]]:
    """`CD23`, `Cd2A`: the digits make the acronym plain in any case."""
    pattern = r"(?<!\w)c[dg](?:2[ab]|97[1-6]|\d\d)(?!\w)"
    return [(*match.span(), "departement") for match in re.finditer(pattern, folded.value)]


def read_funder(label: str) -> FunderReading | None:
    """The one funder that a label names; None where it names none, or several that differ.

    Of several mentions of one funder the first is given.  Whether a label without a known name
    stands for a funder at all (`autre`) is for the caller to say, who knows its slot; one that
    names several (`Etat et CD`) is nobody's share, and `find_funders` tells whose it might be.

    >>> read_funder("Dépenses exécutées sur la part financée par l'Etat")
    FunderReading(funder='etat', label='Etat', start=46, end=50)
    """
    found = find_funders(label)
    if len({one.funder for one in found}) != 1:
        return None
    return found[0]
