"""Names that speak of the same thing under several spellings.

Two names are one where their words, small ones and legal forms left out, are alike to at least
`ALIKE` out of 100 (rapidfuzz, order of words aside) and no number parts them.  A name that is
alike to several is linked to none: what is ambiguous is left unchecked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reconcile.vocabulary import fold, words

ALIKE = 90
_DIGITS = re.compile(r"[0-9]+")


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The telling words of a name.

    >>> key("Association « La Ruche »"), key("CCAS d'Arras")
    ('ruche', 'ccas arras')
    """
    small = _small()
    kept = [word for word in fold(name).split() if word not in small]
    return " ".join(kept) or fold(name)


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(words("names")["small"])


def same(one: str, other: str) -> bool:
    """Whether two names are one."""
    left, right = key(one), key(other)
    if left == right:
        return True
    if _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    return likeness(left, right) >= ALIKE


@lru_cache(maxsize=65536)
def likeness(left: str, right: str) -> float:
    """How alike two keys are, 0 to 100: spelling by spelling, whatever the order of words."""
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(left, right)


def link(name: str, among: Iterable[str]) -> str | None:
    """The one name that is the same; None where none is, or several that are not one."""
    names = list(dict.fromkeys(among))
    exact = [each for each in names if key(each) == key(name)]
    if exact:
        return exact[0]
    close = [each for each in names if same(each, name)]
    return close[0] if len({key(each) for each in close}) == 1 else None
