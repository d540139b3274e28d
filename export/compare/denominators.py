"""What figures are divided by: inhabitants, RSA recipients, as a user's file gives them."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from export.compare.cells import Cell
from export.compare.scope import YEAR as A_YEAR
from export.compare.statistics import tidy
from export.french import trouble
from normalize.departements import entity
from schemas.errors import UsageError

CODE, YEAR = "departement_code", "year"


@dataclass(frozen=True, slots=True)
class Denominators:
    """By name, then by département and year (None: any year)."""

    names: tuple[str, ...] = ()
    known: dict[tuple[str, str, int | None], Decimal] = field(default_factory=dict)

    def of(self, name: str, code: str, year: int | None) -> Decimal | None:
        """The denominator of that year, else that of any year."""
        return self.known.get((name, code, year)) or self.known.get((name, code, None))

    def has(self, name: str, code: str) -> bool:
        """Whether a denominator of a département is known, for a year at least."""
        return any((known, whose) == (name, code) for known, whose, _ in self.known)

    def divide(self, value: Decimal | None, code: str, year: int | None) -> dict[str, Any]:
        """`per_<name>` for each denominator that is known."""
        if value is None:
            return {}
        found = ((name, self.of(name, code, year)) for name in self.names)
        return {f"per_{name}": _ratio(value, by) for name, by in found if by}

    def per(self, cell: Cell) -> dict[str, Any]:
        """The same of a cell; a share or a rate is divided by nothing."""
        if "%" in cell.key.unit:
            return {}
        return self.divide(cell.value, cell.departement, cell.year)


def _ratio(value: Decimal, by: Decimal) -> Decimal:
    ratio = value / by
    return tidy(ratio) if abs(ratio) >= 1 else Decimal(f"{ratio:.6f}").normalize() + 0


def read_denominators(path: Path | None) -> Denominators:
    """A CSV with `departement_code`, perhaps `year`, and one column of numbers per denominator.

    Raises UsageError when it cannot be read, when a code is none, or a number is not above zero.
    """
    if path is None:
        return Denominators()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            reader = csv.DictReader(
                file, delimiter=";" if head.count(";") > head.count(",") else ","
            )
            rows = list(reader)
            names = tuple(name for name in reader.fieldnames or () if name not in (CODE, YEAR))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"« {path} » ne se lit pas : {trouble(error)}.") from error
    if not names or not rows or CODE not in rows[0]:
        raise UsageError(
            f"« {path} » doit avoir une colonne {CODE}, au besoin {YEAR}, et un nombre par colonne."
        )
    known: dict[tuple[str, str, int | None], Decimal] = {}
    for number, row in enumerate(rows, 2):
        where = f"« {path} », ligne {number}"
        for place, value in _row(where, row, names).items():
            if known.setdefault(place, value) != value:
                raise UsageError(
                    f"{where} : {place[0]} y est une seconde fois, avec un autre nombre."
                )
    return Denominators(names, known)


def _row(
    where: str, row: dict[str, str], names: tuple[str, ...]
) -> dict[tuple[str, str, int | None], Decimal]:
    one = entity(row[CODE] or "")
    if one is None:
        raise UsageError(
            f"{where} : « {row[CODE]} » n'est pas un code de département ou de métropole."
        )
    year = row.get(YEAR) or ""
    if year and not A_YEAR.fullmatch(year):
        raise UsageError(f"{where} : « {year} » n'est pas une année.")
    found = {}
    for name in names:
        if written := (row[name] or "").replace(" ", ""):
            try:
                value = Decimal(written.replace(",", "."))
            except InvalidOperation as error:
                raise UsageError(f"{where} : « {written} » n'est pas un nombre.") from error
            if not value.is_finite() or value <= 0:
                raise UsageError(f"{where} : « {written} » n'est pas un nombre positif.")
            found[name, one.code, int(year) if year else None] = value
    return found
