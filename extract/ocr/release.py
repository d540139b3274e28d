"""Memory that pages left behind, given back to the system.

What an engine computes on takes hundreds of megabytes for a moment; the C library keeps for
itself what lies between smaller pieces that live on, and a long scan grows page by page.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import cache

MOST = 350 << 20  # bytes that a process holds between two pages before it gives any back


def give_back(most: int = MOST) -> bool:
    """Gives free memory back where this process holds more; whether it did."""
    trim = _trim()
    if trim is None or resident() <= most:
        return False
    trim(0)
    return True


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


@cache
def _trim() -> Callable[[int], int] | None:
    """What gives memory back in the GNU C library; None with any other."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return None
    trim.argtypes, trim.restype = [ctypes.c_size_t], ctypes.c_int
    return trim
