"""How the text objects of a page are set: size, weight, direction, baseline."""

from __future__ import annotations

import ctypes as c
import math
import re
from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.clipping import Clips, Veil
from extract.layered import in_layers
from extract.pdfium import (
    Canvas,
    Matrix,
    ask,
    char_matrix,
    char_origin,
    char_size,
    fill_colour,
    text_font,
    text_mode,
)
from schemas.printed import Box

BOLD = re.compile(r"bold|black|heavy|demi|(?<![a-z])(?:bd|gras)(?![a-z])", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
SIGNS = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)  # 9 is a bullet there
FORCE_BOLD = 1 << 18
HEAVY = 700
INVISIBLE = 3
STROKED = (1, 2, 5, 6)
WHITE, FAINT = 0xF0, 16  # of 255: nearly white from there on, next to transparent below
OBLIQUE = 8.0  # degrees off the axes: a watermark, not text


class Style(NamedTuple):
    """What all characters of one text object share."""

    size: float  # points
    wide: float  # the size along the writing: more than `size` where letters are stretched
    bold: bool
    italic: bool
    angle: int  # degrees clockwise, as displayed
    across: float  # position of the baseline across the writing, as displayed
    hidden: bool
    oblique: bool
    masked: bool  # drawn outside of its clip
    signs: bool = False  # of a font of signs: its digits print none
    font: int = 0  # tells fonts apart
    owner: int = 0  # the address of its text object
    faint: bool = False  # of next to no colour: to be seen on a coloured ground alone
    veil: Veil | None = None  # what the clip that may hide a part of it leaves, as displayed
    layered: bool = False  # of optional content


class _Setting(NamedTuple):
    size: float
    wide: float
    angle: int
    oblique: bool


class _Font(NamedTuple):
    bold: bool
    italic: bool
    hidden: bool
    signs: bool
    number: int


class Styles:
    """The styles of a page, each object and each font asked for once."""

    def __init__(self, textpage: Any, handle: int, canvas: Canvas, clips: Clips) -> None:
        self.textpage, self.handle, self.canvas = textpage, handle, canvas
        self.clips = clips
        self.found: list[Style] = []
        self.settings: dict[tuple[float, ...], _Setting] = {}
        self.fonts: dict[tuple[int, int], _Font] = {}

    def rows(self, owners: npt.NDArray[np.uint64], indexes: list[int]) -> npt.NDArray[np.int64]:
        """The row in `found` of each character, by the object that draws it."""
        heads = np.flatnonzero(np.append(True, owners[1:] != owners[:-1]))
        drawn_by = owners[heads].tolist()
        first: dict[int, int] = {}
        for owner, head in zip(drawn_by, heads.tolist(), strict=True):
            first.setdefault(owner, indexes[head])
        self.found = self._styles([*first], [*first.values()])
        row = {owner: number for number, owner in enumerate(first)}
        rows = np.array([row[owner] for owner in drawn_by])
        return np.repeat(rows, np.diff(np.append(heads, len(owners))))

    def _styles(self, owners: list[int], indexes: list[int]) -> list[Style]:
        """The style of each text object, asked for at one of the characters that it draws."""
        fonts = self._fonts(owners, indexes)
        masked = self.clips.masked(owners)
        xs, ys = self._origins(indexes)
        faint, veils, layers = _faint(owners), self._veils(owners), in_layers(owners)
        return [
            Style(
                size, wide, bold, italic, angle, y if angle in (0, 180) else x, hidden, oblique,
                out, signs, font, owner, pale, veil, layer,
            )
            for (size, wide, angle, oblique), (bold, italic, hidden, signs, font), x, y, out, owner,
            pale, veil, layer in zip(
                self._settings(indexes), fonts, xs, ys, masked, owners, faint, veils, layers,
                strict=True,
            )
        ]  # fmt: skip

    def _veils(self, owners: list[int]) -> list[Veil | None]:
        """What may hide each text object of a clip, as displayed."""
        return [veil and tuple(map(self._displayed, veil)) for veil in self.clips.veils(owners)]

    def _displayed(self, box: Box) -> Box:
        (x0, y0), (x1, y1) = (self.canvas.matrix.point(x, y) for x, y in (box[:2], box[2:]))
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _settings(self, indexes: list[int]) -> Iterator[_Setting]:
        room = np.zeros((len(indexes), 6), np.float32)
        ask(char_matrix, room[:, :1], repeat(self.handle), indexes)
        sizes = map(char_size, repeat(self.handle), indexes)
        known = self.settings
        for key in zip(*room[:, :4].T.tolist(), sizes, strict=True):
            yield known.get(key) or self._setting(key)

    def _origins(self, indexes: list[int]) -> tuple[list[float], list[float]]:
        """Where characters stand, as displayed."""
        room = np.zeros((len(indexes), 2))
        ask(char_origin, room, repeat(self.handle), indexes)
        x, y = room.T
        a, b, c_, d, e, f = self.canvas.matrix
        return (a * x + c_ * y + e).tolist(), (b * x + d * y + f).tolist()

    def _setting(self, key: tuple[float, ...]) -> _Setting:
        """Size and direction as displayed, of a text matrix and a font size."""
        a, b, c_, d, size = key
        matrix = Matrix(a, b, c_, d).then(self.canvas.matrix)
        turn = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
        angle = round(turn / 90) * 90 % 360
        oblique = abs((turn - angle + 180) % 360 - 180) > OBLIQUE
        high, wide = math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b)
        made = _Setting(size * high, size * wide, angle, oblique)
        self.settings[key] = made
        return made

    def _fonts(self, owners: list[int], indexes: list[int]) -> Iterator[_Font]:
        """Whether fonts are bold and italic, and whether they are drawn at all."""
        keys = zip(map(text_font, owners), map(text_mode, owners), strict=True)
        for key, index in zip(keys, indexes, strict=True):
            known = self.fonts.get(key)
            if known is None or not key[0]:
                known = self.fonts[key] = _font(self.textpage, index, key[1], key[0])
            yield known


def _faint(owners: list[int]) -> list[bool]:
    """Which text objects are filled with white or next to no ink."""
    room = np.zeros((len(owners), 4), np.uint32)
    told = np.array(ask(fill_colour, room, owners), np.bool_)
    faint = told & ((room[:, :3].min(axis=1) >= WHITE) | (room[:, 3] < FAINT))
    return [bool(each) for each in faint.tolist()]


def _font(textpage: Any, index: int, mode: int, number: int) -> _Font:
    name = c.create_string_buffer(256)
    flags = c.c_int()
    pdfium_c.FPDFText_GetFontInfo(textpage, index, name, 256, flags)
    printed = name.value.decode("latin-1")
    weight = pdfium_c.FPDFText_GetFontWeight(textpage, index)
    bold = bool(BOLD.search(printed)) or bool(flags.value & FORCE_BOLD) or weight >= HEAVY
    return _Font(
        bold or mode in STROKED,
        bool(ITALIC.search(printed)),
        mode == INVISIBLE,
        bool(SIGNS.search(printed)),
        number,
    )
