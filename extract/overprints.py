"""Words printed on each other: a second print that makes them bold, or two that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extract.characters import Flags, Floats, Integers
from extract.doubts import doubt
from schemas.printed import Word

LEVEL = 1.2  # points between the baselines of words that may lie on each other
OVER = 0.4  # part of the narrower of two words that lies on the other
SHIFT = 0.2  # of the size: a second print stands no further from the first


def overprints(words: Sequence[Word], sides: Floats, base: Floats) -> tuple[Flags, str]:
    """Which words print again what an earlier one does; and the figures that lie on others.

    `base` has the baseline of each level word, and none of a turned one.  Figures on others are doubted: nobody can tell which of two words the page means.
    """
    again = np.zeros(len(words), np.bool_)
    crossed: dict[int, None] = {}
    for first, second in _crossing(words, sides, base):
        one, other = words[first], words[second]
        if again[first] or again[second]:
            continue
        if _same(one, other):
            again[max(first, second)] = True
        elif _has_figures(one, other):
            crossed |= {first: None, second: None}
    held = [words[place] for place in crossed if not again[place]]
    for word in held:
        doubt(word)
    return again, " ".join([word.text for word in held])


def _crossing(words: Sequence[Word], sides: Floats, base: Floats) -> Iterator[tuple[int, int]]:
    """Pairs of level words on about one baseline of which much of one lies on the other."""
    rows = _rows(base)
    x0, x1 = sides[0], sides[2]
    order = np.lexsort((x0, rows))
    row, left, right = rows[order], x0[order], x1[order]
    # What the row of a word reaches before it; rows are far enough apart to be told at once.
    apart = row * 1e6
    reached = np.maximum.accumulate(right + apart)[:-1] - apart[1:]
    narrow = np.minimum(right[1:] - left[1:], (right - left)[:-1])
    if not (reached - left[1:] > OVER * narrow).any():
        return
    for start, end in _spans(row, left, reached):
        places = order[start:end].tolist()
        for at, first in enumerate(places):
            for second in places[at + 1 :]:
                if words[second].box.x0 > words[first].box.x1:
                    break
                if _on(words[first], words[second]):
                    yield first, second


def _rows(base: Floats) -> Integers:
    """A number for each word that those on its baseline share; turned words have their own."""
    order = np.argsort(base)  # turned ones last
    ordered = base[order]
    parted = np.ones(len(base), np.bool_)
    parted[1:] = ~(ordered[1:] - ordered[:-1] <= LEVEL)
    rows = np.empty(len(base), np.int64)
    rows[order] = np.cumsum(parted)
    return rows


def _spans(row: Integers, left: Floats, reached: Floats) -> Iterator[tuple[int, int]]:
    """Runs of words on one row that begin before what stands left of them ends."""
    joined = np.append(False, (left[1:] < reached) & (row[1:] == row[:-1]))
    starts = np.flatnonzero(~joined)
    ends = np.append(starts[1:], len(row))
    several = ends - starts > 1
    yield from zip(starts[several].tolist(), ends[several].tolist(), strict=True)


def _on(one: Word, other: Word) -> bool:
    """Whether much of one word lies on the other."""
    wide = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    high = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return wide > OVER * min(one.box.width, other.box.width) and high > OVER * min(
        one.box.height, other.box.height
    )


def _same(one: Word, other: Word) -> bool:
    """Whether two words print the same at nearly the same place."""
    near = SHIFT * one.size
    return (
        one.text == other.text
        and abs(one.size - other.size) < 0.1 * one.size
        and abs(one.box.x0 - other.box.x0) < near
        and abs(one.box.x1 - other.box.x1) < near
        and abs(one.baseline - other.baseline) < near
    )


def _has_figures(one: Word, other: Word) -> bool:
    """Whether figures are at stake; what has no letter or figure, as dots to write on, is none."""
    both = [any(each.isalnum() for each in word.text) for word in (one, other)]
    return all(both) and any(each.isdigit() for each in one.text + other.text)
