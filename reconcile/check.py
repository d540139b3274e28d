"""The door of this stage: every rule over the facts of a document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reconcile.findings import finding
from reconcile.registry import Outcome, Rule, Verdict
from reconcile.rules import RULES
from schemas.dataset import DocumentFacts
from schemas.findings import Check, Finding

GENERAL = "table_total"


def check_document(
    facts: DocumentFacts, document_id: str, rules: Iterable[Rule] = RULES
) -> tuple[tuple[Finding, ...], tuple[Check, ...]]:
    """What contradicts within a document, and how much each rule could compare.

    A rule that found nothing to look at has no row.  A rule that breaks says so in a warning and
    takes none of the others with it.
    """
    findings: dict[str, Finding] = {}
    checks = []
    for rule in rules:
        if rule.check is None:
            continue
        try:
            verdicts = list(rule.check(facts, document_id))
        except Exception as error:
            broken = _broken(rule, document_id, error)
            findings[broken.finding_id] = broken
            continue
        findings.update(
            (each.finding.finding_id, each.finding) for each in verdicts if each.finding
        )
        if verdicts:
            checks.append(counted(rule.name, document_id, verdicts))
    return tuple(_once(tuple(findings.values()))), tuple(checks)


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Each contradiction once: what a rule for the kind of document tells, no general rule repeats."""
    special = {_figures(each) for each in findings if each.rule != GENERAL}
    seen: set[tuple[object, ...]] = set()
    for each in findings:
        key = _figures(each)
        if each.rule == GENERAL and (key in special or key in seen):
            continue
        if each.stated is not None:
            seen.add(key)
        yield each


def _figures(each: Finding) -> tuple[object, ...]:
    pages = [place["page"] for place in json.loads(each.evidence)]
    return each.stated, each.computed, pages[0] if pages else None


def counted(rule: str, document_id: str, verdicts: Iterable[Verdict]) -> Check:
    """How many comparisons held, failed, or could not be made."""
    counts: Counter[Outcome] = Counter(verdict.outcome for verdict in verdicts)
    return Check(
        rule=rule,
        document_id=document_id,
        compared=counts["agreed"] + counts["failed"],
        agreed=counts["agreed"],
        failed=counts["failed"],
        skipped=counts["skipped"],
    )


def _broken(rule: Rule, document_id: str, error: Exception) -> Finding:
    reason = " ".join(str(error).split())[:200]
    message = (
        f"La règle « {rule.title} » n'a pas pu être appliquée "
        f"({type(error).__name__} : {reason}) : signalez-le avec ce fichier."
    )
    return finding(rule.name, document_id, "", message, severity="warning")
