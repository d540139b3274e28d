"""The garbage collector held back while a document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Makes words and boxes by the thousand without looking for cycles, which they never form.

    What is no longer used is freed all the same, by its count of references; the search for
    cycles takes a fifth of the time of reading and finds none.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
