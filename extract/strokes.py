"""Paths to ruling lines and backgrounds: strokes and thin filled rectangles alike."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

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
    ask,
    fill_colour,
    make_box,
    object_matrix,
    stroke_colour,
    stroke_dashes,
    stroke_width,
)
from schemas.printed import Box, Fill, Rule

THIN = 2.6  # points: a filled rectangle this thin is a rule
SHORT = 1.0  # points: shorter strokes are dots; the dashes of a broken line are longer
SLANT = 0.7  # points that a straight rule may be off its axis
WHITE = 0xF8  # of 255: a colour with no part below is nearly white
MAX_SEGMENTS = 200_000  # per page: beyond it is a drawing, not ruling; dashes count one by one
FAINT = 8  # of 255: what is drawn less opaque is not seen


@dataclass(slots=True)
class Strokes:
    """What one pass over the page's objects found."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    image_area: float = 0.0
    segments: int = 0
    pale: list[Rule] = field(default_factory=list)

    @property
    def too_many(self) -> bool:
        """Whether the page draws more than any table does."""
        return self.segments > MAX_SEGMENTS


def read_strokes(page: Any, canvas: Canvas) -> Strokes:
    """Rules, backgrounds and pictures of a page, as displayed."""
    objects = gather_objects(page, canvas.matrix)
    found = Strokes()
    for address, matrix in objects.images:
        _image(address, matrix, canvas, found)
    if objects.paths:
        paths, found.segments = read_paths(objects, MAX_SEGMENTS)
        _read(paths, canvas, found)
    found.rules += [rule for rule in found.pale if _on_fill(rule, found.fills)]
    return found


def _image(address: int, matrix: Matrix, canvas: Canvas, found: Strokes) -> None:
    corners = [object_matrix(address).then(matrix).point(x, y) for x in (0, 1) for y in (0, 1)]
    box = _clip(_around(corners), canvas)
    if box is not None:
        found.image_area += box.width * box.height


def _read(paths: Paths, canvas: Canvas, found: Strokes) -> None:
    """Each path in its turn; the two shapes that tables are made of are told all at once."""
    areas: dict[int, Box] = {}
    lines: dict[int, Box] = {}
    upright: set[int] = set()
    told = _rectangles(paths, canvas, areas) | _lines(paths, canvas, lines, upright)
    inks, pens = _inks(paths, [*areas]), _pens(paths, [*lines])
    for row in range(len(paths.address)):
        if row in inks:
            _area(areas[row], inks[row], found)
        elif row in pens:
            pens[row].draw(lines[row], row in upright, found)
        elif row not in told:
            _shape(paths, row, canvas, found)


def _rectangles(paths: Paths, canvas: Canvas, found: dict[int, Box]) -> set[int]:
    """Finds filled rectangles of four or five points; returns the paths that are told by it."""
    told: set[int] = set()
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
        straight = (np.abs(np.diff(x)) <= SLANT) | (np.abs(np.diff(y)) <= SLANT)
        found |= _boxes(rows, x, y, np.logical_and.reduce(straight, axis=1), canvas)
        told.update(rows.tolist())
    return told


def _lines(paths: Paths, canvas: Canvas, found: dict[int, Box], uprights: set[int]) -> set[int]:
    """Finds level and upright strokes of two points; returns the paths that are told by it."""
    rows, closing, x, y = _figures(paths, paths.stroked & ~paths.filled, 2)
    open_ = ~closing.any(axis=1)
    rows, x, y = rows[open_], x[open_], y[open_]
    level, upright = np.abs(np.diff(y)) <= SLANT, np.abs(np.diff(x)) <= SLANT
    found |= _boxes(rows, x, y, (level != upright)[:, 0], canvas)
    uprights.update(rows[upright[:, 0]].tolist())
    return set(rows.tolist())


def _figures(paths: Paths, drawn: Flags, count: int) -> tuple[Integers, Flags, Floats, Floats]:
    """The paths that are one figure of so many points, and their points, a row each."""
    rows = np.flatnonzero(drawn & (np.diff(paths.first) == count))
    points = paths.first[rows][:, None] + np.arange(count)
    kind = paths.kind[points]
    plain = (kind[:, 0] == MOVE_TO) & (kind[:, 1:] == LINE_TO).all(axis=1)
    rows, points = rows[plain], points[plain]
    return rows, paths.closing[points], paths.x[points], paths.y[points]


