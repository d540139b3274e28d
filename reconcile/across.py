"""What contradicts between documents: series, carried-over sums, agreements and their annex."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reconcile.check import counted
from reconcile.registry import Verdict
from reconcile.rules.carry import Carried
from reconcile.rules.elsewhere import Elsewhere
from reconcile.rules.indicators import Series
from schemas.dataset import DocumentFile
from schemas.findings import Check, Finding

Found = dict[str, tuple[tuple[Finding, ...], tuple[Check, ...]]]
RULES = ("series", "carry_over", "target", "agreement_elsewhere")
"""The rules that look across documents: their findings depend on what else is in the folder."""


def check_across(files: Iterable[DocumentFile]) -> Found:
    """Findings and counts by document, each told of the later document of those it compares.

    Files are taken one at a time and let go: only the rows to compare are kept.
    """
    series, carried, elsewhere = Series(), Carried(), Elsewhere()
    for file in files:
        series.add(file)
        carried.add(file)
        elsewhere.add(file)
    rules: dict[str, Callable[[], Iterator[tuple[str, Verdict]]]] = {
        "series": series.verdicts,
        "carry_over": carried.verdicts,
        "target": series.targets,
        "agreement_elsewhere": elsewhere.verdicts,
    }
    found: dict[str, dict[str, list[Verdict]]] = {}
    for rule, verdicts in rules.items():
        for document, verdict in verdicts():
            found.setdefault(document, {}).setdefault(rule, []).append(verdict)
    return {
        document: (
            tuple(v.finding for verdicts in by_rule.values() for v in verdicts if v.finding),
            tuple(counted(rule, document, verdicts) for rule, verdicts in by_rule.items()),
        )
        for document, by_rule in found.items()
    }
