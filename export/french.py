"""Figures and words as French readers expect them."""

from __future__ import annotations

import errno
from decimal import Decimal

THIN = "\u202f"
SEVERITIES = {"error": "Erreur", "warning": "À vérifier", "info": "Information"}
"""Severities, worst first."""

STATUSES = {"ok": "lu", "partial": "lu en partie", "failed": "non lu"}
SIGNS = {"EUR": "€"}


def whole(number: int) -> str:
    """An integer, its digits in groups of three.

    >>> whole(12345).replace(THIN, "_")
    '12_345'
    """
    return f"{number:,}".replace(",", THIN)


def count(number: int, one: str, many: str) -> str:
    """A number with its word: 1 page, 2 pages."""
    return f"{whole(number)} {many if number > 1 else one}"


def figure(value: Decimal | None, unit: str | None = None) -> str:
    """A figure with its decimals and its unit; a dash where there is none.

    >>> figure(Decimal("-38648.5"), "EUR").replace(THIN, "_")
    '−38_648,50_€'
    """
    if value is None:
        return "—"
    plain = format(abs(value), "f")
    units, _, decimals = plain.partition(".")
    decimals = decimals.rstrip("0").ljust(2 if unit == "EUR" else 0, "0")
    said = whole(int(units)) + (f",{decimals}" if decimals else "")
    sign = "−" if value < 0 else ""
    return sign + said + (f"{THIN}{SIGNS.get(unit, unit)}" if unit else "")


def signed(value: Decimal | None, unit: str | None = None) -> str:
    """A gap: its sign is always told, `+` included."""
    return ("+" if value is not None and value > 0 else "") + figure(value, unit)


_TROUBLES = {
    errno.ENOENT: "le chemin n'existe pas",
    errno.ENOTDIR: "le chemin n'existe pas",
    errno.EISDIR: "c'est un dossier",
    errno.EEXIST: "il existe déjà",
    errno.EACCES: "les droits manquent",
    errno.EPERM: "les droits manquent",
    errno.EROFS: "le support est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.ENAMETOOLONG: "le nom est trop long",
}


def trouble(error: Exception) -> str:
    """Why a file cannot be read or written."""
    if isinstance(error, UnicodeDecodeError):
        return "son texte n'est pas en UTF-8"
    if isinstance(error, OSError):
        return _TROUBLES.get(error.errno or 0) or error.strerror or str(error)
    return str(error)


def pages(numbers: list[int]) -> str:
    """Page numbers in words: p. 2, 4."""
    return "p." + THIN + ", ".join(str(number) for number in dict.fromkeys(numbers))
