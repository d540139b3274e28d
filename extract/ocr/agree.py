"""Two readings of a line held against each other: which words of the first the second confirms.

Blanks do not count (engines differ on them within French figures), nor do accents and case.  Held
are the words with figures, and the names of a list of persons: who sat is a fact as a sum is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from extract.doubts import UNSURE
from extract.marks import anatomy
from extract.ocr.shapes import UNKNOWN

FIGURE = re.compile(r"[0-9]")
# What an engine may give where a figure is printed: too short to be judged as a word.
LOOKALIKE = re.compile(r"[OoQDIlSsBZzgqb|!°€\ufffd]{1,3}")
SIGN = re.compile(r"[€$£%‰+()<>/–—−-]")
# Letters that French does not print: an engine of many languages gives them for those it does.
FOREIGN = re.compile(r"(?![a-zàâäçéèêëîïôöùûüÿœæñ])[^\W\d_]", re.IGNORECASE)
STRAY = ".:;\"'|"
# `1er`: what follows the figure is set raised and small, and says nothing of its value.
ORDINAL = re.compile(r"([0-9]{1,3})(?:er|re|ère|e|ème|eme|nd|nde|°|º)[.,;:]?")
NAME = re.compile(r"[\W_]*[A-ZÀ-ÝŒ][^\W\d_]")
FAMILY = re.compile(r"[A-ZÀ-ÝŒ]{2}")
NEXT = re.compile(r"^[A-ZÀ-ÝŒ'’-]{2,}[,;][A-ZÀ-ÝŒ][a-zà-ÿœ'’-]")
BAR = re.compile(r"[|¦]+")  # a piece of a rule, as a rule: what stands beside it is another cell
SHARE = 0.7  # of the words of a list of names that begin with a capital
SEVERAL = 2  # commas, and family names in capitals, in a line of a list of names
SAME = str.maketrans({
    "’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    "“": '"', "”": '"', "«": '"', "»": '"', "…": ".", "º": "°", "•": ".", "·": ".", "●": ".",
    "，": ",", "：": ":", "（": "(", "）": ")", "；": ";", "％": "%", "＋": "+", "／": "/",
})  # fmt: skip
PARTING = str.maketrans({".": ",", ";": ","})


def needs_second(line: str) -> bool:
    """Whether a line holds a figure, a letter that French lacks, names, or what may be a figure."""
    if FIGURE.search(line) or FOREIGN.search(line) or _may_be_figure(line):
        return True
    return lists_names(line.split())


def lists_names(words: Sequence[str]) -> bool:
    """Whether a line names persons: after a civility, or in a list with commas.

    >>> lists_names("Étaient présents : Mme Ana UNE".split()), lists_names("Vu la loi".split())
    (True, False)
    >>> lists_names("Ana UNE,Bo DEUX, Cy".split())
    True
    """
    if any(_is_civility(one) and NAME.match(two) for one, two in pairwise(words)):
        return True
    text = " ".join(words)
    if text.count(",") + text.count(";") < SEVERAL or len(FAMILY.findall(text)) < SEVERAL:
        return False
    return sum(bool(NAME.match(word)) for word in words) >= SHARE * len(words)


def _is_civility(word: str) -> bool:
    return word.removesuffix(".") in anatomy()["civilities"]


def _may_be_figure(line: str) -> bool:
    return bool(LOOKALIKE.fullmatch("".join(line.split())))


def seconds(words: Sequence[str], other: str) -> list[str | None]:
    """For each word of a line what the second reading says: itself where it confirms it.

    None for words that are not held: those without figures, but for names in a list of them.

    >>> seconds(["Total", ":", "12", "500", "€"], "Total : 12 800 €")
    [None, None, '12', '800', '€']
    """
    found: list[str | None] = []
    whole, names = _may_be_figure("".join(words)), lists_names(words)
    for index, (word, seen) in enumerate(zip(words, _faced(words, other), strict=True)):
        if whole or FIGURE.search(word) or UNKNOWN in word or _beside(words, index):
            found.append(word if alike(word, seen) else seen)
        elif names and NAME.match(word) and not _is_civility(word):
            found.append(word if same_name(word, seen) else seen)
        elif len(words) > 1 and BAR.fullmatch(word):
            found.append(UNSURE)
        else:
            found.append(None)
    return found


def in_french(words: Sequence[str], other: str) -> list[str]:
    """The words of a line, letters that French lacks as the second reading has them.

    Only where nothing but accents parts the two; what a capital begins may be a name of elsewhere.

    >>> in_french(["la", "participatíon", "de", "García"], "la participation de Garcia")
    ['la', 'participation', 'de', 'García']
    """
    if not any(map(FOREIGN.search, words)):
        return list(words)
    found = []
    for word, seen in zip(words, _faced(words, other), strict=True):
        misread = word[0].islower() and FOREIGN.search(word) and not FOREIGN.search(seen)
        found.append(seen if misread and _plain(seen) == _plain(word) else word)
    return found


def _faced(words: Sequence[str], other: str) -> list[str]:
    """For each word of a line what stands in its place in the other reading."""
    first, second = "".join(words), "".join(other.split())
    blocks = SequenceMatcher(None, _plain(first), _plain(second), autojunk=False).get_opcodes()
    ends = list(accumulate(map(len, words)))
    return [
        _facing(blocks, start, end, second, last=end == len(first))
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def _beside(words: Sequence[str], index: int) -> bool:
    """Whether a short sign stands beside a figure: €, %, a minus, a letter in its place."""
    if len(words[index]) > 2:
        return False
    near = (*words[max(index - 1, 0) : index], *words[index + 1 : index + 2])
    return any(FIGURE.search(word) for word in near) and bool(SIGN.search(words[index]))


def _plain(text: str) -> str:
    """Character by character, what prints alike made the same; as long as what is given."""
    plain = text.translate(SAME)
    return "".join(_bare(each) for each in plain)


def _bare(character: str) -> str:
    apart = unicodedata.normalize("NFD", character)
    return apart[0].lower() if apart[0].isalpha() else character


def alike(word: str, seen: str) -> bool:
    """Whether two readings of a word say the same, stray marks at its ends aside."""
    one, other = _plain(word), _plain(seen)
    ordinal = ORDINAL.fullmatch(word.lower())
    if ordinal:
        return ordinal[1] == "".join(FIGURE.findall(seen))
    # A mark at either end that is no part of a figure may be lost: a colon, a bullet.
    return (one.strip(STRAY) or one) == (other.strip(STRAY) or other)


def same_name(word: str, seen: str) -> bool:
    """Whether two readings of a part of a list say the same.

    A comma that only the first has is one where a family name in capitals ends: its form says so.

    >>> same_name("UNE,Bo", "UNEBo"), same_name("UNEBo", "UNE,Bo"), same_name("Marc,", "Mare")
    (True, False, False)
    """
    one, other = (_parts(each) for each in (word, seen))
    return one == other or (
        "".join(one) == "".join(other) and len(one) > len(other) == 1 and bool(NEXT.search(word))
    )


def _parts(word: str) -> list[str]:
    """The letters of a word between the marks that part names, accents and case aside."""
    plain = _plain(word).translate(PARTING)
    letters = [re.sub(r"[^a-zœæ]", "", part) for part in plain.split(",")]
    return [part for part in letters if part]


def _facing(
    blocks: Sequence[tuple[str, int, int, int, int]],
    start: int,
    end: int,
    second: str,
    *,
    last: bool,
) -> str:
    """The part of the second reading that faces start..end of the first."""
    seen = []
    for kind, a0, a1, b0, b1 in blocks:
        if kind == "equal":
            low, high = max(a0, start), min(a1, end)
            if low < high:
                seen.append(second[b0 + low - a0 : b0 + high - a0])
        elif kind == "insert":
            if start < a0 < end or (a0 == start and _figures(second[b0:b1])) or (
                a0 == end and (last or _figures(second[b0:b1]))
            ):  # fmt: skip
                seen.append(second[b0:b1])
        elif a0 < end and a1 > start:
            seen.append(_share(second[b0:b1], a0, a1, start, end))
    return "".join(seen)


def _figures(text: str) -> bool:
    return bool(re.search(r"[0-9€%-]", text))


def _share(text: str, a0: int, a1: int, start: int, end: int) -> str:
    """Of a stretch that was read otherwise, what faces start..end, by its share in the length."""
    if start <= a0 and a1 <= end:
        return text
    scale = len(text) / (a1 - a0)
    low, high = max(start - a0, 0), min(end, a1) - a0
    return text[round(low * scale) : round(high * scale)]
