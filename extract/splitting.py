"""Words that run over a vertical rule, parted there where two cells' texts meet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

from schemas.printed import Rule, Word

# In parts of the font size.
BESIDE = 0.1  # a rule this near to a gap stands in it
GAP = 0.12  # letters of one word stand nearer than this
REACH = 1.0  # texts drawn apart may meet this far from the rule between them
NEAR = 0.4  # where gaps are not known: the next letter begins this near to the rule
FIGURE = "-−–+.,'’%€"  # what figures are printed with besides digits


class Seam(NamedTuple):
    """Between two letters of an upright word: where the one ends and the other begins, in points.

    `place` is that of the second letter; `apart` tells whether the page draws the two in one go.
    """

    place: int
    end: float
    start: float
    apart: bool


Seams = Callable[[Word], Sequence[Seam]]
"""Tells the seams of a word."""


def split_at_rules(words: list[Word], rules: list[Rule], seams: Seams | None = None) -> list[Word]:
    """Part words that run over a vertical rule: two cells printed close to each other.

    Where the seams of words are known, a word is parted at one of them or stays whole: a rule
    cuts no letter, and no digit off a figure that runs over its cell.
    """
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
        if beside and len(word.text) > 1:
            found += _split(word, beside, seams)
        else:
            found.append(word)
    return found


def _uprights(rules: Sequence[Rule]) -> list[tuple[float, float, float]]:
    """Where upright rules stand, from left to right, and their upper and lower ends."""
    found = [((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom, upright, _ in rules if upright]
    return sorted(found, key=itemgetter(0))


def _split(word: Word, places: Sequence[float], seams: Seams | None) -> Iterator[Word]:
    if seams is None:
        cuts = {cut: at for at in places if (cut := _nearest_letter(word, at))}
    else:
        known = seams(word)
        found = (_seam(word, known, at) for at in places)
        cuts = {seam.place: seam.end for seam in found if seam is not None}
    starts = sorted(cuts)
    for start, end in pairwise((0, *starts, len(word.text))):
        yield _piece(word, start, end, cuts.get(end))


def _nearest_letter(word: Word, at: float) -> int:
    """The first letter after a rule, where it begins right there; else 0."""
    cut = next((i for i in range(1, len(word.text)) if word.edges[i] >= at - 0.5), 0)
    # A letter that the rule crosses is no gap between two words.
    return cut if cut and word.edges[cut] - at < NEAR * word.size else 0


def _seam(word: Word, seams: Sequence[Seam], at: float) -> Seam | None:
    """Where the texts of the cells on both sides of a rule meet; none where one text crosses it."""
    usual = sorted(seam.start - seam.end for seam in seams)[len(seams) // 2]
    slack, reach = BESIDE * word.size, REACH * word.size
    apart = [seam for seam in seams if seam.apart]
    beside = [seam for seam in apart if seam.end - slack <= at <= seam.start + slack]
    near = [
        seam
        for seam in apart
        if seam.end - reach <= at <= seam.start + reach
        and (seam.start - seam.end >= GAP * word.size or _in_figures(word, seam))
    ]
    wide = [
        seam
        for seam in seams
        if seam.end <= at <= seam.start
        and seam.start - seam.end >= usual + GAP * word.size
        and not _in_figures(word, seam)
    ]
    found = beside or near or wide
    return max(found, key=lambda seam: seam.start - seam.end, default=None)


def _in_figures(word: Word, seam: Seam) -> bool:
    """Whether the letters on both sides of a seam are what figures are printed with."""
    sides = word.text[seam.place - 1], word.text[seam.place]
    return all(sign.isdigit() or sign in FIGURE for sign in sides)


def _piece(word: Word, start: int, end: int, at: float | None) -> Word:
    """The letters start..end of a word; `at` is where the last of them ends, if the word goes on."""
    if end - start == len(word.text):
        return word
    box = word.part(start, end)
    if at is not None:
        box = box._replace(x1=max(min(box.x1, at), box.x0))
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
