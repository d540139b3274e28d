"""Which rows each kind of act gives: one line for each table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from normalize.act import Act
from normalize.proposals.read import proposals
from schemas.facts import Kind


@dataclass(frozen=True, slots=True)
class Reader:
    """A table of the dataset, the kinds of acts that fill it, and how."""

    table: str
    kinds: frozenset[Kind]
    read: Callable[[Act], Iterable[Any]]


READERS = (Reader("proposals", frozenset({"annexe", "rapport_president"}), proposals),)


def rows(act: Act) -> dict[str, Any]:
    """The rows of an act by table; several readers may fill one table."""
    found: dict[str, Any] = {}
    for reader in READERS:
        if act.part.kind in reader.kinds:
            found[reader.table] = found.get(reader.table, ()) + tuple(reader.read(act))
    return found
