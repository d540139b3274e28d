"""How a report is printed: everything that may change while its facts stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Producer = Literal["reportlab", "typst"]
Ruling = Literal["full", "horizontal", "none"]
Numbering = Literal["deep", "national", "axes", "action", "roman", "none"]
Budget = Literal["bullets", "table", "years", "sentences"]
Indicators = Literal["columns", "hierarchical", "rows"]
Notation = Literal["plain", "cents", "tight", "dot", "german", "euros", "kilo", "bare"]

SPACES = {"plain": " ", "nobreak": "\u00a0", "narrow": "\u202f", "thin": "\u2009"}

NATIONAL: Mapping[str, str] = MappingProxyType(
    {
        "description": "Description de l'action",
        "start": "Date de mise en place de l'action",
        "partners": "Partenaires et co-financeurs",
        "duration": "Durée de l'action",
        "budget": "Budget",
        "planned": "Budget prévisionnel figurant dans la convention : Etat, CD, total",
        "executed": "Budget exécuté",
        "indicators": "Indicateurs",
        "results": "Bilan d'exécution",
        "outlook": "Perspectives futures de mise en œuvre de l'action",
    }
)
SECTIONS = (
    "description",
    "start",
    "partners",
    "duration",
    "budget",
    "indicators",
    "results",
    "outlook",
)


@dataclass(frozen=True)
class Layout:
    """The options of a printer.  `order` lists the sections that are printed."""

    producer: Producer = "reportlab"
    paper: Literal["a4", "letter"] = "a4"
    font: str = "serif"
    size: float = 10
    ruling: Ruling = "full"
    numbering: Numbering = "deep"
    budget: Budget = "bullets"
    indicators: Indicators = "columns"
    space: Literal["plain", "nobreak", "narrow", "thin"] = "plain"
    notations: tuple[Notation, ...] = ("plain",)
    headings: Mapping[str, str] = field(default_factory=lambda: NATIONAL)
    order: tuple[str, ...] = SECTIONS
    markers: tuple[str, ...] = ("•", "–", "▪")
    toc: bool = True
    hyphenate: bool = False
    header: str = ""
    footer: str = ""
    page_number: str = "{n}"
    page_number_place: Literal["bottom-center", "bottom-right", "top-outer", "bottom-outer"] = (
        "bottom-center"
    )
    groups_in_columns: tuple[int, ...] = ()  # groups printed in two columns, from 1
    landscape_indicators: bool = False
    crop: float = 0  # points cut off at the left and at the bottom of the sheet
    break_tables: bool = False
    repeats: tuple[bool, ...] = ()
    cut_rows: bool = False
    captions: bool = False  # `Tableau 3 – …` above each table; of budgets `(en euros)`
    etat: str = "État"
    keep_empty: bool = True
