"""In what order findings are told: documents with the worst first, the worst first in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from export.french import SEVERITIES
from schemas.findings import Finding

_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then information; within each the largest difference first."""
    return sorted(
        findings,
        key=lambda finding: (
            _RANK[finding.severity],
            -abs(finding.difference or Decimal(0)),
            finding.finding_id,
        ),
    )


def by_document(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings of each document, worst first; the documents in the order of their worst."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.document_id, []).append(finding)
    ordered = {key: worst_first(group) for key, group in groups.items()}
    return dict(sorted(ordered.items(), key=lambda entry: (_badness(entry[1]), entry[0])))


def tally(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each severity, worst first, zeros included."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def _badness(group: Sequence[Finding]) -> tuple[int, ...]:
    return tuple(-number for number in tally(group).values())
