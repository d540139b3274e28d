"""What `extract` gives: what is printed, and where.

Geometry is in PDF points, origin at the top left of the page as displayed (rotation and crop
applied); pages count from 1.  The hot shapes (a page has a thousand words) are slotted
dataclasses, not pydantic models: they never leave the process.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import Any, Literal, NamedTuple, cast

Ruling = Literal["full", "horizontal", "none"]
Layer = Literal["native", "ocr", "image", "empty", "nonsense"]
"""Whence the text of a page: its own, recognised in its picture; or why it has none."""

Back = tuple[float, float, float, float, float, float]
"""The affine map from a page made upright and level to the page as displayed, in points.

(a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f.
"""


class Box(NamedTuple):
    """A rectangle in points from the top left of the page as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


make_box = cast(Callable[[tuple[float, ...]], Box], partial(tuple.__new__, Box))
"""A box of its four sides, made without a detour: a page has thousands."""


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; raises ValueError on none."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


@dataclass(slots=True, eq=False)
class Word:
    """Characters printed in one go, between blanks; never changed once made.

    Not frozen: to make a frozen one takes five times as long, and a page has hundreds.

    `edges` has len(text)+1 positions along the direction of writing (x, or y where the text is
    turned), so that any slice of the word has its own box.  `raised` lists the slices (start,
    end) of `text` that are printed as superscripts.  `space` is the blank printed before the
    word on its line: empty when the word touches what precedes it or opens a line.  `second` is
    what an independent second reading says: `text` itself where it confirms it, None where there
    was none; it is empty where nothing is read for sure, be it for what is printed at the word.
    """

    text: str
    page: int
    box: Box
    baseline: float
    size: float
    bold: bool
    italic: bool
    angle: int  # degrees clockwise of the writing as displayed: 0, 90, 180, 270
    edges: Sequence[float]
    raised: tuple[tuple[int, int], ...] = ()
    space: str = " "
    second: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether it was read twice, and not alike."""
        return self.second is not None and self.second != self.text

    def part(self, start: int, end: int) -> Box:
        """The box of the characters start..end of this word."""
        if start == 0 and end == len(self.text):
            return self.box
        low, high = sorted((self.edges[start], self.edges[end]))
        if self.angle in (90, 270):
            return Box(self.box.x0, low, self.box.x1, high)
        return Box(low, self.box.top, high, self.box.bottom)


class Rule(NamedTuple):
    """A ruling line: a stroke or a thin filled rectangle; horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float
    vertical: bool
    dashed: bool = False

    @property
    def at(self) -> float:
        """The position across the line: x of a vertical one, y of a horizontal one."""
        return (self.x0 + self.x1) / 2 if self.vertical else (self.top + self.bottom) / 2

    @property
    def span(self) -> tuple[float, float]:
        """Where it starts and ends along its direction."""
        return (self.top, self.bottom) if self.vertical else (self.x0, self.x1)


class Fill(NamedTuple):
    """A filled area wide and high enough to be a background; colour as 0xRRGGBB."""

    box: Box
    colour: int


class Evidence(NamedTuple):
    """Where something is printed, and how."""

    page: int
    box: Box
    raw: str


Aside = tuple[str, float, float]
"""A letter that the page does not show, or that was set aside, and its centre, in points."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintedPage:
    """One page as read: everything that the later steps need of it."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    image_share: float  # part of the page that pictures cover, 0 to 1
    unmapped: int  # characters whose font has no mapping to Unicode
    hidden: int = 0  # characters that are drawn invisibly (an OCR layer, as a rule)
    recognised: bool = False  # read from its picture
    back: Back | None = None  # where its geometry is that of the page made upright and level
    warnings: tuple[str, ...] = ()
    aside: tuple[Aside, ...] = ()  # letters that no word holds
    missed: tuple[Evidence, ...] = ()  # figures that a second reading alone sees


class Piece(NamedTuple):
    """Characters w0..w1 of a word, standing at `start` in a Text."""

    start: int
    word: Word
    w0: int
    w1: int
    newline: bool  # whether the piece opens a new printed line


make_piece = cast(Callable[[tuple[Any, ...]], Piece], partial(tuple.__new__, Piece))
"""A piece of all of its fields, made without a detour: there is one for each word."""


@dataclass(slots=True, eq=False)
class Text:
    """A run of words that can be sliced and still tells where it stands; never changed once made.

    `value` is the text to read: lines joined by a space, words hyphenated at a line's end
    joined; `raw` gives it as printed, one line each.
    """

    value: str = ""
    pieces: Sequence[Piece] = ()  # those of a long document are made when asked for

    def __str__(self) -> str:
        return self.value

    def __len__(self) -> int:
        return len(self.value)

    def __bool__(self) -> bool:
        return bool(self.value.strip())

    def slice(self, start: int, end: int) -> Text:
        """Characters start..end, with the pieces that print them."""
        start, end = max(start, 0), min(end, len(self.value))
        if start == 0 and end == len(self.value):
            return self
        kept = []
        pieces = self.pieces[:]
        first = max(bisect_right(pieces, start, key=itemgetter(0)) - 1, 0)
        for piece in islice(pieces, first, None):
            at, word, w0, w1, newline = piece
            if at >= end:
                break
            if start <= at and at + w1 - w0 <= end and w0 < w1:
                kept.append(make_piece((at - start, word, w0, w1, newline)) if start else piece)
                continue
            low, high = max(start, at), min(end, at + w1 - w0)
            if low < high:
                shift = w0 - at
                opens = newline and low == at
                kept.append(make_piece((low - start, word, low + shift, high + shift, opens)))
        return Text(self.value[start:end], tuple(kept))

    def strip(self) -> Text:
        """Without the blanks at both ends."""
        start = len(self.value) - len(self.value.lstrip())
        return self.slice(start, max(len(self.value.rstrip()), start))

    @property
    def raw(self) -> str:
        """As printed: its lines apart, a hyphen at a line's end kept."""
        out: list[str] = []
        pieces = self.pieces[:]
        for index, (_, word, w0, w1, newline) in enumerate(pieces):
            if index:
                previous = pieces[index - 1]
                if newline:
                    out.append(previous.word.text[previous.w1 :] + "\n")
                elif previous.word != word:
                    out.append(word.space)
            out.append(word.text[w0:w1])
        return "".join(out)

    @property
    def page(self) -> int:
        """The page that it starts on; 0 when there is nothing."""
        return self.pieces[0].word.page if self.pieces else 0

    @property
    def page_end(self) -> int:
        """The page that it ends on; 0 when there is nothing."""
        return self.pieces[-1].word.page if self.pieces else 0

    def boxes(self) -> Iterator[tuple[int, Box]]:
        """Page and box of each piece."""
        for piece in self.pieces:
            yield piece.word.page, piece.word.part(piece.w0, piece.w1)

    @property
    def box(self) -> Box:
        """Around what stands on the first page of it; a point at the origin when empty."""
        page = self.page
        here = [word.part(w0, w1) for _, word, w0, w1, _ in self.pieces if word.page == page]
        return union(here) if here else Box(0.0, 0.0, 0.0, 0.0)

    @property
    def evidence(self) -> Evidence:
        """Page, box and printed text."""
        return Evidence(self.page, self.box, self.raw)

    @property
    def raised(self) -> tuple[tuple[int, int], ...]:
        """The slices of `value` that are printed as superscripts."""
        found = []
        for start, word, w0, w1, _ in self.pieces:
            for low, high in word.raised:
                first, last = max(low, w0), min(high, w1)
                if first < last:
                    found.append((start + first - w0, start + last - w0))
        return tuple(found)

    @property
    def bold(self) -> bool:
        """Whether every word of it is bold."""
        return bool(self.pieces) and all(piece.word.bold for piece in self.pieces)

    @property
    def doubtful(self) -> bool:
        """Whether one of its words was read twice, and not alike."""
        return any(piece.word.doubtful for piece in self.pieces)

    @staticmethod
    def join(texts: Sequence[Text], separator: str = " ") -> Text:
        """Texts one after the other; each but the first opens a new line in `raw`."""
        value: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for text in texts:
            if value:
                value.append(separator)
                length += len(separator)
            opens = bool(value)
            for start, word, w0, w1, newline in text.pieces:
                pieces.append(make_piece((start + length, word, w0, w1, newline or opens)))
                opens = False
            value.append(text.value)
            length += len(text.value)
        return Text("".join(value), tuple(pieces))


@dataclass(slots=True, eq=False)
class PrintedCell:
    """A cell of a table; `box` is the cell's own area, `text` tells where its words stand.

    Never changed once made, as words are not, and like them not frozen.
    """

    row: int  # 0-based, header rows included
    column: int  # 0-based
    row_span: int
    column_span: int
    text: Text
    page: int
    box: Box
    second: str | None = None  # another program's reading; its text where that confirms it


@dataclass(frozen=True, slots=True, eq=False)
class PrintedTable:
    """One table, over as many pages as it runs; cells cover every slot once."""

    page: int
    page_end: int
    box: Box  # on its first page
    ruling: Ruling
    rows: int
    columns: int
    header_rows: int
    cells: tuple[PrintedCell, ...]
    caption: Text = field(default_factory=Text)
    boxes: tuple[tuple[int, Box], ...] = ()  # its area on each of its pages
    sure: bool = True
    warnings: tuple[str, ...] = ()


BlockKind = Literal["heading", "paragraph", "bullet", "table", "note", "toc"]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A heading, paragraph, bullet, table, footnote or line of a table of contents."""

    kind: BlockKind
    text: Text
    level: int = 0  # of a heading: 1 is the highest; of a bullet: 1 is the outermost
    number: str = ""  # of a heading, as printed without its last dot
    marker: str = ""  # of a bullet
    title: Text = field(default_factory=Text)  # of a heading: its text without its number
    table: PrintedTable | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PrintedSection:
    """A heading and what stands under it, up to the next heading of any level."""

    index: int  # position in the outline, 0-based
    parent: int | None
    level: int
    number: str
    title: Text
    heading: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PageFacts:
    """What stays known of a page once it is released."""

    number: int
    width: float
    height: float
    text_layer: Layer
    read_twice: bool = False  # its figures were read a second time
    unsure: bool = False  # something printed at some of its figures makes them doubtful


@dataclass(frozen=True, slots=True, eq=False)
class PrintedDocument:
    """A whole document as printed; `preamble` is what stands before the first heading."""

    pages: tuple[PageFacts, ...]
    preamble: tuple[Block, ...]
    sections: tuple[PrintedSection, ...]
    furniture: tuple[Text, ...]  # running headers, footers, page numbers
    warnings: tuple[str, ...] = ()
    missed: tuple[Evidence, ...] = ()  # figures that a second reading alone sees

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        yield from self.preamble
        for section in self.sections:
            yield from section.blocks
