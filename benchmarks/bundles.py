"""Draws bundles of acts at random, prints them, reads them and compares.

`python -m benchmarks.bundles [--count 60] [--seed 0]` prints, for each table, how many rows were
expected, how many were read right, what was wrong or missing, and the findings at `error`, which
must be none. `--slip NAME` plants one contradiction in each bundle that has its place.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from benchmarks.bent.bundle import SLIPS, draw
from benchmarks.bent.told import Row, Told
from extract.document import read_document
from normalize.facts import read_facts
from normalize.text import clean
from reconcile.check import check_document
from samples.blocks import Pages
from samples.layouts import Layout
from samples.reportlab_printer import print_blocks
from schemas.dataset import DocumentFacts

COLUMNS = {
    "parts": "kind page_start page_end",
    "deliberations": "number session_date president secretary object adopted unanimous votes_for votes_against abstentions",
    "attendance": "civility name status proxy",
    "visas": "position kind reference date",
    "articles": "number amount",
    "imputations": "nature fonction authorisation available amount balance",
    "proposals": "operation_number beneficiary structures amount",
    "grants": "kind theme_number operation_number territory beneficiary amount",
    "agreements": "kind number amends beneficiary siret siret_valid period_start period_end",
    "agreement_terms": "role amount",
}
OPTIONAL = {"theme_number", "operation_number", "territory"}


@dataclass(frozen=True)
class Result:
    """What was read of one bundle: rows expected, right, wrong, missing; findings at `error`."""

    expected: dict[str, int]
    right: dict[str, int]
    wrong: dict[str, tuple[str, ...]]
    missing: dict[str, tuple[str, ...]]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def layout(seed: int) -> Layout:
    """How the bundle of a seed is set."""
    pick = Random(seed + 10_000)
    return Layout(
        numbering="none",
        toc=False,
        font=pick.choice(("serif", "sans", "vera")),
        size=pick.choice((9, 10, 11)),
        paper=pick.choice(("a4", "a4", "letter")),
        space=pick.choice(("plain", "nobreak", "narrow")),
        markers=pick.choice((("•", "–", "-"), ("-", "•", "–"))),
        header=pick.choice(("", "", "Département des Trois Rivières")),
        footer=pick.choice(("", "Direction de l'insertion")),
        page_number=pick.choice(("{n}", "{n}/{N}", "page {n}", "")),
    )


def read(seed: int, folder: Path, slip: str = "") -> Result:
    """Prints, reads, checks and compares one bundle."""
    told = draw(seed, slip)
    out = folder / f"{seed}.pdf"
    pages = print_blocks(told.blocks, layout(seed), out, "acte")
    facts = read_facts(read_document(out), "0" * 16)
    findings, _ = check_document(facts, "0" * 16)
    expected, right, wrong, missing = {}, {}, {}, {}
    for table, wanted in _wanted(told, pages).items():
        want, got = _counted(table, wanted, facts)
        expected[table] = sum(want.values())
        right[table] = sum((want & got).values())
        wrong[table] = tuple((got - want).elements())
        missing[table] = tuple((want - got).elements())
    told_of = [f"{each.rule}: {each.message}" for each in findings if each.severity == "error"]
    warned = [f"{each.rule}: {each.message}" for each in findings if each.severity == "warning"]
    return Result(expected, right, wrong, missing, tuple(told_of), tuple(warned))


def planted(seed: int, slip: str) -> bool:
    """Whether a slip has its place in the bundle of a seed."""
    return draw(seed, slip).blocks != draw(seed).blocks


def found(seed: int, folder: Path, slip: str) -> list[str]:
    """What is told of a bundle with a slip and not of the same one without it."""
    plain, slipped = read(seed, folder), read(seed, folder, slip)
    before = {*plain.errors, *plain.warnings}
    return [each for each in (*slipped.errors, *slipped.warnings) if each not in before]


def _wanted(told: Told, pages: Pages) -> dict[str, list[Row]]:
    parts = []
    for rank, part in enumerate(told.parts, 1):
        start, end = pages.first[f"p{rank}"], pages.last[f"p{rank}:end"]
        parts.append({"part_id": f"p{rank}", **part, "page_start": start, "page_end": end})
    found = {name: told.rows.get(name, []) for name in COLUMNS}
    return found | {"parts": parts}


def _counted(
    table: str, wanted: list[Row], facts: DocumentFacts
) -> tuple[Counter[str], Counter[str]]:
    columns = COLUMNS[table].split()
    stated = [name for name in columns if any(name in row for row in wanted) or not wanted]
    columns = [name for name in columns if name in stated]
    show = lambda row: " | ".join(_shown(row.get(name)) for name in ["part_id", *columns])  # noqa: E731
    got = [row.model_dump() for row in getattr(facts, table)]
    return Counter(map(show, wanted)), Counter(map(show, got))


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return clean(str(value))


def main() -> None:
    parser = argparse.ArgumentParser(description="Read bundles of acts drawn at random.")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slip", choices=SLIPS, default="", help="plant this contradiction")
    parser.add_argument("--only", help="tell of this table only")
    parser.add_argument("--keep", type=Path, help="folder to leave the PDFs in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        totals: Counter[tuple[str, str]] = Counter()
        for seed in range(options.seed, options.seed + options.count):
            result = read(seed, folder, options.slip)
            totals["errors", ""] += len(result.errors)
            totals["bundles with errors", ""] += bool(result.errors)
            totals["warnings", ""] += len(result.warnings)
            for table in COLUMNS:
                totals[table, "expected"] += result.expected[table]
                totals[table, "right"] += result.right[table]
                totals[table, "wrong"] += len(result.wrong[table])
            for line in _told(seed, result, options.only):
                print(line)
            if options.slip and planted(seed, options.slip):
                seen = found(seed, folder, options.slip)
                totals["planted", ""] += 1
                totals["planted and found", ""] += bool(seen)
                print(f"seed {seed} {options.slip}: {seen[0] if seen else 'NOT FOUND'}")
    for table in COLUMNS:
        want, right, wrong = (totals[table, key] for key in ("expected", "right", "wrong"))
        print(f"{table:16} {right}/{want} right, {want - right} missing, {wrong} wrong")
    if options.slip:
        print(f"planted: {totals['planted', '']}, found: {totals['planted and found', '']}")
    for name in ("errors", "bundles with errors", "warnings"):
        print(f"{name}: {totals[name, '']}")


def _told(seed: int, result: Result, only: str | None) -> Iterator[str]:
    for table in COLUMNS:
        if (result.wrong[table] or result.missing[table]) and only in (None, table):
            yield f"seed {seed} {table}: {len(result.missing[table])} missing, {len(result.wrong[table])} wrong of {result.expected[table]}"
            yield from (f"    missing {row[:230]}" for row in result.missing[table][:3])
            yield from (f"    wrong   {row[:230]}" for row in result.wrong[table][:3])
    if only in (None, "errors"):
        yield from (f"seed {seed} error {each}" for each in result.errors)
    if only == "warnings":
        yield from (f"seed {seed} warning {each}" for each in result.warnings)


if __name__ == "__main__":
    main()
