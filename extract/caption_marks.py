"""What a caption is by its words: `Tableau n° 3 : …`, `(en milliers d'euros)`, `(suite)`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extract.marks import anatomy, fold, may_begin

LONGEST = 300  # characters of a caption
LONGEST_PLAIN = 150  # of one whose number nothing parts from its words
AROUND_UNIT = " ()[].:;*-–—"
LONGEST_UNIT = 60  # of a line that says in what a table counts
_NUMBER = r"(?<![a-z](?=[a-z]))(?:n\s?[°ºo.]\s?)?(?:\d{1,3}(?:[.\-]\d{1,3})*(?:bis|ter)?|[ivx]{1,5}|[a-z])(?![\w'’])"
ENDS = re.compile(r"[(\s–—-](?:suite(?: et fin)?|fin)\W*$")  # of a caption that comes again
_JOINT = r"\s*(?:[:.)–—-]|\|)"


@cache
def _marker(kind: str) -> re.Pattern[str]:
    """A caption's opening, on folded text: numbered, or unnumbered before a colon."""
    words = "|".join(sorted(anatomy()[kind], key=len, reverse=True))
    numbered = rf"(?:{words})\.?\s*{_NUMBER}(?P<joint>{_JOINT}|(?=\s*$)|(?=\s*\())?"
    return re.compile(rf"^\W{{0,2}}(?:{numbered}|(?:{words})\s*(?P<colon>:))")


def opens_caption(text: str) -> bool:
    """Whether a line opens the caption of a table or of a picture: `Tableau n° 3 - …`."""
    return _opens(text, "captions") or _opens(text, "pictures")


def announces_table(text: str) -> bool:
    """Whether a text is the caption of a table."""
    return len(text) <= LONGEST and _opens(text, "captions")


def _opens(text: str, kind: str) -> bool:
    if text.lstrip("(«* ")[:1].islower():
        return False  # most lines of a paragraph
    return _opens_in_capitals(text, kind)


@lru_cache(maxsize=8192)
def _opens_in_capitals(text: str, kind: str) -> bool:
    even = unicodedata.normalize("NFC", " ".join(text.split()))
    found = _marker(kind).match(fold(even))
    if not found or even.lstrip("(«* ")[:1].islower():
        return False
    if found["colon"] or found["joint"] is not None:
        return True
    # `Tableau 3 Recettes` is one, `Le tableau 3 montre` and `Tableau 3 montre` are not.
    following = even[found.end() :].lstrip()
    return following[:1].isupper() and len(even) <= LONGEST_PLAIN and not even.endswith(".")


def is_unit_line(text: str) -> bool:
    """Whether a line says nothing but in what a table counts.

    >>> [is_unit_line(t) for t in ("(en milliers d'euros)", "En FCFA", "Unité : %", "en 2023")]
    [True, True, True, False]
    """
    if text.strip()[:1] not in "([" and not may_begin(text.lstrip(AROUND_UNIT), _unit_initials()):
        return False  # most lines
    bare = fold(text).strip(AROUND_UNIT)
    if not bare or len(bare) > LONGEST_UNIT:
        return False
    leads = _unit_leads()
    for lead in leads if bare.startswith(leads) else ():
        if bare.startswith(lead) and not bare[len(lead) :][:1].isalnum():
            return _only_units(bare[len(lead) :])
    return text.strip()[:1] in "([" and _only_units(bare)


@cache
def _unit_initials() -> str:
    return "".join({lead[0] for lead in anatomy()["unit_leads"]})


@cache
def _unit_leads() -> tuple[str, ...]:
    """What such a line begins with, the longest first."""
    return tuple(sorted(anatomy()["unit_leads"], key=len, reverse=True))


def _only_units(text: str) -> bool:
    words = re.sub(r"([’'])", r"\1 ", text).split()
    words = [word.strip("():;,.") for word in words]
    words = [word for word in words if word and word not in anatomy()["unit_links"]]
    return bool(words) and all(word in anatomy()["unit_words"] for word in words)


def is_continuation(text: str) -> bool:
    """Whether a line only says that a table goes on: `Tableau 3 (suite)`, `Suite du tableau 3`."""
    folded = fold(text)
    if "suite" not in folded and "fin" not in folded:
        return False
    if ENDS.search(folded) and _marker("captions").match(folded):
        return True
    return bool(_goes_on().match(folded))


@cache
def _goes_on() -> re.Pattern[str]:
    """`Suite du tableau`, on folded text."""
    words = "|".join(anatomy()["captions"])
    return re.compile(rf"^\(?suite(?: et fin)? (?:du|de) (?:{words})\b")
