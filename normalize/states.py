"""What a slot says when it states no value: `n/a`, `ND`, a dash, words."""

from __future__ import annotations

from functools import cache

from normalize.blanks import is_blank, key
from normalize.remembered import remembered
from normalize.values import vocabulary
from schemas.facts import State


def read_state(text: str) -> State:
    """The state of a slot, by its words alone: anything with a digit is `stated`.

    `blank`, `not_applicable` and `not_available` are those of the vocabulary; other words are
    `text`.  Whether the digits make a value is for the reader of that value to say.

    >>> [read_state(t) for t in ("Néant", "N.C.", " – ", "439", "en cours")]
    ['not_applicable', 'not_available', 'blank', 'stated', 'text']
    """
    known = known_state(text)
    if known is not None:
        return known
    return "stated" if any(c in "0123456789" for c in text) else "text"


@remembered
def known_state(text: str) -> State | None:
    """The state that the whole text names, or None where it says something else."""
    if is_blank(text):
        return "blank"
    said = key(text).strip("()[]*\"' ")
    return _spellings().get(said) or _spellings().get(said.rstrip(" .;,:*"))


def state_words() -> list[str]:
    """Every spelling, folded, of the states that words name."""
    return sorted(_spellings())


@cache
def _spellings() -> dict[str, State]:
    states = vocabulary("states")
    found: dict[str, State] = dict.fromkeys(states["not_applicable"], "not_applicable")
    found.update(dict.fromkeys(states["not_available"], "not_available"))
    return found
