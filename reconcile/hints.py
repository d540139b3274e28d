"""Why a sum may be off: two digits exchanged, two figures put in each other's place.

A hint is given only where one explanation fits the gap; two that fit explain nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations


def exchanged(value: Decimal, gap: Decimal) -> Decimal | None:
    """The value with two neighbouring digits exchanged that differs from it by `gap`, if any.

    >>> exchanged(Decimal("38468.00"), Decimal("180"))
    Decimal('38648')
    """
    if gap == 0 or value < 0:
        return None
    exponent = min(value.normalize().as_tuple().exponent, gap.normalize().as_tuple().exponent)
    power = min(exponent if isinstance(exponent, int) else 0, 0)
    digits = str(int(value.scaleb(-power)))
    for index in range(len(digits) - 1):
        left, right = digits[index], digits[index + 1]
        other = Decimal(digits[:index] + right + left + digits[index + 2 :]).scaleb(power)
        if other - value == gap:
            return other.normalize() + Decimal(0)
    return None


def exchanged_part(
    stated: Decimal, parts: Sequence[Decimal], known: Iterable[Decimal] = ()
) -> tuple[int | None, Decimal] | None:
    """Which figure of a sum has two digits exchanged, and what it would be; None where unclear.

    The index is that of the part, or None for the total.  `known` are values printed elsewhere
    for the same thing: they choose between several candidates.
    """
    gap = stated - sum(parts, Decimal(0))
    found: list[tuple[int | None, Decimal]] = []
    for index, part in enumerate(parts):
        other = exchanged(part, gap)
        if other is not None:
            found.append((index, other))
    other = exchanged(stated, -gap)
    if other is not None:
        found.append((None, other))
    if len(found) > 1:
        elsewhere = set(known)
        found = [each for each in found if each[1] in elsewhere]
    return found[0] if len(found) == 1 else None


def swapped(
    gaps: Sequence[tuple[Decimal, Sequence[Decimal]]],
) -> dict[int, tuple[int, int, int]]:
    """Sums that two figures in each other's place explain: {sum: (its part, other sum, part)}.

    Each entry is (stated less computed, the parts).  Exchanging part a of one and part b of the
    other closes both gaps when b - a is the gap of the first and a - b that of the second.
    """
    fits: dict[int, list[tuple[int, int, int]]] = {}
    for (i, (gap, parts)), (j, (other, others)) in combinations(enumerate(gaps), 2):
        if gap == 0 or gap != -other:
            continue
        for x, part in enumerate(parts):
            for y, another in enumerate(others):
                if another - part == gap:
                    fits.setdefault(i, []).append((x, j, y))
                    fits.setdefault(j, []).append((y, i, x))
    return {index: found[0] for index, found in fits.items() if len(found) == 1}
