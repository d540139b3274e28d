"""Labels of indicators to the ids of the national list of the conventions.

The rule is strict, because two indicators of the list may differ by a few words (`... fixés`,
`... fixés dans le délai de 2 semaines`): the words of a label, put into one wording and without
fillers, must be exactly the words of one known spelling, in any order.  The one tolerance is a
slip of one letter in a word of `SLIP` letters or more that is no word of the list itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.remembered import remembered
from normalize.text import fold, slug
from normalize.vocabulary import load, stem, words

SLIP = 7

_NOTE = re.compile(r"(?:\s*\(\d\)|\s*\*+)+\s*:?\s*$")
_LESS = re.compile(r"[<≤]")


@dataclass(frozen=True, slots=True)
class NationalIndicator:
    """An indicator of the national list: id (slug), label, and the measure it belongs to."""

    id: str
    label: str
    measure: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    indicators: tuple[NationalIndicator, ...]
    by_words: dict[frozenset[str], str]
    vocabulary: frozenset[str]


@cache
def _fillers() -> frozenset[str]:
    return frozenset(stem(word) for word in load("indicators")["fillers"])


@cache
def _same() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rules = load("indicators")["same"]
    pairs = {" ".join(stem(word) for word in words(left)): right for left, right in rules.items()}
    ordered = sorted(pairs, key=lambda left: (-len(left), left))
    return tuple(
        (
            left,
            re.compile(rf"(?<!\w){re.escape(left)}(?!\w)"),
            " ".join(map(stem, pairs[left].split())),
        )
        for left in ordered
    )


def word_set(label: str) -> frozenset[str]:
    """The telling words of a label, in one wording."""
    folded = _LESS.sub(" moins de ", _NOTE.sub("", fold(label)))
    text = " ".join(stem(word) for word in words(folded))
    for said, pattern, right in _same():
        if said in text:
            text = pattern.sub(right, text)
    return frozenset(text.split()) - _fillers()


@cache
def _lexicon() -> _Lexicon:
    indicators = []
    by_words: dict[frozenset[str], str] = {}
    for row in load("indicators")["indicator"]:
        one = NationalIndicator(row.get("id", slug(row["label"])), row["label"], row["measure"])
        indicators.append(one)
        for spelling in (one.label, *row["spellings"]):
            known = by_words.setdefault(word_set(spelling), one.id)
            if known != one.id:
                raise ValueError(f"{spelling!r} is said of both {known} and {one.id}")
    vocabulary = frozenset(word for known in by_words for word in known)
    return _Lexicon(tuple(indicators), by_words, vocabulary)


def national_indicators() -> tuple[NationalIndicator, ...]:
    """The national list, in the order of its measures."""
    return _lexicon().indicators


@remembered
def canonical_indicator(label: str) -> str | None:
    """The id of the indicator of the national list that the label names; None for any other.

    >>> canonical_indicator("Nbre de 1ers RDV d’accompagnement fixés")
    'nombre_de_premiers_rendez_vous_d_accompagnement_fixes'
    """
    lexicon = _lexicon()
    said = word_set(label)
    found = lexicon.by_words.get(said)
    return found or lexicon.by_words.get(_mended(said, lexicon.vocabulary))


def _mended(said: frozenset[str], vocabulary: frozenset[str]) -> frozenset[str]:
    """The words with each slip of one letter put right, where only one known word is that near."""
    return frozenset(_mend(word, vocabulary) for word in said)


def _mend(word: str, vocabulary: frozenset[str]) -> str:
    if word in vocabulary or len(word) < SLIP:
        return word
    near = [known for known in vocabulary if len(known) >= SLIP and _one_slip(word, known)]
    return near[0] if len(near) == 1 else word


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter less, more or other, or two neighbours turned, makes them the same."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        apart = [index for index, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
        if len(apart) != 2:
            return len(apart) == 1
        first, last = apart
        turned = short[first] == long[last] and short[last] == long[first]
        return turned and last == first + 1
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))
