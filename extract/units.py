"""What is printed beside a figure: units and taxes, as one regular expression each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def figure_words(kind: str) -> str:
    """The words of a kind (`units`, `taxes`, `marks`, `money`) as alternatives of a pattern."""
    text = files("extract.data").joinpath("figures.toml").read_text(encoding="utf-8")
    words: list[str] = tomllib.loads(text)[kind]
    return "|".join(words)
