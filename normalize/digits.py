"""Figures in digits: groups of thousands, decimal marks, and what stays in doubt.

French usage parts thousands by a blank and decimals by a comma; what accounting programs print
(`1.234,50`, `1,234.50`, `1'234.50`, `1234.5`) is read too.  Groups are of exactly three digits,
one mark parts them all, and the decimal mark is another: anything else is malformed and gives
nothing.  Three digits after one lone dot or comma (`1.234`, `1,234`) have two readings: the rule
takes thousands, and gives the other reading beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# A run of digits with the marks that can stand inside a number, blanks uniform.
RUN = r"[0-9]+(?:[ \u00a0.,'][0-9]+)*"
_GROUPED = re.compile(r"([1-9][0-9]{0,2})([ .,'])[0-9]{3}(?:\2[0-9]{3})*(?:(?!\2)[.,]([0-9]+))?")
_PLAIN = re.compile(r"[0-9]+(?:[.,]([0-9]+))?")
_LONGEST = 24  # characters; what is longer is an account or an identifier, never a sum
_LONE = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


_MARKS = str.maketrans("", "", " .,'")


@dataclass(frozen=True, slots=True)
class Digits:
    """A number in digits; `precision` is the unit of its last digit, `other` a second reading."""

    value: Decimal
    precision: Decimal
    other: Decimal | None = None
    comma: bool = False  # whether the mark in doubt is a comma


def read_digits(text: str) -> Digits | None:
    """The number that the whole text prints, or None when it is malformed.

    >>> read_digits("1 234,50").value, read_digits("1.234").other
    (Decimal('1234.50'), Decimal('1.234'))
    >>> read_digits("12 34 567") is None
    True
    """
    text = text.replace("\u00a0", " ")
    if len(text) > _LONGEST:
        return None
    if _LONE.fullmatch(text):
        decimal = Decimal(text.replace(",", "."))
        return Digits(decimal.scaleb(3).quantize(Decimal(1)), Decimal(1), decimal, "," in text)
    match = _GROUPED.fullmatch(text)
    decimals = match[3] if match else None
    if match is None:
        match = _PLAIN.fullmatch(text)
        if match is None:
            return None
        decimals = match[1]
    figures = text.translate(_MARKS)
    places = len(decimals or "")
    return Digits(Decimal(figures).scaleb(-places), Decimal(1).scaleb(-places))
