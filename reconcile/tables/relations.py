"""Means, balances and rates: what a line makes of two or more others, found by its figures.

A label like `Solde` or `Taux d'exécution` does not say of which lines; the relation is the one
that the figures of most lanes bear out, and only then are the others held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from reconcile.evidence import Figure
from reconcile.intervals import Interval, total
from reconcile.tables.grid import Grid, Line

_NEAR = 6
_BEYOND = 2
_HUNDRED = Decimal(100)
_LEAST = 2  # lanes that must bear a relation out
_SURE = 3  # lanes that must do so for each one that does not, for an error


@dataclass(frozen=True, slots=True)
class Formula:
    """How a line is made of others: `mean`, `balance` or `rate` (a percentage by `factor`)."""

    kind: str
    lines: tuple[int, ...]
    factor: Decimal = Decimal(1)

    def value(self, parts: Sequence[Decimal]) -> Decimal:
        """The figure by the parts as printed."""
        if self.kind == "mean":
            return sum(parts, Decimal(0)) / len(parts)
        if self.kind == "balance":
            return parts[0] - parts[1]
        return parts[0] / parts[1] * self.factor

    def span(self, parts: Sequence[Interval]) -> Interval | None:
        """The interval by those of the parts; None where it cannot be told."""
        if self.kind == "mean":
            return total(parts).times(Decimal(1) / len(parts))
        if self.kind == "balance":
            return parts[0].minus(parts[1])
        quotient = parts[0].over(parts[1])
        return None if quotient is None else quotient.times(self.factor)


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure with those that it is made of."""

    stated: Figure
    parts: tuple[Figure, ...]
    computed: Decimal


@dataclass(frozen=True, slots=True)
class Related:
    """A line with the relation that its figures bear out; `sure` where hardly any does not."""

    line: Line
    formula: Formula | None
    held: int = 0
    off: tuple[tuple[int, Derived], ...] = ()
    unjudged: int = 0
    sure: bool = False


def relate(grid: Grid) -> Iterator[Related]:
    """Every line that calls itself a mean, a balance or a rate."""
    for at, line in enumerate(grid.lines):
        if line.kind in ("mean", "balance", "rate") and not line.heading:
            yield _related(grid, at)


def _related(grid: Grid, at: int) -> Related:
    line = grid.lines[at]
    best: tuple[int, list[tuple[int, Derived]], Formula] | None = None
    for formula in _formulas(grid.lines, at):
        held, off = _try(grid, at, formula)
        if held < _LEAST or held < 2 * len(off):
            continue
        if best is None or (held, -len(off)) > (best[0], -len(best[1])):
            best = (held, off, formula)
    if best is None:
        return Related(line, None, unjudged=len(line.values))
    held, off, formula = best
    sure = held >= _SURE * max(len(off), 1)
    return Related(line, formula, held, tuple(off), sure=sure)


def _formulas(lines: Sequence[Line], at: int) -> Iterator[Formula]:
    kind = lines[at].kind
    above = [i for i in range(at - 1, -1, -1) if not lines[i].heading]
    if kind == "mean":
        plain = [i for i in above if lines[i].kind == "plain"]
        for count in range(2, len(plain) + 1):
            yield Formula("mean", tuple(sorted(plain[:count])))
        return
    below = [i for i in range(at + 1, len(lines)) if not lines[i].heading][:_BEYOND]
    for pair in permutations([*above[:_NEAR], *below], 2):
        if kind == "balance":
            yield Formula("balance", pair)
        else:
            yield Formula("rate", pair, _HUNDRED)
            yield Formula("rate", pair)


def _try(grid: Grid, at: int, formula: Formula) -> tuple[int, list[tuple[int, Derived]]]:
    """In how many lanes the relation tells and holds, and the lanes where it does not."""
    held, off = 0, []
    lines = [grid.lines[i] for i in formula.lines]
    for lane, stated in grid.lines[at].values.items():
        if not all(lane in line.values for line in lines):
            continue
        parts = tuple(line.values[lane] for line in lines)
        span = formula.span([part.span for part in parts])
        if span is None:
            continue
        if _cut(stated, formula).meets(span):
            held += _tells(stated, parts)
        else:
            computed = formula.value([part.value for part in parts])
            off.append((lane, Derived(stated, parts, computed)))
    return held, off


def _cut(stated: Figure, formula: Formula) -> Interval:
    """The interval of the figure; quotients are often cut where they should be rounded."""
    if formula.kind == "balance":
        return stated.span
    half = stated.span.width / 2
    return Interval(stated.span.low - half, stated.span.high + half)


def _tells(stated: Figure, parts: Sequence[Figure]) -> bool:
    """Whether that it holds says something: no zero, no part that is the figure itself."""
    values = [part.value for part in parts]
    wide = abs(stated.value) <= 10 * stated.span.width and stated.span.width > 0
    return not wide and 0 not in values and stated.value not in (0, 100, *values)
