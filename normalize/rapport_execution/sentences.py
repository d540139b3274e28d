"""Budgets that are told in sentences: who pays each amount, and what the sentence says of it.

A sentence names the funders either before their amounts (`l'État finance 10 €`) or after them
(`10 € à la charge de l'État`); which of the two is told by where the first and the last funder
stand.  Where both, or neither, fit, the sentence gives no line and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from normalize.amount_reading import AmountSpan
from normalize.amounts import find_amounts
from normalize.funders import FunderReading, find_funders
from normalize.labels import LineReading, Phase, line_role
from normalize.rapport_execution.lines import Line, Period, line_of
from normalize.text import fold
from normalize.vocabulary import any_of, load
from schemas.printed import Text

SENTENCE = re.compile(r"(?<=[^\d\s][.!?;])\s+(?=[A-ZÉÈÀÂÊÎÔÇ])|(?<=[€\d][.])\s+(?=[A-ZÉÈÀÂÊÎÔÇ])")
PART = re.compile(r"\b(?:dont|soit)\b|\(")

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
    """The lines that the sentences of a block tell, in order; what is not clear goes to `unread`."""
    start = 0
    for end in [*(match.end() for match in SENTENCE.finditer(text.value)), len(text.value)]:
        sentence = text.slice(start, end)
        start = end
        spans = find_amounts(sentence.value)
        if spans:
            yield from _lines(sentence, spans, phase, period, unread)


def _lines(
    sentence: Text,
    spans: Sequence[AmountSpan],
    phase: Phase | None,
    period: Period,
    unread: list[Text],
) -> Iterator[Line]:
    gaps = _gaps(sentence.value, spans)
    side = _side(gaps)
    if side is None:
        unread.append(sentence)
        return
    clauses = _clauses(gaps, side)
    lead = line_role(_short(gaps[0]), phase)
    own_phase = lead.phase or _phase_of(sentence.value) or phase
    for span, clause in zip(spans, clauses, strict=True):
        if len({one.funder for one in clause.funders}) > 1:
            unread.append(sentence)
            continue
        said = line_role(_short(clause.words), own_phase)
        reading = _said(said, clause, lead)
        if reading is None:
            continue
        line = line_of(
            reading, own_phase, span.reading, sentence.slice(span.start, span.end), period
        )
        if line is not None:
            yield line


def _said(said: LineReading, clause: _Clause, lead: LineReading) -> LineReading | None:
    """The role of an amount: carried over, a funder's share, or the whole where it is called so."""
    funder = clause.funders[0] if clause.funders else None
    carried = said.role == "carry_over" or (lead.role == "carry_over" and not _spends(clause.words))
    if carried:
        year = said.year or lead.year
        return LineReading("carry_over", "executed", None, year, funder)
    if funder:
        return LineReading("share", said.phase, said.origin, said.year, funder)
    if clause.part or not _is_whole(clause.words):
        return None
    return LineReading("total", said.phase, None, said.year)


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


def _phase_of(sentence: str) -> Phase | None:
    """The phase that a whole sentence tells, by its verbs and nouns, where it tells one only."""
    folded = fold(sentence)
    planned = _pattern("planned").search(folded) is not None
    executed = _pattern("executed").search(folded) is not None
    if planned == executed:
        return None
    return "planned" if planned else "executed"


def _is_whole(words: str) -> bool:
    return _pattern("whole").search(fold(words)) is not None


def _spends(words: str) -> bool:
    return _phase_of(words) == "executed"


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(load("headings")["sentences"][kind]))


def _short(words: str) -> str:
    """The words next to the amount, few enough to be a label."""
    return " ".join(words.split()[-28:])
