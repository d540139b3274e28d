"""SIRET numbers as agreements print them."""

from __future__ import annotations

import re

_GROUPED = re.compile(
    r"(?<![\d.,])\d{3}[\s.\u00a0\u202f-]{0,2}\d{3}[\s.\u00a0\u202f-]{0,2}\d{3}[\s.\u00a0\u202f-]{0,2}(?:\d{5}|\d{2}[\s.-]\d{3})(?!\d)"
)
_LABELLED = re.compile(r"siret\D{0,40}?(\d(?:[\s.\u00a0\u202f-]?\d){8,17})(?!\d)", re.IGNORECASE)


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
