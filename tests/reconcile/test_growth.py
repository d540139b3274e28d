"""The checks of a document of many tables: as many steps per table as in one of few."""

from __future__ import annotations

import sys
from types import FrameType

from schemas.dataset import DocumentFacts
from tests.reconcile.build import check, facts
from tests.reconcile.test_prose import amount, listed

FEW, MANY = 10, 80
LEVEL = 1.5  # sorting and hashing leave some room


def document(count: int) -> DocumentFacts:
    """So many tables, and a sentence on a total that is nowhere for each."""
    tables = [listed(100 + at, 500 + at, name=f"t{at}") for at in range(count)]
    sums = [
        amount(at, str(5000 + at), f"Le coût total de {5000 + at} € est à la charge de la commune.")
        for at in range(count)
    ]
    cells = [cell for _, own in tables for cell in own]
    return facts(amounts=sums, tables=[each for each, _ in tables], cells=cells)


def steps(found: DocumentFacts) -> int:
    """Calls of Python functions, and generators that go on, while it is checked."""
    count = 0

    def step(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(step)
    try:
        for rule in ("prose_total", "table_total"):
            check(found, rule)
    finally:
        sys.setprofile(None)
    return count


def test_checks_do_not_hold_every_sum_against_every_table() -> None:
    steps(document(FEW))  # the words of the rules are read once
    assert steps(document(MANY)) / MANY < LEVEL * steps(document(FEW)) / FEW


def test_cells_in_another_order_than_their_tables() -> None:
    found = document(4)
    mixed = found.model_copy(
        update={"cells": tuple(sorted(found.cells, key=lambda cell: (cell.row, cell.table_id)))}
    )
    for rule in ("prose_total", "table_total"):
        assert check(mixed, rule) == check(found, rule)
