"""The price of one thing, as a sentence states it: `250 € par mois et par participant`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from normalize.amounts import AmountSpan
from normalize.prose.patterns import at_start, entries, one_of
from normalize.prose.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Price:
    """Euros for one `unit` (as printed); `plain`: for the thing alone, not for a span of time."""

    amount: Decimal
    unit: str
    start: int
    end: int
    plain: bool


def price(sentence: Sentence, span: AmountSpan, limit: int) -> Price | None:
    """The price that an amount of a sentence is; None where it is a sum of its own.

    `limit`: where the next amount, or the sentence, starts or ends.
    """
    if span.reading.amount is None:
        return None
    found = _after(sentence, span, limit) or _before(sentence, span)
    if found is None:
        return None
    start, end = found
    unit = sentence.printed(start, end).strip(" -–'’.,;:")
    words = set(re.findall(r"\w+", sentence.folded[start:end]))
    timed = bool(words & set(entries("narrative", "prices.time")))
    return Price(span.reading.amount, unit, span.start, span.end, not timed) if unit else None


def _after(sentence: Sentence, span: AmountSpan, limit: int) -> tuple[int, int] | None:
    """`/place`, `par mois et par participant`; `pour un diagnostic` where a cost is spoken of."""
    low = sentence.folded
    match = _per().match(low, span.end, limit)
    if match is None:
        return None
    if match["per"].startswith("pour") and not _cost().search(low, 0, span.start):
        return None
    if match["per"] in ("l'", "la", "le", "de la") and not re.match(
        r"(?:unite|place|mesure|heure|seance|journee)", low[match.end() :]
    ):
        return None
    return match.end(), _unit_end(low, match.end(), limit)


def _before(sentence: Sentence, span: AmountSpan) -> tuple[int, int] | None:
    """`Le coût annuel d'une mesure est de`, `un coût de la place à`."""
    low = sentence.folded
    named = list(_named().finditer(low, 0, span.start + 1))
    if not named:
        return None
    match = named[-1]
    if at_start("narrative", "prices.money").match(match["unit"]):
        return None
    link = low[match.end("unit") : span.start]
    if not re.fullmatch(
        r"(?: (?:est|sont|etant|reste|s'eleve|s'elevent|fixee?|estimee?|evaluee?|maintenue?))*(?: (?:de|a|d')|,| ?:)? ?",
        link,
    ):
        return None
    return match.span("unit")


def _unit_end(low: str, start: int, limit: int) -> int:
    ends = [low.find(mark, start, limit) for mark in (",", ";", ":", "(", ")", ". ")]
    ends += [low.find(mark, start, limit) for mark in entries("narrative", "prices.ends")]
    close = min([end for end in ends if end >= 0], default=limit)
    return close if low[close - 1] != "." else close - 1


@cache
def _per() -> re.Pattern[str]:
    per = one_of("narrative", "prices.per")
    return re.compile(rf" ?(?:ttc |maximum |max\.? )?(?P<per>{per}) *(?=[a-z])")


@cache
def _cost() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('narrative', 'prices.cost')}(?!\w)")


@cache
def _named() -> re.Pattern[str]:
    cost = one_of("narrative", "prices.cost")
    return re.compile(
        rf"(?<!\w){cost} (?:(?:d'|de |a l'|par )(?:une? |la |l'|chaque )|par |a la |unitaire )"
        r"(?P<unit>[a-z'-]+(?: (?:d'|de |en )?[a-z'-]+){0,3}?)"
        r"(?= (?:est|sont|etant|s'eleve|fixe|estime|evalue|maintenu|reste|de \d|a \d|d'environ)| ?:)"
    )
