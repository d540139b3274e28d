"""How a rapport d'exécution is known, and which heading of it plays which part."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.headings import HeadingRole, heading_role
from normalize.text import fold
from schemas.printed import PrintedDocument, PrintedSection

GROUPS = ("group_socle", "group_initiative")
APART = (*GROUPS, "annexes", "summary")
TITLED = ("budget", "budget_planned", "budget_executed", "indicators")  # roles of a table's title
FIRST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Part:
    """What one heading is to the template."""

    role: HeadingRole | None
    recurring: bool  # its title comes back under other headings

    @property
    def in_action(self) -> bool:
        """Whether it stands within an action, as one of the template's headings."""
        return (self.role is not None and self.role not in APART) or self.recurring


def parts(sections: Sequence[PrintedSection]) -> list[Part]:
    """The part that each heading plays, in order."""
    roles = [heading_role(section.title.value) for section in sections]
    titles = Counter(fold(section.title.value) for section in sections)
    parents = {section.parent for section in sections}
    found = []
    for section, role in zip(sections, roles, strict=True):
        alone = titles[fold(section.title.value)] < 2 or not section.title
        found.append(Part(role, not alone and role is None and section.index not in parents))
    return found


def is_rapport(printed: PrintedDocument) -> bool:
    """Whether a document is a rapport d'exécution, by its title and the headings it has."""
    words = declaration()
    roles = {part.role for part in parts(printed.sections) if part.role and part.in_action}
    captions = [block.table.caption for block in printed.blocks() if block.table is not None]
    roles |= {role for each in captions if each and (role := heading_role(each.value)) in TITLED}
    head = _head(printed)
    titled = any(title in head for title in words["titles"])
    about = any(subject in head for subject in words["subjects"])
    budgeted = any(role.startswith("budget") for role in roles) or "indicators" in roles
    if titled and about:
        return len(roles) >= words["least_roles_titled"] and budgeted
    return about and budgeted and len(roles) >= words["least_roles"]


def _head(printed: PrintedDocument) -> str:
    texts = [
        block.text.value
        for block in printed.preamble
        if block.text and block.text.page <= FIRST_PAGES and block.kind != "toc"
    ]
    texts += [s.heading.value for s in printed.sections if s.heading.page <= FIRST_PAGES]
    texts += [text.value for text in printed.furniture if text.page <= FIRST_PAGES]
    return fold(" ".join(texts))


@cache
def declaration() -> dict[str, Any]:
    """What `families/rapport_execution.toml` says."""
    text = files("normalize.families").joinpath("rapport_execution.toml").read_text("utf-8")
    return tomllib.loads(text)
