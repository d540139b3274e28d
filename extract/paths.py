"""The paths of a page in columns: how they are drawn, and their points as displayed.

A page of tables draws thousands of rectangles, so PDFium is asked through `map` for all of them
at once, and what it answers is computed on as whole columns.
"""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.pdfium import (
    Matrix,
    as_object,
    ask,
    draw_mode,
    form_object,
    get_object,
    object_matrix,
    object_type,
    path_matrix,
    path_segments,
)
from extract.points import read_points

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2
MAX_DEPTH = 8

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Objects:
    """The paths and pictures of a page in the order in which it draws them."""

    paths: list[int] = field(default_factory=list)  # addresses
    spaces: list[tuple[Matrix, int]] = field(default_factory=list)  # of the next so many paths
    images: list[tuple[int, Matrix]] = field(default_factory=list)
    over: list[int] = field(default_factory=list)  # texts drawn before each picture
    shaded: bool = False  # whether areas are filled with changing colours
    turns: dict[int, int] = field(default_factory=dict)  # paths drawn before each text, by address


@dataclass(slots=True)
class Paths:
    """Paths that are drawn; the points of path `row` are `first[row]` to `first[row + 1]`."""

    address: list[int]
    turn: Integers  # which of all paths of the page each is
    filled: Flags
    stroked: Flags
    scale: Floats  # points as displayed per unit of the path's own space
    first: Integers
    x: Floats
    y: Floats
    kind: Integers  # how each point is reached
    closing: Flags  # whether a line goes back from it to where the figure began

    def subpaths(self, row: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The points of each figure of a path, and whether it has no curves."""
        part = slice(self.first[row], self.first[row + 1])
        points: list[tuple[float, float]] = []
        straight = True
        for x, y, kind, closing in zip(
            self.x[part].tolist(),
            self.y[part].tolist(),
            self.kind[part].tolist(),
            self.closing[part].tolist(),
            strict=True,
        ):
            if kind == MOVE_TO:
                if len(points) > 1:
                    yield points, straight
                points, straight = [], True
            elif kind == BEZIER_TO:
                straight = False
            points.append((x, y))
            if closing and points[0] != points[-1]:
                points.append(points[0])
        if len(points) > 1:
            yield points, straight


def gather_objects(page: Any, matrix: Matrix) -> Objects:
    """Every path and picture, those of forms too; `matrix` maps the page to its display."""
    found = Objects()
    handle = c.cast(page, c.c_void_p).value
    assert handle is not None
    count = pdfium_c.FPDFPage_CountObjects(page)
    _gather(list(map(get_object, repeat(handle), range(count))), matrix, found, 0)
    return found


def _gather(addresses: list[int], matrix: Matrix, found: Objects, depth: int) -> None:
    pending = 0
    for address, kind in zip(addresses, map(object_type, addresses), strict=True):
        if kind == PATH:
            found.paths.append(address)
            pending += 1
        elif kind == TEXT:
            found.turns[address] = len(found.paths)
        elif kind == IMAGE:
            found.images.append((address, matrix))
            found.over.append(len(found.turns))
        elif kind == SHADING:
            found.shaded = True
        elif kind == FORM and depth < MAX_DEPTH:
            found.spaces.append((matrix, pending))
            pending = 0
            count = pdfium_c.FPDFFormObj_CountObjects(as_object(address))
            inner = list(map(form_object, repeat(address), range(count)))
            _gather(inner, object_matrix(address).then(matrix), found, depth + 1)
    found.spaces.append((matrix, pending))


def read_paths(objects: Objects, limit: int) -> tuple[Paths, int]:
    """The paths that are drawn, up to `limit` points; and how many points there are in all."""
    filled, stroked = _modes(objects.paths)
    counts = np.fromiter(map(path_segments, objects.paths), np.int64, len(objects.paths))
    counts = np.where(filled | stroked, np.maximum(counts, 0), 0)
    total = np.cumsum(counts)
    rows = np.flatnonzero((counts > 0) & (total <= limit))
    address = [objects.paths[row] for row in rows.tolist()]
    place = _places(objects, address, rows)
    counts = counts[rows]
    x, y, kind, closing = _points(address, counts, place)
    a, b, c_, d, _, _ = place
    scale = np.sqrt(np.abs(a * d - b * c_))
    first = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=first[1:])
    found = Paths(address, rows, filled[rows], stroked[rows], scale, first, x, y, kind, closing)
    return found, int(total[-1]) if len(total) else 0


def _modes(paths: list[int]) -> tuple[Flags, Flags]:
    """Which paths are filled, and which are stroked."""
    room = np.zeros((len(paths), 2), np.int32)
    ask(draw_mode, room, paths)
    return room[:, 0] != 0, room[:, 1] != 0


def _places(objects: Objects, address: list[int], rows: Integers) -> Floats:
    """The map from each path's own space to the page as displayed: a, b, c, d, e, f."""
    own = np.zeros((len(address), 6), np.float32)
    ask(path_matrix, own[:, :1], address)
    spaces = np.array([matrix for matrix, _ in objects.spaces])
    outer = np.repeat(spaces, [count for _, count in objects.spaces], axis=0)[rows]
    a, b, c_, d, e, f = own.astype(np.float64).T
    oa, ob, oc, od, oe, of = outer.T
    return np.array(
        [
            a * oa + b * oc,
            a * ob + b * od,
            c_ * oa + d * oc,
            c_ * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ]
    )


def _points(
    address: list[int], counts: Integers, place: Floats
) -> tuple[Floats, Floats, Integers, Flags]:
    """Where each point is displayed, how it is reached, and whether it closes its figure."""
    points = read_points(address, counts.tolist())
    u, v = points["x"].astype(np.float64), points["y"].astype(np.float64)
    a, b, c_, d, e, f = np.repeat(place, counts, axis=1)
    kind = points["kind"].astype(np.int64)
    return a * u + c_ * v + e, b * u + d * v + f, kind, points["closing"]
