"""Lists of grants that were drawn and printed come back as they were drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from extract.document import read_document
from normalize.act import whole
from normalize.grants.read import grants
from tests.normalize.grant_pages import Drawn, drawn_lists, print_list

FIXED: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("grants") / "drawn.pdf"


def read_back(path: Path, drawn: Drawn) -> list[tuple[Any, ...]]:
    print_list(drawn, path)
    rows = list(grants(whole(read_document(path), "d")))
    assert {row.state for row in rows} <= {"stated", "blank"}
    assert all(row.page == 1 and row.bottom > row.top and row.raw for row in rows)
    assert {row.theme for row in rows} <= {drawn.theme or None, None}
    return [
        (
            row.kind,
            row.operation_number,
            row.territory,
            row.beneficiary,
            row.description,
            row.amount,
            row.agreement,
        )
        for row in rows
    ]


@seed(31)
@settings(max_examples=40, **FIXED)
@given(drawn=drawn_lists("full"))
def test_with_full_rules(path: Path, drawn: Drawn) -> None:
    assert read_back(path, drawn) == drawn.facts()


@seed(32)
@settings(max_examples=20, **FIXED)
@given(drawn=drawn_lists("horizontal"))
def test_with_horizontal_rules_alone(path: Path, drawn: Drawn) -> None:
    assert read_back(path, drawn) == drawn.facts()
