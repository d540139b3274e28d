"""French sentences about figures: what an auditor can paste into a report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def number(value: Decimal) -> str:
    """Digits in groups of three, decimal comma, as many decimals as the value has.

    >>> number(Decimal("-1234567.50")), number(Decimal("12"))
    ('-1 234 567,5', '12')
    """
    value = value.normalize()
    exponent = value.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return _grouped(value, places)


def money(value: Decimal, unit: str = "EUR") -> str:
    """A sum with two decimals and its currency, plain blanks so that it can be searched for.

    >>> money(Decimal("51000"))
    '51 000,00 €'
    """
    sign = {"EUR": "€"}.get(unit, unit)
    return f"{_grouped(value.quantize(_CENT, ROUND_HALF_UP), 2)} {sign}"


def percent(value: Decimal) -> str:
    """A rate with the decimals that it has.

    >>> percent(Decimal("97.90"))
    '97,9 %'
    """
    return f"{number(value)} %"


def told(value: Decimal, unit: str | None) -> str:
    """A figure in its unit: a sum of money, a percentage, or a bare number."""
    if unit == "%":
        return percent(value)
    if unit == "EUR":
        return money(value)
    return number(value) if not unit else f"{number(value)} {unit}"


def direction(difference: Decimal) -> str:
    """`de plus` or `de moins`, for what is stated against what is computed."""
    return "de plus" if difference > 0 else "de moins"


def listed(items: Sequence[str], most: int = 8) -> str:
    """Items parted by semicolons, the rest counted."""
    shown = " ; ".join(items[:most])
    rest = len(items) - most
    return f"{shown} ; et {rest} autres" if rest > 0 else shown


def _grouped(value: Decimal, places: int) -> str:
    text = f"{abs(value):,.{places}f}".replace(",", " ").replace(".", ",")
    return f"-{text}" if value < 0 and value != 0 else text
