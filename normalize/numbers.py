"""Numbers of indicators: counts, percentages, durations, as their cells print them.

`75 %` keeps 75 with the unit `%`.  A bound (`< 30`), a fraction (`12/20`) and words are `text`;
what is ambiguous for an amount (`1.234`) is so for a number, by the same rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from normalize.amount_doubts import APPROXIMATE
from normalize.amount_reading import CUT, is_cut
from normalize.amounts import read_amount
from normalize.blanks import fold, key, plain, without_notes
from normalize.currency import find_marks
from normalize.digits import RUN, Digits, read_digits
from normalize.remembered import remembered
from normalize.states import known_state
from normalize.values import one_of, vocabulary
from normalize.words_to_number import read_words
from schemas.facts import State

_NOTES = re.compile(r"(?<![0-9 ]m)(?<![kcdh]m)(?: *(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹]+|\((?:[0-9]|\*+)\)))+$")
_NUMBER = re.compile(rf"(?P<sign>[-+] ?)?(?P<digits>{RUN}) ?(?P<unit>[^0-9]*)")
_WORD = re.compile(r"[a-z][a-z'²-]*\.?")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a cell of figures states.

    `unit` is `%`, `EUR`, the word printed (`ETP`, `jours`), or empty; `precision` is the unit of
    the last printed digit, 0 where there is no value; `note` is in French.
    """

    value: Decimal | None
    state: State
    unit: str = ""
    precision: Decimal = Decimal(0)
    ambiguous: bool = False
    note: str = ""


@remembered
def read_number(text: str) -> NumberReading:
    """The number that the whole cell states, with its unit.

    >>> read_number("8,7%").value, read_number("2,4 ETP").unit, read_number("en cours").state
    (Decimal('8.7'), 'ETP', 'text')
    """
    state = known_state(text)
    if state is not None:
        return NumberReading(None, state)
    printed = plain(without_notes(text, ""))
    if find_marks(printed, fold(printed)):
        return _money(text)
    body = _NOTES.sub("", printed.strip()) or printed.strip()
    body, approximate = _exact(body)
    reading = _in_digits(body) or _in_words(body) or NumberReading(None, "text")
    if is_cut(text) and reading.value is not None:
        reading = _doubted(reading, CUT)
    if approximate and reading.value is not None:
        return _doubted(reading, APPROXIMATE)
    return reading


def _money(text: str) -> NumberReading:
    amount = read_amount(text)
    return NumberReading(
        amount.amount, amount.state, amount.unit, amount.precision, amount.ambiguous, amount.note
    )


@cache
def _approximations() -> re.Pattern[str]:
    return re.compile(rf"{one_of(vocabulary('slot')['approximately'])}(?![a-z]) *")


def _exact(body: str) -> tuple[str, bool]:
    """Without the word that makes it an approximation, and whether there was one."""
    match = _approximations().match(fold(body))
    return (body[match.end() :], True) if match else (body, False)


def _in_digits(body: str) -> NumberReading | None:
    """`1 234`, `+ 8,7 %`, `(12)`, `40 jours`; None where words other than a unit stand there."""
    inside = re.fullmatch(r"\(([^()]*)\)", body)
    match = _NUMBER.fullmatch(inside[1].strip() if inside else body)
    if match is None:
        return None
    unit = _unit(match["unit"])
    if unit is None:
        return None
    digits = read_digits(match["digits"])
    if digits is None:
        date_like = re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,4}", match["digits"])
        state: State = "text" if date_like else "uncertain"
        note = f"chiffres mal formés : {match['digits']}"
        return NumberReading(None, state, unit, ambiguous=state == "uncertain", note=note)
    reading = _stated(digits, unit, negative=(match["sign"] or "").startswith("-"))
    return _doubted(reading, "nombre entre parenthèses") if inside else reading


def _stated(digits: Digits, unit: str, *, negative: bool) -> NumberReading:
    value = -digits.value if negative else digits.value
    reading = NumberReading(value, "stated", unit, digits.precision)
    if digits.other is None:
        return reading
    return _doubted(reading, f"se lit aussi {str(digits.other).replace('.', ',')}")


def _doubted(reading: NumberReading, note: str) -> NumberReading:
    notes = "; ".join(filter(None, (reading.note, note)))
    return replace(reading, state="uncertain", ambiguous=True, note=notes)


def _unit(printed: str) -> str | None:
    """The unit after a number: a percent sign, a known unit with what it counts, one word.

    None where the words are no unit.
    """
    words = printed.strip(" .;,:")
    folded = key(words)
    if _ranks(folded):
        return None
    if not words:
        return "" if not printed.strip(" .;,:") and "/" not in printed else None
    if folded in vocabulary("units")["percent"]:
        return "%"
    if folded.startswith("%"):
        return None
    first = folded.split(" ")[0]
    if first in vocabulary("units")["words"] and len(folded.split()) <= 3 and not _joins(folded):
        return words if " " in words else words.rstrip(".")
    return words if _WORD.fullmatch(folded) and len(folded) > 2 else None


def _ranks(folded: str) -> bool:
    """Whether a word makes the number before it a date's, a rank or an address: `3e`, `12 bis`."""
    calendar = vocabulary("calendar")
    first = folded.split(" ")[0]
    return first in calendar["ranks"] or any(first in month for month in calendar["months"])


def _joins(folded: str) -> bool:
    """Whether the words go on to say something else than the unit (`jours et …`, `(dont`)."""
    return bool(re.search(r"[(),;:/]|(?<![a-z])(?:et|ou|dont|sur|soit|a)(?![a-z])", folded))


def _in_words(body: str) -> NumberReading | None:
    value = read_words(body)
    return None if value is None else NumberReading(value, "stated", "", Decimal(1))
