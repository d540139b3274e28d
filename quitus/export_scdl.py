"""`quitus export --format scdl-…`: files that an open-data portal accepts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from export.french import count, trouble
from export.scdl import deliberations, subventions
from export.scdl.record import Record, read_defaults
from export.scdl.register import Register, read_register
from export.scdl.standard import STANDARDS, SUBVENTIONS
from export.scdl.write import Sorted, accepted, others, sort, write
from export.select import opened
from schemas.errors import UsageError
from schemas.identifiers import is_siret

FORMATS = tuple(STANDARDS)
SHOWN = 5  # reasons for rejection that are told, the most frequent first


@dataclass(frozen=True, slots=True)
class Given:
    """What the user adds to what the documents say."""

    siret: str | None = None
    defaults: Path | None = None
    register: Path | None = None


def refuse(**given: str | None) -> None:
    """Raises UsageError for what only other formats take: nothing asked for is passed over."""
    for name, value in given.items():
        if value is not None:
            raise UsageError(f"--{name} ne va pas avec un format SCDL : enlevez cette option.")


def export(dataset: Path, form: str, to: Path | None, given: Given) -> list[str]:
    """Writes the accepted rows, and beside them the rejected ones and where each cell comes from.

    To standard output go the accepted rows alone.  Returns what must be told, in French; raises
    UsageError.
    """
    standard = STANDARDS[form]
    if given.siret and not is_siret(given.siret):
        raise UsageError(f"--collectivite-siret : « {given.siret} » n'est pas un SIRET.")
    defaults = read_defaults(given.defaults, standard)
    register = read_register(given.register)
    with opened(dataset) as base:
        found = _completed(
            deliberations.records(base, given.siret)
            if standard is not SUBVENTIONS
            else subventions.records(base, given.siret, register),
            defaults,
        )
        done = sort(standard, found)
    if to is None:
        sys.stdout.writelines(accepted(done))
    else:
        try:
            write(done, to)
        except OSError as error:
            raise UsageError(
                f"On ne peut pas écrire « {to} » ({trouble(error)}) : indiquez un autre fichier."
            ) from error
    return _told(done, to, register)


def _completed(records: Iterator[Record], defaults: dict[str, str]) -> Iterator[Record]:
    for record in records:
        record.fill(defaults)
        deliberations.name_matter(record)
        yield record


def _told(done: Sorted, to: Path | None, register: Register | None) -> list[str]:
    kept, left = len(done.accepted), len(done.rejected)
    told = [
        f"{count(kept, 'ligne acceptée', 'lignes acceptées')}, "
        f"{count(left, 'rejetée', 'rejetées')}"
        + (f" : {', '.join(str(path) for path in others(to))}." if to else ".")
    ]
    reasons = Counter(reason for _, many in done.rejected for reason in many)
    told += [f"  {many} × {reason}" for reason, many in reasons.most_common(SHOWN)]
    if register is not None and done.standard is SUBVENTIONS:
        told.append(_matched(done))
    return told


def _matched(done: Sorted) -> str:
    everyone = [*done.accepted, *(record for record, _ in done.rejected)]
    how = [
        record.of("idBeneficiaire").how or record.of("rnaBeneficiaire").how for record in everyone
    ]
    same = sum("même nom" in one for one in how)
    close = sum("nom proche" in one for one in how)
    return (
        f"Registre des bénéficiaires : {same} par le même nom, {close} par un nom proche "
        "(à vérifier dans le fichier de provenance)."
    )
