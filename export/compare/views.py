"""Tables that a comparison gives: rows of values under columns with a French title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view; `money` where it holds euros."""

    name: str
    title: str
    money: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A table of a comparison."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The columns, as files name them."""
        return [column.name for column in self.columns]

    def cells(self, row: Mapping[str, Any]) -> list[Any]:
        """A row in the order of the columns; what it does not hold is None."""
        return [row.get(name) for name in self.names]


def view(
    name: str, title: str, columns: Mapping[str, str], money: frozenset[str] = frozenset()
) -> View:
    """An empty view from the titles of its columns."""
    return View(
        name, title, tuple(Column(key, said, key in money) for key, said in columns.items())
    )
