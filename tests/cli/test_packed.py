"""Rows come back from their packs as they were."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from schemas import packed
from schemas.facts import Amount, Cell, Document, Row
from schemas.packed import LOT, Packed, join, pack

TEXTS = st.text(max_size=8)
EXACT = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
CELLS = st.builds(
    Cell,
    document_id=TEXTS,
    table_id=st.sampled_from(("t1", "t2")),
    row=st.integers(0, 10**6),
    column=st.integers(0, 9),
    header=st.booleans(),
    value=TEXTS,
    number=EXACT,
    state=st.just("stated"),
    page=st.integers(1, 2**40),
    x0=st.floats(allow_nan=False),
    top=st.floats(0, 1),
    x1=st.floats(0, 1),
    bottom=st.just(-0.0),
    raw=TEXTS,
)
AMOUNTS = st.builds(
    Amount,
    document_id=TEXTS,
    part_id=TEXTS,
    amount=EXACT,
    page=st.integers(1, 9),
    x0=st.floats(0, 1),
    top=st.floats(0, 1),
    x1=st.floats(0, 1),
    bottom=st.floats(0, 1),
    raw=TEXTS,
)


def told(row: Row) -> str:
    """All that there is to say of a row: equal decimals may print differently."""
    return f"{type(row).__name__} {row!r} {sorted(row.model_fields_set)}"


@given(st.lists(CELLS | AMOUNTS, max_size=20), st.integers(0, 20))
def test_rows_come_back(rows: list[Row], at: int) -> None:
    made = Packed(rows)
    assert list(map(told, made)) == list(map(told, rows))
    assert len(made) == len(rows)
    assert [told(made[each]) for each in range(-len(rows), len(rows))] == [*map(told, rows)] * 2
    assert made[at:] == tuple(rows[at:])
    assert made == tuple(rows)
    assert Packed.joined([rows[:at], Packed(rows[at:])]) == made
    assert not rows or made != Packed(rows[1:])


def cells(count: int) -> list[Cell]:
    """Some that are all different."""
    place = {"page": 1, "x0": 0.1, "top": 0.2, "x1": 0.3, "bottom": 0.4}
    return [
        Cell(
            document_id="0" * 16, table_id="t1", row=row, column=0, header=False,
            value=str(row), number=Decimal(row), state="stated", raw=f"{row} ", **place,
        )
        for row in range(count)
    ]  # fmt: skip


def test_only_many_rows_are_packed() -> None:
    rows = cells(3 * LOT + 1)
    assert pack(iter(rows)) == tuple(rows)
    assert isinstance(pack(rows, len(rows) + 1), tuple)
    assert isinstance(pack(rows, len(rows)), Packed)
    assert pack(rows, 5) == tuple(rows)
    assert isinstance(join([tuple(rows), tuple(rows)]), tuple)
    assert isinstance(join([tuple(rows), pack(rows, 5)]), Packed)
    assert join([tuple(rows), pack(rows, 5)]) == (*rows, *rows)
    assert len(rows) < packed.MANY


def test_a_packed_row_takes_little() -> None:
    rows = cells(1000)
    assert sum(len(lot._packed) for lot in Packed(rows)._lots) < 100 * len(rows)


def test_rows_of_other_types_come_back() -> None:
    row = Document(
        document_id="a", source="a.pdf", sha256="b", bytes=1, pages=1, date=dt.date(2024, 2, 29),
        text_layer="native", status="ok", seconds=Decimal("0.10"),
    )  # fmt: skip
    (same,) = Packed([row])
    assert told(same) == told(row)
    assert same.model_dump_json() == row.model_dump_json()


def test_threads_may_ask_for_different_rows() -> None:
    several = [Packed(cells(300)[start:]) for start in (0, 100)]
    with ThreadPoolExecutor(4) as threads:
        found = threads.map(lambda at: (at, several[at % 2][at % 200].row), range(400))
        assert all(row == at % 200 + 100 * (at % 2) for at, row in found)
