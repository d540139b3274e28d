"""The words of long documents in a compact form: made again when somebody asks for them.

A word takes a kilobyte as an object, seventy bytes here.  Nothing that is read of a document
changes: what was put away comes back equal, and two copies of one word are equal.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from extract.lines import Line
from schemas.printed import Box, Piece, Text, Word

PAGE = 16  # bits of a word's number that count within its pack
AT_HAND = 4096  # words made again that stay so for a while

_Item = TypeVar("_Item")


class Stored(Word):
    """A word on its shelf, which says what it is when first asked; equal to its other copies."""

    __slots__ = ("number", "shelf")

    number: int
    shelf: Shelf

    def __new__(cls, *said: Any, **named: Any) -> Word:  # type: ignore[misc]
        """A changed copy is a word of its own, which no shelf has."""
        return Word(*said, **named)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Called for what is not set yet."""
            if name in Stored.__slots__:
                raise AttributeError(name)
            self.shelf.fill(self)
            return object.__getattribute__(self, name)

    def __eq__(self, other: object) -> bool:
        return self is other or (
            type(other) is Stored and other.number == self.number and other.shelf is self.shelf
        )

    def __hash__(self) -> int:
        return hash(self.number)


def is_made(word: Word) -> bool:
    """Whether a word says by itself what it is: a stored one that nobody asked does not yet."""
    try:
        object.__getattribute__(word, "box")
    except AttributeError:
        return False
    return True


class _Pack:
    """Some words of one page, in columns."""

    __slots__ = (
        "_edges",
        "_heights",
        "_look",
        "_looks",
        "_sides",
        "_starts",
        "_tall",
        "_text",
        "page",
    )

    def __init__(self, words: Sequence[Word]) -> None:
        self.page = words[0].page
        self._text = "".join([word.text for word in words])
        self._starts = array("I", accumulate([len(word.text) for word in words], initial=0))
        self._edges = _floats(list(chain.from_iterable([word.edges for word in words])))
        self._sides = _floats([side for word in words for side in (word.box[0], word.box[2])])
        tall = [(word.box[1], word.box[3], word.baseline, word.size) for word in words]
        bits, rows = np.unique(np.array(tall).view(np.int64), return_inverse=True)
        self._heights = array("d", bits.tobytes())
        kind = "H" if len(bits) <= 1 << PAGE else "I"
        self._tall = array(kind, rows.astype(f"=u{array(kind).itemsize}").tobytes())
        looks: dict[tuple[Any, ...], int] = {}
        self._look = array("H", [looks.setdefault(_look(word), len(looks)) for word in words])
        self._looks = list(looks)

    def fill(self, word: Word, at: int) -> None:
        """Sets all that there is to say of the word at a position."""
        start, end = self._starts[at], self._starts[at + 1]
        rows, heights = self._tall[4 * at : 4 * at + 4], self._heights
        word.text = self._text[start:end]
        word.box = Box(
            self._sides[2 * at], heights[rows[0]], self._sides[2 * at + 1], heights[rows[1]]
        )
        word.baseline, word.size = heights[rows[2]], heights[rows[3]]
        word.edges = self._edges[start + at : end + at + 1]
        (word.bold, word.italic, word.angle, word.raised, word.space, word.second) = self._looks[
            self._look[at]
        ]


def _look(word: Word) -> tuple[Any, ...]:
    return word.bold, word.italic, word.angle, word.raised, word.space, word.second


def _floats(values: list[float]) -> array[float]:
    """The values, in half the room where that loses nothing."""
    wide = np.array(values)
    slim = wide.astype(np.float32)
    if (slim == wide).all():
        return array("f", slim.tobytes())
    return array("d", wide.tobytes())


