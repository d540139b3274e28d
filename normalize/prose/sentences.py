"""Running text as sentences that keep their place on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from normalize import blanks
from normalize.remembered import remembered
from schemas.printed import Block, Text

_STOP = re.compile(
    r"(?<=[.;!?…])[\s\u00a0]+(?=[«\"(]?\s?[A-ZÀ-ÖØ-Þ0-9•○▪●◦–-])|[\s\u00a0]*[•○▪●◦]\s*"
)
_SHORT = re.compile(
    r"(?:(?<![\w.])(?:[A-Z]|MM|Mme|Mmes|Mlle|Dr|Pr|St|Ste|art|Art|n|N|no|p|pp|cf|Cf|etc|env|tél|Tél|av|bd))\.$"
)
_ENDS = re.compile(r"[.;:!?…»)\"]\s*$")
_GOES_ON = re.compile(r"^\s*(?:[a-zà-öø-ÿ0-9€%(]|er\b)")
_UNBROKEN = re.compile(r"\s*(?:\d[\d\s\u00a0.,]*(?:€|%)?\S*|\S+)")


@dataclass(frozen=True)
class Sentence:
    """A sentence, a bullet or a cell, with what is needed to match its words."""

    text: Text
    bullet: bool = False

    @cached_property
    def folded(self) -> str:
        """Lower case, no accents, plain blanks: one character for each of `text.value`."""
        return folded(self.text.value)

    def printed(self, start: int, end: int) -> str:
        """Characters start..end as printed, on one line."""
        return " ".join(self.text.value[start:end].split())


@remembered
def folded(text: str) -> str:
    """The text for matching, of the same length: offsets in one are offsets in the other."""
    return blanks.fold(blanks.plain(text))


def sentences(text: Text, *, bullet: bool = False) -> Iterator[Sentence]:
    """The sentences of a text, in order; bullets printed within it part them too."""
    start = 0
    for match in _STOP.finditer(text.value):
        if _SHORT.search(text.value[start : match.start()]):
            continue
        yield from _sentence(text.slice(start, match.start()), bullet)
        bullet = bullet or any(sign in match[0] for sign in "•○▪●◦")
        start = match.end()
    yield from _sentence(text.slice(start, len(text.value)), bullet)


def _sentence(text: Text, bullet: bool) -> Iterator[Sentence]:
    text = text.strip()
    if text:
        yield Sentence(text, bullet)


def flowing(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks of text, what a page break or a wide gap cut in two put together again.

    A block goes on in the next where it ends without a stop and the next one opens with a small
    letter or a figure; figures go on with figures only where those had no room left on the line.
    """
    run = list(blocks)

    @cache
    def right() -> float:
        return max((block.text.box.x1 for block in run if block.text), default=0.0)

    held: list[Block] = []
    for block in run:
        if held and _goes_on(held[-1], block, right):
            held.append(block)
            continue
        if held:
            yield _joined(held)
        held = [block]
    if held:
        yield _joined(held)


def _goes_on(before: Block, after: Block, right: Callable[[], float]) -> bool:
    """Whether a block goes on in the next; `right` gives the right edge of the text, in points."""
    if after.kind != "paragraph" or before.kind not in ("paragraph", "bullet"):
        return False
    ends, opens = before.text.value, after.text.value
    if len(ends) <= 40 or _ENDS.search(ends) or not _GOES_ON.match(opens):
        return False
    if not (ends.rstrip()[-1].isdigit() and opens.lstrip()[0].isdigit()):
        return True
    *_, (_, last) = before.text.boxes()
    opening = _UNBROKEN.match(opens)
    first = after.text.slice(0, opening.end() if opening else 1).box
    return last.x1 + first.width > right() - 1


def _joined(blocks: Sequence[Block]) -> Block:
    first = blocks[0]
    if len(blocks) == 1:
        return first
    text = Text.join([block.text for block in blocks])
    return Block(first.kind, text, first.level, first.number, first.marker)
