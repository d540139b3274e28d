"""Makes the sample bundles of acts: `python -m samples.make_bundles [--only NAME]`.

Each becomes `samples/bundles/NAME.pdf`, with its expected tables in `samples/bundles/NAME/`.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from samples.acts import expected
from samples.acts.facts import Bundle
from samples.acts.story import tell
from samples.blocks import Pages
from samples.reportlab_printer import print_blocks

FOLDER = Path(__file__).parent / "bundles"
NAMES = (
    "canonique",
    "autres_mots",
    "annexe_avant_rapport",
    "deux_deliberations",
    "contradictions_annexe",
    "contradictions_vote",
    "proces_verbal",
)


def file_name(name: str) -> str:
    """`autres-mots` for the module autres_mots."""
    return name.replace("_", "-")


def load(name: str) -> Bundle:
    """The facts of a bundle."""
    bundle: Bundle = import_module(f"samples.acts.bundles.{name}").BUNDLE
    return bundle


def make(name: str, folder: Path = FOLDER) -> Pages:
    """Prints one bundle and writes its expected tables."""
    folder.mkdir(parents=True, exist_ok=True)
    bundle = load(name)
    out = folder / f"{file_name(name)}.pdf"
    pages = print_blocks(tell(bundle), bundle.layout, out, bundle.title)
    expected.write(bundle, pages, folder / file_name(name))
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the sample bundles of acts.")
    parser.add_argument("--only", metavar="NAME", help="one bundle, by the name of its PDF")
    parser.add_argument("-o", "--out", type=Path, default=FOLDER, help="folder to write to")
    options = parser.parse_args()
    wanted = [name for name in NAMES if options.only in (None, name, file_name(name))]
    if not wanted:
        parser.error(f"no bundle is called {options.only}")
    for name in wanted:
        print(f"{file_name(name)}.pdf: {make(name, options.out).total} pages")


if __name__ == "__main__":
    main()
