"""Words that run over a vertical rule, parted there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from schemas.printed import Rule, Word


def split_at_rules(words: list[Word], rules: list[Rule]) -> Iterator[Word]:
    """Part words that run over a vertical rule: two cells printed close to each other."""
    uprights = sorted((rule for rule in rules if rule.vertical), key=lambda rule: rule.at)
    places = [rule.at for rule in uprights]
    if not uprights:
        yield from words
        return
    for word in words:
        x0, _, x1, _ = word.box
        first, last = bisect_right(places, x0 + 0.5), bisect_left(places, x1 - 0.5)
        if word.angle or first >= last:
            yield word
        else:
            yield from _split(word, uprights[first:last])


def _split(word: Word, uprights: Sequence[Rule]) -> Iterator[Word]:
    x0, top, x1, bottom = word.box
    middle = (top + bottom) / 2
    for rule in uprights:
        if x0 + 0.5 < rule.at < x1 - 0.5 and rule.top <= middle <= rule.bottom:
            cut = next((i for i in range(1, len(word.text)) if word.edges[i] >= rule.at - 0.5), 0)
            # A letter that the rule crosses is no gap between two words.
            if cut and word.edges[cut] - rule.at < 0.4 * word.size:
                yield from _split(_piece(word, 0, cut, rule.at), uprights)
                yield from _split(_piece(word, cut, len(word.text), rule.at), uprights)
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
