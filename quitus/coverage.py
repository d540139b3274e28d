"""How many figures of a document are guarded: a check fails when they are altered.

It is measured: a digit of each figure is changed in the facts, in every row that reads it, and
the checks are run again.  A figure is guarded when an error or a warning appears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quitus.figures import Figure, altered, figures
from schemas.dataset import DocumentFacts
from schemas.findings import Check, Finding, places
from schemas.printed import Box

Checker = Callable[[DocumentFacts, str], tuple[Sequence[Finding], Sequence[Check]]]

PATIENCE = 4_000_000  # rows looked at again, one figure at a time; beyond, figures go in batches
NEAR = 2.0  # points within which a box of evidence is that of a figure


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of a document, and those that no check guards."""

    document_id: str
    figures: tuple[Figure, ...]
    unguarded: tuple[Figure, ...]

    def share(self, *, money: bool) -> tuple[int, int]:
        """Guarded and all, of the sums of money or of every figure."""
        every = [each for each in self.figures if each.money or not money]
        open_ = [each for each in self.unguarded if each.money or not money]
        return len(every) - len(open_), len(every)


def another_digit(digits: str) -> str:
    """The middle digit changed: large enough to show, small enough to be a misreading.

    >>> another_digit("1276000")
    '1271000'
    """
    middle = (len(digits) - 1) // 2
    return digits[:middle] + str((int(digits[middle]) + 5) % 10) + digits[middle + 1 :]


def coverage(facts: DocumentFacts, document_id: str, check: Checker) -> Coverage:
    """Alters each figure of a document in turn and sees whether a finding appears."""
    every = figures(facts)
    before = _known(check(facts, document_id)[0])
    open_ = [
        each
        for batch in _batches(every)
        for each in _silent(facts, batch, before, document_id, check)
    ]
    rows = sum(len(getattr(facts, table)) for table in ("cells", "amounts", "grants", "sections"))
    if len(open_) * rows <= PATIENCE:
        open_ = [each for each in open_ if not _appears(facts, [each], before, document_id, check)]
    order = {id(each): rank for rank, each in enumerate(every)}
    open_.sort(key=lambda each: order[id(each)])
    return Coverage(document_id, tuple(every), tuple(open_))


def _batches(every: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Figures that no table, action or section holds together, and no two of one value."""
    left = list(every)
    while left:
        batch: list[Figure] = []
        rest: list[Figure] = []
        owners: set[str] = set()
        for each in left:
            marks = each.owners | {f"value:{each.value.normalize()}"}
            if owners.isdisjoint(marks) and (each.owners or not batch):
                batch.append(each)
                owners |= marks
            else:
                rest.append(each)
        yield batch
        left = rest


def _silent(
    facts: DocumentFacts,
    batch: Sequence[Figure],
    before: set[tuple[str, str]],
    document_id: str,
    check: Checker,
) -> list[Figure]:
    """The figures of a batch that no new finding points at."""
    found = _appears(facts, batch, before, document_id, check)
    spots = [(place.page, Box(*place.box)) for finding in found for place in places(finding)]
    return [each for each in batch if not any(_is_at(each, *spot) for spot in spots)]


def _appears(
    facts: DocumentFacts,
    batch: Sequence[Figure],
    before: set[tuple[str, str]],
    document_id: str,
    check: Checker,
) -> list[Finding]:
    """The errors and warnings that altered figures raise."""
    after = check(altered(facts, [(each, another_digit) for each in batch]), document_id)[0]
    return [
        finding
        for finding in after
        if finding.severity != "info" and (finding.finding_id, finding.message) not in before
    ]


def _known(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.finding_id, finding.message) for finding in findings}


def _is_at(figure: Figure, page: int, box: Box) -> bool:
    near = all(abs(a - b) <= NEAR for a, b in zip(figure.box, box, strict=True))
    return page == figure.page and near
