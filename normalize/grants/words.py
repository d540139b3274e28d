"""The words of `data/grants.toml`, as patterns for folded text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from normalize.vocabulary import any_of, load


@cache
def data() -> dict[str, Any]:
    """The whole file."""
    return load("grants")


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Any phrase of a list, as whole words: `pattern("amounts", "granted")`."""
    return re.compile(inflected(data()[table][name]))


def inflected(names: list[str]) -> str:
    """A pattern for the names, participles in the feminine too."""
    return any_of([*names, *(name + "e" for name in names if name.endswith("é"))])


def says(table: str, name: str, folded: str) -> bool:
    """Whether a folded text has a phrase of a list."""
    return pattern(table, name).search(folded) is not None
