"""Several texts as one, folded for matching, with the way back to what is printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from normalize.deliberation.lines import texts
from normalize.remembered import remembered
from normalize.text import Folded, fold_with_offsets
from schemas.printed import PrintedDocument, Text


@dataclass(frozen=True)
class Stream:
    """A run of texts, each opening a new line; offsets are those of `folded.value`."""

    text: Text
    folded: Folded
    texts: tuple[Text, ...]
    line_starts: tuple[int, ...]  # where a printed line opens, its leading signs skipped
    text_starts: tuple[int, ...]  # where a text (paragraph, cell) opens, likewise

    @cached_property
    def value(self) -> str:
        """The folded text."""
        return self.folded.value

    def printed(self, start: int, end: int) -> Text:
        """What the characters start..end of the folded text print; empty on none."""
        if start >= end:
            return Text()
        low, high = self.folded.origin(start, end)
        return self.text.slice(low, high).strip()

    def line_end(self, at: int) -> int:
        """Where the line that holds `at` ends."""
        return self._next(self.line_starts, at)

    def text_end(self, at: int) -> int:
        """Where the paragraph or cell that holds `at` ends."""
        return self._next(self.text_starts, at)

    def _next(self, starts: tuple[int, ...], at: int) -> int:
        rank = bisect_left(starts, at + 1)
        end = starts[rank] if rank < len(starts) else len(self.value)
        while end > at and not self.value[end - 1].isalnum() and self.value[end - 1] in " \n*•-":
            end -= 1
        return end


def stream(several: Iterable[Text], made: Stream | None = None) -> Stream:
    """Texts one after the other; the stream that is `made` where it is of these very texts."""
    kept = tuple(text for text in several if text)
    if made is not None and made.texts == kept:
        return made
    joined = Text.join(kept, "\n")
    folded = fold_with_offsets(joined.value)
    lines = [piece.start for piece in joined.pieces if piece.newline or piece.start == 0]
    opening: list[int] = []
    length = 0
    for text in kept:
        opening.append(length)
        length += len(text.value) + 1
    return Stream(
        joined,
        folded,
        kept,
        _word_starts(folded, {*lines, *opening}),
        _word_starts(folded, opening),
    )


@remembered
def stream_of(printed: PrintedDocument) -> Stream:
    """All texts of a document, made once."""
    return stream(texts(printed))


def _rank(folded: Folded, at: int) -> int | None:
    """The first folded character that a place of the text gives; None where it gives none."""
    if isinstance(folded.starts, range):
        return at if at < len(folded.starts) else None
    rank = bisect_left(folded.starts, at)
    return rank if rank < len(folded.starts) and folded.starts[rank] == at else None


_LEAD = re.compile(r"[^\w(\"]*")


def _word_starts(folded: Folded, places: Iterable[int]) -> tuple[int, ...]:
    """Where the first word behind each place of the text stands in the folded text."""
    value = folded.value
    starts = set()
    for place in places:
        at = _rank(folded, place)
        if at is not None:
            lead = None if value[at].isalnum() else _LEAD.match(value, at)
            starts.add(lead.end() if lead else at)
    return tuple(sorted(starts))
