"""A total against its parts: what every rule on sums compares, and how it says a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reconcile import hints
from reconcile.evidence import Figure
from reconcile.intervals import total
from reconcile.wording import direction, listed, money, told

_WITNESSES = 3
LOOSE = " L'arrondi pourrait l'expliquer, mais les autres totaux du document tombent juste."


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated total and the parts that it should be the sum of."""

    stated: Figure
    parts: tuple[Figure, ...]

    @property
    def computed(self) -> Decimal:
        """The sum of the parts as printed."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """Stated less computed."""
        return self.stated.value - self.computed

    @property
    def holds(self) -> bool:
        """Whether rounding alone may explain the gap."""
        return self.stated.span.meets(total(part.span for part in self.parts))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The total, then its parts."""
        return (self.stated, *self.parts)


@dataclass(slots=True)
class Witnesses:
    """How exactly the sums of a document fall.

    Where ten times as many sums of the same document fall exactly, its figures were not rounded
    one by one, and a gap of more than one last digit is worth a look.
    """

    exact: int = 0
    telling: int = 0

    def hear(self, each: Sum) -> bool:
        """Counts a sum; whether rounding explains its gap, though the gap is wide."""
        if not each.holds or len(each.parts) < 2:
            return False
        gap = abs(each.gap)
        self.telling += 1
        self.exact += gap == 0
        return gap > each.stated.span.width

    @property
    def plain(self) -> bool:
        """Whether the figures of the document were not rounded one by one."""
        off = self.telling - self.exact
        return self.exact >= _WITNESSES and off <= max(self.exact // 10, 1)


def inexact(sums: Sequence[Sum]) -> frozenset[int]:
    """Positions of sums whose gap rounding explains, though those beside them have none."""
    witnesses = Witnesses()
    off = [at for at, each in enumerate(sums) if witnesses.hear(each)]
    return frozenset(off) if witnesses.plain else frozenset()


def in_doubt_first(figures: Sequence[Figure], doubtful: Figure | None) -> tuple[Figure, ...]:
    """The figures with the one in doubt first."""
    if doubtful is None:
        return tuple(figures)
    return (doubtful, *(each for each in figures if each is not doubtful))


def gap_words(gap: Decimal, unit: str = "EUR") -> str:
    """`soit 180,00 € de plus que leur somme`."""
    return f"soit {money(abs(gap), unit)} {direction(gap)} que leur somme"


def parts_words(parts: Iterable[Figure], unit: str = "EUR") -> str:
    """`État 26 100,00 € ; Département 25 318,92 €`."""
    return listed([f"{each.label} {money(each.value, unit)}".strip() for each in parts])


def exchanged_words(
    checked: Sum, known: Iterable[Decimal] = (), unit: str | None = "EUR"
) -> tuple[str, Figure | None]:
    """The hint that two digits were exchanged, and the figure in doubt; empty where none fits."""
    if len(checked.parts) == 1 and hints.exchanged(checked.stated.value, -checked.gap) is not None:
        return " Chiffres probablement intervertis dans l'un des deux.", None
    guess = hints.exchanged_part(
        checked.stated.value, [each.value for each in checked.parts], known
    )
    if guess is None:
        return "", None
    index, other = guess
    doubtful = checked.stated if index is None else checked.parts[index]
    words = (
        f" Chiffres probablement intervertis : {told(doubtful.value, unit)} "
        f"pour {told(other, unit)}."
    )
    return words, doubtful
