"""The families of documents: how each is known and read, by declaration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from normalize.act import Act
from normalize.deliberation import family as deliberation
from normalize.rapport_execution import family as rapport_execution
from schemas.dataset import DocumentFacts
from schemas.printed import PrintedDocument


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of document.

    `read` gives the rows of one act and, for the first act, the identity of the document; what it
    leaves empty is filled by the rows that every document gives.
    """

    name: str
    claims: Callable[[PrintedDocument], bool]
    split: Callable[[PrintedDocument, str], Sequence[Act]]
    read: Callable[[Act], DocumentFacts]


FAMILIES = (
    Family(
        "rapport_execution",
        lambda printed: rapport_execution.claims(printed) and not deliberation.claims(printed),
        rapport_execution.split,
        rapport_execution.read,
    ),
    Family("deliberation", deliberation.claims, deliberation.split, deliberation.read),
)


def families_of(printed: PrintedDocument) -> list[Family]:
    """Every family that claims a document: one, none, or several, which is an error to be said."""
    return [family for family in FAMILIES if family.claims(printed)]
