"""The rows of long documents in a compact form: made again, equal, when somebody asks for them.

A row takes a kilobyte as an object, less than a tenth of that here.
"""

from __future__ import annotations

import pickle
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby, islice
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast, overload

from schemas.facts import Row, shared

MANY = 20_000  # rows of one kind, from which on they are packed
LOT = 128  # rows that are packed, and made again, at once

_RowType = TypeVar("_RowType", bound=Row)
_at_hand: list[tuple[object, list[Any]]] = [(None, [])]  # the lot that was asked last, its rows


class _Lot(Generic[_RowType]):
    """Some rows of one type in columns."""

    __slots__ = ("_kind", "_packed", "count")

    def __init__(self, kind: type[_RowType], rows: Sequence[_RowType]) -> None:
        self.count, self._kind = len(rows), kind
        told = map(itemgetter(*kind.model_fields), [row.__dict__ for row in rows])
        columns = *zip(*told, strict=True), [row.__pydantic_fields_set__ for row in rows]
        self._packed = zlib.compress(pickle.dumps(columns, pickle.HIGHEST_PROTOCOL), 1)

    def rows(self) -> list[_RowType]:
        """The rows, made again unless they were those asked for last."""
        lot, rows = _at_hand[0]  # at once: threads may ask for different lots
        if lot is not self:
            rows = self._made()
            _at_hand[0] = self, rows
        return rows

    def _made(self) -> list[_RowType]:
        *columns, given = pickle.loads(zlib.decompress(self._packed))
        once = {id(each): shared(each) for each in given}
        names, kind = tuple(self._kind.model_fields), self._kind
        return [
            _made(kind, dict(zip(names, values, strict=True)), once[id(each)])
            for each, *values in zip(given, *columns, strict=True)
        ]


def _made(kind: type[_RowType], values: dict[str, Any], given: set[str]) -> _RowType:
    """A row of values that were those of one before: `model_construct`, in a third of the time."""
    row, put = kind.__new__(kind), object.__setattr__
    put(row, "__dict__", values)
    put(row, "__pydantic_fields_set__", given)
    put(row, "__pydantic_extra__", None)
    put(row, "__pydantic_private__", None)
    return row


class Packed(Sequence[_RowType]):
    """Rows that are made again each time, a lot at a time."""

    __slots__ = ("_lots", "_starts")

    def __init__(self, rows: Iterable[_RowType] = ()) -> None:
        self._hold([*_lots(rows)])

    def _hold(self, lots: list[_Lot[_RowType]]) -> None:
        self._lots = lots
        self._starts = [*accumulate([lot.count for lot in lots], initial=0)]

    @staticmethod
    def joined(several: Iterable[Sequence[_RowType]]) -> Packed[_RowType]:
        """Rows one after the other; what is packed stays so."""
        lots = [rows._lots if isinstance(rows, Packed) else [*_lots(rows)] for rows in several]
        made: Packed[_RowType] = Packed()
        made._hold([*chain.from_iterable(lots)])
        return made

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[_RowType]:
        for lot in self._lots:
            yield from lot.rows()

    @overload
    def __getitem__(self, at: int) -> _RowType: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_RowType]: ...
    def __getitem__(self, at: int | slice) -> _RowType | Sequence[_RowType]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(len(self))[at])
        place = range(len(self))[at]
        number = bisect_right(self._starts, place) - 1
        return self._lots[number].rows()[place - self._starts[number]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Packed | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def _lots(rows: Iterable[_RowType]) -> Iterator[_Lot[_RowType]]:
    for kind, alike in groupby(rows, type):
        while some := [*islice(alike, LOT)]:
            yield _Lot(kind, some)


def pack(rows: Iterable[_RowType], many: int | None = None) -> tuple[_RowType, ...]:
    """The rows as a tuple; where they are many a `Packed`, which is read as one."""
    many = MANY if many is None else many
    coming = iter(rows)
    some = (*islice(coming, many),)
    return some if len(some) < many else _as_tuple(Packed.joined((some, Packed(coming))))


def join(several: Sequence[Sequence[_RowType]]) -> tuple[_RowType, ...]:
    """Rows one after the other, as `pack` has them."""
    if any(isinstance(rows, Packed) for rows in several) or sum(map(len, several)) >= MANY:
        return _as_tuple(Packed.joined(several))
    return tuple(chain.from_iterable(several))


def _as_tuple(rows: Packed[_RowType]) -> tuple[_RowType, ...]:
    """Models say that they hold tuples, and nothing that takes rows needs more of one."""
    return cast("tuple[_RowType, ...]", rows)
