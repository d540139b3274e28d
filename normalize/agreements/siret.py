"""SIRET numbers: fourteen digits, the last one a check digit.

The rule is that of ISO/IEC 7812-1 annex B (Luhn) on the fourteen digits.  The establishments of
La Poste (SIREN 356 000 000) have numbers whose digits add up to a multiple of five instead; its
head office follows both the general rule and its own.
"""

from __future__ import annotations

import re

LA_POSTE = "356000000"
_GROUPED = re.compile(
    r"(?<![\d.,])\d{3}[\s.\u00a0\u202f-]{0,2}\d{3}[\s.\u00a0\u202f-]{0,2}\d{3}[\s.\u00a0\u202f-]{0,2}(?:\d{5}|\d{2}[\s.-]\d{3})(?!\d)"
)
_LABELLED = re.compile(r"siret\D{0,40}?(\d(?:[\s.\u00a0\u202f-]?\d){8,17})(?!\d)", re.IGNORECASE)


def is_siret(digits: str) -> bool:
    """Whether a number is a SIRET that can exist.

    >>> is_siret("73282932000074"), is_siret("73282932000075"), is_siret("35600000049837")
    (True, False, True)
    """
    if not re.fullmatch(r"[0-9]{14}", digits) or not digits.strip("0"):
        return False
    if _luhn(digits):
        return True
    return digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if rank % 2 else 1) for rank, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def find_siret(text: str) -> tuple[str, int, int] | None:
    """The one SIRET that a text prints: its digits, and where; None for none or several.

    One that is named so is kept where it has a digit too many or too few; a SIREN of nine digits
    is none.

    >>> find_siret("SIRET : 732 829 320 00074, Paris")
    ('73282932000074', 8, 25)
    """
    found = [(_digits(m[0]), *m.span()) for m in _GROUPED.finditer(text)]
    if not found:
        found = [(_digits(m[1]), *m.span(1)) for m in _LABELLED.finditer(text)]
        found = [one for one in found if 12 <= len(one[0]) <= 16]
    return found[0] if len({digits for digits, _, _ in found}) == 1 else None


def _digits(printed: str) -> str:
    return re.sub(r"\D", "", printed)
