"""Bundles in words and layouts drawn at random, read as they were told."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bundles import read

SEEDS = (1, 5, 8, 12, 18, 20, 22, 25, 26, 31, 33, 36, 44, 45, 3057, 5028, 5055, 15, 32, 7021)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawn_bundle_reads_as_told(seed: int, tmp_path: Path) -> None:
    result = read(seed, tmp_path)
    assert sum(result.expected.values()) > 10
    assert {name: rows for name, rows in result.missing.items() if rows} == {}
    assert {name: rows for name, rows in result.wrong.items() if rows} == {}
    assert result.errors == ()
