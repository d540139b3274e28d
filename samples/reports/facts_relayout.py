"""The eleven actions of `canonique`, by another producer in another dress."""

from __future__ import annotations

from dataclasses import replace

from samples.layouts import NATIONAL, Layout
from samples.reports import onze

REPORT = replace(onze.REPORT, name="facts_relayout")
LAYOUT = Layout(
    producer="typst",
    font="modern",
    size=9,
    ruling="horizontal",
    numbering="action",
    space="narrow",
    budget="table",
    notations=("plain", "cents"),
    headings={
        **NATIONAL,
        "planned": "Budget prévisionnel",
        "executed": "Dépenses réalisées",
        "explanation": "Observations",
    },
    hyphenate=True,
    markers=("–", "•", "○"),
    header="Lozère",
    page_number="- {n} -",
    break_tables=True,
)
