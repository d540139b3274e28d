"""The sums of money of one sentence: which are granted, which are prices, which are neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.amounts import AmountSpan, find_amounts
from normalize.prose.patterns import anywhere, at_end
from normalize.prose.prices import Price, price
from normalize.prose.sentences import Sentence
from normalize.remembered import remembered


@dataclass(frozen=True, slots=True)
class Sums:
    """What a sentence states of money; `strong`: words beside the sum say that it is granted."""

    granted: tuple[AmountSpan, ...]
    strong: bool
    prices: tuple[Price, ...]


def decides(sentence: Sentence | None) -> bool:
    """Whether a sentence proposes or decides."""
    return sentence is not None and _decides(sentence.folded)


@remembered
def _decides(folded: str) -> bool:
    return anywhere("narrative", "decides.verbs").search(folded) is not None


def is_past(sentence: Sentence | None) -> bool:
    """Whether a sentence tells of what was, and proposes nothing."""
    return sentence is not None and _is_past(sentence.folded)


@remembered
def _is_past(folded: str) -> bool:
    past = anywhere("narrative", "decides.past").search(folded) is not None
    return past and not anywhere("narrative", "decides.now").search(folded)


def sums(sentence: Sentence, *, listed: bool) -> Sums:
    """The sums of a sentence by what stands beside them; `listed`: an item of a list of grants."""
    spans = [s for s in find_amounts(sentence.text.value) if _is_euro(s)]
    prices: list[Price] = []
    strong: list[AmountSpan] = []
    weak: list[AmountSpan] = []
    for rank, span in enumerate(spans):
        limit = spans[rank + 1].start if rank + 1 < len(spans) else len(sentence.folded)
        one = price(sentence, span, limit)
        before = sentence.folded[: span.start]
        if one is not None:
            prices.append(one)
        elif at_end("narrative", "sums.other").search(before):
            continue
        elif at_end("narrative", "sums.granted").search(before) or (
            strong and at_end("narrative", "sums.joins").search(before)
        ):
            strong.append(span)
        elif at_end("narrative", "sums.linked").search(before) or not before.strip(" -:"):
            weak.append(span)
    strong = _once(sentence, strong)
    if strong:
        return Sums(tuple(strong), True, tuple(prices))
    enough = len(weak) == 1 and (listed or decides(sentence))
    return Sums(tuple(weak) if enough else (), False, tuple(prices))


def _is_euro(span: AmountSpan) -> bool:
    return span.reading.amount is not None and span.reading.unit in ("", "EUR")


def _once(sentence: Sentence, spans: Sequence[AmountSpan]) -> list[AmountSpan]:
    """Without the second of a sum said twice, in words and in digits."""
    kept: list[AmountSpan] = []
    for span in spans:
        between = sentence.folded[kept[-1].end : span.start] if kept else "no"
        if re.fullmatch(r"[ ,(:]*(?:soit )?[ (]*", between) and (
            kept[-1].reading.amount == span.reading.amount
        ):
            continue
        kept.append(span)
    return kept
