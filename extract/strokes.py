"""Paths to ruling lines and backgrounds: strokes and thin filled rectangles alike."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, cast

import numpy as np
import pypdfium2.raw as pdfium_c

from extract.clipping import is_whole
from extract.paths import (
    LINE_TO,
    MOVE_TO,
    Flags,
    Floats,
    Integers,
    Paths,
    gather_objects,
    read_paths,
)
from extract.pdfium import (
    Canvas,
    Matrix,
    as_object,
    ask,
    fill_colour,
    object_matrix,
    stroke_colour,
    stroke_dashes,
    stroke_width,
)
from schemas.printed import Box, Fill, Rule, make_box

THIN = 2.6  # points: a filled rectangle this thin is a rule
SHORT = 1.0  # points: shorter strokes are dots; the dashes of a broken line are longer
SLANT = 0.7  # points that a straight rule may be off its axis
WHITE = 0xF8  # of 255: a colour with no part below is nearly white
MAX_SEGMENTS = 200_000  # per page: beyond it is a drawing, not ruling; dashes count one by one
make_rule = cast(Callable[[tuple[Any, ...]], Rule], partial(tuple.__new__, Rule))
SCREEN = 0.25  # part of the page that a picture covers which is no illustration
OPAQUE = 255
RECTANGLE = 5  # points
FAINT = 8  # of 255: what is drawn less opaque is not seen


class Cover(NamedTuple):
    """An opaque area drawn after some text; `turn` is which of the page's paths draws it."""

    box: Box
    turn: int
    address: int

    def is_opaque(self) -> bool:
        """Whether it has one colour, and is neither blended with what it covers nor masked or clipped."""
        told = ask(fill_colour, np.zeros((1, 4), np.uint32), [self.address])
        plain = bool(told[0]) and is_whole(self.address)
        return plain and not pdfium_c.FPDFPageObj_HasTransparency(as_object(self.address))


