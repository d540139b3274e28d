"""Words to printed lines, and lines to Text: hyphens at a line's end, blanks, superscripts."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby
from math import inf
from operator import attrgetter, itemgetter, sub

from extract.doubts import doubt
from extract.superscripts import FIGURES, is_unclear, superscript
from schemas.printed import Box, Piece, Text, Word, make_box, make_piece

# In parts of the font size.
RISE = 0.72  # height of a capital: the band of a line runs from there to its baseline
SHARED = 0.5  # part of the smaller band that two words of one line share
TOUCHING = 0.14  # a gap below this is no blank
BEFORE = 0.35  # a mark stands no further before the word that it opens
SMALL, LIFT = 0.86, (0.1, 0.75)  # a mark is set so small, and so high above the baseline
FULL = 1.02  # of the size of a word: what is raised on it is no larger
MARK = re.compile(r"\(?\d{1,2}\)?")
HYPHENS = "-\u2010\u00ad"


@dataclass(slots=True, eq=False)
class Line:
    """Words on one baseline, from left to right; never changed once made."""

    words: Sequence[Word]  # those of a long document are made when asked for
    box: Box
    baseline: float
    size: float
    bold: bool
    letters: int
    _text: str | None = None  # once somebody asked
    _widest: float | None = None

    @property
    def page(self) -> int:
        """Its page, 1-based."""
        return self.words[0].page

    @property
    def text(self) -> str:
        """Its words with the blanks between them."""
        if self._text is None:
            self._text = joined(self.words)
        return self._text

    @property
    def widest(self) -> float:
        """The widest blank between two of its words, in points; -inf where it has one word."""
        if self._widest is None:
            x0s, _, x1s, _ = zip(*[word.box for word in self.words], strict=True)
            self._widest = max(map(sub, x0s[1:], x1s), default=-inf)
        return self._widest


def joined(words: Sequence[Word]) -> str:
    """The text of words that follow each other on a line, with the blanks between them."""
    return words[0].text + "".join([word.space + word.text for word in words[1:]])


def make_line(words: Iterable[Word]) -> Line:
    """A line of these words; at least one."""
    ordered = sorted(words, key=_left)
    if len(ordered) == 1:
        return _lone(ordered[0])
    for place in [place for place, word in enumerate(ordered) if place and not word.space]:
        ordered[place] = _spaced(ordered[place - 1], ordered[place])
    size, base = _setting(ordered)
    _, tops, x1s, bottoms = zip(*[word.box for word in ordered], strict=True)
    box = make_box((ordered[0].box[0], min(tops), max(x1s), max(bottoms)))
    letters = len("".join([word.text for word in ordered]))
    heavy = len("".join([word.text for word in ordered if word.bold]))
    return Line(tuple(ordered), box, base, size, heavy > 0.8 * letters, letters)


def _lone(word: Word) -> Line:
    """The line of one word: in tables, every other line is one."""
    letters = len(word.text)
    bold = word.bold and letters > 0
    return Line((word,), word.box, word.baseline, round(word.size, 1), bold, letters)


def _left(word: Word) -> float:
    return word.box[0]


def _setting(words: Sequence[Word]) -> tuple[float, float]:
    """The size that most letters of a line are set in, and the baseline of its first word."""
    printed = {word.size for word in words}
    if len(printed) == 1:
        return round(words[0].size, 1), words[0].baseline
    sizes = {size: round(size, 1) for size in printed}
    weight: dict[float, int] = {}
    for word in words:
        size = sizes[word.size]
        weight[size] = weight.get(size, 0) + len(word.text)
    size = max(weight, key=lambda each: (weight[each], each))
    return size, next(word for word in words if sizes[word.size] == size).baseline


def group_lines(words: Iterable[Word]) -> list[Line]:
    """Upright words gathered into lines, from top to bottom; other words are left out."""
    bands: list[tuple[float, float, list[Word]]] = []  # by their lower ends
    lowers: list[float] = []
    tallest = 0.0
    for alike in _alike(words):
        size, bottom = alike[0].size, alike[0].baseline
        top = bottom - RISE * size
        first = bisect_right(lowers, top)
        near = bands[first : bisect_left(lowers, bottom + tallest)]
        home = (_home(near, top, bottom) or _noted(near, alike)) if near else None
        if home is not None:
            home += alike
            continue
        place = bisect_right(lowers, bottom)
        bands.insert(place, (top, bottom, alike))
        lowers.insert(place, bottom)
        tallest = max(tallest, bottom - top)
    return [make_line(members) for _, _, members in bands]


def _alike(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Upright words of one size on one baseline, which belong together; the largest first."""
    rows: dict[tuple[float, float], list[Word]] = {}
    upright = [word for word in words if not word.angle]
    sizes = {size: -round(size, 1) for size in {word.size for word in upright}}
    for word in upright:
        key = sizes[word.size], word.baseline
        if key in rows:
            rows[key].append(word)
        else:
            rows[key] = [word]
    # Sizes that are the same but for less than a tenth of a point are taken as they come.
    several = len(sizes) > len(set(sizes.values()))
    for _, row in sorted(rows.items(), key=itemgetter(0)):
        for size, members in groupby(row, attrgetter("size")) if several else [(row[0].size, row)]:
            if size > 0:
                yield list(members)
            else:
                yield from ([word] for word in members)


