"""Text that the page draws out of sight: outside of the clip that it is drawn under.

Word processors clip the lines that a row of fixed height has no room for, and leave them in the
file; a reader who takes them reads `20106` where the page shows `2010`.
"""

from __future__ import annotations

import ctypes as c
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.pdfium import (
    clip_count,
    clip_path,
    clip_segment,
    clip_segments,
    get_object,
    object_bounds,
    segment_point,
    segment_type,
)
from schemas.printed import Box

SEEN = 0.25  # part of the area of a text that must lie inside for it to be read

SLACK = 0.5  # points
BEZIER_TO, MOVE_TO = 1, 2
RECTANGLE = 5  # points of the path around one
MOST = 40  # points: clips of more have shapes that nothing is told by
Veil = tuple[Box, ...]  # a place in any of them is in sight


class Clips:
    """Which text objects of a page are out of sight."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._own: set[int] | None = None
        self._known: dict[int, Box | None] = {}  # by the address of a path's first segment

    def masked(self, addresses: list[int]) -> list[bool]:
        """Whether each text object, by its address, is drawn outside of its clip."""
        paths = list(map(clip_path, addresses))
        clipped = [count > 0 for count in map(clip_count, paths)]
        return [
            seen and bool(address) and self._is_outside(address, path)
            for address, path, seen in zip(addresses, paths, clipped, strict=True)
        ]

    def veils(self, addresses: list[int]) -> list[Veil | None]:
        """What the clip of each text object leaves of the page, where it may hide a part of it.

        In user space; none for what is drawn by a form, which has a space of its own.
        """
        paths = list(map(clip_path, addresses))
        counts = list(map(clip_count, paths))
        if max(counts, default=0) <= 0:
            return [None] * len(addresses)
        return [
            self._veil(address, path) if count > 0 and address else None
            for address, path, count in zip(addresses, paths, counts, strict=True)
        ]

    def _veil(self, address: int, path: int) -> Veil | None:
        clip, box = self._clip_of(path), _bounds(address)
        if clip is None or box is None:
            return None
        several = any(clip_segments(path, at) > RECTANGLE for at in range(clip_count(path)))
        wide = clip.x0 - SLACK <= box.x0 and box.x1 <= clip.x1 + SLACK
        inside = wide and clip.top - SLACK <= box.top and box.bottom <= clip.bottom + SLACK
        if (inside and not several) or address not in self._direct():
            return None
        return (_parts(path, clip) if several else ()) or (clip,)

    def _is_outside(self, address: int, path: int) -> bool:
        clip = self._clip_of(path)
        if clip is None:
            return False
        box = _bounds(address)  # of what a form draws as its clip, in the form's own space
        if box is None or box.width <= 0 or box.height <= 0:
            return False
        wide = min(box.x1, clip.x1) - max(box.x0, clip.x0)
        high = min(box.bottom, clip.bottom) - max(box.top, clip.top)
        return max(wide, 0.0) * max(high, 0.0) < SEEN * box.width * box.height

    def _direct(self) -> set[int]:
        """The objects that the page itself draws."""
        if self._own is None:
            handle = c.cast(self.page, c.c_void_p).value
            count = pdfium_c.FPDFPage_CountObjects(self.page)
            self._own = set(map(get_object, repeat(handle), range(count)))
        return self._own

    def _clip_of(self, path: int) -> Box | None:
        """The box around what a clip leaves; none when it clips nothing."""
        boxes = [self._around(path, index) for index in range(clip_count(path))]
        known = [box for box in boxes if box is not None]
        if len(known) < 2:
            return known[0] if known else None
        x0s, tops, x1s, bottoms = zip(*known, strict=True)
        return Box(max(x0s), max(tops), min(x1s), min(bottoms))

    def _around(self, path: int, index: int) -> Box | None:
        """The box around one path of a clip; objects that share the path share its segments."""
        first = clip_segment(path, index, 0)
        if first not in self._known:
            self._known[first] = _measure(path, index) if first else None
        return self._known[first]


def is_whole(address: int) -> bool:
    """Whether no clip takes anything of an object away."""
    path = clip_path(address)
    count = clip_count(path)
    if count <= 0:
        return True
    box, clips = _bounds(address), [_measure(path, index) for index in range(count)]
    return (
        box is not None
        and not any(clip_segments(path, index) > RECTANGLE for index in range(count))
        and all(
            clip is not None
            and clip.x0 - SLACK <= box.x0
            and clip.top - SLACK <= box.top
            and box.x1 <= clip.x1 + SLACK
            and box.bottom <= clip.bottom + SLACK
            for clip in clips
        )
    )


def _parts(path: int, clip: Box) -> Veil:
    """The rectangles that the last path of a clip is made of; none where it has other shapes."""
    index = clip_count(path) - 1
    count = clip_segments(path, index)
    room = (c.c_float * 2)()
    x, y = c.byref(room, 0), c.byref(room, 4)
    corners: list[list[tuple[float, float]]] = []
    for at in range(count if count <= MOST else 0):
        segment = clip_segment(path, index, at)
        kind = segment_type(segment)
        if kind == BEZIER_TO or not segment_point(segment, x, y):
            return ()
        if kind == MOVE_TO:
            corners.append([])
        corners[-1].append((room[0], room[1]))
    boxes = []
    for figure in corners:
        xs, ys = zip(*figure, strict=True)
        if len(figure) not in (4, 5) or len({*xs}) > 2 or len({*ys}) > 2:
            return ()
        boxes.append(
            Box(
                max(min(xs), clip.x0), max(min(ys), clip.top),
                min(max(xs), clip.x1), min(max(ys), clip.bottom),
            )
        )  # fmt: skip
    return tuple(boxes)


def _measure(path: int, index: int) -> Box | None:
    room = (c.c_float * 2)()
    x, y = c.byref(room, 0), c.byref(room, 4)
    segments = (clip_segment(path, index, each) for each in range(clip_segments(path, index)))
    places = [tuple(room) for segment in segments if segment_point(segment, x, y)]
    if not places:
        return None
    xs, ys = zip(*places, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(address: int) -> Box | None:
    room = (c.c_float * 4)()
    if not object_bounds(address, *(c.byref(room, at) for at in range(0, 16, 4))):
        return None
    left, bottom, right, top = room
    return Box(left, bottom, right, top)
