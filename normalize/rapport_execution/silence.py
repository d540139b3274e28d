"""Sections of a report that print sums and give no budget line: said, never passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from normalize.amounts import find_amounts
from normalize.rapport_execution.owners import Owner, ancestors
from normalize.rapport_execution.template import APART, Part
from schemas.printed import Block, PrintedSection

ENOUGH = 2  # sums that make a section one of money
MOST_NAMED = 8  # sections that a warning names


def silent_sections(
    found: Sequence[Owner],
    sections: Sequence[PrintedSection],
    parts: Sequence[Part],
    told: Collection[str],
) -> Iterator[str]:
    """One warning for all the numbered sections with several sums and no line of a budget.

    `told` are the actions that have lines, or warnings of their own.
    """
    owners = {owner.section.index: f"a{rank}" for rank, owner in enumerate(found, start=1)}
    owners |= {
        member.index: f"a{rank}"
        for rank, owner in enumerate(found, start=1)
        for member in owner.members
    }
    named: dict[int, PrintedSection] = {}
    sums: dict[int, int] = {}
    for section in sections:
        if owners.get(section.index) in told or _is_apart(section, sections, parts):
            continue
        host = _numbered(section, sections)
        if host is not None and owners.get(host.index) not in told:
            named[host.index] = host
            sums[host.index] = sums.get(host.index, 0) + _sums(section.blocks)
    silent = [named[index] for index in sorted(named) if sums[index] >= ENOUGH]
    if silent:
        shown = ", ".join(f"{one.number} (page {one.heading.page})" for one in silent[:MOST_NAMED])
        more = f" et {len(silent) - MOST_NAMED} autres" if len(silent) > MOST_NAMED else ""
        yield f"Sections avec des montants et sans ligne budgétaire : {shown}{more}."


def _is_apart(
    section: PrintedSection, sections: Sequence[PrintedSection], parts: Sequence[Part]
) -> bool:
    above = [section, *ancestors(section, sections)]
    return any(parts[each.index].role in APART[2:] for each in above)


def _numbered(section: PrintedSection, sections: Sequence[PrintedSection]) -> PrintedSection | None:
    """The section itself or the nearest above that has a number."""
    return next((e for e in (section, *ancestors(section, sections)) if e.number), None)


def _sums(blocks: Sequence[Block]) -> int:
    texts = [block.text.value for block in blocks if block.kind != "toc"]
    texts += [cell.text.value for block in blocks if block.table for cell in block.table.cells]
    return sum(len(find_amounts(text)) for text in texts)
