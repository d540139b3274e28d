"""Which rows each kind of act gives: one line for each table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from normalize.act import Act
from normalize.agreements.articles import articles
from normalize.agreements.identity import agreements
from normalize.agreements.terms import agreement_terms
from normalize.deliberation.articles import read_articles
from normalize.deliberation.imputations import read_imputations
from normalize.deliberation.visas import read_visas
from normalize.proposals.read import proposals
from schemas.facts import Kind


@dataclass(frozen=True, slots=True)
class Reader:
    """A table of the dataset, the kinds of acts that fill it, and how."""

    table: str
    kinds: frozenset[Kind]
    read: Callable[[Act], Iterable[Any]]


DECIDING = frozenset[Kind]({"deliberation", "avenant", "convention"})
AGREED = frozenset[Kind]({"avenant", "convention"})

READERS = (
    Reader("visas", DECIDING, read_visas),
    Reader("articles", frozenset({"deliberation"}), read_articles),
    Reader("articles", AGREED, articles),
    Reader("imputations", frozenset({"deliberation", "rapport_president"}), read_imputations),
    Reader("proposals", frozenset({"annexe", "rapport_president"}), proposals),
    Reader("agreements", AGREED, agreements),
    Reader("agreement_terms", AGREED, agreement_terms),
)


def rows(act: Act) -> dict[str, Any]:
    """The rows of an act by table; several readers may fill one table."""
    found: dict[str, Any] = {}
    for reader in READERS:
        if act.part.kind in reader.kinds:
            found[reader.table] = found.get(reader.table, ()) + tuple(reader.read(act))
    return found
