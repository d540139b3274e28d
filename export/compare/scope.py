"""What is compared: the départements, indicators, measures and years that are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from normalize.departements import departements, entities, entity
from normalize.text import fold
from schemas.errors import UsageError

YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters; an empty one lets all through."""

    departements: tuple[str, ...] = ()  # codes of départements and collectivités
    indicators: tuple[str, ...] = ()  # ids, or words of the label
    measures: tuple[str, ...] = ()  # words of the title of a measure or of an action
    years: tuple[int, ...] = ()

    def codes_clause(self, code: str) -> tuple[str, list[Any]]:
        """An SQL condition on the expression of a code, with its values."""
        if not self.departements:
            return f"{code} IS NOT NULL", []
        return f"list_contains(?, {code})", [list(self.departements)]

    def years_clause(self, year: str) -> tuple[str, list[Any]]:
        """An SQL condition on the expression of a year, with its values."""
        return (f"list_contains(?, {year})", [list(self.years)]) if self.years else ("true", [])

    def indicator(self, key: str, label: str) -> bool:
        """Whether an indicator is asked for."""
        return _named(self.indicators, (key, label))

    def measure(self, *titles: str | None) -> bool:
        """Whether a measure, or an action of it, is asked for."""
        return _named(self.measures, titles)


def _named(wanted: tuple[str, ...], names: Iterable[str | None]) -> bool:
    if not wanted:
        return True
    known = [fold(name) for name in names if name]
    return any(fold(one) in name for one in wanted for name in known)


def scope(
    codes: str | None,
    region: str | None,
    indicators: Sequence[str],
    measures: Sequence[str],
    years: str | None,
) -> Scope:
    """What the command line asks for; raises UsageError on what is no département, region or year."""
    asked = {_entity(code.strip()) for code in (codes or "").split(",") if code.strip()}
    if region:
        within = _region(region)
        asked = asked & within if asked else within
        if not asked:
            raise UsageError(f"Aucun des départements demandés n'est dans la région « {region} ».")
    return Scope(tuple(sorted(asked)), tuple(indicators), tuple(measures), _years(years))


def _entity(code: str) -> str:
    found = entity(code)
    if found is None:
        raise UsageError(
            f"« {code} » n'est pas un code de département ou de métropole "
            "(exemples : 23, 2A, 971, 69M, ou le SIREN d'une métropole)."
        )
    return found.code


def _region(name: str) -> set[str]:
    found = {one.code for one in entities() if fold(one.region) == fold(name)}
    if not found:
        known = ", ".join(sorted({one.region for one in departements()}))
        raise UsageError(f"« {name} » n'est pas une région : choisissez parmi {known}.")
    return found


def _years(text: str | None) -> tuple[int, ...]:
    """`2021`, `2019,2021` or `2019-2021`."""
    found: list[int] = []
    for part in (text or "").split(","):
        first, _, last = part.strip().partition("-")
        if not part.strip():
            continue
        if not YEAR.fullmatch(first) or not YEAR.fullmatch(last or first):
            raise UsageError(f"« {part} » n'est pas une année (exemple : 2021 ou 2019-2021).")
        if int(last or first) < int(first):
            raise UsageError(f"« {part} » finit avant de commencer (exemple : 2019-2021).")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)
