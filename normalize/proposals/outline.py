"""Where in its narrative a sentence stands: theme, operation, and what its sub-heading announces.

An operation is known by a heading that a word of the kind and a number open (`Opération 3 :`,
`Fiche action 2`), or, where no heading of the act has such a word, by a heading that a sub-heading
of an operation (`Descriptif`, `Bilan`, `Proposition`) follows at once.  A theme is known by its own
word, or by standing right above an operation whose number starts again.  Levels are not asked:
printed outlines of bundles restart too often for them to be sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from normalize.act import Act
from normalize.prose.patterns import at_start, one_of
from normalize.prose.sentences import flowing, folded
from normalize.text import clean
from schemas.printed import Block, PrintedSection

Role = Literal["proposal", "review", "description", "other"]
Kind = Literal["theme", "operation", "role", "plain", "text"]

_TITLE = 260  # characters: a paragraph that runs longer is no heading
_NUMBER = r"(?:n ?[°o]\.? ?)?(?P<number>\d+(?:\.\d+)*|[ivx]+)(?![\w€%])(?! ?[€%])"
_BARE = re.compile(r"^\W*(?P<number>\d+(?:\.\d+)*)\s?[.)\-–:]*\s+(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Place:
    """The theme and operation that are being told of, and under what kind of sub-heading."""

    theme_number: str | None = None
    theme: str | None = None
    operation_number: str | None = None
    operation: str | None = None
    role: Role = "other"


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of text that stand at one place."""

    place: Place
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A heading, or a paragraph (`text`) that may turn out to be one."""

    kind: Kind
    number: str = ""
    title: str = ""
    role: Role = "other"
    size: float = 0.0
    blocks: tuple[Block, ...] = ()


def passages(act: Act) -> list[Passage]:
    """The text of an act in reading order, each run of blocks with its place."""
    items = list(_items(act))
    worded = any(item.kind == "operation" for item in items)
    place, found = Place(), []
    last = 0
    for rank, item in enumerate(items):
        follows = next((one for one in items[rank + 1 :] if one.kind != "text"), None)
        gap = rank + 1 < len(items) and items[rank + 1].kind == "text"
        kind = _kind(item, follows, gap=gap, worded=worded, last=last)
        place = _moved(place, item, kind)
        if kind == "operation":
            last = _value(item.number)
        elif kind == "theme":
            last = 0
        if item.blocks:
            found.append(Passage(place, item.blocks))
    return found


def _kind(item: _Item, follows: _Item | None, *, gap: bool, worded: bool, last: int) -> Kind:
    """What an item turns out to be, given the heading after it."""
    if item.kind != "plain" or follows is None:
        return item.kind
    if worded:
        restarts = follows.kind == "operation" and _value(follows.number) <= max(last, 1)
        larger = follows.kind == "operation" and item.size > follows.size + 0.5
        return "theme" if restarts or larger else "plain"
    if follows.kind == "role" and follows.role != "other" and not gap:
        return "operation"
    return "plain"


def _moved(place: Place, item: _Item, kind: Kind) -> Place:
    """The place once a heading is passed."""
    if kind == "text":
        return place
    if kind == "theme":
        return Place(item.number or None, item.title or None)
    if kind == "operation":
        theme, _, number = item.number.rpartition(".")
        if theme and "." not in theme and place.theme_number in (None, theme):
            place = replace(place, theme_number=theme)
        else:
            number = item.number
        return Place(place.theme_number, place.theme, number or None, item.title or None)
    return replace(place, role=item.role if kind == "role" else "other")


def _value(number: str) -> int:
    """The rank that the last part of a number prints; 1 for roman numerals."""
    last = number.rpartition(".")[2]
    return int(last) if last.isdigit() else 1


def _items(act: Act) -> Iterator[_Item]:
    yield from _titles_of_part(act)
    yield from _of_blocks(act.printed.preamble)
    for section in act.printed.sections:
        yield _heading(section)
        yield from _of_blocks(section.blocks)


def _titles_of_part(act: Act) -> Iterator[_Item]:
    """The title of the part, where it names a theme (`Annexe 2 : Thématique 2 - …`)."""
    title = act.part.title or ""
    match = re.search(rf"(?<!\w){one_of('narrative', 'outline.theme')} *{_NUMBER}", folded(title))
    if match:
        yield _Item("theme", match["number"], clean(title[match.end() :]).strip(" :.-–*"))


def _heading(section: PrintedSection) -> _Item:
    text = section.heading.value
    size = max((piece.word.size for piece in section.heading.pieces), default=0.0)
    worded = _worded(text)
    if worded is not None:
        return replace(worded, size=size)
    title = clean(section.title.value).strip(" *:.-–")
    role = role_of(title)
    if role != "other":
        return _Item("role", section.number, title, role, size)
    number = section.number if re.fullmatch(r"\d+(?:\.\d+)*|[IVX]+", section.number) else ""
    return _Item("plain", number, title, size=size)


def _of_blocks(blocks: Sequence[Block]) -> Iterator[_Item]:
    """Runs of text; a short paragraph that opens as a heading does is one."""
    run: list[Block] = []
    for block in flowing(block for block in blocks if block.kind != "toc" and block.text):
        heading = _run_in(block)
        if heading is None:
            run.append(block)
            continue
        if run:
            yield _Item("text", blocks=tuple(run))
        run = list(heading.blocks)
        yield replace(heading, blocks=())
    if run:
        yield _Item("text", blocks=tuple(run))


def _run_in(block: Block) -> _Item | None:
    """A paragraph that a theme, an operation or the name of a sub-heading opens."""
    if block.kind != "paragraph":
        return None
    text = block.text.value
    worded = _worded(text)
    if worded is not None:
        cut = re.search(r"[.;](?:\s|$)", text[12:])
        if cut is None and len(text) <= _TITLE:
            return worded
        rest = block.text.slice(12 + cut.end(), len(text)).strip() if cut else block.text
        title = worded.title.split(". ")[0] if cut else ""
        kept = (Block("paragraph", rest),) if rest else ()
        return replace(worded, title=title.strip(" ."), blocks=kept)
    if len(text) <= 60 and _BARE.match(text) and not text.rstrip().endswith((".", ";")):
        role = role_of(clean(text))
        if role != "other":
            return _Item("role", "", clean(text), role)
    return None


def _worded(text: str) -> _Item | None:
    """The theme or operation that a heading names with its word and number."""
    low = folded(text)
    for kind, pattern in _openings().items():
        match = pattern.match(low)
        if match:
            title = clean(text[match.end() :]).strip(" :.-–*")
            return _Item(kind, match["number"], title)
    return None


@cache
def _openings() -> dict[Kind, re.Pattern[str]]:
    lead = r"^(?:\d+(?:\.\d+)*[.)]? +|annexes? (?:n ?[°o] ?)?\w{1,4} ?[:.–-]? ?)?\W*"
    end = r" *(?:[:.)\-–—]|$)"
    kinds: tuple[Kind, ...] = ("operation", "theme")
    return {
        kind: re.compile(rf"{lead}{one_of('narrative', f'outline.{kind}')} *{_NUMBER}{end}")
        for kind in kinds
    }


def role_of(title: str) -> Role:
    """What a sub-heading announces, by its first words; `other` where it is not known."""
    low = _BARE.sub("", folded(title)).strip(" *:.-")
    roles: tuple[Role, ...] = ("proposal", "review", "description")
    for role in roles:
        if at_start("narrative", f"outline.{role}").match(low):
            return role
    return "other"
