"""What `reconcile` gives: contradictions with their evidence, and counts of what was compared."""

from __future__ import annotations

from typing import Literal

from schemas.facts import Exact, Row

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


class Check(Row):
    """How much of a document a rule could compare: silence is not agreement."""

    rule: str
    document_id: str
    compared: int
    agreed: int
    failed: int
    skipped: int
