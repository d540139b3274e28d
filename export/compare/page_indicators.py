"""The sections of a comparison's page that follow an indicator: map, ranks, years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from export import html
from export.compare import charts
from export.compare.cells import STATED, Cell
from export.compare.charts import written
from export.compare.comparability import MARKS
from export.compare.indicators import KINDS, who
from export.compare.links import Links
from export.compare.page_parts import bar, figure, named, said
from export.compare.statistics import summary
from export.html import Html, tag

PICTURED = 6  # indicators that get pictures: those that most départements state
MULTIPLES = 3  # of these, how many are followed over the years
YEARS = 8  # years that a small picture and its table can hold: the last ones

Pictured = tuple[str, str, str]
"""Indicator, qualifier and unit."""


def sections(cells: Sequence[Cell], links: Links) -> list[Html]:
    """The indicators that most départements state as achieved, those of the national list first."""
    chosen = _most_stated(cells)
    return [
        part
        for rank, one in enumerate(chosen)
        for part in _indicator(cells, one, links, over_years=rank < MULTIPLES)
    ]


def _most_stated(cells: Sequence[Cell]) -> list[Pictured]:
    who_states: dict[tuple[bool, Pictured], set[str]] = defaultdict(set)
    for cell in cells:
        if cell.state == STATED and cell.key.kind == "achieved":
            place = (cell.key.indicator, cell.key.qualifier, cell.key.unit)
            who_states[not cell.national, place].add(cell.departement)
    ordered = sorted(who_states.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1]))
    return [place for (_, place), some in ordered if len(some) > 1][:PICTURED]


def _indicator(
    cells: Sequence[Cell], chosen: Pictured, links: Links, *, over_years: bool
) -> list[Html]:
    _, qualifier, unit = chosen
    mine = [
        cell for cell in cells if (cell.key.indicator, cell.key.qualifier, cell.key.unit) == chosen
    ]
    achieved = [cell for cell in mine if cell.key.kind == "achieved"]
    year = _year_most_told(achieved)
    here = sorted(
        (cell for cell in achieved if cell.year == year), key=lambda cell: cell.departement
    )
    bars = [bar(cell.departement, cell.value, MARKS[cell.state]) for cell in here]
    middle = summary([one.value for one in bars if one.value is not None]).middle
    name = mine[0].label + (f" – {qualifier}" if qualifier else "")
    heads = ("Département", f"{year}", "Document")
    title = f"{name}, {year}"
    made = [
        tag("h2", name),
        figure(
            f"{title} : carte (plus foncé : plus élevé)",
            charts.tile_map(bars, unit, f"{title}, carte"),
            heads,
            [_row(cell, links) for cell in here],
        ),
        figure(
            f"{title} : du plus grand au plus petit",
            charts.ranked_bars(bars, middle, unit, f"{title}, rangs"),
            heads,
            [html.row("Médiane", html.figure_of(written(middle, unit)), ""), *_ranked(here, links)],
        ),
    ]
    return [*made, _over_years(mine, name, links)] if over_years else made


def _row(cell: Cell, links: Links) -> Html:
    return html.row(
        named(cell.departement),
        html.figure_of(said(cell, links)),
        links.named(cell.document_id, cell.source, cell.page),
    )


def _ranked(here: list[Cell], links: Links) -> list[Html]:
    ordered = sorted(here, key=lambda cell: (cell.value is None, -(cell.value or 0)))
    return [_row(cell, links) for cell in ordered]


def _year_most_told(achieved: list[Cell]) -> int:
    counts: dict[int, int] = defaultdict(int)
    for cell in achieved:
        counts[cell.year] += cell.state == STATED
    return max(counts, key=lambda year: (counts[year], year))


def _over_years(mine: list[Cell], name: str, links: Links) -> Html:
    years = sorted({cell.year for cell in mine})[-YEARS:]
    series: dict[str, dict[str, dict[int, Decimal]]] = {"achieved": {}, "target": {}}
    for cell in sorted(mine, key=lambda cell: cell.year):
        if cell.value is not None and cell.key.kind in series and cell.year in years:
            series[cell.key.kind].setdefault(cell.departement, {})[cell.year] = cell.value
    names = {code: who(code)["departement"] for code in series["achieved"]}
    title = f"{name} : années (trait plein : atteint ; pointillé : cible ; chaque département à son échelle, depuis zéro)"
    picture = charts.small_multiples(series["achieved"], series["target"], names, title)
    told: dict[tuple[str, str], dict[int, Cell]] = defaultdict(dict)
    for cell in mine:
        told[cell.departement, cell.key.kind][cell.year] = cell
    rows = (
        html.row(
            named(code),
            KINDS[kind],
            *(
                html.figure_of(said(known[year], links) if year in known else MARKS["not_asked"])
                for year in years
            ),
        )
        for (code, kind), known in sorted(told.items(), key=lambda pair: _kind_order(pair[0]))
    )
    return figure(title, picture, ("Département", "Nature", *map(str, years)), rows, wide=True)


def _kind_order(place: tuple[str, str]) -> tuple[str, int]:
    code, kind = place
    return code, list(KINDS).index(kind)
