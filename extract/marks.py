"""What opens a line: bullets, heading numbers, page numbers, footnote marks, dot leaders."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from extract.units import figure_words

BULLETS = "•●○◦▪■□▫◆◇♦‣⁃∙·►▶▸➢➤➔→✓✔✗❖*-–—−»"
DASHES = "-–—−"
ORNATE = 40  # characters: of two dashes at the ends of a longer line, one cuts a word
# Symbol fonts print their bullets in the private use area, or as letters and signs of their codes.
SYMBOLS = "¾Ø§ü¨þo"
BULLET = re.compile(rf"^([{re.escape(BULLETS)}\uf000-\uf0ff]|[{SYMBOLS}](?=\s))\s*(?=\S)")
ORDERED = re.compile(r"^(\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}°\)?)\s+(?=\S)")
LETTERED_END = 5  # characters that `xvii)` takes, the longest of these that begin with a letter

_PART = r"(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:bis|ter)?)"
_GLUED = r"\.(?=[A-ZÀ-Ý])"  # the dot of a number that no blank parts from its title
DOTTED = re.compile(rf"^(\d{{1,2}}(?:\.\d{{1,2}}){{1,7}})(?:{_GLUED}|(?:[.)]|\s*[-–—:])?(?=\s|$))")
SINGLE = re.compile(rf"^(\d{{1,2}})(?:{_GLUED}|[.)](?=\s)|\.?\s?[-–—:]\s)")
MIXED = re.compile(
    rf"^(?!M\. )({_PART}(?:[.\-]{_PART})+(?:[.\-][a-z])?|[IVX]{{1,5}}|[A-Z])(?:[.)](?=\s)|\s?[-–—:/]\s)"
)
# Nothing parts `A.1` from its title but a blank; initials of names hold no figure.
MIXED_BARE = re.compile(
    rf"^((?:[IVX]{{1,5}}|[A-Z])(?:[.\-]{_PART})*[.\-]\d{{1,2}})(?=\s+[A-ZÀ-Ý«])"
)
ROMAN_GLUED = re.compile(rf"^([IVX]{{1,5}}){_GLUED}(?=[A-ZÀ-Ý]\w)")
ROMANS = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
LETTERED = re.compile(r"^([a-z])(?:[.)](?=\s)|\s?[-–—]\s)")

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}|·{4,}|(?:\s\.){3,}")
LEADER_ENTRY = re.compile(
    r"(?:(?:\.\s?){4,}|…{2,}|_{4,}|·{4,}|(?:\s\.){3,})\s*(\d{1,4}|[ivxl]+)?\s*$"
)
NOTE = re.compile(r"^(?:\(?(\d{1,3})\)?|(\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹†‡]))\s*(?=\S)")


class Mark(NamedTuple):
    """What opens a line and how long it is; `kind` and `depth` make its numbering comparable."""

    text: str  # as printed, without its last dot or bracket
    length: int  # characters of the line that it takes, blanks behind it included
    kind: str  # dotted, mixed, letter, or the word it begins with
    depth: int
    closing: str = ""  # the bracket behind it


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, no accents, single blanks: for comparing words, never for output."""
    plain = text.replace("’", "'")
    if not plain.isascii():
        plain = NOT_ASCII.sub(_bare, unicodedata.normalize("NFD", plain))
    return " ".join(plain.lower().split())


