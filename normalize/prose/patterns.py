"""Word lists of `normalize/data` as patterns for folded text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from normalize.vocabulary import load


@cache
def _data(name: str) -> dict[str, Any]:
    return load(name)


def entries(file: str, path: str) -> list[str]:
    """The list at `group.name` of `normalize/data/FILE.toml`."""
    group, _, name = path.partition(".")
    return list(_data(file)[group][name])


@cache
def one_of(file: str, path: str) -> str:
    """A pattern, without group, for any entry of a list, the longest first."""
    found = sorted(entries(file, path), key=len, reverse=True)
    return f"(?:{'|'.join(found)})"


@cache
def anywhere(file: str, path: str) -> re.Pattern[str]:
    """Any entry of a list, as whole words."""
    return re.compile(rf"(?<![\w]){one_of(file, path)}(?!\w)")


@cache
def at_start(file: str, path: str) -> re.Pattern[str]:
    """Any entry of a list at the start of a text."""
    return re.compile(rf"{one_of(file, path)}(?!\w)")


@cache
def at_end(file: str, path: str) -> re.Pattern[str]:
    """Any entry of a list, as whole words or signs, at the end of a text; blanks may follow."""
    return re.compile(rf"(?:(?<!\w)|(?=[^\w\s])){one_of(file, path)} *$")
