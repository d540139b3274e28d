"""Text that the page draws out of sight: outside of the clip that it is drawn under.

Word processors clip the lines that a row of fixed height has no room for, and leave them in the
file; a reader who takes them reads `20106` where the page shows `2010`.
"""

from __future__ import annotations

import ctypes as c
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.pdfium import as_object, get_object
from schemas.printed import Box

SEEN = 0.25  # part of the area of a text that must lie inside for it to be read


class Clips:
    """Which text objects of a page are out of sight."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._own: set[int] | None = None

    def mask(self, address: int | None) -> bool:
        """Whether a text object, by its address, is drawn outside of its clip."""
        if not address:
            return False
        clip = _clip_of(as_object(address))
        # What a form draws has its clip in the form's own space.
        if clip is None or address not in self._direct():
            return False
        box = _bounds(as_object(address))
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
            self._own = {get_object(handle, index) for index in range(count)}
        return self._own


def _clip_of(obj: Any) -> Box | None:
    """The box around what an object's clip leaves; none when nothing clips it."""
    path = pdfium_c.FPDFPageObj_GetClipPath(obj)
    boxes = [_around(path, index) for index in range(pdfium_c.FPDFClipPath_CountPaths(path))]
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    x0s, tops, x1s, bottoms = zip(*known, strict=True)
    return Box(max(x0s), max(tops), min(x1s), min(bottoms))


def _around(path: Any, index: int) -> Box | None:
    x, y = c.c_float(), c.c_float()
    places = []
    for number in range(pdfium_c.FPDFClipPath_CountPathSegments(path, index)):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(path, index, number)
        if pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            places.append((x.value, y.value))
    if not places:
        return None
    xs, ys = zip(*places, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(obj: Any) -> Box | None:
    left, bottom, right, top = (c.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return None
    return Box(left.value, bottom.value, right.value, top.value)
