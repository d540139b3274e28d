"""Budgets that are told in sentences: who pays each amount, and what the sentence says of it.

A sentence names the funders either before their amounts (`l'État finance 10 €`) or after them
(`10 € à la charge de l'État`); which of the two is told by where the first and the last funder
stand.  Where both, or neither, fit, the sentence gives no line and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from normalize.amount_reading import AmountSpan, doubted
from normalize.amounts import find_amounts
from normalize.funders import FunderReading, find_funders
from normalize.labels import LineReading, Phase, is_year, line_role
from normalize.rapport_execution.clauses import (
    PART,
    Own,
    own_words,
    phases_told,
    stage_of,
    tells_difference,
    tells_whole,
)
from normalize.rapport_execution.lines import Line, Period, line_of
from normalize.rapport_execution.operands import is_operand, is_yearly, says_each
from schemas.printed import Text

SENTENCE = re.compile(r"(?<=[^\d\s][.!?;])\s+(?=[A-ZÉÈÀÂÊÎÔÇ])|(?<=[€\d][.])\s+(?=[A-ZÉÈÀÂÊÎÔÇ])")

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words that belong to one amount, and the funder among them."""

    words: str
    funders: tuple[FunderReading, ...]
    part: bool  # introduced by `dont`: a part of an amount said before


def sentence_lines(
    text: Text, phase: Phase | None, period: Period, unread: list[Text]
) -> Iterator[Line]:
    """The lines that the sentences of a block tell, in order.

    A sentence with a sum that makes no line, or whose words are not plain, goes to `unread`.
    """
    start = 0
    for end in [*(match.end() for match in SENTENCE.finditer(text.value)), len(text.value)]:
        sentence = text.slice(start, end)
        start = end
        spans = find_amounts(sentence.value)
        if not spans:
            continue
        lines = [] if tells_difference(sentence.value) else _lines(sentence, spans, phase, period)
        yield from (line for line in lines if line is not None)
        if None in lines or not lines:
            unread.append(sentence)


def _lines(
    sentence: Text, spans: Sequence[AmountSpan], phase: Phase | None, period: Period
) -> list[Line | None]:
    """The line of each sum of a sentence; none at all where it is not plain who pays which."""
    gaps = _gaps(sentence.value, spans)
    side = _side(gaps)
    if side is None:
        return []
    owned = own_words(gaps)
    told = zip(spans, _clauses(gaps, side), owned, phases_told(gaps, owned, phase), strict=True)
    lead = line_role(_short(gaps[0]), phase)
    year = lead.year if is_year(gaps[0].rstrip(" :")) else None
    lines: list[Line | None] = []
    for index, (span, clause, own, stage) in enumerate(told):
        reading = _said(clause, own, lead, stage)
        if year is not None:
            reading = _in_year(reading, year, stage, first=index == 0 and not clause.funders)
        if _exceeds(gaps, spans, index):
            return [*lines, *([None] * (len(spans) - index))]
        if reading is None or is_operand(sentence.value, spans, index) or says_each(own.words):
            lines.append(None)
            continue
        amount = span.reading
        if is_yearly(sentence.value, span):
            amount = doubted(amount, ("montant annuel",))
        printed = sentence.slice(span.start, span.end)
        lines.append(line_of(reading, stage, amount, printed, period))
    return lines


def _said(clause: _Clause, own: Own, lead: LineReading, phase: Phase | None) -> LineReading | None:
    """The role of an amount: carried over, a funder's share, or the whole where it is called so."""
    if len({one.funder for one in clause.funders}) > 1:
        return None
    said = line_role(_short(clause.words), phase)
    funder = clause.funders[0] if clause.funders else None
    if said.role == "carry_over" or (lead.role == "carry_over" and not _spends(clause.words)):
        year = said.year or lead.year
        return LineReading("carry_over", "executed", None, year, funder)
    if phase is None:
        return None
    if funder:
        sums_up = tells_whole(own.near) and not find_funders(own.near)
        return None if sums_up else LineReading("share", phase, said.origin, said.year, funder)
    if clause.part or not tells_whole(own.words):
        return None
    return LineReading("total", phase, None, said.year)


def _exceeds(gaps: Sequence[str], spans: Sequence[AmountSpan], index: int) -> bool:
    """Whether a sum that `dont` makes a part of the one before is more than it: of another, then."""
    if not index or not re.search(r"\bdont\b", gaps[index]):
        return False
    whole, part = spans[index - 1].reading.amount, spans[index].reading.amount
    return whole is not None and part is not None and part > whole


def _in_year(
    reading: LineReading | None, year: int, phase: Phase | None, *, first: bool
) -> LineReading | None:
    """What a sum says in a line that opens with its year: `2021 : 38 000 €, dont 20 000 € État`."""
    if reading is None:
        return LineReading("total", phase, None, year) if first and phase else None
    return replace(reading, year=reading.year or year)


def _gaps(value: str, spans: Sequence[AmountSpan]) -> list[str]:
    """The words before, between and after the amounts: one more than there are amounts."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(value)]
    return [value[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]


def _side(gaps: Sequence[str]) -> Side | None:
    """Where the funders of a sentence stand; a sentence without funders has them after, all told."""
    first, last = bool(find_funders(gaps[0])), bool(find_funders(gaps[-1]))
    between = [bool(find_funders(gap)) for gap in gaps[1:-1]]
    if first and last:
        return None
    if first:
        return "before"
    if last or not any(between):
        return "after"
    # `… 10 € pour l'État et 5 € de fonds propres`, or `au total 15 €, l'État 10 €, …`
    return "before" if _total_opens(gaps) else "after"


def _total_opens(gaps: Sequence[str]) -> bool:
    return PART.search(gaps[1]) is not None or gaps[1].strip().endswith(":")


def _clauses(gaps: Sequence[str], side: Side) -> list[_Clause]:
    found = []
    for index in range(1, len(gaps)):
        before, after = gaps[index - 1], gaps[index]
        part = index > 1 and PART.search(before) is not None
        cut = PART.search(after)
        if side == "before":
            words = before + (after if index == len(gaps) - 1 else "")
        else:
            words = (before if index == 1 else "") + " " + (after[: cut.start()] if cut else after)
        funders = find_funders(words)
        found.append(_Clause(words, tuple(funders), part))
    return found


def _spends(words: str) -> bool:
    return stage_of(words) == "executed"


def _short(words: str) -> str:
    """The words next to the amount, few enough to be a label."""
    return " ".join(words.split()[-28:])
