"""What a rule is, and what a check says of each thing that it looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from schemas.dataset import DocumentFacts
from schemas.findings import Finding

Outcome = Literal["agreed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one comparison; a failed one carries its finding."""

    outcome: Outcome
    finding: Finding | None = None


AGREED = Verdict("agreed")
SKIPPED = Verdict("skipped")


def failed(finding: Finding) -> Verdict:
    """A comparison that does not hold."""
    return Verdict("failed", finding)


Checker = Callable[[DocumentFacts, str], Iterable[Verdict]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold; title, reason and example are French, for `quitus rules`.

    `check` looks at one document; a rule across documents has none.
    """

    name: str
    title: str
    reason: str
    example: str
    check: Checker | None = None
