"""Printed figures are rounded figures: each stands for the interval that its digits allow.

`12,4 M€` says 12 350 000 to 12 450 000, `51 000,00 €` says 50 999,995 to 51 000,005.  Figures
contradict each other only where their intervals cannot meet; no tolerance is a constant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_RUN = re.compile(r"[0-9]+(?:[ \u00a0\u2007\u2009\u202f.,'’\n]{1,2}[0-9]+)*")
_BLANK = re.compile(r"[ \u00a0\u2007\u2009\u202f\n]+")
_DECIMALS = re.compile(r"[.,]([0-9]+)\s*$")
_HALF = Decimal("0.5")
_ONE = Decimal(1)


class Interval(NamedTuple):
    """The values that a printed figure may stand for, both ends included."""

    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """What rounding leaves open."""
        return self.high - self.low

    def plus(self, other: Interval) -> Interval:
        """The sums of one value of each."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        """The differences of one value of each."""
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, factor: Decimal) -> Interval:
        """Each value multiplied."""
        low, high = sorted((self.low * factor, self.high * factor))
        return Interval(low, high)

    def by(self, other: Interval) -> Interval:
        """The products of one value of each."""
        ends = [a * b for a in self for b in other]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """The quotients of one value of each; None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in self for b in other]
        return Interval(min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Whether one value may be both."""
        return self.low <= other.high and other.low <= self.high


def total(intervals: Iterable[Interval]) -> Interval:
    """The sums of one value of each; zero of none."""
    low = high = Decimal(0)
    for interval in intervals:
        low += interval.low
        high += interval.high
    return Interval(low, high)


def exactly(value: Decimal) -> Interval:
    """A value that was counted, not rounded."""
    return Interval(value, value)


def around(value: Decimal, raw: str) -> Interval:
    """The interval of a figure by the text that prints it.

    >>> around(Decimal(12400000), "12,4 M€").low
    Decimal('12350000.0')
    """
    half = precision(value, raw) * _HALF
    return Interval(value - half, value + half)


@lru_cache(maxsize=8192)
def precision(value: Decimal, raw: str) -> Decimal:
    """The unit of the last printed digit, the scale that is printed or understood applied.

    `value` is what `raw` was read as; the digits that print it are found by their values, so
    that other numbers may stand in the same text.  Where none is found (a sum in letters) the
    decimals of the value tell.

    >>> [str(precision(Decimal(value), raw)) for value, raw in (("51000", "51 000,00 €"),
    ...     ("51000", "51 K€"), ("51000", "Article 51 : 51 000 €"), ("0", "0,0"))]
    ['0.01', '1000', '1', '0.1']
    """
    found = [size for run in _runs(raw) if (size := _size(abs(value), run)) is not None]
    return min(found) if found else _own(value)


def _runs(raw: str) -> Iterator[str]:
    """Every run of digits, and what is left of it without its first groups.

    A date or a rank may stand before a sum with only a blank between (`2022 1 320,00 €`).
    """
    for run in _RUN.findall(raw):
        yield run
        for blank in _BLANK.finditer(run):
            yield run[blank.end() :]


def _size(value: Decimal, run: str) -> Decimal | None:
    """The power of ten that makes the digits of a run the value; None where none does."""
    digits = Decimal(re.sub(r"[^0-9]", "", run))
    if value == 0 or digits == 0:
        return _decimals(run) if value == digits else None
    power = (value / digits).normalize()
    if power.as_tuple().digits != (1,):
        return None
    size = Decimal(1).scaleb(int(power.as_tuple().exponent))
    return size if size * digits == value else None


def _decimals(run: str) -> Decimal:
    printed = _DECIMALS.search(run)
    return _ONE.scaleb(-len(printed[1])) if printed else _ONE


def _own(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return _ONE.scaleb(min(exponent, 0)) if isinstance(exponent, int) else _ONE
