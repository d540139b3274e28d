"""Words that run over a vertical rule, parted there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import inf
from operator import itemgetter

from schemas.printed import Rule, Word


def split_at_rules(words: list[Word], rules: list[Rule]) -> list[Word]:
    """Part words that run over a vertical rule: two cells printed close to each other."""
    uprights = _uprights(rules)
    if not uprights:
        return words
    places = [*(at for at, _, _ in uprights), inf]
    found: list[Word] = []
    for word in words:
        x0, top, x1, bottom = word.box
        first = bisect_right(places, x0 + 0.5)
        if places[first] >= x1 - 0.5 or word.angle:
            found.append(word)
            continue
        middle = (top + bottom) / 2
        crossing = uprights[first : bisect_left(places, x1 - 0.5)]
        beside = [at for at, upper, lower in crossing if upper <= middle <= lower]
        found += _split(word, beside)
    return found


def _uprights(rules: Sequence[Rule]) -> list[tuple[float, float, float]]:
    """Where upright rules stand, from left to right, and their upper and lower ends."""
    found = [((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom, upright, _ in rules if upright]
    return sorted(found, key=itemgetter(0))


def _split(word: Word, places: Sequence[float]) -> Iterator[Word]:
    x0, _, x1, _ = word.box
    for at in places:
        if x0 + 0.5 < at < x1 - 0.5:
            cut = next((i for i in range(1, len(word.text)) if word.edges[i] >= at - 0.5), 0)
            # A letter that the rule crosses is no gap between two words.
            if cut and word.edges[cut] - at < 0.4 * word.size:
                yield from _split(_piece(word, 0, cut, at), places)
                yield from _split(_piece(word, cut, len(word.text), at), places)
                return
    yield word


def _piece(word: Word, start: int, end: int, at: float) -> Word:
    box = word.part(start, end)
    if start == 0:
        box = box._replace(x1=min(box.x1, at))
    raised = tuple(
        (max(low, start) - start, min(high, end) - start)
        for low, high in word.raised
        if low < end and high > start
    )
    return Word(
        word.text[start:end], word.page, box, word.baseline, word.size, word.bold, word.italic,
        word.angle, word.edges[start : end + 1], raised, word.space if start == 0 else "",
        _second(word, start, end),
    )  # fmt: skip


def _second(word: Word, start: int, end: int) -> str | None:
    """Of a word that was read twice, what confirms or doubts a part of it."""
    return word.second if word.doubtful or word.second is None else word.text[start:end]
