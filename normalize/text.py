"""Text made comparable: blanks, accents, typographic signs; and offsets back to what is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from normalize.remembered import remembered

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Invisible marks that neither print nor part words: zero width, soft hyphen, order of writing.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_UNSEEN = re.compile(f"[{''.join(sorted(_INVISIBLE))}]")
# A superset of what folds to nothing: the invisible marks, and those set on a letter.
_VANISHING = regex.compile(rf"[\p{{M}}{''.join(sorted(_INVISIBLE))}]")
_UNIFIED = {
    **dict.fromkeys("’‘‛ʼʹ′`´＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－⁃", "-"),
    **dict.fromkeys("«»“”„‟″＂", '"'),
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
}


@remembered
def clean(text: str) -> str:
    r"""The text with every run of Unicode blanks as one plain space, none at the ends.

    Signs that do not print (zero width, soft hyphen) are dropped; nothing else changes.

    >>> clean("  1\u202f200,00\u00a0€\n")
    '1 200,00 €'
    """
    return " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split())


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]` and `ends[i]` are where its character i stands in the original."""

    value: str
    starts: Sequence[int]
    ends: Sequence[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original that start..end of the folded text (not empty) comes from."""
        return self.starts[start], self.ends[end - 1]


def _fold_char(char: str) -> str:
    """One character in lower case, without accent; several for a ligature, none for a mark."""
    if char in _INVISIBLE:
        return ""
    if char.isspace():
        return " "
    if char in _UNIFIED:
        return _UNIFIED[char]
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).lower())
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return "".join(_UNIFIED.get(one, one) for one in bare)


class _Folding(dict[int, str]):
    """What `str.translate` puts for each character, found out when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        if len(self) < _ALPHABET:
            self[code] = folded
        return folded


# A translation asks of every character; most are plain letters, which need no more than `lower`.
_UNEVEN = re.compile("[^ -_a-~]")


def _folded(found: re.Match[str]) -> str:
    return _FOLDING[ord(found[0])]


_ALPHABET = 4096  # characters whose folding is kept: those of a French text are two hundred
_FOLDING = _Folding()


@remembered
def fold(text: str) -> str:
    """The text for matching: lower case, no accents, one kind of apostrophe, dash, quote, blank.

    Ligatures are taken apart; blanks are single, none at the ends.

    >>> fold("L’ÉTAT –  cœur de la stratégie")
    "l'etat - coeur de la strategie"
    """
    return " ".join(_translated(text).split())


def _translated(text: str) -> str:
    """Each character folded for itself, blanks as many as they are."""
    return _UNEVEN.sub(_folded, text).lower()


def fold_with_offsets(text: str) -> Folded:
    """`fold(text)` and where each of its characters stands in `text`."""
    value = _translated(text)
    one_to_one = len(value) == len(text) and not _VANISHING.search(text)
    if one_to_one and value == " ".join(value.split()):
        return Folded(value, range(len(text)), range(1, len(text) + 1))
    return _by_letter(text)


# Plain letters, with single blanks between them, fold one to one; any other sign by itself.
_PLAIN = r"[!-~àâäçéèêëîïôöùûüÿÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ’–—«»°€]"
_PLAIN_OR_ONE = re.compile(rf"{_PLAIN}+(?:[ \u00a0\n]{_PLAIN}+)*|.", re.DOTALL)


def _by_letter(text: str) -> Folded:
    """What `fold_with_offsets` gives, of texts whose characters do not answer one to one."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _PLAIN_OR_ONE.finditer(text):
        low, high = found.span()
        folded = found[0].translate(_FOLDING)
        if not folded and ends:
            ends[-1] = high  # an accent of its own belongs to the letter before it
        if folded == " " and (not pieces or pieces[-1].endswith(" ")):
            continue
        if folded:
            pieces.append(folded)
            one_to_one = len(folded) == high - low
            starts += range(low, high) if one_to_one else [low] * len(folded)
            ends += range(low + 1, high + 1) if one_to_one else [high] * len(folded)
    value = "".join(pieces)
    if value.endswith(" "):
        value, starts, ends = value[:-1], starts[:-1], ends[:-1]
    return Folded(value, tuple(starts), tuple(ends))


def slug(text: str) -> str:
    """An ASCII id: lower case, digits, words parted by `_`.

    >>> slug("Côte-d'Or (21)")
    'cote_d_or_21'
    """
    return str(_NOT_SLUG.sub("_", fold(text))).strip("_")
