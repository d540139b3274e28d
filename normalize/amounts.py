"""The one door for amounts: a slot that states one, or prose that mentions some.

The rules for what printed figures leave open, all marked `uncertain`:

- three digits after one lone dot or comma (`1.234`, `1,234 €`) are read as thousands; before a
  printed scale (`1,125 M€`) a comma is decimal, and nothing is in doubt;
- malformed groups (`12 34 567`) give no amount;
- a currency printed without scale in a column whose header has one (`12 €` under `en K€`);
- an approximation (`environ 500 €`), a currency within parentheses (`(1 200 €)`, negative in
  accounts, an aside in prose), a blank beside the decimal mark (`1 234, 50`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from normalize.amount_doubts import APPROXIMATE
from normalize.amount_reading import (
    CUT,
    AmountReading,
    AmountSpan,
    doubted,
    from_digits,
    is_cut,
    stated,
    unread,
)
from normalize.amount_spans import find_amounts
from normalize.blanks import MINUS, fold, is_blank, kinds, plain, without_notes
from normalize.currency import Mark, bare_scale, find_marks
from normalize.digits import read_digits
from normalize.remembered import remembered
from normalize.states import known_state
from normalize.values import one_of, vocabulary
from normalize.words_to_number import read_words

__all__ = ["AmountReading", "AmountSpan", "find_amounts", "leading_amount", "read_amount"]

_NOTES = re.compile(r"(?:[ \u00a0]*(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹]+|\((?:[0-9]|\*+)\)))+$")
_SPLIT_DECIMALS = re.compile(
    r"([0-9])(?:[ \u00a0]([.,])[ \u00a0]?|([.,])[ \u00a0])([0-9]{2})(?![0-9])"
)
_DATE_LIKE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,4}")
_FIGURES = re.compile(r"[0-9 \u00a0.,'+-]*")


@remembered
def read_amount(text: str, scale: int | Decimal = 1, unit: str = "") -> AmountReading:
    """The amount that a slot states: a cell, or what follows a colon.

    The whole text is the slot: words beside the figure make it `text`, never a guess.  `scale`
    and `unit` are those of the column (`en K€`: 1000, `EUR`); a mark printed in the slot wins.

    >>> read_amount("- 12,4 M€").amount, read_amount("n/a").state
    (Decimal('-12400000'), 'not_applicable')
    >>> read_amount("12,4", scale=1000, unit="EUR").precision
    Decimal('100')
    """
    state = known_state(text)
    if state is not None:
        return unread(state, unit)
    body, doubts = _bare(kinds(without_notes(text, "")))
    sign, body = _signed(body)
    doubts += ("montant entre parenthèses",) if sign == "(" and _marks(body) else ()
    doubts += (CUT,) if is_cut(text) else ()
    body, split = _SPLIT_DECIMALS.subn(lambda m: m[1] + (m[2] or m[3]) + m[4], body)
    doubts += ("blanc près de la virgule",) if split else ()
    reading = _read(body, Decimal(scale), unit)
    if reading.amount is None:
        return reading
    if sign and sign != "+" and reading.amount != 0:
        reading = replace(reading, amount=-reading.amount)
    return doubted(reading, doubts)


def leading_amount(text: str) -> AmountSpan | None:
    """The amount that opens the text, where it carries a currency; what follows is not judged.

    >>> leading_amount("120 400 € dont 20 000 € de report").end
    9
    """
    start = len(text) - len(text.lstrip())
    for span in find_amounts(text):
        return span if span.start <= start else None
    return None


def _marks(body: str) -> list[Mark]:
    return find_marks(body, fold(body))


def _bare(text: str) -> tuple[str, tuple[str, ...]]:
    """The slot without notes, final stop, and words that do not change the amount."""
    body = _NOTES.sub("", text.strip(" \u00a0")) or text
    body = re.sub(r"(?<=[0-9€a-zA-Z)])[ \u00a0]*[.;,]$", "", body.strip(" \u00a0"))
    folded = fold(body)
    head = _heads().match(folded)
    if head:
        body, folded = body[head.end() :], folded[head.end() :]
    approximate = _approximations().match(folded)
    if approximate:
        body, folded = body[approximate.end() :], folded[approximate.end() :]
    tail = _tails().search(folded)
    body = body[: tail.start()] if tail else body
    return body.strip(" \u00a0"), (APPROXIMATE,) if approximate else ()


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"{one_of(vocabulary('slot')['heads'])}(?![a-z])[ \u00a0]*")


@cache
def _approximations() -> re.Pattern[str]:
    return re.compile(rf"{one_of(vocabulary('slot')['approximately'])}(?![a-z])[ \u00a0]*")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0]+{one_of(vocabulary('slot')['tails'])}$")


def _signed(body: str) -> tuple[str, str]:
    """The sign (`-`, `+`, `(` for an amount in parentheses, or none) and what it applies to."""
    inside = re.fullmatch(r"\(([^()]*)\)((?:[ \u00a0]*[^0-9()]{1,6})?)", body)
    if inside and (not inside[2] or _marks(inside[2])) and re.search(r"[0-9]", inside[1]):
        return "(" if not inside[2] else "-", inside[1].strip(" \u00a0") + inside[2]
    sign = re.match(rf"([-+{MINUS}])[ \u00a0]*(?=[^ \u00a0])", body)
    if sign:
        return sign[1], body[sign.end() :]
    after_mark = re.match(rf"([^0-9+{MINUS}-]{{1,6}})([-+{MINUS}])[ \u00a0]*(?=[0-9])", body)
    if after_mark and _marks(after_mark[1]):
        return after_mark[2], after_mark[1] + body[after_mark.end() :]
    last = re.search(rf"(?<=[0-9])[ \u00a0]?([-{MINUS}])$", body)
    return ("-", body[: last.start()]) if last else ("", body)


def _read(body: str, scale: Decimal, unit: str) -> AmountReading:
    """The slot without its sign: with a currency, with a scale word, or bare."""
    marks = _marks(body)
    if marks:
        return _marked(body, marks, scale)
    worded = read_words(body)
    if worded is not None:
        return stated(worded, unit, Decimal(1))
    scaled = bare_scale(fold(body))
    if scaled:
        digits = read_digits(body[: scaled[1]].rstrip(" \u00a0"))
        if digits:
            return from_digits(digits, unit, scaled[0], scaled=True)
    digits = read_digits(body)
    if digits:
        doubts = ("zéro de tête",) if re.match(r"0[0-9]", body) else ()
        return from_digits(digits, unit, scale, doubts)
    return _malformed(body, unit)


def _marked(body: str, marks: list[Mark], scale: Decimal) -> AmountReading:
    """A slot with its own currency: one amount that fills it, or the same one said twice."""
    if is_blank(_without(body, marks)) and not any(mark.scaled for mark in marks):
        return unread("blank", marks[0].unit)
    spans = find_amounts(body)
    if len(spans) == 1 and (spans[0].start, spans[0].end) == (0, len(body)):
        reading = spans[0].reading
        if scale != 1 and not marks[0].scaled and reading.amount is not None:
            return doubted(reading, ("l'en-tête donne une autre échelle",))
        return reading
    if len(spans) == 2 and not _between(body, spans).strip(" \u00a0():,;=-"):
        return _said_twice(spans[0].reading, spans[1].reading)
    return _malformed(body, marks[0].unit, _without(body, marks))


def _without(body: str, marks: list[Mark]) -> str:
    for mark in reversed(marks):
        body = body[: mark.start] + " " + body[mark.end :]
    return body


def _between(body: str, spans: list[AmountSpan]) -> str:
    """What stands outside the spans, `soit` aside."""
    first, second = spans
    rest = body[: first.start] + " " + body[first.end : second.start] + " " + body[second.end :]
    return fold(rest).replace("soit", " ")


def _said_twice(first: AmountReading, second: AmountReading) -> AmountReading:
    """In words and in digits: one sum where they agree, else an uncertain one."""
    if first.amount == second.amount and first.unit == second.unit:
        return first
    return doubted(first, (f"suivi d'un autre montant : {second.amount}",))


def _malformed(body: str, unit: str, figures: str | None = None) -> AmountReading:
    """Only figures that do not group: uncertain, without amount; with words: text."""
    figures = plain(body if figures is None else figures).strip()
    figures_only = _FIGURES.fullmatch(figures) and not re.search(r"[0-9] *[-+]", figures)
    if figures_only and not _DATE_LIKE.fullmatch(figures):
        return unread("uncertain", unit, f"chiffres mal formés : {figures}")
    return unread("text", unit)
