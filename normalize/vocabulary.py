"""How the word lists of `normalize/data` are read and compared with what is printed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from normalize.remembered import remembered
from normalize.text import fold

_WORD = re.compile(r"[a-z0-9+%€]+")
_JOINT = r"[ '.(\-]{1,3}"


@cache
def load(name: str) -> dict[str, Any]:
    """The content of `normalize/data/NAME.toml`."""
    return tomllib.loads(
        resources.files("normalize.data").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, punctuation aside."""
    return tuple(_WORD.findall(fold(text)))


def stem(word: str) -> str:
    """A word without the marks of plural and of feminine participles and adjectives.

    Meant for comparing two texts that both went through it, not for reading.

    >>> [stem(word) for word in ("realisees", "prevue", "previsionnelles", "cas")]
    ['realise', 'prevu', 'previsionnel', 'cas']
    """
    if len(word) > 3:
        word = word.removesuffix("s")
    if word.endswith("ee") or (word.endswith("ue") and not word.endswith("que")):
        return word[:-1]
    if word.endswith("elle") and len(word) > 5:
        return word[:-2]
    return word


@remembered
def key(text: str) -> str:
    """The stems of a text, in order, parted by spaces: what whole titles are compared by."""
    return " ".join(stem(word) for word in words(text))


def first_stem(text: str) -> str:
    """The stem of the first word of a folded text; empty where it has none."""
    first = _WORD.search(text)
    return stem(first[0]) if first else ""


def phrase(name: str) -> str:
    """A pattern for folded text: the words of a name, blank or hyphen between, plural or not."""
    closing = r"\)" if name.endswith(")") else ""
    return _JOINT.join(_flexible(word) for word in _WORD.findall(fold(name))) + closing


def _flexible(word: str) -> str:
    plural = "s?" if len(word) > 3 and word.isalpha() and not word.endswith("s") else ""
    return str(re.escape(word)) + plural


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names as whole words, the longest first."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return r"(?<!\w)(?:" + "|".join(phrase(name) for name in ordered) + r")(?!\w)"
