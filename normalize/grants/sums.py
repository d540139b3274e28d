"""The sum that a cell of the granted column states, where words stand beside it too."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from normalize.amounts import AmountReading, find_amounts, leading_amount, read_amount
from normalize.captions import Measure
from normalize.measures import read_measured
from normalize.text import clean

# A remark after the sum: in brackets, and without figures of its own.
_REMARK = re.compile(r"\s*(?:\([^()\d]*\)|\*+)\s*")


@lru_cache(maxsize=4096)
def plain_sum(text: str) -> AmountReading:
    """`read_amount`, kept: each cell of a list is looked at several times."""
    return read_amount(text)


def read_sum(text: str, measure: Measure, unit: str) -> AmountReading:
    """As `read_amount`, but a sum that words follow is kept.

    It is stated before a remark in brackets, uncertain before other words.  Two sums in a cell
    give none, since which of them is due is not said.

    >>> read_sum("850,00 € (versés en juin)", Measure(), "EUR").amount
    Decimal('850')
    """
    reading = read_measured(text, measure, unit)
    if reading.state not in ("text", "uncertain"):
        return reading
    values = {span.reading.amount for span in find_amounts(text)}
    if len(values) > 1:
        note = f"plusieurs montants dans la cellule : {clean(text)}"
        return AmountReading(None, "uncertain", reading.unit, ambiguous=True, note=note)
    first = leading_amount(text) if reading.amount is None else None
    if first is None or first.reading.amount is None:
        return reading
    if _REMARK.fullmatch(text[first.end :]):
        return first.reading
    note = f"suivi d'autres mots : {clean(text)}"
    return replace(first.reading, state="uncertain", ambiguous=True, note=note)
