"""Rows of the dataset as SCDL exports take them: grants, agreements and délibérations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from export.data import load
from export.scdl.record import Record, Said, stated
from normalize.text import fold

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Acts:
    """The délibérations of a dataset, by document."""

    by_document: dict[str, list[Row]]

    def deciding(self, row: Row) -> Row | None:
        """The délibération that a row belongs to: that of its act that opens last before it.

        A row of an annex belongs to the only délibération of its document, where there is one.
        """
        there = self.by_document.get(row["document_id"], [])
        same = [one for one in there if one["part_id"] == row["part_id"]]
        before = [one for one in same if _place(one) <= _place(row)]
        if before:
            return max(before, key=_place)
        return there[0] if len(there) == 1 else None


def _place(row: Row) -> tuple[int, float]:
    return row["page"], row["top"]


def acts(base: duckdb.DuckDBPyConnection) -> Acts:
    """Every délibération of the dataset."""
    found: dict[str, list[Row]] = {}
    for row in rows(base, "deliberations"):
        found.setdefault(row["document_id"], []).append(row)
    return Acts(found)


def rows(base: duckdb.DuckDBPyConnection, table: str, where: str = "true") -> list[Row]:
    """The rows of a table with the path of their document (`source`), in the dataset's order."""
    found = base.execute(
        f'SELECT t.*, d.source FROM "{table}" t JOIN documents d USING (document_id) WHERE {where}'
    )
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def record(row: Row) -> Record:
    """An empty record of what a row prints."""
    return Record(row["document_id"], row["source"], row["page"])


def name_authority(
    made: Record, fields: tuple[str, str], siret: str | None, act: Row | None
) -> None:
    """Fills name and SIRET of the authority: what the user gives, what its assembly's name says.

    A SIRET that is not of the SIREN on the préfecture's stamp speaks against the row.
    """
    name, number = fields
    body = act["body"] if act else None
    if body and _names_a_place(body):
        made.cells[name] = stated(body, "assemblée délibérante, telle qu'imprimée")
    if not siret:
        return
    made.cells[number] = Said(siret, "given", "--collectivite-siret")
    stamp = (act or {}).get("prefecture_id") or ""
    siren = next((part for part in stamp.split("-") if len(part) == 9 and part.isdigit()), None)
    if siren and siren != siret[:9]:
        made.against.append(
            f"{number} : le SIRET donné n'est pas du SIREN {siren} que porte le tampon de la préfecture"
        )


def _names_a_place(body: str) -> bool:
    folded = fold(body)
    return not any(
        folded.removeprefix("le ").removeprefix("la ") == name
        for name in load("scdl")["assemblies"]
    )