def _home(
    bands: Sequence[tuple[float, float, list[Word]]], top: float, bottom: float
) -> list[Word] | None:
    """The band that shares most height with top..bottom, if that is enough."""
    best, most = None, SHARED
    height = bottom - top or 1.0
    for upper, lower, members in bands:
        shared = (min(lower, bottom) - max(upper, top)) / min(height, lower - upper or 1.0)
        if shared > most:
            best, most = members, shared
    return best


def _noted(
    bands: Sequence[tuple[float, float, list[Word]]], marks: list[Word]
) -> list[Word] | None:
    """The band of the line whose words raised marks open or close: they share little height."""
    if not all(FIGURES.fullmatch(mark.text) for mark in marks):
        return None
    for _, _, members in bands:
        if all(
            any(_opens(mark, word) or _closes(word, mark) for word in members) for mark in marks
        ):
            return members
    return None


def _opens(mark: Word, word: Word) -> bool:
    """Whether a small raised mark is printed right before a word."""
    lift = word.baseline - mark.baseline
    raised = mark.size <= SMALL * word.size and LIFT[0] * word.size < lift < LIFT[1] * word.size
    alone = MARK.fullmatch(mark.text) is not None
    return (
        raised and alone and 0 <= word.box.x0 - mark.box.x1 + 0.05 * word.size < BEFORE * word.size
    )


def _closes(word: Word, mark: Word) -> bool:
    """Whether figures or signs, of any size up to the word's, are printed raised right on it."""
    lift = word.baseline - mark.baseline
    if not LIFT[0] * word.size < lift < LIFT[1] * word.size or mark.size > FULL * word.size:
        return False
    near = abs(mark.box.x0 - word.box.x1) < TOUCHING * word.size
    return near and FIGURES.fullmatch(mark.text) is not None


def _spaced(before: Word, word: Word) -> Word:
    """The word with the blank that is seen before it, where the content stream gives none."""
    if word.space:
        return word
    gap = word.box.x0 - before.box.x1
    if gap > TOUCHING * word.size:
        return replace(word, space=" ")
    if before.baseline != word.baseline and before.text[-1:].isdigit():
        _hold(before, word)
    return word


def _hold(before: Word, word: Word) -> None:
    """Doubts a figure on which something is set off its baseline that may belong to it."""
    off = abs(before.baseline - word.baseline) > LIFT[0] * before.size
    figures = any(each.isdigit() for each in word.text)
    if off and figures and (not _closes(before, word) or is_unclear(word.text)):
        doubt(before)
        doubt(word)


def text_of(lines: Sequence[Line]) -> Text:
    """Lines as one running text; raised figures come as superscripts."""
    value: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for index, line in enumerate(lines):
        small, high = SMALL * line.size, line.baseline - LIFT[0] * line.size
        for position, word in enumerate(line.words):
            separator, shown, opens = word.space, word.text, False
            if word.raised or word.size <= small or word.baseline < high:
                shown = _shown(word, line, position)
                if position and separator and _hangs(line.words[position - 1], word, line):
                    separator = ""
            if not position:
                opens = index > 0
                cut = _cut(lines[index - 1].words[-1].text, word.text) if opens else "keep"
                separator = "" if cut else " "
                if cut == "drop":
                    last = pieces[-1]
                    pieces[-1] = last._replace(w1=last.w1 - 1)
                    value[-1] = value[-1][:-1]
                    length -= 1
            if separator:
                value.append(separator)
                length += len(separator)
            value.append(shown)
            count = len(shown)
            pieces.append(make_piece((length, word, 0, count, opens)))
            length += count
    return Text("".join(value), tuple(pieces))


def _shown(word: Word, line: Line, position: int) -> str:
    """The text of a word, what is raised of it as superscripts: `200¹`, not `2001`."""
    text = word.text
    slices = word.raised
    if not slices and position and _is_mark(line.words[position - 1], word, line):
        slices = ((0, len(text)),)
    for low, high in slices:
        if low or position:
            text = text[:low] + superscript(text[low:high]) + text[high:]
    return text


def _is_mark(before: Word, word: Word, line: Line) -> bool:
    """Whether a word of a line is a raised mark: a short and small one, or one right on another."""
    lift = line.baseline - word.baseline
    raised = word.size <= SMALL * line.size and LIFT[0] * line.size < lift < LIFT[1] * line.size
    return (raised and MARK.fullmatch(word.text) is not None) or _closes(before, word)


def _hangs(before: Word, word: Word, line: Line) -> bool:
    """Whether a raised mark is printed right on the word before it."""
    near = word.box.x0 - before.box.x1 < TOUCHING * line.size
    return near and _is_mark(before, word, line)


def _cut(before: str, after: str) -> str:
    """Whether a word is cut between two lines: empty, `keep` or `drop` its hyphen."""
    if len(before) < 2 or before[-1] not in HYPHENS or not after[:1].isalnum():
        return ""
    head = before[:-1]
    if not head[-1].isalnum():
        return ""
    if not (head[-1].isalpha() and after[0].islower()):
        return "keep"
    stem = head.rsplit("-", 1)[-1].lstrip("(«\"'").replace("’", "'")
    keeps = _compounds("keeps")
    return "keep" if stem.lower() in keeps or _links(stem, after) else "drop"


def _links(stem: str, after: str) -> bool:
    """Whether what follows a hyphen is the link of a compound: `Lons-` then `le-Saunier`."""
    link, hyphen, rest = after.partition("-")
    if hyphen and rest[:1].isalpha():
        return link in _compounds("links")
    return stem[:1].isupper() and link.rstrip(",;.:)»") in _compounds("places")


@cache
def _compounds(kind: str) -> frozenset[str]:
    text = files("extract.data").joinpath("hyphens.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind])
