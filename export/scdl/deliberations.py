"""SCDL délibérations from the acts of the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from export.data import load
from export.scdl.record import Record, Said, stated
from export.scdl.sources import Row, name_authority, record, rows
from export.scdl.standard import VOTES

if TYPE_CHECKING:
    import duckdb

AUTHORITY = ("COLL_NOM", "COLL_SIRET")
_CODE = re.compile(r"([1-9])\.(\d{1,2})")
_PRESENCE = ("present_count", "excused_count", "absent_count")


def records(base: duckdb.DuckDBPyConnection, siret: str | None) -> Iterator[Record]:
    """One record per délibération."""
    for act in rows(base, "deliberations"):
        made = record(act)
        name_authority(made, AUTHORITY, siret, act)
        cells = made.cells
        cells["DELIB_ID"] = stated(act["number"])
        cells["DELIB_DATE"] = stated(act["session_date"])
        cells["DELIB_OBJET"] = stated(" ".join((act["object"] or "").split()))
        cells["PREF_DATE"] = stated(act["received_on"], "réception en préfecture")
        _matter(made, act["matter"])
        _votes(made, act)
        yield made


def name_matter(made: Record) -> None:
    """The name of the matter, where its code is known and its name is not."""
    code = _CODE.fullmatch(made.of("DELIB_MATIERE_CODE").value)
    if code is None or made.of("DELIB_MATIERE_NOM").value:
        return
    first = load("scdl")["matters"].get(code[1])
    second = int(code[2])
    if first and 1 <= second <= len(first["sub"]):
        name = f"{first['name']}/{first['sub'][second - 1]}"
        made.cells["DELIB_MATIERE_NOM"] = Said(name, "derived", "nomenclature @ctes")


def _matter(made: Record, printed: str | None) -> None:
    if found := re.match(r"[1-9]\.\d{1,2}(?!\d)", printed or ""):
        made.cells["DELIB_MATIERE_CODE"] = stated(found[0], "tampon de la préfecture")


def _votes(made: Record, act: Row) -> None:
    """All five counts, or none: the standard wants them together."""
    cast = [act["votes_for"], act["votes_against"], act["abstentions"]]
    seated = [act[name] for name in _PRESENCE]
    if None in cast:
        return
    if None in seated:
        why = "scrutin imprimé sans l'effectif de l'assemblée : les cinq champs vont ensemble"
        made.cells.update((name, Said("", "missing", why)) for name in VOTES)
        return
    made.cells.update(
        zip(
            VOTES,
            (
                Said(str(sum(seated)), "derived", "présents + excusés + absents"),
                Said(str(sum(cast)), "derived", "pour + contre + abstentions"),
                *map(stated, cast),
            ),
            strict=True,
        )
    )
