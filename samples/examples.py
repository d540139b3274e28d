"""Writes one example row per table, read in the samples: `python -m samples.examples`.

They stand in `schemas/examples.json`, from which `docs/tables.md` takes them.  Of each table it is
the first of the rows that say the most.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from export.tables import cell
from quitus.intake import identify
from quitus.pipeline import read_pdf, stages
from schemas.dataset import TABLES, DocumentFile, columns
from schemas.markdown import EXAMPLES

FOLDER = Path(__file__).parent
READ = ("rapports/contradictions.pdf", "bundles/contradictions-annexe.pdf", "bundles/canonique.pdf")
UNSETTLED = ("seconds", "x0", "top", "x1", "bottom")
"""Columns without an example: they differ from one machine, or one layout, to another."""

Examples = dict[str, dict[str, str]]


def examples() -> Examples:
    """By table and column, as the CSV has them; empty cells left out."""
    documents = list(_documents())
    return {table: _example(table, documents) for table in TABLES}


def text() -> str:
    """The content of the file."""
    return json.dumps(examples(), ensure_ascii=False, indent=1) + "\n"


def _documents() -> Iterator[DocumentFile]:
    through = stages()
    for source in identify([FOLDER / name for name in READ], FOLDER):
        yield read_pdf(source, through)


def _example(table: str, documents: list[DocumentFile]) -> dict[str, str]:
    names = [name for name in columns(TABLES[table]) if name not in UNSETTLED]
    rows = [
        {name: cell(getattr(row, name)) for name in names}
        for document in documents
        for row in document.rows(table)
    ]
    fullest = max(rows, key=lambda row: sum(map(bool, row.values())))
    return {name: value for name, value in fullest.items() if value}


if __name__ == "__main__":
    EXAMPLES.write_text(text(), "utf-8")
    print(EXAMPLES)