def _boxes(rows: Integers, x: Floats, y: Floats, kept: Flags, canvas: Canvas) -> dict[int, Box]:
    """The box around each row of points, what of it the page shows; by the path."""
    x0, top = np.maximum(x.min(axis=1), 0.0), np.maximum(y.min(axis=1), 0.0)
    x1 = np.minimum(x.max(axis=1), canvas.width)
    bottom = np.minimum(y.max(axis=1), canvas.height)
    seen = kept & (x1 - x0 >= 0) & (bottom - top >= 0)
    sides = zip(x0.tolist(), top.tolist(), x1.tolist(), bottom.tolist(), strict=True)
    boxes = map(make_box, sides)
    return dict(itertools.compress(zip(rows.tolist(), boxes, strict=True), seen.tolist()))


def _shape(paths: Paths, row: int, canvas: Canvas, found: Strokes) -> None:
    """One path of any shape, figure by figure."""
    ink: Ink | None = None
    pen = _pens(paths, [row])[row] if paths.stroked[row] else None
    for points, straight in paths.subpaths(row):
        if paths.filled[row] and straight and _is_rectangle(points):
            box = _clip(_around(points), canvas)
            if box is not None:
                ink = ink or _inks(paths, [row])[row]
                _area(box, ink, found)
        if pen is not None:
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                upright = abs(ax - bx) <= SLANT
                if (abs(ay - by) <= SLANT) != upright:
                    box = _clip(_around([(ax, ay), (bx, by)]), canvas)
                    if box is not None:
                        pen.draw(box, upright, found)


def _area(box: Box, ink: Ink, found: Strokes) -> None:
    """A filled rectangle: a rule when it is thin, else a background."""
    if ink.alpha < FAINT:
        return
    x0, top, x1, bottom = box
    if min(x1 - x0, bottom - top) <= THIN:
        _keep(_rule(box, dashed=False), ink, found)
    elif not ink.white:
        found.fills.append(Fill(box, ink.colour))


def _inks(paths: Paths, rows: list[int]) -> dict[int, Ink]:
    """What the paths of these rows are filled with."""
    return dict(zip(rows, _colours(fill_colour, [paths.address[row] for row in rows]), strict=True))


def _pens(paths: Paths, rows: list[int]) -> dict[int, Pen]:
    """What the paths of these rows are stroked with."""
    addresses = [paths.address[row] for row in rows]
    widths = np.zeros((len(rows), 1), np.float32)
    ask(stroke_width, widths, addresses)
    halves = (widths[:, 0].astype(np.float64) * paths.scale[rows] / 2).tolist()
    dashed = [count > 0 for count in map(stroke_dashes, addresses)]
    inks = _colours(stroke_colour, addresses)
    return dict(zip(rows, map(Pen, inks, halves, dashed), strict=True))


def _colours(function: Any, addresses: list[int]) -> list[Ink]:
    room = np.zeros((len(addresses), 4), np.uint32)
    known = ask(function, room, addresses)
    return [
        Ink(red << 16 | green << 8 | blue, alpha, min(red, green, blue) >= WHITE) if told else BLACK
        for (red, green, blue, alpha), told in zip(room.tolist(), known, strict=True)
    ]


class Ink(NamedTuple):
    """A colour as 0xRRGGBB, how opaque it is (0 to 255), and whether it is nearly white."""

    colour: int
    alpha: int
    white: bool


BLACK = Ink(0, 255, False)


class Pen(NamedTuple):
    """What a path is stroked with; `half` of its width in points."""

    ink: Ink
    half: float
    dashed: bool

    def draw(self, box: Box, upright: bool, found: Strokes) -> None:
        """A level or upright stroke; a short, very thick one is a filled area drawn as a line."""
        if self.ink.alpha < FAINT:
            return
        half, (x0, top, x1, bottom) = self.half, box
        if 2 * half > THIN and 2 * half > 0.02 * max(x1 - x0, bottom - top):
            grown = Box(x0, top - half, x1, bottom + half)
            if upright:
                grown = Box(x0 - half, top, x1 + half, bottom)
            if not self.ink.white:
                found.fills.append(Fill(grown, self.ink.colour))
            return
        _keep(_rule(box, self.dashed), self.ink, found)


def _keep(rule: Rule | None, ink: Ink, found: Strokes) -> None:
    if rule is not None:
        (found.pale if ink.white else found.rules).append(rule)


def _rule(box: Box, dashed: bool) -> Rule | None:
    x0, top, x1, bottom = box
    wide, high = x1 - x0, bottom - top
    if max(wide, high) < SHORT:
        return None
    return Rule(x0, top, x1, bottom, high > wide, dashed)


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
