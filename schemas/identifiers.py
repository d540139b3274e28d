"""Check digits of SIREN and SIRET: the one place that knows their rules.

SIREN and SIRET follow ISO/IEC 7812-1 annex B (Luhn): a SIRET over its fourteen digits and, as it
opens with a SIREN, over its first nine.  The establishments of La Poste (SIREN 356 000 000) have
numbers whose digits may instead add up to a multiple of five (Insee, « Numéro Siret »).
"""

from __future__ import annotations

import re

LA_POSTE = "356000000"


def luhn(digits: str) -> bool:
    """The check of ISO/IEC 7812.

    >>> luhn("732829320"), luhn("732829321")
    (True, False)
    """
    doubled = [int(d) * (2 if rank % 2 else 1) for rank, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def is_siren(digits: str) -> bool:
    """Whether a number is a SIREN that can exist: nine digits, not all zeros.

    >>> is_siren("732829320"), is_siren("000000000")
    (True, False)
    """
    return bool(re.fullmatch(r"[0-9]{9}", digits) and digits.strip("0")) and luhn(digits)


def is_siret(digits: str) -> bool:
    """Whether a number is a SIRET that can exist.

    >>> is_siret("73282932000074"), is_siret("73282932000075"), is_siret("35600000049837")
    (True, False, True)
    >>> is_siret("73282932100007")
    False
    """
    if not re.fullmatch(r"[0-9]{14}", digits) or not is_siren(digits[:9]):
        return False
    return luhn(digits) or (digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0)
