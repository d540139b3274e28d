"""The few calls of PDFium that reading needs, bound for speed, and the page's own geometry.

The ready-made bindings wrap every returned pointer in an object, and let go of the interpreter's
lock around each call, which takes longer than the call; a page has thousands of characters, so
the calls made often are bound again with plain integers and keep the lock.
"""

from __future__ import annotations

import ctypes as c
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy.typing as npt
import pypdfium2.raw as pdfium_c

MANY = 4096  # characters whose boxes are asked for at a time


def _bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = c.cast(function, c.c_void_p).value
    assert address is not None
    return c.PYFUNCTYPE(result, *arguments)(address)


_int, _pointer, _address = c.c_int, c.c_void_p, c.c_size_t
# Called for every character, through `map`, with what `reference` and `box_slots` give: what is
# a reference already need not be converted, which takes longer than the call.
char_object = _bind(pdfium_c.FPDFText_GetTextObject, _address)
char_box = _bind(pdfium_c.FPDFText_GetCharBox, _int)
char_code = _bind(pdfium_c.FPDFText_GetUnicode, c.c_uint)
is_generated = _bind(pdfium_c.FPDFText_IsGenerated, _int)
# Called for every object, with plain addresses.
char_matrix = _bind(pdfium_c.FPDFText_GetMatrix, _int, _pointer, _int, _pointer)
char_origin = _bind(pdfium_c.FPDFText_GetCharOrigin, _int, _pointer, _int, _pointer, _pointer)
char_size = _bind(pdfium_c.FPDFText_GetFontSize, c.c_double, _pointer, _int)
text_codes = _bind(pdfium_c.FPDFText_GetText, _int, _pointer, _int, _int, _pointer)
text_font = _bind(pdfium_c.FPDFTextObj_GetFont, _address, _pointer)
text_mode = _bind(pdfium_c.FPDFTextObj_GetTextRenderMode, _int, _pointer)
clip_path = _bind(pdfium_c.FPDFPageObj_GetClipPath, _address, _pointer)
clip_count = _bind(pdfium_c.FPDFClipPath_CountPaths, _int, _pointer)
clip_segments = _bind(pdfium_c.FPDFClipPath_CountPathSegments, _int, _pointer, _int)
clip_segment = _bind(pdfium_c.FPDFClipPath_GetPathSegment, _address, _pointer, _int, _int)
object_bounds = _bind(
    pdfium_c.FPDFPageObj_GetBounds, _int, _pointer, _pointer, _pointer, _pointer, _pointer
)
get_object = _bind(pdfium_c.FPDFPage_GetObject, _pointer, _pointer, _int)
form_object = _bind(pdfium_c.FPDFFormObj_GetObject, _pointer, _pointer, c.c_ulong)
object_type = _bind(pdfium_c.FPDFPageObj_GetType, _int, _pointer)
path_matrix = _bind(pdfium_c.FPDFPageObj_GetMatrix, _int, _pointer, _pointer)
draw_mode = _bind(pdfium_c.FPDFPath_GetDrawMode, _int, _pointer, _pointer, _pointer)
path_segments = _bind(pdfium_c.FPDFPath_CountSegments, _int, _pointer)
path_segment = _bind(pdfium_c.FPDFPath_GetPathSegment, _pointer, _pointer, _int)
segment_point = _bind(pdfium_c.FPDFPathSegment_GetPoint, _int, _pointer, _pointer, _pointer)
segment_type = _bind(pdfium_c.FPDFPathSegment_GetType, _int, _pointer)
segment_close = _bind(pdfium_c.FPDFPathSegment_GetClose, _int, _pointer)
_channels = (_pointer, _pointer, _pointer, _pointer, _pointer)
fill_colour = _bind(pdfium_c.FPDFPageObj_GetFillColor, _int, *_channels)
stroke_colour = _bind(pdfium_c.FPDFPageObj_GetStrokeColor, _int, *_channels)
stroke_width = _bind(pdfium_c.FPDFPageObj_GetStrokeWidth, _int, _pointer, _pointer)
mark_count = _bind(pdfium_c.FPDFPageObj_CountMarks, _int, _pointer)
mark_at = _bind(pdfium_c.FPDFPageObj_GetMark, _address, _pointer, c.c_ulong)
mark_name = _bind(pdfium_c.FPDFPageObjMark_GetName, _int, _pointer, _pointer, c.c_ulong, _pointer)
stroke_dashes = _bind(pdfium_c.FPDFPageObj_GetDashCount, _int, _pointer)


class Matrix(NamedTuple):
    """An affine map: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where the map puts a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """This map first, the other after."""
        a, b, c_, d, e, f = self
        return Matrix(
            a * other.a + b * other.c,
            a * other.b + b * other.d,
            c_ * other.a + d * other.c,
            c_ * other.b + d * other.d,
            e * other.a + f * other.c + other.e,
            e * other.b + f * other.d + other.f,
        )


class Canvas(NamedTuple):
    """A page as displayed: its size, and the map from PDF user space to it."""

    width: float
    height: float
    quarters: int  # clockwise quarter turns that the page asks for
    matrix: Matrix


def reference(address: int) -> Any:
    """A reference to what stands at an address, ready to be passed."""
    return c.byref(c.c_char.from_address(address))


def ask(function: Any, room: npt.NDArray[Any], *arguments: Iterable[int]) -> list[int]:
    """Calls a function for each row of `room`, whose cells take its results.

    `arguments` come before the cells, one of each for each row; returns what the calls return.
    """
    if not len(room):
        return []
    start, step = room.__array_interface__["data"][0], room.strides[0]
    places = (start + column * room.itemsize for column in range(room.shape[1]))
    return list(
        map(function, *arguments, *(range(at, at + step * len(room), step) for at in places))
    )


@cache
def box_slots() -> tuple[Any, tuple[list[Any], ...]]:
    """Room for the boxes of MANY characters, and the references to its four columns.

    There is one, made once: PDFium is not to be called from two threads at once anyway.
    """
    room = (c.c_double * (4 * MANY))()
    columns = range(0, 32, 8)
    return room, tuple([c.byref(room, 32 * row + at) for row in range(MANY)] for at in columns)


def canvas_of(page: Any) -> Canvas:
    """Crop and rotation of a page, as one map to the page as displayed."""
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    wide, high = right - left, top - bottom
    quarters = pdfium_c.FPDFPage_GetRotation(page) % 4
    maps = (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )
    if quarters % 2:
        wide, high = high, wide
    return Canvas(wide, high, quarters, maps[quarters])


def object_matrix(obj: int) -> Matrix:
    """The map of a page object to what holds it."""
    raw = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(c.cast(obj, pdfium_c.FPDF_PAGEOBJECT), raw)
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def as_object(address: int) -> Any:
    """The pointer that the ready-made bindings take."""
    return c.cast(address, pdfium_c.FPDF_PAGEOBJECT)
