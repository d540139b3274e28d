"""The fields of SCDL subventions 2.1.1 and SCDL délibérations 2.1.5, and what each may hold.

Source: the schemas of schema.data.gouv.fr (Licence Ouverte); the names and limits are theirs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from schemas.identifiers import is_siret

Kind = Literal["text", "date", "number", "integer", "boolean"]
Values = Mapping[str, str]
"""The cells of a row by field; an empty one is missing."""

Cross = Callable[[Values], str | None]
"""A rule between fields: what it has against a row, in French."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the standard."""

    name: str
    kind: Kind = "text"
    required: bool = False
    pattern: str | None = None
    values: tuple[str, ...] = ()
    longest: int | None = None
    bounds: tuple[Decimal, Decimal] | None = None
    siret: bool = False

    def against(self, value: str) -> str | None:
        """What the standard has against a value, in French; None where it is fit."""
        if not value:
            return f"{self.name} : valeur obligatoire absente" if self.required else None
        if self.siret:
            return self._siret(value)
        if not _READS[self.kind](value):
            return f"{self.name} : « {value} » n'est pas {_CALLED[self.kind]}"
        if self.pattern and not re.fullmatch(self.pattern, value):
            return f"{self.name} : « {value} » ne respecte pas le motif {self.pattern}"
        if self.values and value not in self.values:
            return f"{self.name} : « {value} » n'est pas une valeur autorisée"
        if self.longest and len(value) > self.longest:
            return f"{self.name} : plus de {self.longest} caractères"
        if self.bounds and not self.bounds[0] <= Decimal(value) <= self.bounds[1]:
            return f"{self.name} : « {value} » n'est pas entre {self.bounds[0]} et {self.bounds[1]}"
        return None

    def _siret(self, value: str) -> str | None:
        if not re.fullmatch(r"[0-9]{14}", value):
            return f"{self.name} : « {value} » n'a pas 14 chiffres"
        if not is_siret(value):
            return f"{self.name} : « {value} » n'est pas un SIRET (clé de contrôle fausse)"
        return None


@dataclass(frozen=True, slots=True)
class Standard:
    """A file of the SCDL: its fields in order, its rules between fields."""

    name: str
    fields: tuple[Field, ...]
    rules: tuple[Cross, ...]

    def against(self, values: Values) -> list[str]:
        """All that the standard has against a row, in French, in the order of its fields.

        A rule between fields says nothing of what a field by itself says already.
        """
        told = [field.against(values.get(field.name, "")) for field in self.fields]
        beyond = [rule(values) for rule in self.rules]
        return [one for one in (*told, *beyond) if one]


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite() and "e" not in value.lower()
    except InvalidOperation:
        return False


_READS: dict[Kind, Callable[[str], bool]] = {
    "text": lambda value: True,
    "date": _is_date,
    "number": _is_number,
    "integer": lambda value: re.fullmatch(r"-?[0-9]+", value) is not None,
    "boolean": lambda value: value in ("oui", "non"),
}
_CALLED = {
    "text": "un texte",
    "date": "une date AAAA-MM-JJ",
    "number": "un nombre à point décimal",
    "integer": "un nombre entier",
    "boolean": "oui ou non",
}
_IN_CASH, _IN_KIND = "aide en numéraire", "aide en nature"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PERIOD = rf"{_DAY}(/{_DAY})?"
VOTES = ("VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")


def _identified(values: Values) -> str | None:
    if values.get("idBeneficiaire") or values.get("rnaBeneficiaire"):
        return None
    return "idBeneficiaire, rnaBeneficiaire : l'un des deux doit être renseigné"


def _whole_period(values: Values) -> str | None:
    period = values.get("datesPeriodeVersement", "")
    if not re.fullmatch(_PERIOD, period):
        return None
    days = period.split("/")
    if not all(map(_is_date, days)):
        return "datesPeriodeVersement : une date n'existe pas au calendrier"
    return (
        None
        if days == sorted(days)
        else "datesPeriodeVersement : la période finit avant de commencer"
    )


def _together(names: tuple[str, ...]) -> Cross:
    def rule(values: Values) -> str | None:
        filled = [name for name in names if values.get(name)]
        if not filled or len(filled) == len(names):
            return None
        return f"{', '.join(names)} : tous renseignés ou aucun"

    return rule


def _later(values: Values) -> str | None:
    sent, decided = values.get("PREF_DATE", ""), values.get("DELIB_DATE", "")
    if _is_date(sent) and _is_date(decided) and sent < decided:
        return f"PREF_DATE : {sent} est avant DELIB_DATE {decided}"
    return None


def _adding_up(values: Values) -> str | None:
    votes = [values.get(name, "") for name in VOTES]
    if not all(map(_READS["integer"], votes)):
        return None
    members, voters, *cast = map(int, votes)
    if voters != sum(cast):
        return f"VOTE_REEL : {voters} n'est pas POUR + CONTRE + ABSTENTION = {sum(cast)}"
    if members < voters:
        return f"VOTE_EFFECTIF : {members} est inférieur à VOTE_REEL {voters}"
    return None


SUBVENTIONS = Standard(
    "scdl-subventions",
    (
        Field("nomAttribuant", required=True),
        Field("idAttribuant", required=True, siret=True),
        Field("dateConvention", "date", required=True),
        Field("referenceDecision"),
        Field("nomBeneficiaire", required=True),
        Field("idBeneficiaire", siret=True),
        Field("rnaBeneficiaire", pattern=r"W[0-9]{9}"),
        Field("objet", required=True, longest=256),
        Field("montant", "number", required=True),
        Field(
            "nature",
            required=True,
            values=(
                _IN_CASH,
                _IN_KIND,
                f"{_IN_CASH};{_IN_KIND}",
                f"{_IN_KIND};{_IN_CASH}",
            ),
        ),
        Field("conditionsVersement", required=True, longest=256),
        Field("datesPeriodeVersement", required=True, pattern=_PERIOD),
        Field("idRAE", longest=5),
        Field("notificationUE", "boolean", required=True),
        Field(
            "pourcentageSubvention",
            "number",
            required=True,
            bounds=(Decimal("0.01"), Decimal(1)),
        ),
        Field("dispositifAide"),
    ),
    (_identified, _whole_period),
)
DELIBERATIONS = Standard(
    "scdl-deliberations",
    (
        Field("COLL_NOM", required=True),
        Field("COLL_SIRET", required=True, siret=True),
        Field("DELIB_ID", required=True),
        Field("DELIB_DATE", "date", required=True),
        Field("DELIB_MATIERE_CODE", required=True, pattern=r"[0-9]\.[0-9]{1,2}"),
        Field("DELIB_MATIERE_NOM", required=True),
        Field("DELIB_OBJET", required=True),
        Field("BUDGET_ANNEE", pattern=r"[0-9]{4}(/[0-9]{4})?"),
        Field("BUDGET_NOM"),
        Field("PREF_ID"),
        Field("PREF_DATE", "date"),
        *(Field(name, "integer") for name in VOTES),
        Field("DELIB_URL"),
    ),
    (_together(("BUDGET_ANNEE", "BUDGET_NOM")), _together(VOTES), _later, _adding_up),
)
STANDARDS = {one.name: one for one in (SUBVENTIONS, DELIBERATIONS)}
