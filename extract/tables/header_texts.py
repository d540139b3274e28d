"""Where the texts of a header stand that name one column each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.lines import Line
from extract.tables.alignment import Run
from extract.tables.strips import NARROW, TOUCH, Blanks, blocks, meet, texts_in, texts_in_all

ALIGNED = 2.5  # points


def header_blocks(
    rows: Sequence[Sequence[Line]], body: Sequence[Line], blanks: Blanks
) -> list[Run]:
    """Where the texts of a header stand that name one column each, left to right.

    Texts of the upper rows that name several columns print over or between those of the lower
    rows; they are left out as far as that shows no fewer columns.
    """
    best: list[Run] = []
    under, lowest = blocks(texts_in(body, blanks)), texts_in(rows[-1], blanks)
    for count in range(len(rows)):
        upper = texts_in_all(rows[count:-1], blanks)
        if any(_names_several(run, lowest, under) for run in upper):
            continue
        found = blocks(texts_in_all(rows[count:], blanks))
        if count and len(found) < 2:
            break
        above = texts_in_all(rows[:count], blanks)
        own = [run for run in above if _names_one(run, found, under)]
        found = blocks([*found, *own])
        if len(found) >= len(best):
            best = found
    return best


def parted_heads(
    heads: Sequence[Run], top: Sequence[Line], body: Sequence[Line], blanks: Blanks
) -> list[Run]:
    """Header texts so near that they read as one, parted where the body has two columns.

    They are parted too where most of their lines leave more white than a blank in one place.
    """
    heads = [part for head in heads for part in _parted_by_white(head, top, blanks)]
    words = blocks(Run(w.box.x0, w.box.x1, "") for line in top for w in line.words)
    under = blocks(texts_in(body, blanks))
    size = top[0].size
    found = list(heads)
    for left, right in pairwise(under):
        index = next((i for i, h in enumerate(found) if meet(h, left) and meet(h, right)), None)
        if index is None:
            continue
        head = found[index]
        inner = [w for w in words if meet(w, head)]
        gaps = [
            (b.x0 - a.x1, a.x1, b.x0)
            for a, b in pairwise(inner)
            if a.x0 < right.x0 and b.x1 > left.x1
        ]
        wide = max(gaps, default=(0.0, 0.0, 0.0))
        if wide[0] >= NARROW * size:
            found[index : index + 1] = [
                Run(head.x0, wide[1], head.text),
                Run(wide[2], head.x1, head.text),
            ]
    return found


def _parted_by_white(head: Run, lines: Sequence[Line], blanks: Blanks) -> list[Run]:
    """A header text of several lines in its parts: a word may fill its column on some line."""
    inside = [[w for w in line.words if meet(w.box, head)] for line in lines]
    words = blocks(Run(w.box.x0, w.box.x1, "") for members in inside for w in members)
    edges = []
    for left, right in pairwise(words):
        wide = narrow = 0
        for line, members in zip(lines, inside, strict=True):
            before = [w.box.x1 for w in members if w.box.x1 <= left.x1 + TOUCH]
            behind = [w.box.x0 for w in members if w.box.x0 >= right.x0 - TOUCH]
            if before and behind:
                is_wide = min(behind) - max(before) >= blanks.of(line)
                wide, narrow = wide + is_wide, narrow + (not is_wide)
        if wide > max(narrow, 1):
            edges.append((left.x1, right.x0))
    starts, ends = [head.x0, *(b for _, b in edges)], [*(a for a, _ in edges), head.x1]
    return [Run(x0, x1, head.text) for x0, x1 in zip(starts, ends, strict=True)]


def _names_several(text: Run, lowest: Sequence[Run], under: Sequence[Run]) -> bool:
    """Whether a text stands between those of the lowest row, over two columns of the body."""
    if any(meet(text, run) for run in lowest):
        return False
    return sum(meet(text, block) for block in under) > 1


def _names_one(text: Run, lower: Sequence[Run], under: Sequence[Run]) -> bool:
    """Whether a text of an upper header row names one column: not those of texts below it."""
    if text.x1 < lower[0].x0 or text.x0 > lower[-1].x1:
        return True
    every = blocks([*lower, *under])
    if len(blocks([*every, text])) < len(every):
        return False
    met = [block for block in lower if meet(text, block)]
    if met:
        return len(met) == 1 and _aligned(text, met[0])
    held = [block for block in under if meet(text, block)]
    return bool(held) and not any(meet(block, other) for block in held for other in lower)


def _aligned(a: Run, b: Run) -> bool:
    """Whether two texts begin, end or centre at one place."""
    offs = (a.x0 - b.x0, a.x1 - b.x1, (a.x0 + a.x1 - b.x0 - b.x1) / 2)
    return min(map(abs, offs)) <= ALIGNED
