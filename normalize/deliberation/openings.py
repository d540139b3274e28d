"""Where the acts of a bundle open: titles, with what must follow them to be believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from normalize.deliberation.flow import Item
from normalize.deliberation.words import holds, opens
from schemas.facts import Kind

NEAR = 14  # items after a title in which what confirms it must stand
LETTERHEAD = 12  # items of a letterhead at most
LEAST_UNDER = 40  # characters of a line that is more than a title or a signature
HEAD = 30  # items after the title of a délibération in which its sitting must be named
REFERRED = re.compile(r"annexes? ?(?:n ?[°o.] ?)?(\d{1,2})")
SENTENCE_END = (".", ";", ",")
SITTING: tuple[Kind, ...] = ("deliberation", "rapport_president", "compte_rendu")


@dataclass(frozen=True, slots=True)
class Opening:
    """The item that carries the title of an act; `start` is the first item of the act."""

    at: int
    kind: Kind
    start: int
    number: str = ""


def openings(items: Sequence[Item]) -> list[Opening]:
    """Every act that a title opens, in order."""
    found: list[Opening] = []
    floor = 0
    for at, item in enumerate(items):
        if not item.is_line or at < floor:
            continue
        opening = _opening(at, items, found)
        if opening is None:
            continue
        if found and _only_titles(items[found[-1].at + 1 : opening.at], found[-1].kind):
            opening = Opening(at, opening.kind, found.pop().start, opening.number)
        found.append(opening)
        floor = at + 1
    return list(_with_substance(found, items))


def _with_substance(found: Sequence[Opening], items: Sequence[Item]) -> Iterator[Opening]:
    """The openings but the lines of a list of annexes, which nothing stands under."""
    for rank, opening in enumerate(found):
        end = found[rank + 1].start if rank + 1 < len(found) else len(items)
        under = items[opening.at + 1 : end]
        listed = opening.kind == "annexe" and not items[opening.at].opens_page
        if not listed or any(item.is_table or len(item.folded) > LEAST_UNDER for item in under):
            yield opening


def _opening(at: int, items: Sequence[Item], found: Sequence[Opening]) -> Opening | None:
    item = items[at]
    if item.folded.endswith(SENTENCE_END):
        return None
    current = found[-1] if found else None
    for kind, confirmed in _CONFIRM.items():
        if _is_titled(item, kind) and confirmed(at, items):
            if not _may_open(kind, at, items, current):
                return None
            return Opening(at, kind, _first_item(at, items, current), _number(item.folded))
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


def _may_open(kind: Kind, at: int, items: Sequence[Item], current: Opening | None) -> bool:
    """Whether the act before may end here."""
    if current is None:
        return True
    closed = is_closed(items[current.at : at])
    if kind == "annexe":
        return _annex_of_the_bundle(at, items, current, closed=closed)
    again = kind in SITTING and current.kind in (kind, "compte_rendu")
    if items[at].running is not None or again:
        return closed and kind in SITTING and is_attended(at, items)
    return True


def is_attended(at: int, items: Sequence[Item]) -> bool:
    """Whether a title is that of a sitting of its own, not the running title of its pages."""
    attended = holds("marks", "attended")
    return any(attended.search(item.folded) for item in _head(at, items))


def _annex_of_the_bundle(at: int, items: Sequence[Item], current: Opening, *, closed: bool) -> bool:
    """Whether an annex is one of the bundle, not one of the agreement before it."""
    item = items[at]
    if current.kind not in ("avenant", "convention"):
        return item.is_heading or item.opens_page or closed
    if "deliberation" in item.folded:
        return True
    own = {_number(each.folded) for each in items[:at] if _is_annex_title(each)}
    number = _number(item.folded)
    referred = {int(each) for each in REFERRED.findall(_decided(items, current))}
    return bool(
        closed
        and item.opens_page
        and number.isdecimal()
        and number not in own
        and int(number) in referred
    )


def _decided(items: Sequence[Item], current: Opening) -> str:
    """What stands above the agreement: the acts that refer to the annexes of the bundle."""
    return " ".join(item.folded for item in items[: current.start])


def _is_annex_title(item: Item) -> bool:
    return item.is_line and opens("titles", "annexe").match(item.folded) is not None


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


def is_closed(items: Sequence[Item]) -> bool:
    """Whether an act has come to its vote, its signatures or its formula of certification."""
    closing = opens("marks", "closing")
    return any(
        item.is_line and any(closing.match(line) for line in (item.folded, *item.lines))
        for item in items
    )


def _only_titles(between: Sequence[Item], before: Kind) -> bool:
    """Whether nothing but titles parts an `Annexe N` from the act that it announces."""
    return before == "annexe" and len(between) <= 4 and all(item.is_line for item in between)


def _number(folded: str) -> str:
    found = re.search(
        r"n ?[°o.] ?(?!x{3})(?=[\w/.-]*\d|[ivx]+\b)([\w][\w/.-]*)|annexes? (\d[\w/.-]*|[ivx]{1,4}\b|[a-h]\b)",
        folded,
    )
    return (found[1] or found[2]).strip(".-").upper() if found else ""


def _sits(at: int, items: Sequence[Item]) -> bool:
    """Whether a sitting is named in the head that a title opens."""
    sitting = holds("marks", "sitting")
    head = [*items[max(at - 6, 0) : at], *_head(at, items)]
    return any(sitting.search(item.folded) for item in head)


def _asks(at: int, items: Sequence[Item]) -> bool:
    """Whether a rapport stands before an assembly, or asks it to decide."""
    return _sits(at, items) and any(
        holds("marks", "asks").search(item.folded) for item in items[at + 1 :]
    )


def _head(at: int, items: Sequence[Item]) -> Iterator[Item]:
    yield from items[at + 1 : at + HEAD]


def _binds(at: int, items: Sequence[Item]) -> bool:
    """Whether parties follow a title, with nothing but lines of a title block between."""
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


def _always(at: int, items: Sequence[Item]) -> bool:
    return True


_CONFIRM: dict[Kind, Callable[[int, Sequence[Item]], bool]] = {
    "avenant": _binds,
    "convention": _binds,
    "rapport_president": _asks,
    "compte_rendu": _sits,
    "deliberation": _sits,
    "annexe": _always,
}
