"""Facts printed in layouts drawn at random come back, with level rules and with no rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.relayouts import TABLES, draw, score

# Together: both producers, indicators in columns, under two header rows and by year, budgets in
# tables, in tables by year and in bullets, captions, tables that run over a page break.
LEVEL = (0, 3, 22, 28, 55, 58)
NONE = (2, 5, 7, 13, 23, 33, 36, 49)
# Labels cut by a page break and header texts over several years; fonts of one width with blanks
# as wide as those between columns; notes whose marks the font draws raised, or that open a line; pages that begin with the same heading.
BENT = (1005, 1023, 1027, 1040, 2008, 2027, 2040, 2051, 3035, 4008, 4050, 5006)


@pytest.mark.parametrize(
    ("ruling", "seed"),
    [*(("horizontal", seed) for seed in LEVEL), *(("none", seed) for seed in NONE)],
)
def test_the_facts_come_back(ruling: str, seed: int, tmp_path: Path) -> None:
    assert draw(seed)[1].ruling == ruling
    found = score(seed, tmp_path)
    for table in TABLES:
        assert (found[table].wrong, found[table].missing) == ((), ()), table
        assert found[table].right == found[table].expected > 0


@pytest.mark.parametrize("seed", BENT)
def test_the_facts_of_bent_layouts_come_back(seed: int, tmp_path: Path) -> None:
    for table, found in score(seed, tmp_path).items():
        assert (found.wrong, found.missing) == ((), ()), table
