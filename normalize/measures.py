"""What a column of money counts in, and the sums that its cells state by it: the one door."""

from __future__ import annotations

from decimal import Decimal

from normalize.amount_reading import AmountReading, doubted
from normalize.amounts import read_amount
from normalize.blanks import fold, plain
from normalize.captions import (
    NO_MEASURE,
    PERCENT,
    Measure,
    header_measure,
    stated_measure,
    table_measure,
)
from normalize.currency import find_marks, may_have_marks
from schemas.printed import PrintedTable

DOUBT = "échelle douteuse"


def column_measure(table: PrintedTable, header: str, over: Measure = NO_MEASURE) -> Measure:
    """The measure of a column of money: its header's, else its table's, else that of the text over.

    A unit without scale is one whose scale is in doubt: a header in euros under a caption in
    thousands of them is one.  A share of a hundred is the measure of no money.
    """
    own, whole = header_measure(header), table_measure(table)
    if own.unit not in (None, PERCENT):
        caption = stated_measure(table.caption.value).scale or own.scale
        return Measure(own.unit) if own.scale == 1 != caption else own
    if whole.unit == PERCENT:
        return Measure(None, own.scale)
    if own.unit is None and own.scale:
        return Measure(whole.unit, own.scale)
    return whole if whole != NO_MEASURE else over


def is_doubtful(measure: Measure) -> bool:
    """Whether a unit is stated and its scale is not plain (`m€`, or two scales)."""
    return measure.unit not in (None, PERCENT) and measure.scale is None


def read_measured(text: str, measure: Measure, unit: str = "") -> AmountReading:
    """`read_amount` in a slot of that measure; `unit` where nothing states one.

    A sum that prints no scale of its own is uncertain where that of its measure is in doubt.

    >>> read_measured("12", Measure("EUR", 1000)).amount, read_measured("12", Measure("EUR")).state
    (Decimal('12000'), 'uncertain')
    """
    reading = read_amount(text, Decimal(measure.scale or 1), measure.unit or unit)
    if not is_doubtful(measure) or _prints_scale(text):
        return reading
    return doubted(reading, (DOUBT,))


def _prints_scale(text: str) -> bool:
    if not may_have_marks(text):
        return False
    even = plain(text)
    return any(mark.scaled for mark in find_marks(even, fold(even)))
