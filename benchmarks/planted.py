"""Contradictions planted at random: `python -m benchmarks.planted [--drawn N] [--seed N] [--write]`.

Each draw takes what was read of a sample, alters one thing as a slip of the pen would, in every
row that reads it, and runs the checks again.  Whether a rule can see it is told by arithmetic of
its own (`benchmarks.relations`): a sum or a rate that held before and no longer does, rounding
allowed for.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from benchmarks.reading import write
from benchmarks.relations import Sample, alarms, sample
from benchmarks.slips import Plant, plants

ROOT = Path(__file__).parent.parent
START, END = "<!-- planted -->", "<!-- /planted -->"


def seen(plant: Plant, before: set[str]) -> bool:
    """Whether an error or a warning appears that was not there."""
    return any(finding.finding_id not in before for finding in alarms(plant.facts))


@dataclass(slots=True)
class Tally:
    """What became of the contradictions: drawn, visible and found by kind; those missed."""

    drawn: Counter[str] = field(default_factory=Counter)
    visible: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[Plant] = field(default_factory=list)

    @property
    def recall(self) -> Decimal:
        """Found among the visible, 0 to 1."""
        return Decimal(self.found.total()) / max(self.visible.total(), 1)


def measure(samples: Sequence[Sample], drawn: int, seed: int) -> Tally:
    """Plants contradictions and counts those that the checks find."""
    before = {each.name: each.before for each in samples}
    tally = Tally()
    for plant in plants(samples, drawn, seed):
        tally.drawn[plant.kind] += 1
        if plant.visible:
            tally.visible[plant.kind] += 1
            if seen(plant, before[plant.sample]):
                tally.found[plant.kind] += 1
            else:
                tally.missed.append(plant)
    return tally


def table(tally: Tally, samples: Sequence[Sample]) -> str:
    lines = ["| planted | drawn | a rule can see | found |", "|---|--:|--:|--:|"]
    lines += [
        f"| {kind} | {tally.drawn[kind]} | {tally.visible[kind]} | {tally.found[kind]} |"
        for kind in sorted(tally.drawn)
    ]
    lines.append(
        f"| **all** | **{tally.drawn.total()}** | **{tally.visible.total()}** | "
        f"**{tally.found.total()}** |"
    )
    quiet = [each for each in samples if "contradictions" not in each.name]
    alarmed = sum(len(each.before) for each in quiet)
    lines += [
        "",
        f"Recall {tally.recall:.3f}; {alarmed} false alarms (errors or warnings) on the "
        f"{len(quiet)} untouched samples.",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Contradictions planted at random, and found.")
    parser.add_argument("files", nargs="*", type=Path, help="PDFs; the samples where none is given")
    parser.add_argument("--drawn", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    options = parser.parse_args()
    paths = options.files or sorted((ROOT / "samples").rglob("*.pdf"))
    samples = [sample(path) for path in paths]
    tally = measure([each for each in samples if each.figures], options.drawn, options.seed)
    told = table(tally, samples)
    print(told)
    for plant in tally.missed:
        print(f"missed: {plant.sample}, {plant.kind}, {plant.words}")
    if options.write:
        write(told, start=START, end=END)


if __name__ == "__main__":
    main()
