"""What is there at all: département × indicator × year, how it is stated and where."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from export.compare.cells import NOT_ASKED, STATED, Cell, Key
from export.compare.indicators import who
from export.compare.views import View, view

MARKS = {
    STATED: "●",
    "uncertain": "?",
    "divergent": "≠",
    "text": "T",
    "not_available": "ND",
    "not_applicable": "SO",
    "blank": "○",
    NOT_ASKED: "·",
}
"""How a state is drawn in a matrix; readable in black and white."""


def matrix(cells: list[Cell]) -> View:
    """One row per indicator, kind and year; one column per département with the state's mark.

    `comparable` counts the départements that state a value: fewer than two leave nothing to
    compare.
    """
    codes = sorted({cell.departement for cell in cells})
    heads = {
        "indicator": "Identifiant",
        "label": "Indicateur",
        "qualifier": "Précision",
        "kind": "Nature",
        "year": "Année",
        "comparable": "Départements comparables",
        **{code: f"{code} {who(code)['departement']}" for code in codes},
    }
    made = view("comparability", "Comparabilité", heads)
    rows: dict[tuple[bool, str, str, str, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        key: Key = cell.key
        rows[not cell.national, key.indicator, key.qualifier, key.kind, cell.year].append(cell)
    for (_, indicator, qualifier, kind, year), some in sorted(
        rows.items(), key=lambda pair: pair[0]
    ):
        row: dict[str, Any] = {
            "indicator": indicator,
            "label": some[0].label,
            "qualifier": qualifier,
            "kind": kind,
            "year": year,
            "comparable": sum(cell.state == STATED for cell in some),
        }
        row |= dict.fromkeys(codes, MARKS[NOT_ASKED])
        row |= {cell.departement: MARKS[cell.state] for cell in some}
        made.add(row)
    return made
