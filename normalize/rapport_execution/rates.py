"""The rate of consumption of an action, as its sentences state it.

A sentence may state several percentages: that of a funder, that of a year before, the one aimed
at.  Only the one that is plainly the action's own, now, is its rate.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from normalize import blanks
from normalize.dates import find_dates
from normalize.funders import find_funders
from normalize.numbers import read_number
from normalize.rapport_execution.clauses import Own, own_words
from normalize.text import clean, fold
from normalize.vocabulary import any_of, load
from schemas.printed import Block, PrintedSection

SENTENCE = re.compile(r"(?<=[^\s.][^\s][.!?])\s+(?=[A-ZÉÈÀÂÊÎÔÇ])|\n")
PERCENT = re.compile(r"(?<![\d,.])(\d{1,4}(?:[.,]\d{1,3})?)\s?%")


@dataclass(frozen=True, slots=True)
class Rate:
    """Percent as printed, and the day that it stands for; both None where it is not plain."""

    value: Decimal | None = None
    as_of: dt.date | None = None


NO_RATE = Rate()


def rate_of(sections: Sequence[PrintedSection], warnings: list[str]) -> Rate:
    """The rate that the sentences of an action state.

    `warnings` receives the sentences that state several, none of them plainly the action's own,
    and those that contradict one another.
    """
    found: list[tuple[Rate, str]] = []
    for block, sentence in _sentences(sections):
        percents = (
            list(PERCENT.finditer(sentence)) if _pattern("names").search(fold(sentence)) else []
        )
        own = _own(sentence, percents)
        if len(own) == 1:
            found.append((own[0], _said(block, sentence)))
        elif percents:
            warnings.append(_said(block, sentence))
    if len({rate.value for rate, _ in found}) > 1:
        warnings += [said for _, said in found]
        return NO_RATE
    return found[0][0] if found else NO_RATE


def _sentences(sections: Sequence[PrintedSection]) -> Iterator[tuple[Block, str]]:
    for section in sections:
        for block in section.blocks:
            if block.kind in ("paragraph", "bullet"):
                for sentence in SENTENCE.split(block.text.value):
                    yield block, sentence


def _own(sentence: str, percents: Sequence[re.Match[str]]) -> list[Rate]:
    """The rates that may be those of the action now."""
    edges = [0, *(edge for percent in percents for edge in percent.span()), len(sentence)]
    gaps = [sentence[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    opening = _pattern("names").search(blanks.fold(blanks.plain(gaps[0])))
    gaps[0] = gaps[0][opening.start() if opening else 0 :]
    gaps[-1] = _joints().split(blanks.fold(blanks.plain(gaps[-1])))[0]
    owned = own_words(gaps, _joints())
    own = [(p, words) for p, words in zip(percents, owned, strict=True) if not _is_other(words)]
    return [Rate(read_number(p[1]).value, _day(words.words, sentence)) for p, words in own]


def _is_other(own: Own) -> bool:
    """Whether the words of a percentage make it that of a funder, of before, or of a plan."""
    return bool(find_funders(own.words)) or _pattern("others").search(fold(own.words)) is not None


def _day(words: str, sentence: str) -> dt.date | None:
    """The one day that stands beside a percentage, or else in its sentence."""
    for text in (words, sentence):
        days = {each.date for each in find_dates(text) if each.precision == "day"}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _said(block: Block, sentence: str) -> str:
    return f"Taux de consommation non retenu, page {block.text.page} : « {clean(sentence)[:160]} »."


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(rf"[,;:(]|{any_of(load('headings')['rates']['joints'])}")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(load("headings")["rates"][kind]))
