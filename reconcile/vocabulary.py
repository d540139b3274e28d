"""How the words of `reconcile/data` are read, and how printed labels are made comparable."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_NOT_WORD = re.compile(r"[^a-z0-9%]+")


@cache
def words(name: str) -> dict[str, Any]:
    """The content of `reconcile/data/NAME.toml`."""
    text = files("reconcile.data").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case, no accents, words parted by one blank, punctuation gone.

    >>> fold("Sous-Total : État")
    'sous total etat'
    """
    apart = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    bare = "".join(char for char in apart if not unicodedata.combining(char)).lower()
    return _NOT_WORD.sub(" ", bare).strip()
