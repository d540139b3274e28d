"""The shapes of an amount that was read, and how one is made from digits, scale and doubts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.digits import Digits
from schemas.facts import State


@dataclass(frozen=True, slots=True)
class AmountReading:
    """What a printed amount means.

    `amount` is exact, scale applied; `unit` is `EUR`, `FCFA`… or empty where none is printed;
    `precision` is the unit of the last printed digit, scale applied (`12,4 M€`: 100000), 0 where
    there is no amount: the figure stands for amount ± half of it.  `ambiguous` goes with the
    state `uncertain`; `note` says why, in French.
    """

    amount: Decimal | None
    state: State
    unit: str = ""
    precision: Decimal = Decimal(0)
    ambiguous: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class AmountSpan:
    """An amount in prose: characters start..end of the text given, and their reading."""

    start: int
    end: int
    reading: AmountReading


def from_digits(
    digits: Digits,
    unit: str,
    scale: Decimal = Decimal(1),
    doubts: tuple[str, ...] = (),
    *,
    negative: bool = False,
    scaled: bool = False,
) -> AmountReading:
    """The amount that digits state; a second reading or a doubt makes it uncertain.

    Before a printed scale (`1,125 M€`) a comma is decimal: thousands of millions are printed
    with a blank.
    """
    value, precision = digits.value, digits.precision
    if digits.other is not None:
        if scaled and digits.comma:
            value, precision = digits.other, Decimal("0.001")
        else:
            doubts = (*doubts, f"se lit aussi {str(digits.other).replace('.', ',')}")
    amount = -value * scale if negative else value * scale
    return stated(amount, unit, precision * scale, doubts)


def stated(
    amount: Decimal, unit: str, precision: Decimal, doubts: tuple[str, ...] = ()
) -> AmountReading:
    """An amount, uncertain where there are doubts."""
    state: State = "uncertain" if doubts else "stated"
    amount, precision = _tidy(amount), _tidy(precision)
    return AmountReading(amount, state, unit, precision, bool(doubts), " ; ".join(doubts))


CUT = "nombre coupé en fin de ligne"


def is_cut(text: str) -> bool:
    """Whether the end of a line stands between two digits."""
    return "\n" in text and re.search(r"[0-9]\s*\n\s*[0-9]", text) is not None


def doubted(reading: AmountReading, doubts: tuple[str, ...]) -> AmountReading:
    """The same amount, uncertain for these reasons too; as it was where there are none."""
    if not doubts or reading.amount is None:
        return reading
    note = " ; ".join((*doubts, reading.note)) if reading.note else " ; ".join(doubts)
    return replace(reading, state="uncertain", ambiguous=True, note=note)


def unread(state: State, unit: str = "", note: str = "") -> AmountReading:
    """A slot that gives no amount, and why."""
    return AmountReading(None, state, unit, ambiguous=state == "uncertain", note=note)


def _tidy(value: Decimal) -> Decimal:
    """Without the decimals that a scale made idle: 12.4 × 1000000 is 12400000."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()
