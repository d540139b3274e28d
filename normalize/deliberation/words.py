"""The words of the family: `families/deliberation.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.text import fold
from schemas.printed import Text

_LEAD = re.compile(r"^[^\w(«\"]+")


@cache
def declaration() -> dict[str, Any]:
    """The whole declaration."""
    text = files("normalize.families").joinpath("deliberation.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def opens(group: str, name: str) -> re.Pattern[str]:
    """A pattern for a folded text that opens with one of the entries of `group.name`."""
    return re.compile(rf"(?:{'|'.join(declaration()[group][name])})")


@cache
def holds(group: str, name: str) -> re.Pattern[str]:
    """A pattern for one of the entries of `group.name`, at the start of a word."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(declaration()[group][name])})")


def bare(text: Text | str) -> str:
    """A text folded, without the signs that may stand before its first word."""
    return _LEAD.sub("", fold(str(text)))