def _bare(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def heading_number(text: str) -> Mark | None:
    """The number that opens a heading, if one does."""
    worded = _worded().match(text)
    if worded:
        return _worded_mark(worded)
    for pattern, kind in (
        (DOTTED, "dotted"),
        (SINGLE, "dotted"),
        (MIXED, "mixed"),
        (MIXED_BARE, "mixed"),
        (ROMAN_GLUED, "mixed"),
        (LETTERED, "letter"),
    ):
        found = pattern.match(text)
        if found:
            number = found[1]
            depth = len(re.split(r"[.\-]", number))
            length = len(text) - len(text[found.end() :].lstrip(" \u00a0:–—-"))
            closing = ")" if text[found.end(1) : found.end(1) + 1] == ")" else ""
            shape = _shape(number) if kind == "mixed" else kind
            return Mark(number, length, shape, depth, closing)
    return None


def _shape(number: str) -> str:
    """The kind of each part of a mixed number: `I.A` and `II.B` are alike."""
    parts = re.split(r"[.\-]", number)
    return "mixed:" + ".".join(
        "i" if re.fullmatch("[IVX]+", part) else "1" if part[0].isdigit() else "A" for part in parts
    )


def rank(number: str) -> int:
    """Where the last part of a number stands in its series: 3 for `1.3`, `c`, `I.C` and `III`."""
    last = re.split(r"[.\-\s]", number.rstrip(".)"))[-1].lower()
    figures = re.match(r"\d+", last)
    if figures:
        return int(figures[0])
    if last in ROMANS:
        return ROMANS.index(last) + 1
    return ord(last) - ord("a") + 1 if len(last) == 1 and last.isalpha() else 0


def _worded_mark(found: re.Match[str]) -> Mark:
    number = " ".join(found[1].split()).rstrip(".")
    folded = fold(number)
    words = [word for word, told in _heading_words() if told.search(folded)]
    text = found.string
    length = len(text) - len(text[found.end() :].lstrip(" \u00a0.:–—-"))
    kind = max(words, key=lambda word: (folded.rfind(word), len(word)), default="word")
    return Mark(number, length, kind, len(number.split(".")))


@cache
def _heading_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The words that open a heading, and how each is found in one."""
    return tuple((word, re.compile(rf"\b{word}\b")) for word in anatomy()["headings"])


@cache
def anatomy() -> dict[str, list[str]]:
    """The words by which the parts of an act call themselves."""
    text = files("extract.data").joinpath("anatomy.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found


@cache
def _worded() -> re.Pattern[str]:
    words = sorted(anatomy()["headings"], key=len, reverse=True)
    loose = [
        "".join(
            {"e": "[eéèEÉÈ]", "o": "[oO]"}.get(
                c, f"[{c}{c.upper()}]" if c.isalpha() else re.escape(c)
            )
            for c in w
        )
        for w in words
    ]
    figures = r"\s*(?:[nN]\s?[°ºo]\s?)?\d{1,3}(?:[.\-]\d{1,2})*(?:er|bis|ter)?"
    letters = r"\s+(?:[nN]\s?[°ºo]\s?)?(?:[IVX]{1,5}(?![\w'’])|[A-Z](?![\w'’.]))"
    one = rf"(?:{'|'.join(loose)})(?:{figures}|{letters})"
    return re.compile(rf"^({one}(?:\s*[-–—,:/]\s*{one})*)\s*(?:[.):–—-]|(?=\s)|$)")


def is_contents_title(text: str) -> bool:
    """Whether a line is the title of a table of contents."""
    if not may_begin(text, _contents_initials()):
        return False  # most lines
    return fold(text).rstrip(" :.") in anatomy()["contents"]


def may_begin(text: str, letters: str) -> bool:
    """Whether a text, once folded, may begin with one of these letters: cheaper than to fold it."""
    first = fold(text[:1])
    return not first or first[0] in letters


@cache
def _contents_initials() -> str:
    return "".join({title[0] for title in anatomy()["contents"]})


def is_opening(text: str) -> bool:
    """Whether a heading is one that opens a text, such as `Introduction`: no title."""
    return fold(text).rstrip(" :.") in anatomy()["openings"]


def _is_ornate(text: str) -> bool:
    """Whether a short line stands between two dashes: `– JUILLET 2023 –`."""
    return text[:1] in DASHES and text.rstrip()[-1:] == text[:1] and len(text) <= ORNATE


@cache
def _only_figures() -> re.Pattern[str]:
    """A dash before a lone figure, with its unit and tax: nobody can tell it from a minus."""
    units, taxes = figure_words("units"), figure_words("taxes")
    figure = r"[-–—−]\s?[€$]?\s?\d[\d\s.,'’]*"
    return re.compile(rf"^{figure}(?:{units})?\s*(?:{taxes})?[\s.;:,]*$", re.IGNORECASE)


def bullet(text: str) -> Mark | None:
    """The bullet that opens a line, if one does; a negative figure is none."""
    if text[:1].isalpha() and text[0] not in SYMBOLS and ")" not in text[:LETTERED_END]:
        return None  # most lines
    if (text[:1] in DASHES and _only_figures().match(text)) or _is_ornate(text):
        return None
    found = BULLET.match(text)
    if found:
        glued = found.end() == 1
        follower = text[found.end()]
        if glued and found[1] in "-–—−*»·" and not follower.isalpha():
            return None
        return Mark(found[1], found.end(), "bullet", 1)
    found = ORDERED.match(text)
    return Mark(found[1], found.end(), "ordered", 1) if found else None
