"""Amounts in the notations that départements use."""

from __future__ import annotations

from decimal import Decimal

from samples.layouts import Notation


def printed(amount: Decimal, notation: Notation = "plain", space: str = " ") -> str:
    """The amount, in euros, as it would be printed.

    `kilo` only where nothing gets lost; `bare` for tables whose caption names the unit.
    """
    if notation == "kilo" and amount and amount % 100 == 0:
        return f"{_french(amount / 1000)}{space}K€"
    cents = f"{amount:,.2f}"
    if notation == "dot":
        return f"{cents.replace(',', space)}{space}€"
    french = cents.translate(str.maketrans(",.", f"{space},"))
    if notation == "german":
        return f"{cents.translate(str.maketrans(',.', '.,'))}{space}€"
    if notation == "bare":
        return french
    if notation == "euros":
        return f"{french}{space}euros"
    if notation == "cents":
        return f"{french}{space}€"
    shorter = french.removesuffix(",00")
    return f"{shorter}€" if notation == "tight" else f"{shorter}{space}€"


def _french(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")


def percent(rate: Decimal) -> str:
    """Without its sign: `97,5`."""
    return f"{rate:f}".replace(".", ",")
