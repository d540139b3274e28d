"""A register of beneficiaries (name, SIRET, RNA, commune), and who in it a name is."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from export.data import load
from export.french import trouble
from normalize.text import fold
from schemas.errors import UsageError
from schemas.identifiers import is_siret

CLOSE = 90.0  # score (0 to 100) from which two spellings may be one name
LEAD = 5.0  # by how much the closest must lead the next one of another identity


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the register."""

    name: str
    siret: str
    rna: str
    commune: str


@dataclass(frozen=True, slots=True)
class Match:
    """Who a name is, and how sure: 100 for the same name, less for a close one."""

    known: Known
    score: float

    @property
    def how(self) -> str:
        """In French."""
        if self.score == 100:
            return f"registre des bénéficiaires, même nom : {self.known.name}"
        return (
            f"registre des bénéficiaires, nom proche (score {self.score:.0f}) : {self.known.name}"
        )


def key(name: str) -> str:
    """A name without case, accents, punctuation and legal form, to tell whether two are one.

    >>> key("Association « L'Étape »"), key("ASSOC. L'ETAPE")
    ("l'etape", "l'etape")
    """
    words = re.sub(r"[^a-z0-9' ]+", " ", fold(name)).split()
    kept = [word.strip("'") for word in words if word not in _forms()]
    return " ".join(word for word in (kept or words) if word)


@cache
def _forms() -> frozenset[str]:
    return frozenset(load("scdl")["legal_forms"])


class Register:
    """The beneficiaries that a user knows."""

    def __init__(self, entries: list[Known]) -> None:
        self._by_key: dict[str, list[Known]] = {}
        for entry in entries:
            self._by_key.setdefault(key(entry.name), []).append(entry)

    def find(self, name: str, territory: str | None = None) -> Match | None:
        """The one that a name says: the same name, else the closest if it leads clearly.

        Several of one name are told apart by their commune; who stays in doubt is not told.
        """
        wanted = key(name)
        if wanted in self._by_key:
            one = _only(self._by_key[wanted], territory)
            return Match(one, 100.0) if one else None
        return self._close(wanted, territory)

    def _close(self, wanted: str, territory: str | None) -> Match | None:
        from rapidfuzz import fuzz, process

        found = process.extract(
            wanted,
            self._by_key.keys(),
            scorer=fuzz.token_sort_ratio,
            limit=2,
            score_cutoff=CLOSE - LEAD,
        )
        if not found or found[0][1] < CLOSE:
            return None
        if len(found) > 1 and found[0][1] - found[1][1] < LEAD:
            return None
        one = _only(self._by_key[found[0][0]], territory)
        return Match(one, min(round(found[0][1], 1), 99.9)) if one else None


def _only(entries: list[Known], territory: str | None) -> Known | None:
    if len({(one.siret, one.rna) for one in entries}) == 1:
        return entries[0]
    here = [one for one in entries if territory and fold(one.commune) == fold(territory)]
    return here[0] if len({(one.siret, one.rna) for one in here}) == 1 else None


def read_register(path: Path | None) -> Register | None:
    """The register of a CSV or Parquet file with columns for name, SIRET, RNA, commune.

    Raises UsageError when it cannot be read, has no name, or holds a SIRET that is none: a
    register is trusted, so it must be right.
    """
    if path is None:
        return None
    from pyarrow import ArrowException

    try:
        rows = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    except (OSError, UnicodeDecodeError, csv.Error, ArrowException) as error:
        raise UsageError(f"« {path} » ne se lit pas : {trouble(error)}.") from error
    entries = [_entry(path, number, row) for number, row in enumerate(rows, 2)]
    return Register(entries)


def _csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        return list(
            csv.DictReader(file, delimiter=";" if head.count(";") > head.count(",") else ",")
        )


def _parquet(path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return rows


def _entry(path: Path, number: int, row: dict[str, Any]) -> Known:
    cells = {fold(str(name or "")): str(value or "").strip() for name, value in row.items()}
    heads = load("scdl")["register"]
    got = {
        what: next((cells[name] for name in names if cells.get(name)), "")
        for what, names in heads.items()
    }
    siret = re.sub(r"\s", "", got["siret"])
    if siret and not is_siret(siret):
        raise UsageError(f"« {path} », ligne {number} : « {siret} » n'est pas un SIRET.")
    if not got["name"]:
        raise UsageError(f"« {path} », ligne {number} : pas de nom (colonnes : {', '.join(row)}).")
    return Known(got["name"], siret, got["rna"], got["commune"])
