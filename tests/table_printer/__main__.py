"""python -m tests.table_printer --examples 500: print and read that many drawn tables.

`--kind scenes` draws pages with several tables and running text; `--producer` says who prints.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.table_printer.by_hand import print_by_hand
from tests.table_printer.by_typst import print_by_typst
from tests.table_printer.drawn import Drawn, drawn_tables
from tests.table_printer.reading import (
    differences,
    read_page_tables,
    read_tables,
    scene_differences,
)
from tests.table_printer.scenes import Scene, print_scene_by_hand, print_scene_by_typst, scenes

PRODUCERS: dict[tuple[str, str], Callable[[Any], bytes]] = {
    ("tables", "hand"): print_by_hand,
    ("tables", "typst"): print_by_typst,
    ("scenes", "hand"): print_scene_by_hand,
    ("scenes", "typst"): print_scene_by_typst,
}


def wrong(drawn: Drawn | Scene, path: Path) -> list[str]:
    """What differs between the tables drawn and those read."""
    if isinstance(drawn, Drawn):
        return list(differences(drawn, read_tables(path)))
    found = read_page_tables(path)
    return list(scene_differences(drawn.tables, found, beside=drawn.place == "beside"))


def main() -> None:
    """Count the tables that come back the same; name the first differences of the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--kind", choices=("tables", "scenes"), default="tables")
    parser.add_argument("--producer", choices=("hand", "typst"), default="hand")
    parser.add_argument("--keep", type=Path, help="folder for the PDFs that do not come back")
    options = parser.parse_args()
    producer = PRODUCERS[options.kind, options.producer]
    good = bad = 0
    folder = Path(tempfile.mkdtemp())

    @seed(options.seed)
    @settings(
        max_examples=options.examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn_tables() if options.kind == "tables" else scenes())
    def run(drawn: Drawn | Scene) -> None:
        nonlocal good, bad
        path = folder / "table.pdf"
        path.write_bytes(producer(drawn))
        lines = wrong(drawn, path)
        if not lines:
            good += 1
            return
        bad += 1
        if bad <= options.show:
            print(f"#{bad}", _kind(drawn))
            for line in lines[:6]:
                print("   ", line)
            if options.keep:
                (options.keep / f"{bad}.pdf").write_bytes(path.read_bytes())

    run()
    print(f"{good} of {good + bad} {options.kind} read back the same")


def _kind(drawn: Drawn | Scene) -> str:
    """How a table or scene is drawn, without its words."""
    if isinstance(drawn, Drawn):
        return (
            f"{drawn.ruling} {drawn.rule_style} repeat={drawn.repeat} cut={drawn.cut} "
            f"turned={drawn.turned} {drawn.page_height} {drawn.size} {drawn.font}"
        )
    return (
        f"{drawn.place} text={drawn.before},{drawn.between},{drawn.after} crop={drawn.crop} "
        f"turn={drawn.turn}: " + "; ".join(_kind(table) for table in drawn.tables)
    )


if __name__ == "__main__":
    main()
