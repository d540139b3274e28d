"""python -m tests.table_printer --examples 500: print and read that many drawn tables."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.table_printer.by_hand import print_by_hand
from tests.table_printer.by_typst import print_by_typst
from tests.table_printer.drawn import Drawn, drawn_tables
from tests.table_printer.reading import differences, read_tables

PRODUCERS = {"hand": print_by_hand, "typst": print_by_typst}


def main() -> None:
    """Count the tables that come back the same; name the first differences of the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--producer", choices=PRODUCERS, default="hand")
    parser.add_argument("--keep", type=Path, help="folder for the PDFs that do not come back")
    options = parser.parse_args()
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
    @given(drawn_tables())
    def run(drawn: Drawn) -> None:
        nonlocal good, bad
        path = folder / "table.pdf"
        path.write_bytes(PRODUCERS[options.producer](drawn))
        wrong = list(differences(drawn, read_tables(path)))
        if not wrong:
            good += 1
            return
        bad += 1
        if bad <= options.show:
            kind = (
                drawn.ruling,
                drawn.rule_style,
                f"repeat={drawn.repeat}",
                f"cut={drawn.cut}",
                f"turned={drawn.turned}",
                drawn.page_height,
                drawn.size,
                drawn.font,
            )
            print(f"#{bad}", *kind)
            for line in wrong[:6]:
                print("   ", line)
            if options.keep:
                (options.keep / f"{bad}.pdf").write_bytes(path.read_bytes())

    run()
    print(f"{good} of {good + bad} tables read back the same")


if __name__ == "__main__":
    main()
