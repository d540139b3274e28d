"""Statistics of the values that are stated: median, quartiles, ranks, outliers.

Quartiles are those of the linear method (Hyndman and Fan, type 7); a value is an outlier beyond
one and a half times the interquartile range (Tukey's fences), where five values or more stand.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from statistics import median, quantiles
from typing import Any, TypeVar

from export.french import figure

LEAST = 5  # values below which none is called an outlier
FENCE = Decimal("1.5")
_FINE = Decimal("0.0001")

HEADS = {
    "least": "Minimum",
    "first_quartile": "Q1",
    "median": "Médiane",
    "third_quartile": "Q3",
    "most": "Maximum",
    "mean": "Moyenne",
}

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the values stated: how many, least, quartiles, most, mean; None where there are none."""

    count: int
    least: Decimal | None = None
    first: Decimal | None = None
    middle: Decimal | None = None
    third: Decimal | None = None
    most: Decimal | None = None
    mean: Decimal | None = None

    def columns(self) -> dict[str, Any]:
        """What it says, by the names of HEADS."""
        told = (self.least, self.first, self.middle, self.third, self.most, self.mean)
        return dict(zip(HEADS, told, strict=True))

    def unusual(self, value: Decimal) -> str:
        """Why a value stands out, in French; empty where it does not."""
        if self.count < LEAST or self.first is None or self.third is None:
            return ""
        reach = FENCE * (self.third - self.first)
        if value > self.third + reach:
            return f"au-dessus de Q3 + 1,5 × (Q3 − Q1) = {figure(tidy(self.third + reach))}"
        if value < self.first - reach:
            return f"en dessous de Q1 − 1,5 × (Q3 − Q1) = {figure(tidy(self.first - reach))}"
        return ""


def summary(values: list[Decimal]) -> Summary:
    """The summary of some values, none included."""
    if not values:
        return Summary(0)
    ordered = sorted(values)
    first, third = (
        (ordered[0], ordered[0])
        if len(ordered) == 1
        else (lambda cut: (cut[0], cut[2]))(quantiles(ordered, n=4, method="inclusive"))
    )
    mean = sum(ordered, Decimal(0)) / len(ordered)
    middle = median(ordered)
    fine = map(tidy, (ordered[0], first, middle, third, ordered[-1], mean))
    return Summary(len(ordered), *fine)


def ranks(values: Mapping[Key, Decimal]) -> dict[Key, int]:
    """The rank of each, 1 the largest; equal values share theirs."""
    ordered = sorted(values.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for rank, value in enumerate(ordered, 1):
        first.setdefault(value, rank)
    return {key: first[value] for key, value in values.items()}


def tidy(value: Decimal) -> Decimal:
    """To four decimals at most, without the zeros that say nothing."""
    if value != value.quantize(_FINE, ROUND_HALF_EVEN):
        value = value.quantize(_FINE, ROUND_HALF_EVEN)
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """The same number without the zeros at its end, never in powers of ten."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
