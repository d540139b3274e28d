"""Text objects in optional content: layers that the page may show or not."""

from __future__ import annotations

import ctypes as c
from itertools import repeat

from extract.pdfium import mark_at, mark_count, mark_name

OPTIONAL = "OC".encode("utf-16-le")  # ISO 32000-1, 8.11.3.2
ROOM = 64  # bytes for the name of a mark


def in_layers(addresses: list[int]) -> list[bool]:
    """Whether each text object, by its address, is marked as optional content."""
    counts = list(map(mark_count, addresses))
    most = max(counts, default=0)
    if most <= 0:
        return [False] * len(addresses)
    found = [False] * len(addresses)
    names: dict[int, bool] = {0: False}
    for at in range(most):
        marks = list(map(mark_at, addresses, repeat(at)))
        optional = [_is_optional(mark, names) for mark in set(marks)]
        if any(optional):
            found = [old or names[mark] for old, mark in zip(found, marks, strict=True)]
    return found


def _is_optional(mark: int, names: dict[int, bool]) -> bool:
    """Whether a mark opens optional content; objects share their marks."""
    if mark not in names:
        room, length = c.create_string_buffer(ROOM), c.c_ulong()
        told = mark_name(mark, c.addressof(room), ROOM, c.addressof(length))
        names[mark] = bool(told) and room.raw[: max(length.value - 2, 0)] == OPTIONAL
    return names[mark]
