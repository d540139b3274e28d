"""Paths to ruling lines and backgrounds: strokes and thin filled rectangles alike."""

from __future__ import annotations

import ctypes as c
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.pdfium import (
    Canvas,
    Matrix,
    as_object,
    form_object,
    get_object,
    object_matrix,
    object_type,
    path_segment,
    segment_close,
    segment_point,
    segment_type,
)
from schemas.printed import Box, Fill, Rule

PATH, IMAGE, FORM = 2, 3, 5
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2
THIN = 2.6  # points: a filled rectangle this thin is a rule
SHORT = 1.0  # points: shorter strokes are dots; the dashes of a broken line are longer
SLANT = 0.7  # points that a straight rule may be off its axis
WHITE = 0xF8F8F8
MAX_DEPTH = 8
MAX_SEGMENTS = 200_000  # per page: beyond it is a drawing, not ruling; dashes count one by one


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
    found = Strokes()
    handle = c.cast(page, c.c_void_p).value
    count = pdfium_c.FPDFPage_CountObjects(page)
    addresses = (get_object(handle, index) for index in range(count))
    _walk(addresses, canvas.matrix, canvas, found, 0)
    found.rules += [rule for rule in found.pale if _on_fill(rule, found.fills)]
    return found


def _walk(
    addresses: Iterator[int], matrix: Matrix, canvas: Canvas, found: Strokes, depth: int
) -> None:
    for address in addresses:
        kind = object_type(address)
        if kind == PATH:
            _path(address, matrix, canvas, found)
        elif kind == IMAGE:
            _image(address, matrix, canvas, found)
        elif kind == FORM and depth < MAX_DEPTH:
            form = as_object(address)
            inner = range(pdfium_c.FPDFFormObj_CountObjects(form))
            objects = (form_object(address, index) for index in inner)
            _walk(objects, object_matrix(address).then(matrix), canvas, found, depth + 1)


def _image(address: int, matrix: Matrix, canvas: Canvas, found: Strokes) -> None:
    corners = [object_matrix(address).then(matrix).point(x, y) for x in (0, 1) for y in (0, 1)]
    box = _clip(_around(corners), canvas)
    if box is not None:
        found.image_area += box.width * box.height


def _path(address: int, matrix: Matrix, canvas: Canvas, found: Strokes) -> None:
    """One path: its straight strokes become rules, its filled rectangles rules or fills."""
    path = as_object(address)
    fill_mode, stroked = c.c_int(), c.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill_mode, stroked)
    if not fill_mode.value and not stroked.value:
        return
    count = pdfium_c.FPDFPath_CountSegments(path)
    found.segments += count
    if found.too_many:
        return
    place = object_matrix(address).then(matrix)
    for points, straight in _subpaths(address, count, place):
        if fill_mode.value and straight:
            _filled(points, path, canvas, found)
        if stroked.value:
            _stroked(points, path, place, canvas, found)


def _subpaths(
    address: int, count: int, place: Matrix
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each subpath as displayed, and whether it has no curves."""
    room = (c.c_float * 2)()
    x, y = c.byref(room, 0), c.byref(room, 4)
    points: list[tuple[float, float]] = []
    straight = True
    for index in range(count):
        segment = path_segment(address, index)
        segment_point(segment, x, y)
        kind = segment_type(segment)
        if kind == MOVE_TO:
            if len(points) > 1:
                yield points, straight
            points, straight = [], True
        elif kind == BEZIER_TO:
            straight = False
        points.append(place.point(room[0], room[1]))
        if segment_close(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points, straight


def _filled(points: list[tuple[float, float]], path: Any, canvas: Canvas, found: Strokes) -> None:
    box = _clip(_around(points), canvas)
    if box is None or not _is_rectangle(points):
        return
    colour, alpha = _colour(pdfium_c.FPDFPageObj_GetFillColor, path)
    if alpha < 8:
        return
    if min(box.width, box.height) <= THIN:
        _keep(_rule(box, dashed=False), colour, found)
    elif not _is_white(colour):
        found.fills.append(Fill(box, colour))


def _stroked(
    points: list[tuple[float, float]], path: Any, place: Matrix, canvas: Canvas, found: Strokes
) -> None:
    colour, alpha = _colour(pdfium_c.FPDFPageObj_GetStrokeColor, path)
    if alpha < 8:
        return
    width = c.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(path, width)
    half = width.value * abs(place.a * place.d - place.b * place.c) ** 0.5 / 2
    dashed = pdfium_c.FPDFPageObj_GetDashCount(path) > 0
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        level, upright = abs(ay - by) <= SLANT, abs(ax - bx) <= SLANT
        if level == upright:
            continue
        box = _clip(_around([(ax, ay), (bx, by)]), canvas)
        if box is None:
            continue
        # A short, very thick stroke is a filled area drawn as a line.
        if 2 * half > THIN and 2 * half > 0.02 * max(box.width, box.height):
            grown = Box(box.x0, box.top - half, box.x1, box.bottom + half)
            if upright:
                grown = Box(box.x0 - half, box.top, box.x1 + half, box.bottom)
            if not _is_white(colour):
                found.fills.append(Fill(grown, colour))
            continue
        _keep(_rule(box, dashed), colour, found)


def _keep(rule: Rule | None, colour: int, found: Strokes) -> None:
    if rule is not None:
        (found.pale if _is_white(colour) else found.rules).append(rule)


def _rule(box: Box, dashed: bool) -> Rule | None:
    if max(box.width, box.height) < SHORT:
        return None
    return Rule(box.x0, box.top, box.x1, box.bottom, box.height > box.width, dashed)


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


def _colour(ask: Any, path: Any) -> tuple[int, int]:
    red, green, blue, alpha = (c.c_uint() for _ in range(4))
    if not ask(path, red, green, blue, alpha):
        return 0, 255
    return red.value << 16 | green.value << 8 | blue.value, alpha.value


def _is_white(colour: int) -> bool:
    return all((colour >> shift) & 0xFF >= 0xF8 for shift in (0, 8, 16))


def _on_fill(rule: Rule, fills: list[Fill]) -> bool:
    """Whether a white line parts coloured areas: only then can it be seen."""
    x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    return any(
        fill.box.x0 - 1 <= x <= fill.box.x1 + 1 and fill.box.top - 1 <= y <= fill.box.bottom + 1
        for fill in fills
    )
