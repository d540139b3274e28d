"""Indicators: the rows of every table of a report that holds them, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalize.act import Act
from normalize.rapport_execution.actions import action_number
from normalize.rapport_execution.indicator_tables import table_rows
from normalize.rapport_execution.owners import Owner
from normalize.rapport_execution.table_kinds import table_kind
from normalize.rapport_execution.template import Part
from schemas.facts import Indicator
from schemas.printed import PrintedSection


def indicators(found: Sequence[Owner], parts: Sequence[Part], act: Act) -> Iterator[Indicator]:
    """The rows of every indicator table of a report."""
    sections = act.printed.sections
    owner_of = {member.index: owner for owner in found for member in owner.members}
    owner_of |= {owner.section.index: owner for owner in found}
    for section in sections:
        number = _number(section, owner_of.get(section.index), sections)
        for block in section.blocks:
            if block.table and table_kind(block.table, parts[section.index].role) == "indicators":
                yield from table_rows(block.table, number, act)


def _number(
    section: PrintedSection, owner: Owner | None, sections: Sequence[PrintedSection]
) -> str | None:
    """The number of the action or measure that a table stands under."""
    if owner is not None:
        return action_number(owner.section)
    while not section.number and section.parent is not None:
        section = sections[section.parent]
    return action_number(section)
