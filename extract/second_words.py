"""The figures of a native page held against the characters that another program reads there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extract.characters import Flags
from extract.ocr.agree import FIGURE, alike, seconds
from schemas.printed import Aside, Box, Evidence, PrintedPage, Word, union

UNDECODED = re.compile(r"\(cid:\d+\)")  # a character whose font tells the other program no letter
NOTHING = "…"  # where the other program reads nothing
SLACK = 0.6  # points that the boxes of two programs may differ by
GROUP = 64.0  # points: characters are kept by bands so high
# In parts of the size of a character.
SHIFT = 0.3  # two programs place the middle of one letter no further apart
AGAIN = 0.15  # a second print of a letter, to make it bold, stands no further off
GAP, BLANK = 0.8, 0.15  # what parts runs of characters, and words
MOST = 25  # figures of a page that are told one by one
LOT = 512  # characters that are held against the words of a page at once


class Character(NamedTuple):
    """A character as the other program has it, in points of the page as displayed."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def held(page: PrintedPage, characters: Sequence[Character]) -> PrintedPage:
    """The page, its figures with the other's reading, and those that only the other reads."""
    shown = list(_printed_once(_without(characters, page.aside)))
    words = tuple(_held(page.words, _bands(shown)))
    missed = tuple(_missed(page, shown))
    more = f"{len(missed) - MOST} autres chiffres que seule la seconde lecture voit"
    warnings = (f"Page {page.number} : {more}.",) if len(missed) > MOST else ()
    return replace(page, words=words, missed=missed[:MOST], warnings=(*page.warnings, *warnings))


def _without(characters: Sequence[Character], aside: Sequence[Aside]) -> Iterable[Character]:
    """The characters but for letters that the page does not show, or that were set aside.

    Each letter set aside stands for one character: what is drawn there once more is shown.
    """
    if not aside:
        return characters
    apart: dict[str, list[Aside]] = defaultdict(list)
    for each in aside:
        apart[each[0]].append(each)
    return [each for each in characters if not _taken(each, apart.get(each.text, []))]


def _taken(character: Character, apart: list[Aside]) -> bool:
    """Whether one of these letters is that character; it is then taken from them."""
    x, near = character.middle[0], SHIFT * character.size
    for index, (_, at, y) in enumerate(apart):
        if abs(at - x) <= near and character.top - SLACK <= y <= character.bottom + SLACK:
            del apart[index]
            return True
    return False


