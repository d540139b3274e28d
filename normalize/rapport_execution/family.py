"""The family: how a rapport d'exécution is known, and the rows that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from normalize.act import Act, whole
from normalize.rapport_execution.actions import actions
from normalize.rapport_execution.budget import budget_lines
from normalize.rapport_execution.identity import identity
from normalize.rapport_execution.indicators import indicators
from normalize.rapport_execution.owners import owners
from normalize.rapport_execution.silence import silent_sections
from normalize.rapport_execution.template import is_rapport, parts
from normalize.rapport_execution.unfolding import unfolded
from normalize.rapport_execution.unread_indicators import unread_indicators
from normalize.remembered import remembered
from schemas.dataset import DocumentFacts
from schemas.printed import PrintedDocument


def claims(printed: PrintedDocument) -> bool:
    """Whether a document is a rapport d'exécution."""
    return is_rapport(_unfolded(printed))


@remembered
def _unfolded(printed: PrintedDocument) -> PrintedDocument:
    return replace(printed, sections=unfolded(printed.sections))


def split(printed: PrintedDocument, document_id: str) -> Sequence[Act]:
    """A rapport d'exécution is one act."""
    return [whole(printed, document_id, "rapport_execution")]


def read(act: Act) -> DocumentFacts:
    """Actions with their budgets, and indicators."""
    act = replace(act, printed=_unfolded(act.printed))
    sections = act.printed.sections
    roles = parts(sections)
    found = owners(sections, roles)
    unread: dict[str, list[str]] = {}
    lines = tuple(budget_lines(found, roles, act, unread))
    told = {*unread, *(line.action_id for line in lines)}
    silent = silent_sections(found, sections, roles, told)
    rates: list[str] = []
    rows = tuple(actions(found, sections, roles, act, rates))
    known = identity(act.printed, lines)
    return DocumentFacts.model_construct(
        kind=act.part.kind,
        title=known.title,
        date=known.date,
        year=known.year,
        actions=rows,
        budget_lines=lines,
        indicators=tuple(indicators(found, roles, act)),
        warnings=(
            *chain.from_iterable(unread.values()),
            *silent,
            *rates,
            *unread_indicators(sections, roles),
        ),
    )
