"""The vocabulary of printed values: `data/values.toml`, loaded once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """One top-level table of `data/values.toml`; raises KeyError on a name it has not."""
    return _document()[name]  # type: ignore[no-any-return]


@cache
def _document() -> dict[str, Any]:
    text = files("normalize.data").joinpath("values.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def one_of(words: Iterable[str]) -> str:
    """A pattern, without group, for any of the folded words; the longest is tried first.

    A letter may be followed by a combining accent, as decomposed text has them, and a blank in a
    word stands for any blank.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_spelled(word) for word in ordered) + ")"


def _spelled(word: str) -> str:
    accented = re.sub(r"([aceiou])", "\\1[\u0300-\u036f]?", re.escape(word))
    return accented.replace("\\ ", r"[ \u00a0]+")