def _printed_once(characters: Iterable[Character]) -> Iterator[Character]:
    """The characters but for those that print again what the one before them printed."""
    before: dict[tuple[str, int, int], list[Character]] = defaultdict(list)
    for each in characters:
        place = each.text, int(each.x0 // GROUP), int(each.top // GROUP)
        if any(_again(each, other) for other in before[place]):
            continue
        before[place].append(each)
        yield each


def _again(one: Character, other: Character) -> bool:
    near = AGAIN * one.size
    return abs(one.x0 - other.x0) <= near and abs(one.top - other.top) <= near


def _bands(characters: Iterable[Character]) -> dict[int, list[Character]]:
    bands: dict[int, list[Character]] = defaultdict(list)
    for each in characters:
        bands[int(each.middle[1] // GROUP)].append(each)
    return bands


def _held(words: Sequence[Word], bands: dict[int, list[Character]]) -> Iterator[Word]:
    """The words in their order, those with figures held against the other's reading."""
    told: dict[int, str] = {}
    for word in words:
        if FIGURE.search(word.text) and not word.angle:
            seen = _seen(word.box, bands)
            if not UNDECODED.search(seen):
                told[id(word)] = word.text if alike(word.text, seen) else seen
    off = {id(word) for word in words if id(word) in told and told[id(word)] != word.text}
    for line in _lines([word for word in words if not word.angle]) if off else ():
        if any(id(word) in off for word in line):
            box = union(word.box for word in line)
            # Programs that place letters otherwise still give them in the same order.
            again = seconds([word.text for word in line], _seen(box, bands))
            for word, other in zip(line, again, strict=True):
                if id(word) in off and other is not None:
                    told[id(word)] = other
    for word in words:
        yield replace(word, second=told[id(word)] or NOTHING) if id(word) in told else word


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words on one baseline, from left to right."""
    lines: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        lines[round(word.baseline)].append(word)
    for line in lines.values():
        yield sorted(line, key=lambda word: word.box.x0)


def _seen(box: Box, bands: dict[int, list[Character]]) -> str:
    """What the other program reads within a box, without its blanks."""
    first, last = int((box.top - SLACK) // GROUP), int((box.bottom + SLACK) // GROUP)
    middle = (box.top + box.bottom) / 2
    inside = [
        each
        for band in range(first - 1, last + 2)
        for each in bands.get(band, ())
        if box.x0 - SLACK <= each.middle[0] <= box.x1 + SLACK
        and each.top - SLACK <= middle <= each.bottom + SLACK
    ]
    seen = "".join(each.text for each in sorted(inside, key=lambda each: each.x0))
    return "".join(seen.split())


def _missed(page: PrintedPage, characters: Sequence[Character]) -> Iterator[Evidence]:
    """Figures of the page where no word of ours stands."""
    figures = [each for each in characters if FIGURE.search(each.text) and _is_on(page, each)]
    if _covered(figures, page.words).all():
        return
    loose = [each for each in characters if each.text.strip() and _is_on(page, each)]
    bare = [
        each
        for each, covered in zip(loose, _covered(loose, page.words).tolist(), strict=True)
        if not covered
    ]
    for run in _runs(bare):
        text = _text(run)
        if FIGURE.search(text) and not UNDECODED.search(text) and _has_more(run, loose, page):
            box = union(Box(each.x0, each.top, each.x1, each.bottom) for each in run)
            yield Evidence(page.number, box, text)


def _has_more(run: Sequence[Character], characters: Sequence[Character], page: PrintedPage) -> bool:
    """Whether the line of a run has figures that the words of the page there do not have.

    A program that does not know how wide a letter is places those that follow it elsewhere.
    """
    top, bottom = min(each.top for each in run), max(each.bottom for each in run)
    there = Counter(each.text for each in characters if top <= each.middle[1] <= bottom)
    ours = Counter(
        letter
        for word in page.words
        if top <= (word.box.top + word.box.bottom) / 2 <= bottom
        for letter in word.text
    )
    return any(FIGURE.search(each) for each in there - ours)


def _is_on(page: PrintedPage, character: Character) -> bool:
    x, y = character.middle
    return 0 <= x <= page.width and 0 <= y <= page.height


def _covered(characters: Sequence[Character], words: Sequence[Word]) -> Flags:
    """Which characters stand where a word does."""
    found = np.zeros(len(characters), np.bool_)
    if not words:
        return found
    left, top, right, bottom = np.array([word.box for word in words]).T
    across = np.array([word.angle in (90, 270) for word in words])
    x, y = (left + right) / 2, (top + bottom) / 2
    for start in range(0, len(characters), LOT):
        lot = characters[start : start + LOT]
        sides = np.array([each[1:5] for each in lot])[:, :, None]
        x0, high, x1, low = sides.transpose(1, 0, 2)
        u, v = (x0 + x1) / 2, (high + low) / 2
        # Along the writing the middle of the letter counts, across it that of the word.
        level = (
            (u >= left - SLACK) & (u <= right + SLACK) & (high <= y + SLACK) & (low >= y - SLACK)
        )
        turned = (v >= top - SLACK) & (v <= bottom + SLACK) & (x0 <= x + SLACK) & (x1 >= x - SLACK)
        found[start : start + LOT] = np.where(across, turned, level).any(axis=1)
    return found


def _runs(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """Characters that stand side by side on a line."""
    lines: dict[int, list[Character]] = defaultdict(list)
    for each in characters:
        lines[round(each.bottom)].append(each)
    for _, line in sorted(lines.items()):
        line.sort(key=lambda each: each.x0)
        run = line[:1]
        for before, each in pairwise(line):
            if each.x0 - before.x1 > GAP * each.size:
                yield run
                run = []
            run.append(each)
        yield run


def _text(run: Sequence[Character]) -> str:
    parts = [run[0].text]
    for before, each in pairwise(run):
        parts.append(f" {each.text}" if each.x0 - before.x1 > BLANK * each.size else each.text)
    return "".join(parts)
