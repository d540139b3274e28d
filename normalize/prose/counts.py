"""How many of what: quantities, and numbers of structures, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from normalize.digits import read_digits
from normalize.prose.patterns import at_end, one_of
from normalize.prose.sentences import Sentence
from normalize.words_to_number import number_words, read_words

_DIGITS = r"\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:[.,]\d+)?"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Characters start..end of a sentence that print a number and what it counts."""

    value: Decimal
    unit: str
    start: int
    end: int


def quantities(sentence: Sentence) -> Iterator[Quantity]:
    """Every quantity that is funded, in order; bounds and shares of a whole are left out.

    Those within parentheses detail what was said: they are left out too.
    """
    low = sentence.folded
    for match in _counted().finditer(low):
        if at_end("narrative", "counted.not_after").search(low[: match.start()].rstrip()):
            continue
        if low.count("(", 0, match.start()) > low.count(")", 0, match.start()):
            continue
        value = _number(match["number"])
        if value is not None:
            unit = sentence.printed(match.start("unit"), match.end("unit"))
            yield Quantity(value, unit, match.start(), match.end("unit"))


def structures(sentence: Sentence, start: int, end: int) -> int | None:
    """The number of structures that start..end of a sentence says it funds; None where unclear."""
    found = {_number(m["number"]) for m in _funded().finditer(sentence.folded, start, end)}
    value = found.pop() if len(found) == 1 else None
    return int(value) if value is not None and value == value.to_integral_value() else None


def operations(sentence: Sentence) -> Quantity | None:
    """The one number of operations that a sentence states (`7 opérations`)."""
    noun = one_of("narrative", "counted.operations")
    pattern = rf"(?<![\w.,/-])(?P<number>\d+|{number_words().pattern}) (?P<unit>{noun})(?!\w)"
    found = list(re.finditer(pattern, sentence.folded))
    value = _number(found[0]["number"]) if len(found) == 1 else None
    if value is None:
        return None
    start, end = found[0].span("unit")
    return Quantity(value, sentence.printed(start, end), found[0].start(), end)


def _number(printed: str) -> Decimal | None:
    digits = read_digits(printed.replace("\u00a0", " "))
    if digits is not None:
        return digits.value if digits.other is None else None
    return read_words(printed)


@cache
def _counted() -> re.Pattern[str]:
    things = one_of("narrative", "counted.things")
    more = one_of("narrative", "counted.complements")
    words = number_words().pattern
    return re.compile(
        rf"(?<![\w.,/-])(?P<number>{_DIGITS}|{words}) (?P<unit>{things}(?![\w'-])(?: {more}(?!\w))?)"
    )


@cache
def _funded() -> re.Pattern[str]:
    nouns = one_of("narrative", "structures.nouns")
    funds = one_of("narrative", "structures.funds")
    gives = one_of("narrative", "structures.gives")
    words = number_words().pattern
    return re.compile(
        rf"(?<!\w)(?:{funds} (?:de |d')?|{gives} (?:[^.;]{{0,80}} )?(?:a|aux) )(?:les |ces |aux )?"
        rf"(?P<number>\d+|{words}) (?:\w+ ){{0,2}}?{nouns}(?!\w)"
    )


def unit_key(unit: str) -> str:
    """The counted thing of a unit, singular: `mesures d'accompagnement` gives `mesure`."""
    first = re.match(r"\W*(?:l'|la |le |les |une? )?([\w']+)", unit.lower())
    return first[1].rstrip("s") if first else ""
