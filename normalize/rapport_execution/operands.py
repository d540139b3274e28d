"""Sums that stand for something else than a whole: terms of a calculation, bounds, rates.

`2 x 20 000 €`, `20 000 € + 15 000 €`, `40 à 45 000 €`, `3 postes à 40 000 €` and `500 € par mois`
print sums that are no line of a budget by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from normalize.amount_reading import AmountSpan
from normalize.amounts import find_amounts
from normalize.blanks import fold, plain
from normalize.digits import RUN, read_digits
from normalize.values import one_of, vocabulary
from normalize.vocabulary import any_of, load

_TIMES = r"(?:(?<![a-z])x(?![a-z])|[×*])"
_JOINED_BEFORE = re.compile(
    rf"(?:[0-9€)]|euros?|[a-z] )\s*{_TIMES}\s*\(?$|(?:[0-9€)]|euros?)\s*[+]\s*\(?$"
    r"|(?:[0-9€)]|euros?)\s+[-]\s*$"
)
_JOINED_AFTER = re.compile(
    rf"\s*(?:{_TIMES}\s*[0-9(]|\+\s*[(0-9]|\s-\s*[0-9]|{_TIMES}\s+[a-z]+ [0-9])"
)
_SIGN = (
    rf"(?:{_TIMES}\s*[0-9a-z(]|(?:[0-9€)]|euros?)\s*\+\s*[0-9(]|(?:[0-9€)]|euros?)\s+-\s+[0-9(])"
)
_RESULT = re.compile(rf"{_SIGN}[^=:;]*=\s*$")
_BOUND_BEFORE = re.compile(
    r"[0-9][0-9 ]*(?:[km]?€|euros?)?\s*(?:a|ou|-|/)\s*$|entre\s+[0-9][0-9 ]*(?:[km]?€|euros?)?\s*et\s*$"
)
_BOUND_AFTER = re.compile(r"\s*(?:a|ou)\s+[0-9]")
_AND_AFTER = re.compile(r"\s*et\s+[0-9]")
_OF_EACH = re.compile(r"\s*/\s*[a-z]")
_TERM = re.compile(rf"(?P<number>{RUN})(?:\s*(?:[km]?€|euros?))?\s*(?:[a-z]+\s*){{0,3}}")


def is_operand(value: str, spans: Sequence[AmountSpan], index: int) -> bool:
    """Whether a sum is a term or the result of a calculation, a bound, or the price of one.

    >>> [is_operand(t, find_amounts(t), 0) for t in ("État : 2 x 500 €", "500 € par mois", "5 €")]
    [True, True, False]
    """
    folded, span = fold(plain(value)), spans[index]
    before, after = folded[: span.start], folded[span.end :]
    if _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after) or _RESULT.search(before):
        return True
    if _BOUND_BEFORE.search(before) or _BOUND_AFTER.match(after):
        return True
    if before.rstrip().endswith("entre") and _AND_AFTER.match(after):
        return True
    if not _yearly().match(after) and (_OF_EACH.match(after) or _per().match(after)):
        return True
    return _counted().search(before) is not None


def is_yearly(value: str, span: AmountSpan) -> bool:
    """Whether a sum is said to be that of each year."""
    return _yearly().match(fold(plain(value))[span.end :]) is not None


def says_each(words: str) -> bool:
    """Whether words say that their sum is that of one of several (`loyer mensuel`)."""
    return _each().search(fold(plain(words))) is not None


def result_of(slot: str) -> tuple[AmountSpan, bool] | None:
    """The sum behind the `=` of a calculation that fills a slot, and whether it works out.

    >>> span, holds = result_of("12 mois x 2 000 € = 24 000 €") or (None, False)
    >>> span.reading.amount, holds
    (Decimal('24000'), True)
    """
    left, equals, _ = slot.rpartition("=")
    spans = find_amounts(slot)
    if not equals or not spans or not _RESULT.search(fold(plain(left)) + "="):
        return None
    last = spans[-1]
    start = len(left) + 1
    if slot[start : last.start].strip() or slot[last.end :].strip(" .;,)"):
        return None
    return last, _worked_out(left) == last.reading.amount


def _worked_out(text: str) -> Decimal | None:
    """What terms joined by signs of one kind make; None for anything else."""
    folded = fold(plain(text)).strip(" ()")
    for sign in (_TIMES, r"\+"):
        terms = [
            _TERM.fullmatch(part.strip()) for part in re.split(rf"\s*{sign}\s*(?=[0-9])", folded)
        ]
        digits = [read_digits(term["number"]) if term else None for term in terms]
        if len(terms) < 2 or not all(digits):
            continue
        values = [each.value for each in digits if each]
        total = sum(values, Decimal(0))
        if sign == _TIMES:
            total = Decimal(1)
            for value in values:
                total *= value
        return total
    return None


@cache
def _per() -> re.Pattern[str]:
    """What makes the sum before it that of each thing: `par mois`, `chacun`."""
    things = one_of([*vocabulary("units")["words"], *vocabulary("calendar")["durations"]])
    return re.compile(rf"\W{{0,2}}(?:par {things}(?![a-z])|{any_of(_words('per'))})")


@cache
def _yearly() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,2}}(?:{any_of(_words('per_year'))}|/ ?an\b)")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(any_of(_words("per")))


@cache
def _counted() -> re.Pattern[str]:
    """Things counted before their price: `3 postes à`, `deux agents de`."""
    things = one_of(vocabulary("units")["words"])
    numbers = one_of([w for w, n in vocabulary("number_words")["units"].items() if n > 1])
    count = rf"(?:(?<![0-9.,])[0-9]{{1,3}}|(?<![a-z]){numbers})"
    return re.compile(rf"{count} {things}(?: [a-z'-]+){{0,2}} (?:a|de)\s*$")


def _words(kind: str) -> list[str]:
    return list(load("headings")["sentences"][kind])
