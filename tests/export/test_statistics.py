"""Median, quartiles and ranks, on figures drawn at random."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from export.compare.statistics import plain, ranks, summary, tidy

amounts = st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=30)


@settings(deadline=None)
@given(amounts)
def test_quartiles_are_in_order_and_half_stands_on_each_side(values: list[Decimal]) -> None:
    told = summary(values)
    steps = [told.least, told.first, told.middle, told.third, told.most]
    known = [step for step in steps if step is not None]
    assert known == sorted(known)
    assert len(known) == 5
    assert told.middle is not None
    assert 2 * sum(value < told.middle for value in values) <= len(values)
    assert 2 * sum(value > told.middle for value in values) <= len(values)
    ranked = ranks(dict(enumerate(values)))
    assert {rank for rank in ranked.values() if rank == 1} == {1}
    assert all(
        (values[one] > values[two]) == (ranked[one] < ranked[two])
        for one in ranked
        for two in ranked
    )


@settings(deadline=None)
@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_number_keeps_its_value_without_its_zeros(value: Decimal) -> None:
    assert plain(value) == value
    assert "E" not in str(plain(value)) or abs(value) < Decimal("0.00001")
    assert abs(tidy(value) - value) <= Decimal("0.00005")
