"""What the reader of a bundle asks of its items again and again, found once for all of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from normalize.deliberation.flow import Item
from normalize.deliberation.words import holds, opens

REFERRED = re.compile(r"annexes? ?(?:n ?[°o.] ?)?(\d{1,2})")


class Scan:
    """The items of a bundle, and where its marks stand among them."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items

    def is_closed(self, start: int, end: int) -> bool:
        """Whether a vote, a signature or a formula of certification stands among start..end."""
        rank = bisect_left(self._closings, start)
        return rank < len(self._closings) and self._closings[rank] < end

    def is_asked_after(self, at: int) -> bool:
        """Whether an assembly is asked to decide somewhere behind an item."""
        return at < self._last_asked

    def has_annex(self, number: str, end: int) -> bool:
        """Whether the title of an annex of that number stands before `end`."""
        return self._annexes.get(number, end) < end

    def refers(self, number: int, end: int) -> bool:
        """Whether what stands before `end` names an annex of that number."""
        return self._referred.get(number, end) < end

    @cached_property
    def _closings(self) -> list[int]:
        return [at for at, item in enumerate(self.items) if closes(item)]

    @cached_property
    def _last_asked(self) -> int:
        asks = holds("marks", "asks")
        ranks = range(len(self.items) - 1, -1, -1)
        return next((at for at in ranks if asks.search(self.items[at].folded)), -1)

    @cached_property
    def _annexes(self) -> dict[str, int]:
        """The number of each annex and the first item that is titled so."""
        found: dict[str, int] = {}
        for at, item in enumerate(self.items):
            if item.is_line and opens("titles", "annexe").match(item.folded):
                found.setdefault(number_of(item.folded), at)
        return found

    @cached_property
    def _referred(self) -> dict[int, int]:
        """The annexes that the text names, each with the first item that does."""
        starts, length = [], 0
        for item in self.items:
            starts.append(length)
            length += len(item.folded) + 1
        found: dict[int, int] = {}
        for match in REFERRED.finditer(" ".join(item.folded for item in self.items)):
            found.setdefault(int(match[1]), bisect_left(starts, match.end()) - 1)
        return found


def closes(item: Item) -> bool:
    """Whether an item is a vote, a signature or a formula of certification."""
    closing = opens("marks", "closing")
    return item.is_line and any(closing.match(line) for line in (item.folded, *item.lines))


def number_of(folded: str) -> str:
    """The number that a title names, as printed but for its case; empty on none."""
    found = re.search(
        r"n ?[°o.] ?(?!x{3})(?=[\w/.-]*\d|[ivx]+\b)([\w][\w/.-]*)|annexes? (\d[\w/.-]*|[ivx]{1,4}\b|[a-h]\b)",
        folded,
    )
    return (found[1] or found[2]).strip(".-").upper() if found else ""
