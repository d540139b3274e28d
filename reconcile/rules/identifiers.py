"""Check digits of SIRET, SIREN and IBAN, wherever they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reconcile.evidence import place_of
from reconcile.findings import finding
from reconcile.registry import AGREED, Rule, Verdict, failed
from schemas.dataset import DocumentFacts
from schemas.facts import Printed
from schemas.identifiers import is_siren, is_siret

_NAMED = re.compile(
    r"\b(SIRET|SIREN)\b[^0-9\n]{0,25}((?:[0-9][ \u00a0\u202f.]?){9,14})(?![0-9])", re.IGNORECASE
)
_IBAN = re.compile(r"\b(FR[0-9]{2}(?:[ \u00a0\u202f]?[0-9A-Z]){23})(?![0-9A-Z])")
_LENGTHS = {"SIRET": 14, "SIREN": 9}


class Identifier(NamedTuple):
    """An identifier as printed, its signs alone, and the row that prints it."""

    kind: str
    value: str
    row: Printed


def iban(signs: str) -> bool:
    """ISO 13616: the four first signs moved to the end, letters as 10 to 35, modulo 97 is 1.

    >>> iban("FR1420041010050500013M02606"), iban("FR1420041010050500013M02607")
    (True, False)
    """
    moved = signs[4:] + signs[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


_TESTS = {"SIRET": is_siret, "SIREN": is_siren, "IBAN": iban}


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Every identifier once for each value; one that lacks digits fails too."""
    seen: set[tuple[str, str]] = set()
    for kind, value, row in _identifiers(facts):
        if (kind, value) in seen:
            continue
        seen.add((kind, value))
        if _TESTS[kind](value):
            yield AGREED
            continue
        message = (
            f"Le numéro {kind} {_spaced(kind, value)} n'est pas valide : sa clé de contrôle ne "
            "correspond pas à ses chiffres."
        )
        short = len(value) != _LENGTHS.get(kind, len(value))
        if short:
            message = (
                f"Le numéro {kind} {value} compte {len(value)} chiffres au lieu de "
                f"{_LENGTHS[kind]}."
            )
        found = finding(
            "identifier", document_id, f"{kind} {value}", message, places=[place_of(row, document_id)],
            severity="warning" if short else "error",
        )  # fmt: skip
        yield failed(found)


def _identifiers(facts: DocumentFacts) -> Iterator[Identifier]:
    for agreement in facts.agreements:
        if agreement.siret:
            yield Identifier("SIRET", _signs(agreement.siret), agreement)
    for cell in facts.cells:
        yield from _in_text(cell.value, cell)
    for article in facts.articles:
        yield from _in_text(article.text, article)
    for section in facts.sections:
        yield from _in_text(section.text, section)


def _in_text(text: str, row: Printed) -> Iterator[Identifier]:
    if len(text) < 9 or not any(map(str.isdigit, text)):
        return
    for match in _NAMED.finditer(text) if "sire" in text.lower() else ():
        kind = match[1].upper()
        yield Identifier(kind, _without_postcode(kind, _signs(match[2])), row)
    for match in _IBAN.finditer(text) if "FR" in text else ():
        yield Identifier("IBAN", _signs(match[1]), row)


def _without_postcode(kind: str, signs: str) -> str:
    """The SIREN of `732 829 320 72000 Le Mans`: it is valid, and the fourteen digits are none."""
    apart = kind == "SIREN" and len(signs) == 14 and is_siren(signs[:9]) and not is_siret(signs)
    return signs[:9] if apart else signs


def _signs(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def _spaced(kind: str, value: str) -> str:
    step = 4 if kind == "IBAN" else 3
    groups = [value[i : i + step] for i in range(0, min(len(value), 9 if step == 3 else 99), step)]
    return " ".join([*groups, value[9:]] if step == 3 and len(value) > 9 else groups)


RULES = (
    Rule(
        "identifier",
        "Les clés de contrôle des SIRET, SIREN et IBAN sont justes",
        "Un chiffre faux dans un identifiant désigne une autre structure, ou aucune ; dans un IBAN, "
        "un autre compte.",
        "SIRET 732 829 320 00075 : la clé ne correspond pas (732 829 320 00074 est valide).",
        check,
    ),
)
