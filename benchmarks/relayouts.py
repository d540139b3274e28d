"""Reads the facts of the samples again in layouts drawn at random.

`python -m benchmarks.relayouts [--count 60] [--seed 0]` prints, for each table, how many rows were
expected, how many were read right, and what was wrong or missing.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.document import read_document
from normalize.facts import read_facts
from normalize.text import clean
from samples import expected, make
from samples.layouts import NATIONAL, SECTIONS, Layout
from samples.render import render
from schemas.dataset import DocumentFacts

TABLES = ("actions", "budget_lines", "indicators")
BUDGETS: dict[str, tuple[str, ...]] = {
    "canonique": ("bullets", "table"),
    "contradictions": ("bullets", "table"),
    "paysage_rotation": ("bullets", "table"),
    "longue_table": ("bullets",),
    "phrases": ("sentences", "bullets"),
    "tableaux": ("table",),
    "annees_en_lignes": ("years",),
}
# The standard fonts that reportlab prints with have few signs.
MARKERS = {
    "reportlab": (("•", "–", "-"), ("-", "•", "–")),
    "typst": (("•", "–", "▪"), ("-", "○", "•"), ("▪", "-", "o")),
}
HEADINGS: tuple[dict[str, str], ...] = (
    {},
    {
        "description": "Présentation de l'action",
        "start": "Date de démarrage",
        "partners": "Partenaires mobilisés",
        "duration": "Calendrier",
        "budget": "Éléments financiers",
        "planned": "Plan de financement",
        "executed": "Bilan financier",
        "indicators": "Suivi des indicateurs",
        "results": "Résultats obtenus",
        "outlook": "Suites à donner",
    },
    {
        "description": "Contexte et objectifs",
        "planned": "Budget prévisionnel",
        "executed": "Dépenses réalisées",
        "results": "Bilan qualitatif",
        "outlook": "Perspectives",
    },
)


@dataclass(frozen=True)
class Score:
    """Rows of one table of one printing."""

    expected: int
    right: int
    wrong: tuple[tuple[str, ...], ...]
    missing: tuple[tuple[str, ...], ...]


def draw(seed: int) -> tuple[str, Layout]:
    """A sample's name and a layout for its facts; the same seed gives the same."""
    pick = random.Random(seed)
    name = pick.choice(sorted(BUDGETS))
    producer = pick.choice(("reportlab", "typst"))
    fonts = ("serif", "sans", "vera") if producer == "reportlab" else ("serif", "mono", "modern")
    report, own = make.load(name)
    # Dozens of indicators side by side would print over one another.
    shapes = ("columns",) if name == "longue_table" else ("columns", "hierarchical", "rows")
    order = own.order if name == "phrases" else _order(pick)
    options: dict[str, Any] = {
        "producer": producer,
        "paper": pick.choice(("a4", "letter")),
        "font": pick.choice(fonts),
        "size": pick.choice((8.5, 9, 10, 11)),
        "ruling": pick.choice(("full", "horizontal", "none")),
        "numbering": pick.choice(("deep", "national", "axes", "action", "roman")),
        "budget": pick.choice(BUDGETS[name]),
        "indicators": pick.choice(shapes),
        "space": pick.choice(("plain", "nobreak", "narrow", "thin")),
        "notations": pick.sample(("plain", "cents", "tight", "german", "euros", "dot"), 2),
        "headings": {**NATIONAL, **pick.choice(HEADINGS)},
        "order": order,
        "markers": pick.choice(MARKERS[producer]),
        "toc": pick.random() < 0.5,
        "hyphenate": pick.random() < 0.4,
        "header": pick.choice(("", f"Département {report.departement}", "Rapport d'exécution")),
        "footer": pick.choice(("", report.departement, "Convention")),
        "page_number": pick.choice(("{n}", "- {n} -", "page {n}", "{n}/{N}")),
        "page_number_place": pick.choice(
            ("bottom-center", "bottom-right", "top-outer", "bottom-outer")
        ),
        "break_tables": pick.random() < 0.3,
        "captions": pick.random() < 0.3,
        "etat": pick.choice(("État", "Etat", "ETAT")),
    }
    return name, Layout(**options)


def _order(pick: random.Random) -> tuple[str, ...]:
    """The sections of the template, two of them moved, at times one missing."""
    order = list(SECTIONS)
    if pick.random() < 0.5:
        order.insert(pick.randrange(2, len(order)), order.pop(pick.randrange(1, len(order))))
    if pick.random() < 0.3:
        order.remove(pick.choice(("start", "duration", "outlook")))
    return tuple(order)


def score(seed: int, folder: Path) -> dict[str, Score]:
    """Prints, reads and compares one drawn layout."""
    name, layout = draw(seed)
    report, _ = make.load(name)
    out = folder / f"{seed}-{name}.pdf"
    printed = render(report, layout, out)
    facts = read_facts(read_document(out), "0" * 16)
    wanted = expected.tables(printed)
    return {table: _compared(table, wanted[table], facts) for table in TABLES}


def _compared(table: str, wanted: list[dict[str, object]], facts: DocumentFacts) -> Score:
    columns = [c for c in expected.COLUMNS[table].split() if c not in ("page", "group")]
    want = Counter(tuple(_shown(c, row.get(c)) for c in columns) for row in wanted)
    got = Counter(
        tuple(_shown(c, getattr(row, c)) for c in columns) for row in getattr(facts, table)
    )
    right = sum((want & got).values())
    return Score(
        sum(want.values()), right, tuple((got - want).elements()), tuple((want - got).elements())
    )


def _shown(column: str, value: object) -> str:
    if value is None:
        return ""
    if column == "action_id":
        return str(value).removeprefix("a")
    if column in ("amount", "value"):
        return f"{float(str(value)):.4f}"
    return " ".join(clean(line) for line in str(value).split("\n"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Read sample facts in layouts drawn at random.")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder to leave the PDFs in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        totals: Counter[tuple[str, str]] = Counter()
        for seed in range(options.seed, options.seed + options.count):
            for table, result in score(seed, folder).items():
                totals[table, "expected"] += result.expected
                totals[table, "right"] += result.right
                totals[table, "wrong"] += len(result.wrong)
                for line in _told(seed, table, result):
                    print(line)
    for table in TABLES:
        want, right, wrong = (totals[table, key] for key in ("expected", "right", "wrong"))
        print(f"{table:14} {right}/{want} right, {want - right} missing, {wrong} wrong")


def _told(seed: int, table: str, result: Score) -> Iterator[str]:
    if result.wrong or result.missing:
        yield f"seed {seed} {draw(seed)[0]} {table}: {len(result.missing)} missing, {len(result.wrong)} wrong of {result.expected}"
        yield from (f"    missing {' | '.join(row)[:200]}" for row in result.missing[:2])
        yield from (f"    wrong   {' | '.join(row)[:200]}" for row in result.wrong[:2])


if __name__ == "__main__":
    main()
