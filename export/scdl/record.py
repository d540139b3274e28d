"""A row on its way to an SCDL file: each cell with where it comes from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from export.french import trouble
from export.scdl.standard import Standard
from export.tables import cell
from schemas.errors import UsageError

Origin = Literal["stated", "derived", "given", "missing"]
ORIGINS: dict[Origin, str] = {
    "stated": "imprimé",
    "derived": "déduit",
    "given": "donné",
    "missing": "absent",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A cell: its text, where it comes from, and how, in French."""

    value: str
    origin: Origin
    how: str = ""


OFFICIAL = ("nomAttribuant", "COLL_NOM")
"""Fields that want an official name, which the user knows better than the document."""

MISSING = Said("", "missing")


def stated(value: object, how: str = "") -> Said:
    """What the document prints; missing where it prints nothing."""
    written = cell(value)
    return Said(written, "stated", how) if written else MISSING


@dataclass(slots=True)
class Record:
    """A row: its cells by field, its document and page, and what speaks against it."""

    document_id: str
    source: str
    page: int
    cells: dict[str, Said] = field(default_factory=dict)
    against: list[str] = field(default_factory=list)  # beyond the standard, in French

    def of(self, name: str) -> Said:
        """A cell; MISSING where there is none."""
        return self.cells.get(name, MISSING)

    def values(self) -> dict[str, str]:
        """The texts of the cells."""
        return {name: said.value for name, said in self.cells.items()}

    def fill(self, given: Mapping[str, str]) -> None:
        """Puts what the user gives where the document says nothing, and official names."""
        for name, value in given.items():
            if name in OFFICIAL or self.of(name).origin == "missing":
                self.cells[name] = Said(value, "given", "fichier des valeurs par défaut")


def read_defaults(path: Path | None, standard: Standard) -> dict[str, str]:
    """The values by default of a TOML file: `field = "value"`, at the top or under the format.

    Dates, numbers and true/false are taken as the standard writes them.  Raises UsageError when
    the file cannot be read, names no field of the standard, or gives a value that is unfit.
    """
    if path is None:
        return {}
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"« {path} » ne se lit pas comme du TOML : {trouble(error)}.") from error
    own = data.pop(standard.name, {})
    fields = {one.name: one for one in standard.fields}
    shared = {name: value for name, value in data.items() if not isinstance(value, dict)}
    given = {name: _written(value) for name, value in {**shared, **own}.items()}
    for name, value in given.items():
        if name not in fields:
            raise UsageError(f"« {path} » : {name} n'est pas un champ de {standard.name}.")
        if against := fields[name].against(value):
            raise UsageError(f"« {path} » : {against}.")
    return {name: value for name, value in given.items() if value}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return cell(value)
