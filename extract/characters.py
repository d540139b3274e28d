"""What PDFium says of a page's characters, in columns: one row for each letter that is drawn.

A page has thousands of characters, so nothing is done here one character at a time: PDFium is
asked through `map`, and what it answers is computed on as whole columns.
"""

from __future__ import annotations

import ctypes as c
import unicodedata
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.clipping import Clips
from extract.digits import spell_figures
from extract.pdfium import (
    MANY,
    Canvas,
    box_slots,
    char_box,
    char_code,
    char_object,
    is_generated,
    reference,
    text_codes,
)
from extract.styles import Style, Styles

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LETTER, BLANK, NOTHING = range(3)
# What is out of the common in a character, a bit each; most pages have next to none of it.
CONTROL, UNTOLD, NONE, HYPHEN, LIGATURE, FIGURE, RINGED = 1, 2, 4, 8, 16, 32, 64
STRANGE = CONTROL | UNTOLD | RINGED
BLANKS = (0x20, 0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F,
          0x205F, 0x2060, 0x3000, 0xFEFF)  # fmt: skip
NOTHINGS = (0x0A, 0x0D, 0x200C, 0x200D)  # line ends and what has no width
# PDFium marks a hyphen that ends a line with these.
LINE_END_HYPHENS = (0x02, 0xAD, 0xFFFE)
SOFT = 0xAD
# What Windows-1252 prints with codes that are controls elsewhere, and the marks of PDFium.
SIGNS = (0x02, 0x80, 0x85, *range(0x8B, 0x8D), *range(0x91, 0x98), 0x99, 0x9B, 0x9C)
CIRCLED = (*range(0x2460, 0x2474), 0x24EA, *range(0x2776, 0x2794))
FIRST_LIGATURE = 0xFB00
LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
GENERATED_GAP = 0.08  # of the size: a gap that confirms a blank which PDFium assumed
ASSUMED = -1  # stands for a blank that PDFium adds of its own
LOST = 0xFFFD  # stands for a character that cannot be told
LAST = 0x10FFFF
HALF_PAIR = 0xD800 >> 11  # how every half of a pair of UTF-16 begins
HIGH = 0x2100  # few characters are beyond
STRIDE = 8
COMMON = 0.3  # part of a page's letters that no character makes by itself in a text
SHAPE = 0.03  # part of its size by which the boxes of one character of one font may differ


def _kinds() -> npt.NDArray[np.uint8]:
    kinds = np.full(0x10000, LETTER, np.uint8)
    kinds[list(BLANKS)] = BLANK
    kinds[list(NOTHINGS)] = NOTHING
    return kinds


def _oddities() -> npt.NDArray[np.uint8]:
    odd = np.zeros(0x10000, np.uint8)
    odd[0x01:0x20] = odd[0x7F:0xA0] = CONTROL
    odd[list(SIGNS)] = 0
    odd[0xE000:0xF900] = odd[LOST] = UNTOLD
    odd[0] = odd[0xD800:0xE000] = UNTOLD | NONE
    odd[list(LINE_END_HYPHENS)] |= HYPHEN
    odd[FIRST_LIGATURE : FIRST_LIGATURE + len(LIGATURES)] |= LIGATURE
    odd[
        [code for code in range(0x600, 0xFFFF) if unicodedata.decimal(chr(code), None) is not None]
    ] = FIGURE
    odd[0xF730:0xF73A] = odd[0xFF01:0xFF5F] = odd[0xFFFF] = FIGURE
    odd[list(CIRCLED)] = RINGED
    return odd


KINDS = _kinds()
ODD = _oddities()


@dataclass(slots=True)
class Letters:
    """The letters of a page in the order of its content, a row each; the columns are as long."""

    index: Integers  # PDFium's; the letters of a ligature may share one
    code: Integers  # Unicode
    style: Integers  # row in the page's styles
    box: Floats  # left, right, bottom, top in PDF user space; one column per letter
    owner: npt.NDArray[np.uint64]  # the text object that draws it

    def __len__(self) -> int:
        return len(self.index)

    def only(self, rows: Flags | Integers) -> Letters:
        """These rows alone."""
        return Letters(
            self.index[rows], self.code[rows], self.style[rows], self.box[:, rows], self.owner[rows]
        )

    @property
    def text(self) -> str:
        """One character per row."""
        return self.code.astype("<u4").tobytes().decode("utf-32-le")


@dataclass(slots=True)
class Characters:
    """The letters of a page with their styles, and the blanks between them."""

    letters: Letters
    styles: list[Style]
    blanks: Integers  # Unicode of the blank before each letter; 0 for none, or ASSUMED
    unmapped: int = 0
    oblique: str = ""
    masked: str = ""
    aside: list[Letters] = field(default_factory=list)  # those of what is oblique or masked
    odd: bool = False  # whether some are ones that no font names, or signs of figures


