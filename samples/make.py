"""Makes the sample reports: `python -m samples.make [--only NAME]`.

Each becomes `samples/rapports/NAME.pdf`, with its expected tables in `samples/rapports/NAME/`.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from samples import expected
from samples.facts import Report
from samples.layouts import Layout
from samples.render import Printed, render

FOLDER = Path(__file__).parent / "rapports"
NAMES = (
    "canonique",
    "tableaux",
    "longue_table",
    "phrases",
    "annees_en_lignes",
    "contradictions",
    "facts_relayout",
    "paysage_rotation",
    "sans_filets",
)


def file_name(name: str) -> str:
    """`longue-table` for the module longue_table."""
    return name.replace("_", "-")


def load(name: str) -> tuple[Report, Layout]:
    """The facts and the layout of a sample."""
    module = import_module(f"samples.reports.{name}")
    return module.REPORT, module.LAYOUT


def make(name: str, folder: Path = FOLDER) -> Printed:
    """Prints one sample and writes its expected tables."""
    folder.mkdir(parents=True, exist_ok=True)
    printed = render(*load(name), folder / f"{file_name(name)}.pdf")
    expected.write(printed, folder / file_name(name))
    return printed


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the sample reports.")
    parser.add_argument("--only", metavar="NAME", help="one sample, by the name of its PDF")
    parser.add_argument("-o", "--out", type=Path, default=FOLDER, help="folder to write to")
    options = parser.parse_args()
    wanted = [name for name in NAMES if options.only in (None, name, file_name(name))]
    if not wanted:
        parser.error(f"no sample is called {options.only}")
    for name in wanted:
        printed = make(name, options.out)
        print(f"{file_name(name)}.pdf: {printed.pages.total} pages")


if __name__ == "__main__":
    main()
