"""Tables that were drawn and printed come back as they were drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.table_printer.by_hand import print_by_hand
from tests.table_printer.by_typst import print_by_typst
from tests.table_printer.drawn import Drawn, drawn_tables
from tests.table_printer.reading import differences, read_tables

FIXED = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "drawn.pdf"


@seed(20)
@settings(max_examples=260, **FIXED)  # type: ignore[arg-type]
@given(drawn=drawn_tables())
def test_drawn_by_hand_comes_back(path: Path, drawn: Drawn) -> None:
    path.write_bytes(print_by_hand(drawn))
    assert list(differences(drawn, read_tables(path))) == []


@seed(21)
@settings(max_examples=60, **FIXED)  # type: ignore[arg-type]
@given(drawn=drawn_tables())
def test_drawn_by_typst_comes_back(path: Path, drawn: Drawn) -> None:
    path.write_bytes(print_by_typst(drawn))
    assert list(differences(drawn, read_tables(path))) == []