def read_characters(textpage: Any, canvas: Canvas, clips: Clips) -> Characters:
    """The letters of a page, but for what is drawn obliquely or out of sight."""
    handle = c.cast(textpage, c.c_void_p).value
    assert handle is not None
    codes = _codes(handle, pdfium_c.FPDFText_CountChars(textpage))
    kinds = KINDS[np.minimum(codes, 0xFFFF)]
    styles = Styles(textpage, handle, canvas, clips)
    drawn = np.flatnonzero(kinds == LETTER)
    if not len(drawn):
        return Characters(
            Letters(drawn, drawn, drawn, np.empty((4, 0)), drawn.astype(np.uint64)), [], drawn
        )
    letters = _letters(handle, codes, drawn, styles)
    odd = _oddity(letters.code)
    unmapped = _unmapped(letters, odd)
    if odd.any():
        letters.code[odd & NONE > 0] = LOST
        if (odd & HYPHEN).any():
            _hyphens(letters)
        if (odd & FIGURE).any():
            spell_figures(letters.code)
    _no_digits(letters, styles.found)
    if (odd & LIGATURE).any():
        letters = _spelt(letters)
    found = Characters(letters, styles.found, drawn, unmapped)
    found.odd = bool((odd & STRANGE).any()) or bool((letters.code == LOST).any())
    found.masked = _set_apart(found, [style.masked for style in styles.found])
    found.oblique = _set_apart(found, [style.oblique for style in styles.found])
    certain = _stand_apart(found, canvas)
    places = np.flatnonzero(kinds == BLANK)
    found.blanks = _blanks(handle, codes, places, found.letters.index, certain)
    return found


def _codes(handle: int, count: int) -> Integers:
    """The Unicode of each character, at the index that PDFium counts it under."""
    if count <= 0:
        return np.empty(0, np.int64)
    room = np.zeros(count + 1, np.uint16)
    written = text_codes(handle, 0, count, room.ctypes.data)
    if written == count + 1 and not (room >> 11 == HALF_PAIR).any():
        return room[:count].astype(np.int64)
    return np.fromiter(map(char_code, repeat(reference(handle)), range(count)), np.int64, count)


def _letters(handle: int, codes: Integers, drawn: Integers, styles: Styles) -> Letters:
    indexes = drawn.tolist()
    owners = _owners(handle, drawn)
    style = styles.rows(owners, indexes)
    boxes, boxed = _boxes(handle, indexes)
    letters = Letters(drawn, codes[drawn], style, boxes.T, owners)
    return letters if boxed.all() else letters.only(boxed)


def _owners(handle: int, drawn: Integers) -> npt.NDArray[np.uint64]:
    """The text object that draws each letter.

    An object's letters follow each other: where two letters a few places apart have the same,
    those between them need not be asked for.
    """
    count = len(drawn)
    posts = np.append(np.arange(0, count - 1, STRIDE), count - 1)
    known = _objects(handle, drawn[posts])
    owners = np.repeat(known, np.diff(np.append(posts, count)))
    changes = np.flatnonzero(known[1:] != known[:-1])
    if len(changes):
        between = (posts[changes][:, None] + np.arange(1, STRIDE)).ravel()
        rows = between[between < count]
        owners[rows] = _objects(handle, drawn[rows])
    return owners


def _objects(handle: int, indexes: Integers) -> npt.NDArray[np.uint64]:
    found = map(char_object, repeat(reference(handle)), indexes.tolist())
    return np.fromiter(found, np.uint64, len(indexes))


def _boxes(handle: int, indexes: list[int]) -> tuple[Floats, Flags]:
    """Left, right, bottom and top of each character, a row each, and whether it has them."""
    room, slots = box_slots()
    boxes, boxed = np.empty((len(indexes), 4)), np.empty(len(indexes), np.bool_)
    for start in range(0, len(indexes), MANY):
        part = indexes[start : start + MANY]
        end = start + len(part)
        found = map(char_box, repeat(reference(handle)), part, *slots)
        boxed[start:end] = np.fromiter(found, np.bool_, len(part))
        boxes[start:end] = np.frombuffer(room).reshape(MANY, 4)[: len(part)]
    return boxes, boxed


def _oddity(codes: Integers) -> npt.NDArray[np.uint8]:
    """What is out of the common in each character; half a pair that stands alone is none."""
    odd = ODD[np.minimum(codes, 0xFFFF)]
    odd[codes > LAST] = UNTOLD | NONE
    return odd


