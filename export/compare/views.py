"""Tables that a comparison gives: rows of values under columns with a French title."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view; `money` where it holds euros."""

    name: str
    title: str
    money: bool = False


class Record(Mapping[str, Any]):
    """A row: its values by column, held as a bare sequence, for a view may have very many."""

    __slots__ = ("_at", "_values")

    def __init__(self, at: Mapping[str, int], values: Sequence[Any]) -> None:
        self._at, self._values = at, values

    def __getitem__(self, name: str) -> Any:
        return self._values[self._at[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a column, None where the row has none; `default` where there is no such."""
        at = self._at.get(name)
        return default if at is None else self._values[at]


class Streamed(Collection[Record]):
    """Very many rows, made again each time that they are gone through, never all held."""

    def __init__(self, many: int, make: Callable[[], Iterator[Record]]) -> None:
        self._many, self._make = many, make

    def __iter__(self) -> Iterator[Record]:
        return self._make()

    def __len__(self) -> int:
        return self._many

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)


@dataclass(frozen=True, slots=True)
class View:
    """A table of a comparison; `rows` hold None where they have no value."""

    name: str
    title: str
    columns: tuple[Column, ...]
    at: Mapping[str, int]
    rows: Collection[Record] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The columns, as files name them."""
        return list(self.at)

    def cells(self, row: Mapping[str, Any]) -> list[Any]:
        """A row in the order of the columns; what it does not hold is None."""
        return [row.get(name) for name in self.at]

    def add(self, row: Mapping[str, Any]) -> None:
        """Adds a row to a view that holds its own; what is of no column is left out."""
        held = self.rows
        if not isinstance(held, list):
            raise TypeError(f"{self.name} holds no rows of its own")
        held.append(Record(self.at, tuple(map(row.get, self.at))))

    def holding(self, rows: Collection[Record]) -> View:
        """The view with these rows."""
        return replace(self, rows=rows)


def view(
    name: str, title: str, columns: Mapping[str, str], money: frozenset[str] = frozenset()
) -> View:
    """An empty view from the titles of its columns."""
    made = tuple(Column(key, said, key in money) for key, said in columns.items())
    return View(name, title, made, {key: at for at, key in enumerate(columns)})
