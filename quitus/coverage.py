"""How many figures of a document are guarded: a check fails when they are altered.

It is measured: a digit of each figure is changed in the facts, in every row that reads it, and
the checks are run again.  A figure is guarded when an error or a warning appears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from quitus.figures import Digits, Figure, altered, figures, with_digits
from schemas.dataset import DocumentFacts
from schemas.findings import Check, Finding, places
from schemas.printed import Box

Checker = Callable[[DocumentFacts, str], tuple[Sequence[Finding], Sequence[Check]]]

Change = tuple[Figure, Digits]

SHIFTS = (5, 4, 6, 3, 7, 2, 8)
PATIENCE = 100_000  # rows looked at again, one figure at a time; beyond, figures go in batches
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


def another_digit(digits: str, shift: int = 5) -> str:
    """The middle digit changed: large enough to show, small enough to be a misreading.

    >>> another_digit("1276000"), another_digit("1276000", 4)
    ('1271000', '1270000')
    """
    middle = (len(digits) - 1) // 2
    return digits[:middle] + str((int(digits[middle]) + shift) % 10) + digits[middle + 1 :]


def coverage(facts: DocumentFacts, document_id: str, check: Checker) -> Coverage:
    """Alters each figure of a document in turn and sees whether a finding appears.

    Figures that have nothing to do with one another are altered together, each by another
    amount, and the findings tell them apart by their place; those on which nothing is said are
    tried once more alone, as far as patience goes.
    """
    every = figures(facts)
    before = _known(check(facts, document_id)[0])

    def raised(changes: Sequence[Change]) -> list[Finding]:
        after = check(altered(facts, changes), document_id)[0]
        return [
            finding
            for finding in after
            if finding.severity != "info" and (finding.finding_id, finding.message) not in before
        ]

    open_ = [each for batch in _batches(every) for each in _silent(batch, raised(batch))]
    rows = sum(len(getattr(facts, table)) for table in ("cells", "amounts", "grants", "sections"))
    if len(open_) * rows <= PATIENCE:
        open_ = [each for each in open_ if not raised([(each, another_digit)])]
    order = {id(each): rank for rank, each in enumerate(every)}
    open_.sort(key=lambda each: order[id(each)])
    return Coverage(document_id, tuple(every), tuple(open_))


def _batches(every: Sequence[Figure]) -> Iterator[list[Change]]:
    """Figures that no table, action or section holds together, each with a gap of its own."""
    left = list(every)
    while left:
        batch: list[Change] = []
        rest: list[Figure] = []
        taken: set[str] = set()
        for each in left:
            marks = each.owners | {f"value:{each.value.normalize()}"}
            shift = _shift(each, taken) if taken.isdisjoint(marks) else None
            if shift is not None and (each.owners or not batch):
                batch.append((each, partial(another_digit, shift=shift)))
                taken |= marks | {_gap(each, shift)}
            else:
                rest.append(each)
        yield batch
        left = rest


def _shift(figure: Figure, taken: set[str]) -> int | None:
    """By how much its digit changes, so that no other figure changes by the same amount."""
    return next((shift for shift in SHIFTS if _gap(figure, shift) not in taken), None)


def _gap(figure: Figure, shift: int) -> str:
    digits = figure.digits
    other = another_digit(digits, shift)
    return f"gap:{abs(with_digits(figure.value, digits, other) - figure.value).normalize()}"


def _silent(batch: Sequence[Change], found: Sequence[Finding]) -> list[Figure]:
    """The figures of a batch that no new finding points at."""
    spots = [(place.page, Box(*place.box)) for finding in found for place in places(finding)]
    return [figure for figure, _ in batch if not any(_is_at(figure, *spot) for spot in spots)]


def _known(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.finding_id, finding.message) for finding in findings}


def _is_at(figure: Figure, page: int, box: Box) -> bool:
    """Whether a box of evidence is that of the figure, or of a row that reads it."""
    return page == figure.page and any(
        all(abs(a - b) <= NEAR for a, b in zip(each, box, strict=True)) for each in figure.boxes
    )
