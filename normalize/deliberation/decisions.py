"""What an act decides where it has no articles: listed after `DÉCIDE`, or verb by verb."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from normalize.deliberation.flow import Item
from normalize.deliberation.words import declaration, opens
from schemas.printed import Text

NUMBERED = re.compile(r"\W*(?P<number>\d{1,2}|[a-z])\W{1,3}(?=\w)")
MARKER = re.compile(r"\W*(?P<number>\d{1,2}|[a-zA-Z])\W*$")


@dataclass(frozen=True, slots=True)
class Found:
    """An article as printed: its number, its opening line, what it says."""

    number: str
    title: Text
    texts: tuple[Text, ...]


def decisions(items: Sequence[Item], ends: Callable[[Item], bool]) -> Iterator[Found]:
    """Each decision below the word that opens them; its rank where it bears no number.

    `ends` says that the decisions are over.
    """
    start = next((at for at, item in enumerate(items) if _decides(item)), None)
    if start is None:
        return
    rank = 0
    number, texts = "", list[Text]()
    for item in items[start:]:
        if ends(item) and not _opens(item):
            break
        if item.is_table or (item is items[start] and _is_marker(item)):
            continue
        if _opens(item):
            if texts:
                yield Found(number, texts[0], tuple(texts))
            rank += 1
            number, texts = _number(item) or str(rank), [item.text]
        elif texts and item.text:
            texts.append(item.text)
    if texts:
        yield Found(number, texts[0], tuple(texts))


def _decides(item: Item) -> bool:
    """Whether the decisions open here: `DÉCIDE :`, `APPROUVE le projet …`."""
    return _is_marker(item) or (not item.is_table and _verbs().match(item.folded) is not None)


def _is_marker(item: Item) -> bool:
    """Whether an item ends with the word that opens the decisions, and says nothing of them."""
    return not item.is_table and _markers().search(item.folded) is not None


def _opens(item: Item) -> bool:
    """Whether an item opens a decision: an infinitive (`D'attribuer …`) or `APPROUVE …`."""
    return not item.is_table and opens_decision(item.folded)


def opens_decision(folded: str) -> bool:
    """The same of a folded text, its number left out."""
    numbered = NUMBERED.match(folded)
    said = folded[numbered.end() :] if numbered else folded
    return bool(_infinitives().match(said) or _verbs().match(said))


def _number(item: Item) -> str:
    """Its number, in its marker or before its text."""
    marker = item.block.marker if item.block is not None else ""
    found = MARKER.match(marker) if marker else NUMBERED.match(item.folded)
    return found["number"].upper() if found else ""


@cache
def _markers() -> re.Pattern[str]:
    words = "|".join(declaration()["decisions"]["markers"])
    return re.compile(rf"(?<![\w'-])(?:{words})(?: (?:de|d'|que|ce qui suit))?\W*$")


@cache
def _infinitives() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(declaration()['decisions']['infinitives'])})(?![\w-])")


@cache
def _verbs() -> re.Pattern[str]:
    return opens("decisions", "verbs")
