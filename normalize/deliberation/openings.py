"""Where the acts of a bundle open: titles, with what must follow them to be believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from normalize.deliberation.flow import Item, flow
from normalize.deliberation.rolls import is_roll
from normalize.deliberation.scan import Scan, number_of
from normalize.deliberation.words import holds, opens
from normalize.remembered import remembered
from schemas.facts import Kind
from schemas.printed import PrintedDocument

NEAR = 14  # items after a title in which what confirms it must stand
LETTERHEAD = 12  # items of a letterhead at most
LEAST_UNDER = 40  # characters of a line that is more than a title or a signature
HEAD = 30  # items after the title of a délibération in which its sitting must be named
SENTENCE_END = (".", ";", ",")
SITTING: tuple[Kind, ...] = ("deliberation", "rapport_president", "compte_rendu")


@dataclass(frozen=True, slots=True)
class Opening:
    """The item that carries the title of an act; `start` is the first item of the act."""

    at: int
    kind: Kind
    start: int
    number: str = ""


@remembered
def openings(printed: PrintedDocument) -> tuple[Opening, ...]:
    """Every act that a title opens, in order; items are counted as in the flow of the document."""
    items = flow(printed)
    scan = Scan(items)
    found: list[Opening] = []
    floor = 0
    for at, item in enumerate(items):
        if not item.is_line or at < floor:
            continue
        opening = _opening(at, scan, found)
        if opening is None:
            continue
        if found and _only_titles(items[found[-1].at + 1 : opening.at], found[-1].kind):
            opening = Opening(at, opening.kind, found.pop().start, opening.number)
        found.append(opening)
        floor = at + 1
    return tuple(_with_substance(found, items))


def _with_substance(found: Sequence[Opening], items: Sequence[Item]) -> Iterator[Opening]:
    """The openings but the lines of a list of annexes, which nothing stands under."""
    for rank, opening in enumerate(found):
        end = found[rank + 1].start if rank + 1 < len(found) else len(items)
        under = items[opening.at + 1 : end]
        listed = opening.kind == "annexe" and not items[opening.at].opens_page
        if not listed or any(item.is_table or len(item.folded) > LEAST_UNDER for item in under):
            yield opening


def _opening(at: int, scan: Scan, found: Sequence[Opening]) -> Opening | None:
    item = scan.items[at]
    if item.folded.endswith(SENTENCE_END):
        return None
    current = found[-1] if found else None
    for kind, confirmed in _CONFIRM.items():
        if _is_titled(item, kind) and confirmed(at, scan):
            if not _may_open(kind, at, scan, current):
                return None
            start = _first_item(at, scan.items, current)
            return Opening(at, kind, start, number_of(item.folded))
    return None


def _is_titled(item: Item, kind: Kind) -> bool:
    """Whether an item opens with the title of a kind; its letterhead may stand in lines above."""
    title = opens("titles", kind)
    if title.match(item.folded):
        return True
    if kind == "annexe":
        return False
    for rank, line in enumerate(item.lines):
        if title.match(line):
            return all(opens("marks", "letterhead").match(above) for above in item.lines[:rank])
    return False


def _may_open(kind: Kind, at: int, scan: Scan, current: Opening | None) -> bool:
    """Whether the act before may end here."""
    if current is None:
        return True
    if kind == "annexe":
        return _annex_of_the_bundle(at, scan, current)
    again = kind in SITTING and current.kind in (kind, "compte_rendu")
    if scan.items[at].running is not None or again:
        closed = scan.is_closed(current.at, at)
        return closed and kind in SITTING and is_attended(at, scan.items)
    return True


def is_attended(at: int, items: Sequence[Item]) -> bool:
    """Whether a title is that of a sitting of its own, not the running title of its pages."""
    attended = holds("marks", "attended")
    return any(
        attended.search(item.folded) or (item.block is not None and is_roll(item.block.table))
        for item in _head(at, items)
    )


def _annex_of_the_bundle(at: int, scan: Scan, current: Opening) -> bool:
    """Whether an annex is one of the bundle, not one of the agreement before it."""
    item = scan.items[at]
    closed = scan.is_closed(current.at, at)
    if current.kind not in ("avenant", "convention"):
        return item.is_heading or item.opens_page or closed
    if "deliberation" in item.folded:
        return True
    number = number_of(item.folded)
    return bool(
        closed
        and item.opens_page
        and number.isdecimal()
        and not scan.has_annex(number, at)
        and scan.refers(int(number), current.start)  # the acts above the agreement name it
    )


def _first_item(at: int, items: Sequence[Item], current: Opening | None) -> int:
    """The first item of an act: its letterhead, or the top of its page, may stand above."""
    floor = current.at + 1 if current else 0
    if current is None and items[at].pages[0] <= 2:
        return 0
    start = at
    letterhead = opens("marks", "letterhead")
    lowest = at if items[at].opens_page else max(floor, at - LETTERHEAD)
    for back in range(at - 1, lowest - 1, -1):
        item = items[back]
        if not _may_head(item):
            break
        if letterhead.match(item.folded) or (item.opens_page and item.running is None):
            start = back
        if item.opens_page and item.running is None:
            break
    while start > floor and items[start].opens_page and items[start - 1].running is not None:
        start -= 1
    return start


def _may_head(item: Item) -> bool:
    ended = item.folded.endswith(SENTENCE_END)
    return item.is_line and not ended and not opens("marks", "closing").match(item.folded)


def _only_titles(between: Sequence[Item], before: Kind) -> bool:
    """Whether nothing but titles parts an `Annexe N` from the act that it announces."""
    return before == "annexe" and len(between) <= 4 and all(item.is_line for item in between)


def _sits(at: int, scan: Scan) -> bool:
    """Whether a sitting is named in the head that a title opens."""
    sitting = holds("marks", "sitting")
    head = [*scan.items[max(at - 6, 0) : at], *_head(at, scan.items)]
    return any(sitting.search(item.folded) for item in head)


def _asks(at: int, scan: Scan) -> bool:
    """Whether a rapport stands before an assembly, or asks it to decide."""
    return _sits(at, scan) and scan.is_asked_after(at)


def _head(at: int, items: Sequence[Item]) -> Iterator[Item]:
    yield from items[at + 1 : at + HEAD]


def _binds(at: int, scan: Scan) -> bool:
    """Whether parties follow a title, with nothing but lines of a title block between."""
    items = scan.items
    for rank in range(at + 1, min(at + NEAR, len(items))):
        item = items[rank]
        if opens("marks", "parties").match(item.folded):
            return any(
                holds("marks", "party").search(each.folded)
                for each in items[rank : rank + 2 * NEAR]
            )
        if not item.is_line or item.folded.startswith("article"):
            return False
    return False


def _always(at: int, scan: Scan) -> bool:
    return True


_CONFIRM: dict[Kind, Callable[[int, Scan], bool]] = {
    "avenant": _binds,
    "convention": _binds,
    "rapport_president": _asks,
    "compte_rendu": _sits,
    "deliberation": _sits,
    "annexe": _always,
}
