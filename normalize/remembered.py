"""What a reader said of a text is kept while a document is read: many rules ask it of the same.

Only readers that are pure functions of a text, or of a document as printed, and whose answer
cannot be changed may be remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

TEXTS = 2048  # answers kept of each reader: about the texts of a hundred pages
TABLES = 8  # of a reader whose answers are as large as the tables it was asked of

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_doors: list[Any] = []


def remembered(read: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """The reader, answering from memory where it was asked the same not long ago."""
    return _door(read, TEXTS)


def briefly(read: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """The same of a reader with large answers: only the last few are kept."""
    return _door(read, TABLES)


def _door(read: Callable[_Asked, _Answer], most: int) -> Callable[_Asked, _Answer]:
    door = lru_cache(maxsize=most)(read)
    _doors.append(door)
    return cast(Callable[_Asked, _Answer], door)


def forget() -> None:
    """Drops every answer: nothing of a document stays once it is read."""
    for door in _doors:
        door.cache_clear()
