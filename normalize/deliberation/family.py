"""The family: how an act of an assembly is known, cut into parts, and read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from normalize.act import Act, whole
from normalize.deliberation import minutes
from normalize.deliberation.flow import flow
from normalize.deliberation.head import session_date
from normalize.deliberation.openings import is_attended, openings
from normalize.deliberation.readers import rows
from normalize.deliberation.reading import read_deliberation, warnings
from normalize.deliberation.split import split as split_bundle
from normalize.deliberation.stream import stream_of
from normalize.rapport_execution import family as rapport_execution
from normalize.remembered import remembered
from schemas.dataset import DocumentFacts
from schemas.printed import PrintedDocument

FIRST_PAGES = 2


def claims(printed: PrintedDocument) -> bool:
    """Whether a document is an act of an assembly, or a bundle that holds one.

    Its first act must open on the first pages; an annex alone is nobody's.
    """
    return _is_bundle(printed) or _is_minutes(printed)


def split(printed: PrintedDocument, document_id: str) -> Sequence[Act]:
    """The acts of a bundle; a procès-verbal is one act."""
    if _is_minutes(printed):
        return [whole(printed, document_id, "compte_rendu")]
    return split_bundle(printed, document_id)


def read(act: Act) -> DocumentFacts:
    """The rows of one act, and its identity."""
    if act.part.kind == "rapport_execution":
        return rapport_execution.read(act)
    found: dict[str, Any] = {"kind": act.part.kind, **rows(act)}
    if act.part.kind == "deliberation":
        found.update(_deliberation(act))
    elif act.part.kind == "compte_rendu":
        found.update(_sitting(act))
    elif act.part.kind == "rapport_president":
        found.update(_rapport(act))
    return DocumentFacts.model_construct(**found)


def _deliberation(act: Act) -> dict[str, Any]:
    found = read_deliberation(act)
    if found is None:
        return {}
    row = found.deliberation
    return {
        "deliberations": (row,),
        "attendance": found.attendance,
        "number": row.number,
        "title": row.object,
        "date": row.session_date,
        "year": row.session_date.year if row.session_date else None,
        "warnings": tuple(warnings(found)),
    }


def _sitting(act: Act) -> dict[str, Any]:
    sitting = minutes.read_minutes(act)
    return {
        "deliberations": sitting.deliberations,
        "attendance": sitting.attendance,
        "date": sitting.day,
        "year": sitting.day.year if sitting.day else None,
        "title": sitting.title,
        "warnings": sitting.warnings,
    }


def _rapport(act: Act) -> dict[str, Any]:
    day = session_date(stream_of(act.printed))
    return {"number": act.part.number, "date": day, "year": day.year if day else None}


@remembered
def _is_minutes(printed: PrintedDocument) -> bool:
    """Whether a document records a sitting; a délibération that names its members is none."""
    found = openings(printed)
    if found and found[0].kind == "deliberation" and is_attended(found[0].at, flow(printed)):
        return False
    return minutes.is_minutes(printed) or (
        not _is_bundle(printed) and minutes.is_plain_minutes(printed)
    )


def _is_bundle(printed: PrintedDocument) -> bool:
    found = openings(printed)
    if not found or flow(printed)[found[0].at].pages[0] > FIRST_PAGES:
        return False
    return any(opening.kind != "annexe" for opening in found)