class Shelf:
    """What is put away of one document."""

    def __init__(self) -> None:
        self._packs: list[_Pack] = []
        self._at_hand: OrderedDict[int, tuple[object, tuple[Any, ...]]] = OrderedDict()
        self._count = 0
        self._moves: Mapping[int, Callable[[Word], None]] = {}

    def move(self, moves: Mapping[int, Callable[[Word], None]]) -> None:
        """From now on the words of some pages come back elsewhere: by page, what moves a word."""
        self._moves = moves
        self._at_hand.clear()
        self._count = 0

    def put(self, lines: Iterable[Line], texts: Iterable[Text]) -> None:
        """Puts the words of some lines and texts of one page away."""
        lines = {id(line): line for line in lines if type(line.words) is tuple}.values()
        texts = [text for text in texts if type(text.pieces) is tuple and text.pieces]
        words = {id(word): word for line in lines for word in line.words}
        words |= {id(piece.word): piece.word for text in texts for piece in text.pieces}
        numbers = self._numbered(words)
        if numbers is None:
            return
        for line in lines:
            _ = line.text  # made for good while its words are there
            line.words = _Words(self, [numbers[id(word)] for word in line.words])
        for text in texts:
            _set_pieces(text, self, [numbers[id(piece.word)] for piece in text.pieces])

    def _numbered(self, words: dict[int, Word]) -> dict[int, int] | None:
        """The number of each word by its id(); None where there is no room for them."""
        fresh = [word for word in words.values() if type(word) is not Stored]
        if len(fresh) > 1 << PAGE - 2 or len(self._packs) >= 1 << PAGE:
            return None
        numbers = {key: word.number for key, word in words.items() if type(word) is Stored}
        if fresh:
            first = len(self._packs) << PAGE
            self._packs.append(_Pack(fresh))
            numbers |= {id(word): first + at for at, word in enumerate(fresh)}
        return numbers

    def word(self, number: int) -> Stored:
        """A word by its number."""
        made: Stored = object.__new__(Stored)
        made.number, made.shelf = number, self
        made.page = self._packs[number >> PAGE].page
        return made

    def fill(self, word: Stored) -> None:
        """Sets all that there is to say of a word."""
        self._packs[word.number >> PAGE].fill(word, word.number & (1 << PAGE) - 1)
        move = self._moves.get(word.page)
        if move is not None:
            move(word)

    def at_hand(self, owner: _Kept[_Item]) -> tuple[_Item, ...]:
        """What an owner holds, made again unless it was a short while ago."""
        known = self._at_hand.get(id(owner))
        if known is not None:
            self._at_hand.move_to_end(id(owner))
            return known[1]
        made = owner.made()
        self._at_hand[id(owner)] = owner, made
        self._count += len(made)
        while self._count > AT_HAND and len(self._at_hand) > 1:
            _, (_, gone) = self._at_hand.popitem(last=False)
            self._count -= len(gone)
        return made

    def is_at_hand(self, owner: object) -> bool:
        """Whether it need not be made again."""
        return id(owner) in self._at_hand


class _Kept(Sequence[_Item]):
    """A tuple that is made again each time."""

    __slots__ = ("_packed", "_shelf")
    _width = 1

    def __init__(self, shelf: Shelf, numbers: Sequence[int]) -> None:
        self._shelf = shelf
        self._packed = array("I", numbers).tobytes()  # which takes less than the array

    @property
    def _numbers(self) -> memoryview[int]:
        return memoryview(self._packed).cast("I")

    def __len__(self) -> int:
        return len(self._packed) // (4 * self._width)

    @overload
    def __getitem__(self, at: int) -> _Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_Item, ...]: ...
    def __getitem__(self, at: int | slice) -> _Item | tuple[_Item, ...]:
        if isinstance(at, int) and not self._shelf.is_at_hand(self):
            return self.one(range(len(self))[at])
        return self._shelf.at_hand(self)[at]

    def __iter__(self) -> Iterator[_Item]:
        return iter(self._shelf.at_hand(self))

    @abstractmethod
    def made(self) -> tuple[_Item, ...]:
        """All of it."""

    @abstractmethod
    def one(self, at: int) -> _Item:
        """What stands at a position from 0."""


class _Words(_Kept[Word]):
    """The words of a line."""

    __slots__ = ()

    def made(self) -> tuple[Word, ...]:
        return tuple(map(self._shelf.word, self._numbers))

    def one(self, at: int) -> Word:
        return self._shelf.word(self._numbers[at])


class _Pieces(_Kept[Piece]):
    """The pieces of a text: four numbers for each."""

    __slots__ = ()
    _width = 4

    def made(self) -> tuple[Piece, ...]:
        flat = iter(self._numbers)
        word = self._shelf.word
        return tuple(
            Piece(start, word(number), w0, end >> 1, bool(end & 1))
            for number, start, w0, end in zip(flat, flat, flat, flat, strict=True)
        )

    def one(self, at: int) -> Piece:
        number, start, w0, end = self._numbers[4 * at : 4 * at + 4]
        return Piece(start, self._shelf.word(number), w0, end >> 1, bool(end & 1))


def _set_pieces(text: Text, shelf: Shelf, numbers: list[int]) -> None:
    rows = zip(numbers, text.pieces, strict=True)
    flat = [
        each
        for number, (start, _, w0, w1, newline) in rows
        for each in (number, start, w0, w1 << 1 | newline)
    ]
    object.__setattr__(text, "pieces", _Pieces(shelf, flat))


def put_away(text: Text) -> Text:
    """The same text, its words put away where all were before."""
    pieces = text.pieces
    if type(pieces) is tuple and pieces:
        numbers = _known([piece.word for piece in pieces])
        if numbers:
            _set_pieces(text, pieces[0].word.shelf, numbers)
    return text


def put_line_away(line: Line) -> Line:
    """The same line, its words put away where all were before."""
    words = line.words
    if type(words) is tuple:
        numbers = _known(words)
        if numbers:
            line.words = _Words(words[0].shelf, numbers)
    return line


def _known(words: Sequence[Word]) -> list[int]:
    """The numbers of words that are all made again from a shelf; empty elsewhere."""
    if type(words[0]) is not Stored:
        return []
    numbers = [word.number for word in words if type(word) is Stored]
    return numbers if len(numbers) == len(words) else []