@dataclass(slots=True)
class Strokes:
    """What one pass over the page's objects found."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    image_area: float = 0.0
    segments: int = 0
    pale: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)  # around filled shapes of other forms
    shaded: bool = False  # whether it has areas whose colour changes
    screens: list[tuple[Box, int]] = field(default_factory=list)  # pictures over so many texts
    covers: list[Cover] = field(default_factory=list)
    turns: dict[int, int] = field(default_factory=dict)  # paths drawn before each text, by address

    @property
    def too_many(self) -> bool:
        """Whether the page draws more than any table does."""
        return self.segments > MAX_SEGMENTS


def read_strokes(page: Any, canvas: Canvas) -> Strokes:
    """Rules, backgrounds and pictures of a page, as displayed."""
    objects = gather_objects(page, canvas.matrix)
    found = Strokes(turns=objects.turns, shaded=objects.shaded)
    for (address, matrix), texts in zip(objects.images, objects.over, strict=True):
        _image(page, address, matrix, canvas, found, texts)
    if objects.paths:
        paths, found.segments = read_paths(objects, MAX_SEGMENTS)
        _read(paths, canvas, found)
    found.rules += [rule for rule in found.pale if _on_fill(rule, found.fills)]
    return found


def _image(
    page: Any, address: int, matrix: Matrix, canvas: Canvas, found: Strokes, texts: int
) -> None:
    corners = [object_matrix(address).then(matrix).point(x, y) for x in (0, 1) for y in (0, 1)]
    box = _clip(_around(corners), canvas)
    if box is None:
        return
    found.image_area += box.width * box.height
    found.pictures.append(box)
    large = box.width * box.height > SCREEN * canvas.width * canvas.height
    if texts and large and _is_screen(page, address):
        found.screens.append((box, texts))


def _is_screen(page: Any, address: int) -> bool:
    """Whether a picture hides what it lies on: it is no mask, and has none."""
    if pdfium_c.FPDFPageObj_HasTransparency(as_object(address)):
        return False
    told = pdfium_c.FPDF_IMAGEOBJ_METADATA()
    if not pdfium_c.FPDFImageObj_GetImageMetadata(as_object(address), page, told):
        return False
    return bool(told.bits_per_pixel > 1 or told.colorspace != pdfium_c.FPDF_COLORSPACE_UNKNOWN)


def _read(paths: Paths, canvas: Canvas, found: Strokes) -> None:
    """What each path draws; the two shapes that tables are made of are told all at once."""
    told = np.zeros(len(paths.address), np.bool_)
    areas, lines = [_marks([]), *_rectangles(paths, told)], [_lines(paths, told)]
    for row in np.flatnonzero(~told).tolist():
        if paths.filled[row]:
            part = slice(paths.first[row], paths.first[row + 1])
            x, y = paths.x[part], paths.y[part]
            found.grounds.append(Box(x.min(), y.min(), x.max(), y.max()))
        loose = _shape(paths, row)
        areas.append(_marks([mark for filled, mark in loose if filled]))
        lines.append(_marks([mark for filled, mark in loose if not filled]))
    filled, stroked = _shown(np.concatenate(areas), canvas), _shown(np.concatenate(lines), canvas)
    drawn = [_filled(paths, filled)] if len(filled) else []
    drawn += [_stroked(paths, stroked)] if len(stroked) else []
    if drawn:
        _keep(drawn, found)
    if len(filled):
        found.covers = _covers(paths, drawn[0], found.turns)


def _covers(paths: Paths, filled: _Drawn, turns: dict[int, int]) -> list[Cover]:
    """The opaque areas that are drawn after some text."""
    first = min(turns.values(), default=1 << 60)
    late = ~filled.ruled & (filled.alpha == OPAQUE)
    path = (filled.turn // TURNS).astype(np.int64)
    # What has more points may be a frame, which covers nothing.
    late &= (paths.turn[path] >= first) & (np.diff(paths.first)[path] <= RECTANGLE)
    if not late.any():
        return []
    rows = path[late]
    address = [paths.address[row] for row in rows.tolist()]
    boxes = map(make_box, filled.sides[late].tolist())
    return list(map(Cover, boxes, paths.turn[rows].tolist(), address))


# A mark is a rectangle or a straight line: a row of its turn in drawing, the path that draws it,
# its left, top, right and bottom, and whether it is an upright line.
TURN, PATH, SIDES, UPRIGHT = 0, 1, slice(2, 6), 6
TURNS = 1_000_000  # more than the marks of any one path


def _marks(rows: list[tuple[float, ...]]) -> Floats:
    return np.array(rows, np.float64).reshape(-1, 7)


def _rectangles(paths: Paths, told: Flags) -> Iterator[Floats]:
    """Filled rectangles of four or five points; notes the paths that are told by it."""
    for count in (4, 5):
        rows, closing, x, y = _figures(paths, paths.filled & ~paths.stroked, count)
        if not len(rows):
            continue
        whole = ~closing[:, :-1].any(axis=1)
        if count == 5:
            back = (x[:, 0] == x[:, -1]) & (y[:, 0] == y[:, -1])
            whole &= back | ~closing[:, -1]
        rows, x, y = rows[whole], x[whole], y[whole]
        if count == 4:
            x, y = np.c_[x, x[:, :1]], np.c_[y, y[:, :1]]
        wide, high = np.abs(x[:, 1:] - x[:, :-1]), np.abs(y[:, 1:] - y[:, :-1])
        straight = (wide <= SLANT) | (high <= SLANT)
        told[rows] = True
        yield _around_each(rows, x, y, np.zeros(len(rows)))[straight.all(axis=1)]


def _lines(paths: Paths, told: Flags) -> Floats:
    """Level and upright strokes of two points; notes the paths that are told by it."""
    rows, closing, x, y = _figures(paths, paths.stroked & ~paths.filled, 2)
    open_ = ~closing.any(axis=1)
    rows, x, y = rows[open_], x[open_], y[open_]
    level, upright = np.abs(y[:, 1] - y[:, 0]) <= SLANT, np.abs(x[:, 1] - x[:, 0]) <= SLANT
    told[rows] = True
    marks: Floats = _around_each(rows, x, y, upright)[level != upright]
    return marks


def _figures(paths: Paths, drawn: Flags, count: int) -> tuple[Integers, Flags, Floats, Floats]:
    """The paths that are one figure of so many points, and their points, a row each."""
    rows = np.flatnonzero(drawn & (paths.first[1:] - paths.first[:-1] == count))
    if not len(rows):
        none = np.empty((0, count))
        return rows, none > 0, none, none
    points = paths.first[rows][:, None] + np.arange(count)
    kind = paths.kind[points]
    plain = (kind[:, 0] == MOVE_TO) & (kind[:, 1:] == LINE_TO).all(axis=1)
    rows, points = rows[plain], points[plain]
    return rows, paths.closing[points], paths.x[points], paths.y[points]


def _around_each(rows: Integers, x: Floats, y: Floats, upright: Floats | Flags) -> Floats:
    """The mark around each row of points."""
    left, top, right, bottom = x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)
    marks: Floats = np.array([rows * TURNS, rows, left, top, right, bottom, upright]).T
    return marks


def _shown(marks: Floats, canvas: Canvas) -> Floats:
    """What of marks the page shows."""
    marks[:, 2:4] = np.maximum(marks[:, 2:4], 0.0)
    marks[:, 4:6] = np.minimum(marks[:, 4:6], [canvas.width, canvas.height])
    return marks[(_extents(marks[:, SIDES]) >= 0).all(axis=1)]


def _extents(sides: Floats) -> Floats:
    """Width and height of each box."""
    return sides[:, 2:] - sides[:, :2]


def _shape(paths: Paths, row: int) -> list[tuple[bool, tuple[float, ...]]]:
    """The marks of one path of any shape, figure by figure, and whether they are filled."""
    found: list[tuple[bool, tuple[float, ...]]] = []
    for points, straight in paths.subpaths(row):
        if paths.filled[row] and straight and _is_rectangle(points):
            found.append((True, (row * TURNS + len(found), row, *_around(points), False)))
        for a, b in itertools.pairwise(points) if paths.stroked[row] else ():
            upright = abs(a[0] - b[0]) <= SLANT
            if (abs(a[1] - b[1]) <= SLANT) != upright:
                found.append((False, (row * TURNS + len(found), row, *_around([a, b]), upright)))
    return found


class _Drawn(NamedTuple):
    """Marks as they are seen, in columns."""

    turn: Any
    sides: Any
    ruled: Any  # a ruling line, not an area
    dashed: Any
    colour: Any  # 0xRRGGBB
    alpha: Any  # how opaque: 0 to 255
    white: Any  # nearly


def _filled(paths: Paths, marks: Floats) -> _Drawn:
    """Filled rectangles: a rule where they are thin, else a background."""
    sides = marks[:, SIDES]
    address, each = _drawers(paths, marks)
    thin = _extents(sides).min(axis=1) <= THIN
    inks = [ink[each] for ink in _inks(fill_colour, address)]
    return _Drawn(marks[:, TURN], sides, thin, np.zeros(len(marks), np.bool_), *inks)


def _stroked(paths: Paths, marks: Floats) -> _Drawn:
    """Strokes, which are rules; a short, very thick one is a filled area drawn as a line."""
    sides, upright = marks[:, SIDES], marks[:, UPRIGHT] > 0
    address, each = _drawers(paths, marks)
    widths = np.zeros((len(address), 1), np.float32)
    ask(stroke_width, widths, address)
    half = widths[each, 0].astype(np.float64) * paths.scale[marks[:, PATH].astype(np.int64)] / 2
    thick = (2 * half > THIN) & (2 * half > 0.02 * _extents(sides).max(axis=1))
    across, along = np.where(thick & upright, half, 0.0), np.where(thick & ~upright, half, 0.0)
    grown = sides + np.array([-across, -along, across, along]).T
    dashed = np.array([count > 0 for count in map(stroke_dashes, address)], np.bool_)[each]
    inks = [ink[each] for ink in _inks(stroke_colour, address)]
    return _Drawn(marks[:, TURN], grown, ~thick, dashed, *inks)


def _drawers(paths: Paths, marks: Floats) -> tuple[list[int], Integers]:
    """The paths that draw some marks, and for each mark which of them does."""
    drawn_by = marks[:, PATH].astype(np.int64)
    draws = np.zeros(len(paths.address), np.bool_)
    draws[drawn_by] = True
    rows = np.flatnonzero(draws).tolist()
    return [paths.address[row] for row in rows], (np.cumsum(draws) - 1)[drawn_by]


def _inks(function: Any, addresses: list[int]) -> tuple[Integers, Integers, Flags]:
    """Colour, opacity and whiteness of some paths; what PDFium does not tell is black."""
    room = np.zeros((len(addresses), 4), np.uint32)
    known = np.array(ask(function, room, addresses), np.bool_)
    if not known.all():
        room[~known] = 0, 0, 0, 255
    red, green, blue, alpha = room.astype(np.int64).T
    return red << 16 | green << 8 | blue, alpha, room[:, :3].min(axis=1) >= WHITE


def _keep(parts: Sequence[_Drawn], found: Strokes) -> None:
    """Rules and backgrounds in the order in which they are drawn."""
    order = np.argsort(np.concatenate([part.turn for part in parts]))
    drawn = _Drawn(*(np.concatenate(columns)[order] for columns in zip(*parts, strict=True)))
    wide, high = _extents(drawn.sides).T
    seen = drawn.alpha >= FAINT
    ruled = seen & drawn.ruled & (np.maximum(wide, high) >= SHORT)
    for place, rows in ((found.rules, ruled & ~drawn.white), (found.pale, ruled & drawn.white)):
        upright, dashed = (high > wide)[rows].tolist(), drawn.dashed[rows].tolist()
        sides = drawn.sides[rows].T.tolist()
        place.extend(map(make_rule, zip(*sides, upright, dashed, strict=True)))
    rows = seen & ~drawn.ruled & ~drawn.white
    boxes = map(make_box, zip(*drawn.sides[rows].T.tolist(), strict=True))
    found.fills += map(Fill, boxes, drawn.colour[rows].tolist())


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    """Whether a closed outline has its sides on the axes only."""
    if len(points) not in (4, 5):
        return False
    ring = points if len(points) == 5 else [*points, points[0]]
    return all(
        abs(ax - bx) <= SLANT or abs(ay - by) <= SLANT
        for (ax, ay), (bx, by) in itertools.pairwise(ring)
    )


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _clip(box: Box, canvas: Canvas) -> Box | None:
    """What of a box the page shows."""
    cut = Box(
        max(box.x0, 0.0),
        max(box.top, 0.0),
        min(box.x1, canvas.width),
        min(box.bottom, canvas.height),
    )
    return cut if cut.width >= 0 and cut.height >= 0 else None


def _on_fill(rule: Rule, fills: list[Fill]) -> bool:
    """Whether a white line parts coloured areas: only then can it be seen."""
    x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    return any(
        fill.box.x0 - 1 <= x <= fill.box.x1 + 1 and fill.box.top - 1 <= y <= fill.box.bottom + 1
        for fill in fills
    )
