"""The facts of `tableaux` in tables without rules, the unit in the caption only."""

from __future__ import annotations

from dataclasses import replace

from samples.layouts import NATIONAL, Layout
from samples.reports import tableaux

REPORT = replace(tableaux.REPORT, name="sans_filets")
LAYOUT = Layout(
    producer="reportlab",
    paper="letter",
    font="vera",
    size=8.5,
    ruling="none",
    numbering="action",
    budget="table",
    notations=("bare",),
    captions=True,
    toc=False,
    headings={
        **NATIONAL,
        "description": "Contexte et objectifs",
        "budget": "Éléments financiers",
        "partners": "Partenaires mobilisés",
        "results": "Réalisations",
        "outlook": "Suites à donner",
        "explanation": "Observations",
    },
    footer="Hautes-Alpes – exercice 2022",
    page_number="{n}",
    page_number_place="bottom-outer",
)