def _unmapped(letters: Letters, odd: npt.NDArray[np.uint8]) -> int:
    """How many characters have a font that does not say what they are.

    A control character cannot be drawn: where one is, the font gives its own codes for Unicode,
    and what it prints beside it is as little what it seems.  Codes that Windows-1252 gives to
    signs of print (quotes, dashes, the euro) are the one honest mistake among them.
    """
    lost = _many_shapes(letters)
    if odd.any():
        lost |= odd & UNTOLD > 0
        control = odd & CONTROL > 0
        if control.any():
            lost |= np.isin(letters.style, letters.style[control])
    return int(lost.sum())


def _many_shapes(letters: Letters) -> Flags:
    """Letters of one character that their font draws in several shapes: its mapping merges them.

    Looked for only where one character makes much of a page, as it does where a mapping gives all
    glyphs the same one.
    """
    found = np.zeros(len(letters), np.bool_)
    counts = np.bincount(np.minimum(letters.code, HIGH))
    if counts[-1] == counts.max() and len(counts) > HIGH:
        counts = np.bincount(np.minimum(letters.code, 0xFFFF))
    commonest = int(counts.argmax())
    if counts[commonest] > COMMON * len(letters):
        rows = np.flatnonzero(letters.code == commonest)
        left, right, bottom, top = letters.box[:, rows]
        wide, high, styles = right - left, top - bottom, letters.style[rows]
        for style in np.unique(styles):
            same = styles == style
            gap = max(np.ptp(wide[same]), np.ptp(high[same]))
            found[rows[same]] = gap > SHAPE * max(wide[same].max(), high[same].max())
    return found


def _hyphens(letters: Letters) -> None:
    """Marks of a hyphen at a line's end as the hyphen; between two figures no line ends."""
    codes = letters.code
    ends = np.isin(codes, LINE_END_HYPHENS)
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    inside = np.zeros(len(codes), np.bool_)
    inside[1:-1] = ends[1:-1] & digits[:-2] & digits[2:] & (codes[1:-1] != SOFT)
    same = letters.style[1:] == letters.style[:-1]
    inside[1:] &= same
    inside[:-1] &= same
    codes[ends] = ord("-")
    codes[inside] = LOST


def _no_digits(letters: Letters, styles: list[Style]) -> None:
    """Digits of a font of signs print bullets, not figures."""
    of_signs = [style.signs for style in styles]
    if any(of_signs):
        signs = np.array(of_signs)[letters.style]
        digits = (letters.code >= ord("0")) & (letters.code <= ord("9"))
        letters.code[signs & digits] = ord("•")


def _spelt(letters: Letters) -> Letters:
    """The letters of a ligature that has a character of its own, a row each."""
    kind = letters.code - FIRST_LIGATURE
    rows = np.flatnonzero((kind >= 0) & (kind < len(LIGATURES)))
    several = [LIGATURES[each] for each in kind[rows].tolist()]
    times = np.ones(len(letters), np.int64)
    times[rows] = [len(each) for each in several]
    spelt = letters.only(np.repeat(np.arange(len(letters)), times))
    joined = np.repeat(times > 1, times)
    spelt.code[joined] = [ord(letter) for each in several for letter in each]
    return spelt


def _set_apart(found: Characters, styles: list[bool]) -> str:
    """Takes out the letters of these styles; returns them."""
    if not any(styles):
        return ""
    apart = np.array(styles)[found.letters.style]
    found.aside.append(found.letters.only(apart))
    found.letters = found.letters.only(~apart)
    return found.aside[-1].text


def _stand_apart(found: Characters, canvas: Canvas) -> Flags:
    """Which letters stand so far behind the letter before that any blank between is confirmed."""
    left, right = found.letters.box[:2]
    apart = np.zeros(len(found.letters), np.bool_)
    if len(apart) and not canvas.quarters and not any(style.angle for style in found.styles):
        most = max([max(style.size, style.wide, 1.0) for style in found.styles])
        apart[1:] = left[1:] - right[:-1] > 1.01 * GENERATED_GAP * most
    return apart


def _blanks(
    handle: int, codes: Integers, places: Integers, letters: Integers, certain: Flags
) -> Integers:
    """The blank before each letter that has one; a drawn one outdoes one that is assumed.

    Where one parts words whoever put it there, and no other stands beside it, PDFium is not asked.
    """
    rows = np.searchsorted(letters, places)
    doubtful = np.append(~certain, False)
    doubtful |= np.bincount(rows, minlength=len(doubtful)) > 1
    asked = np.flatnonzero(doubtful[rows])
    made_up = map(is_generated, repeat(reference(handle)), places[asked].tolist())
    assumed = np.zeros(len(places), np.bool_)
    assumed[asked] = np.fromiter(made_up, np.bool_, len(asked))
    before = np.zeros(len(letters) + 1, np.int64)
    before[rows[assumed]] = ASSUMED
    before[rows[~assumed]] = codes[places[~assumed]]
    return before[:-1]
