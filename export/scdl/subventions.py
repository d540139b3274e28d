"""SCDL subventions from the grants that acts list and the agreements that follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from export.scdl.record import Record, Said, stated
from export.scdl.register import Register, key
from export.scdl.sources import Acts, Row, acts, name_authority, record, rows

if TYPE_CHECKING:
    import duckdb

AUTHORITY = ("nomAttribuant", "idAttribuant")
LONGEST = 256  # characters of `objet`
_NUMBER = re.compile(r"\d[\w/.-]*\d")


def records(
    base: duckdb.DuckDBPyConnection, siret: str | None, register: Register | None
) -> Iterator[Record]:
    """One record per grant, then one per agreement that no grant names."""
    decided = acts(base)
    signed = rows(base, "agreements")
    named: set[tuple[str, str]] = set()
    for grant in rows(base, "grants", "t.kind = 'line'"):
        agreement = _agreement_of(grant, signed)
        if agreement:
            named.add((agreement["document_id"], agreement["part_id"]))
        yield _of_grant(grant, agreement, decided, siret, register)
    totals = _totals(base)
    for agreement in signed:
        place = (agreement["document_id"], agreement["part_id"])
        if place not in named:
            yield _of_agreement(agreement, totals.get(place, []), decided, siret, register)


def _of_grant(
    grant: Row, agreement: Row | None, decided: Acts, siret: str | None, register: Register | None
) -> Record:
    made = record(grant)
    act = decided.deciding(grant)
    name_authority(made, AUTHORITY, siret, act)
    cells = made.cells
    cells["referenceDecision"] = stated(act["number"] if act else None)
    cells["nomBeneficiaire"] = stated(grant["beneficiary"])
    cells["objet"] = _object(grant, act)
    cells["montant"] = stated(grant["amount"])
    _share(made)
    if agreement:
        cells["dateConvention"] = stated(agreement["signed_on"], "signature de la convention")
        _own_siret(made, agreement)
    _from_register(made, register, grant["territory"])
    if grant["state"] != "stated":
        made.against.append(f"montant : {_WHY.get(grant['state'], grant['state'])}")
    elif grant["amount"] == 0:
        made.against.append("montant : 0 €, aucune subvention n'est attribuée")
    if grant["note"]:
        made.against.append(f"lecture incertaine : {grant['note']}")
    return made


_WHY = {
    "uncertain": "lecture incertaine",
    "blank": "case vide",
    "not_available": "non communiqué",
    "not_applicable": "sans objet",
    "text": "des mots à la place d'un montant",
}


def _of_agreement(
    agreement: Row,
    totals: list[Decimal],
    decided: Acts,
    siret: str | None,
    register: Register | None,
) -> Record:
    made = record(agreement)
    act = decided.deciding(agreement)
    name_authority(made, AUTHORITY, siret, act)
    cells = made.cells
    cells["dateConvention"] = stated(agreement["signed_on"], "signature de la convention")
    cells["referenceDecision"] = stated(act["number"] if act else None)
    cells["nomBeneficiaire"] = stated(agreement["beneficiary"])
    cells["objet"] = _cut(agreement["object"], "objet de la convention")
    _share(made)
    _own_siret(made, agreement)
    _from_register(made, register, None)
    if len(set(totals)) == 1:
        cells["montant"] = stated(totals[0], "coût total de la convention")
    elif totals:
        made.against.append("montant : la convention fixe plusieurs totaux")
    if agreement["kind"] == "avenant":
        made.against.append(
            "montant : un avenant change le montant d'une convention ; il n'est pas une autre subvention"
        )
    return made


def _totals(base: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[Decimal]]:
    found: dict[tuple[str, str], list[Decimal]] = {}
    for row in rows(base, "agreement_terms", "t.role = 'total' AND t.amount IS NOT NULL"):
        found.setdefault((row["document_id"], row["part_id"]), []).append(row["amount"])
    return found


def _agreement_of(grant: Row, signed: list[Row]) -> Row | None:
    """The agreement of the document that the grant names by its number, to the same name."""
    numbers = set(_NUMBER.findall(grant["agreement"] or ""))
    same = [
        one
        for one in signed
        if one["document_id"] == grant["document_id"]
        and one["number"]
        and one["number"] in numbers
        and key(one["beneficiary"] or "") == key(grant["beneficiary"] or "")
    ]
    return same[0] if len(same) == 1 else None


def _object(grant: Row, act: Row | None) -> Said:
    if grant["description"]:
        return _cut(grant["description"], "description de la ligne")
    for name, how in (("operation", "opération de l'annexe"), ("theme", "thème de l'annexe")):
        if grant[name]:
            said = _cut(grant[name], how)
            return Said(said.value, "derived", said.how)
    if act and act["object"]:
        said = _cut(act["object"], "objet de la délibération")
        return Said(said.value, "derived", said.how)
    return stated(None)


def _cut(text: str | None, how: str) -> Said:
    text = " ".join((text or "").split())
    if len(text) <= LONGEST:
        return stated(text or None, how)
    short = text[: LONGEST - 2].rsplit(" ", 1)[0]
    return Said(f"{short} …", "derived", f"{how}, coupée à {LONGEST} caractères")


def _share(made: Record) -> None:
    made.cells["pourcentageSubvention"] = Said(
        "1.00", "derived", "un seul bénéficiaire sur la ligne"
    )


def _own_siret(made: Record, agreement: Row) -> None:
    if agreement["siret"]:
        made.cells["idBeneficiaire"] = stated(agreement["siret"], "convention")


def _from_register(made: Record, register: Register | None, territory: str | None) -> None:
    name = made.of("nomBeneficiaire").value
    if register is None or not name or made.of("idBeneficiaire").value:
        return
    if match := register.find(name, territory):
        if match.known.siret:
            made.cells["idBeneficiaire"] = Said(match.known.siret, "derived", match.how)
        if match.known.rna:
            made.cells["rnaBeneficiaire"] = Said(match.known.rna, "derived", match.how)
