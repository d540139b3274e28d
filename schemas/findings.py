"""What `reconcile` gives: contradictions with their evidence, and counts of what was compared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import ConfigDict, Field

from schemas.facts import Exact, Printed, Row

Severity = Literal["error", "warning", "info"]


class Finding(Row):
    """A contradiction, tied to the figures that show it."""

    finding_id: str
    rule: str
    severity: Severity
    document_id: str
    subject: str
    message: str
    stated: Exact | None = None
    computed: Exact | None = None
    difference: Exact | None = None
    state: str = "open"
    evidence: str = "[]"
    tolerance: Exact | None = Field(
        None, description="the widest gap that the printed precision of the figures explains"
    )
    tolerance_reason: str | None = Field(None, description="why, in French")
    unit: str | None = Field(None, description="of the figures: EUR, %, or what they count")


class Place(Row):
    """One figure of a finding's evidence: where it is printed, and how."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    document_id: str
    page: int
    box: tuple[float, float, float, float]
    raw: str = ""


def evidence(rows: Iterable[tuple[str, Printed]]) -> str:
    """The evidence column: document id and row of each figure, first the one in doubt."""
    return json.dumps([_place(*row) for row in rows], ensure_ascii=False)


def places(finding: Finding) -> list[Place]:
    """The evidence of a finding, in order; raises ValidationError when it is none."""
    return [Place.model_validate(item) for item in json.loads(finding.evidence or "[]")]


def _place(document_id: str, row: Printed) -> dict[str, Any]:
    box = [row.x0, row.top, row.x1, row.bottom]
    return {"document_id": document_id, "page": row.page, "box": box, "raw": row.raw}


class Check(Row):
    """How much of a document a rule could compare: silence is not agreement."""

    rule: str
    document_id: str
    compared: int
    agreed: int
    failed: int
    skipped: int
