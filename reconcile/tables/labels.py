"""What a row or a column calls itself: total, subtotal, mean, balance, rate, or nothing such."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from reconcile.vocabulary import fold, words

Kind = Literal[
    "plain",
    "total",
    "subtotal",
    "mean",
    "balance",
    "rate",
    "of_which",
    "carried",
    "memo",
    "distinct",
]
_ORDER: tuple[Kind, ...] = (
    "carried",
    "of_which",
    "rate",
    "mean",
    "subtotal",
    "total",
    "balance",
)
_EXEMPT: tuple[Kind, ...] = ("distinct", "memo")  # whatever else the label says
_OUTLINE = re.compile(r"\s*([0-9]{1,2}(?:\.[0-9]{1,2})*)\s*[.\-)]?\s*(?=[^\W\d])")


class Label(NamedTuple):
    """The kind of a line; `strong` when the label says so and nothing else."""

    kind: Kind
    strong: bool


@lru_cache(maxsize=16384)
def read(text: str) -> Label:
    """What a label says of its line.

    >>> read("Sous-total 2"), read("Recettes totales"), read("Subvention")
    (Label(kind='subtotal', strong=True), Label(kind='total', strong=False), Label(kind='plain', strong=False))
    """
    folded = fold(_OUTLINE.sub("", text, count=1) if _OUTLINE.match(text) else text)
    for kind in _EXEMPT:
        pattern = _holds(kind)
        if pattern is not None and pattern.search(folded):
            return Label(kind, False)
    for kind in _ORDER:
        if _opens(kind).match(folded) or folded in words("tables")[kind]["alone"]:
            return Label(kind, True)
    for kind in _ORDER:
        pattern = _holds(kind)
        if pattern is not None and pattern.search(folded):
            return Label(kind, False)
    return Label("plain", False)


def outline(text: str) -> str:
    """The number that a label begins with (`1.2` of `1.2Dons`), empty where there is none."""
    match = _OUTLINE.match(text)
    return match[1] if match else ""


@cache
def _opens(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(words('tables')[kind]['opens'])})\b")


@cache
def _holds(kind: str) -> re.Pattern[str] | None:
    listed = words("tables")[kind]["holds"]
    return re.compile(rf"\b(?:{_any(listed)})\b") if listed else None


def _any(listed: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(words("tables")[name]["words"])


@lru_cache(maxsize=16384)
def says(name: str, text: str) -> bool:
    """Whether a header or label holds one of the words of a list of `tables.toml`."""
    return not _listed(name).isdisjoint(fold(text).split())
