"""Actions: title, measure, dates, partners, text, rate of consumption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from normalize.act import Act
from normalize.generic import of_text
from normalize.periods import find_periods
from normalize.rapport_execution.owners import Owner, ancestors, group_of
from normalize.rapport_execution.rates import rate_of
from normalize.rapport_execution.template import APART, Part
from normalize.running import running
from schemas.facts import Action
from schemas.printed import Block, PrintedSection

FICHE = re.compile(
    r"\bfiche[s]?[- ]action[s]?\s*(?:n\s?[°ºo]?\s?)?:?\s*(\d{1,3}(?:\.\d+)*)", re.IGNORECASE
)
FICHE_ONLY = re.compile(rf"^\W*{FICHE.pattern}\W*$", re.IGNORECASE)
NUMBER = re.compile(r"(?:[IVXA-Z]{1,4}|\d{1,3})(?:\.(?:[IVX]{1,4}|[A-Za-z]|\d{1,3}))*$")
SPAN = re.compile(r"\bau\b|\bjusqu")


def action_number(section: PrintedSection) -> str | None:
    """The number of an action, without the words of its heading: `Action 2.3` gives 2.3."""
    found = NUMBER.search(section.number.rstrip(")"))
    return found[0] if found else None


def actions(
    found: Sequence[Owner],
    sections: Sequence[PrintedSection],
    parts: Sequence[Part],
    act: Act,
    warnings: list[str],
) -> Iterator[Action]:
    """One row per action, in order; `warnings` receives the rates that are not plain."""
    for rank, owner in enumerate(found, start=1):
        measure = _measure(owner.section, sections, parts)
        texts = _texts(owner, parts)
        rate = rate_of((owner.section, *owner.members), warnings)
        start, end = _period(texts)
        yield Action(
            document_id=act.document_id,
            part_id=act.part_id,
            action_id=f"a{rank}",
            number=action_number(owner.section),
            title=running(owner.section.title or owner.section.heading),
            measure_number=action_number(measure) if measure else None,
            measure_title=running(measure.title) if measure else None,
            group=_group(owner.section, sections, parts),
            fiche_action=_fiche(owner),
            start=texts.get("start"),
            partners=texts.get("partners"),
            duration=texts.get("duration"),
            period_start=start,
            period_end=end,
            description=texts.get("description"),
            results=texts.get("results"),
            outlook=texts.get("outlook"),
            consumption_rate=rate.value,
            consumption_rate_as_of=rate.as_of,
            **of_text(owner.section.heading),
        )


def _group(
    section: PrintedSection, sections: Sequence[PrintedSection], parts: Sequence[Part]
) -> Any:
    return group_of(section, sections, parts)


def _measure(
    section: PrintedSection, sections: Sequence[PrintedSection], parts: Sequence[Part]
) -> PrintedSection | None:
    """The nearest heading above that is no group."""
    above = ancestors(section, sections)
    return next((each for each in above if parts[each.index].role not in APART), None)


def _texts(owner: Owner, parts: Sequence[Part]) -> dict[str, str]:
    """The running text under each role of the template."""
    found: dict[str, list[str]] = {}
    for section in (owner.section, *owner.members):
        role = parts[section.index].role if section is not owner.section else "description"
        if role is not None:
            found.setdefault(role, []).extend(_lines(section.blocks))
    return {role: "\n".join(lines) for role, lines in found.items() if lines}


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind in ("paragraph", "bullet") and not FICHE_ONLY.match(block.text.value):
            yield running(block.text)


def _fiche(owner: Owner) -> str | None:
    """The number of the fiche action that the heading or the text under it names."""
    heading = FICHE.search(owner.section.heading.value)
    if heading:
        return heading[1]
    for section in (owner.section, *owner.members):
        for block in section.blocks:
            found = FICHE.search(block.text.value)
            if found:
                return found[1]
    return None


def _period(texts: dict[str, str]) -> tuple[Any, Any]:
    """First and last day of the action, where its duration states one period."""
    for role in ("duration", "start"):
        periods = find_periods(texts[role]) if role in texts else []
        told = role == "duration" or SPAN.search(texts.get(role, ""))
        if len(periods) == 1 and periods[0].valid and told:
            return periods[0].start, periods[0].end
    return None, None
