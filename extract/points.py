"""The points of paths: where each lies, how it is reached, whether it closes its figure.

PDFium keeps the points of a path in one array and tells the address of each.  To ask it for what
stands there takes four calls a point, and a page of tables has thousands; so the array is read as
it is, once a path drawn for the purpose has shown that it holds what PDFium says.
"""

from __future__ import annotations

import ctypes as c
from collections.abc import Sequence
from functools import cache
from itertools import chain, repeat
from operator import add

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from extract.pdfium import (
    ask,
    path_segment,
    path_segments,
    segment_close,
    segment_point,
    segment_type,
)

POINT = np.dtype(
    {
        "names": ["x", "y", "kind", "closing"],
        "formats": ["f4", "f4", "u1", "?"],
        "offsets": [0, 4, 8, 9],
        "itemsize": 12,
    }
)
Points = npt.NDArray[np.void]


def read_points(paths: Sequence[int], counts: Sequence[int]) -> Points:
    """The points of paths, by their addresses and how many points each has: rows of POINT."""
    if not paths:
        return np.empty(0, POINT)
    if _is_kept_so():
        found = _in_place(paths, counts)
        if found is not None:
            return found
    return _asked_for(paths, counts)


@cache
def _is_kept_so() -> bool:
    """Whether PDFium keeps points as POINT says: tried on a path with points of every kind."""
    path = pdfium_c.FPDFPageObj_CreateNewPath(1.5, -2.25)
    pdfium_c.FPDFPath_LineTo(path, 3.0, 4e6)
    pdfium_c.FPDFPath_BezierTo(path, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
    pdfium_c.FPDFPath_Close(path)
    pdfium_c.FPDFPath_MoveTo(path, 0.1, 12.0)
    pdfium_c.FPDFPath_LineTo(path, 13.0, 0.7)
    pdfium_c.FPDFPath_Close(path)
    try:
        paths = [c.cast(path, c.c_void_p).value or 0]
        counts = [path_segments(paths[0])]
        found = _in_place(paths, counts)
        return found is not None and bool((found == _asked_for(paths, counts)).all())
    finally:
        pdfium_c.FPDFPageObj_Destroy(path)


def _in_place(paths: Sequence[int], counts: Sequence[int]) -> Points | None:
    """The points as they stand in memory; None where a path has them elsewhere than in a row."""
    size = POINT.itemsize
    spans = [size * (count - 1) for count in counts]
    first = list(map(path_segment, paths, repeat(0)))
    last = list(map(path_segment, paths, [count - 1 for count in counts]))
    if 0 in first or list(map(add, first, spans)) != last:
        return None
    held = map(c.string_at, first, [span + size for span in spans])
    return np.frombuffer(b"".join(held), POINT)


def _asked_for(paths: Sequence[int], counts: Sequence[int]) -> Points:
    """The points as PDFium tells them one by one."""
    owners = chain.from_iterable(map(repeat, paths, counts))
    indexes = chain.from_iterable(map(range, counts))
    segments = list(map(path_segment, owners, indexes))
    places = np.zeros((len(segments), 2), np.float32)
    ask(segment_point, places, segments)
    found = np.zeros(len(segments), POINT)
    found["x"], found["y"] = places.T
    found["kind"] = list(map(segment_type, segments))
    found["closing"] = list(map(segment_close, segments))
    return found
