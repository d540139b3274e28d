"""Which heading is an action, and which headings stand within it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from normalize.rapport_execution.template import APART, GROUPS, Part
from schemas.printed import PrintedSection


@dataclass(slots=True)
class Owner:
    """An action: its own section and those of the template that stand under it."""

    section: PrintedSection
    members: list[PrintedSection] = field(default_factory=list)


def owners(sections: Sequence[PrintedSection], parts: Sequence[Part]) -> list[Owner]:
    """The actions in order, each with its sections."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for section in sections:
        children[section.parent].append(section.index)
    owned: dict[int, Owner] = {}
    owner_of: dict[int, int] = {}
    for section in sections:
        if parts[section.index].in_action:
            head = _head(section.index, sections, parts, children)
        else:
            head = owner_of.get(section.parent) if section.parent is not None else None
        if head is not None and head != section.index:
            owner_of[section.index] = head
            owned.setdefault(head, Owner(sections[head])).members.append(section)
    return [owned[index] for index in sorted(owned) if index not in owner_of]


def _head(
    index: int,
    sections: Sequence[PrintedSection],
    parts: Sequence[Part],
    children: dict[int | None, list[int]],
) -> int | None:
    """The heading of the action that a heading of the template stands in."""
    while True:
        parent = sections[index].parent
        if parent is None or not parts[parent].in_action:
            break
        index = parent
    siblings = children[parent]
    if parent is not None and _is_action(parent, siblings, sections, parts):
        return parent
    before = [each for each in siblings if each < index and not parts[each].in_action]
    if before and parts[before[-1]].role not in APART:
        return before[-1]
    return parent if parent is not None and parts[parent].role not in APART else None


def _is_action(
    parent: int, siblings: list[int], sections: Sequence[PrintedSection], parts: Sequence[Part]
) -> bool:
    """Whether the template's headings stand below the action's own, not beside it."""
    if parts[parent].role in APART:
        return False
    if parts[siblings[0]].in_action:
        return True
    roles = [parts[each].role for each in siblings if parts[each].role]
    if len(set(roles)) < len(roles):
        return False
    first = sections[siblings[0]]
    return bool(first.blocks) or first.number.startswith(sections[parent].number + ".") is False


def ancestors(section: PrintedSection, sections: Sequence[PrintedSection]) -> list[PrintedSection]:
    """The headings above one, the nearest first."""
    found = []
    while section.parent is not None:
        section = sections[section.parent]
        found.append(section)
    return found


def group_of(
    section: PrintedSection, sections: Sequence[PrintedSection], parts: Sequence[Part]
) -> str | None:
    """`socle` or `initiative`: by a heading above, else by the last one before."""
    above = [each.index for each in ancestors(section, sections)]
    before = range(section.index, -1, -1)
    for index in (*above, *before):
        role = parts[index].role
        if role in GROUPS:
            return str(role).removeprefix("group_")
    return None
