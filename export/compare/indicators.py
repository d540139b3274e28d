"""Indicators side by side: one row per indicator, kind and département, one column per year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any, TypeVar

from export.compare.cells import NOT_ASKED, STATED, STATES, Cell, Key
from export.compare.denominators import Denominators
from export.compare.statistics import HEADS, Summary, ranks, summary, tidy
from export.compare.views import View, view
from normalize.departements import entity

_By = TypeVar("_By", int, str)
KINDS = {"baseline": "situation de départ", "achieved": "atteint", "target": "cible"}
_WHICH = {
    "indicator": "Identifiant",
    "label": "Indicateur",
    "qualifier": "Précision",
    "unit": "Unité",
    "kind": "Nature",
}
_WHO = {"departement_code": "Code", "departement": "Département", "region": "Région"}
_FROM = {"document_id": "Document", "source": "Fichier", "page": "Page", "raw": "Imprimé"}

Groups = dict[tuple[Key, int], list[Cell]]
"""The cells of one indicator, kind and year."""


@cache
def who(code: str) -> dict[str, str]:
    """Code, name and region of a département or collectivité."""
    one = entity(code)
    return {
        "departement_code": code,
        "departement": one.name if one else code,
        "region": one.region if one else "",
    }


def which(cell: Cell) -> dict[str, Any]:
    """What identifies an indicator, for people and programs."""
    key = cell.key
    return {
        "indicator": key.indicator,
        "label": cell.label,
        "qualifier": key.qualifier,
        "unit": key.unit,
        "kind": key.kind,
    }


def grouped(cells: Iterable[Cell]) -> Groups:
    """The cells of each indicator, kind and year; cells that state nothing join every unit."""
    groups: Groups = defaultdict(list)
    for cell in cells:
        groups[cell.key, cell.year].append(cell)
    return groups


def stated(cells: Iterable[Cell]) -> dict[str, Decimal]:
    """The values that are stated, by département: nothing else enters a mean or a rank."""
    return {
        cell.departement: cell.value
        for cell in cells
        if cell.state == STATED and cell.value is not None
    }


def wide(cells: list[Cell]) -> View:
    """One row per indicator, kind and département; per year its value, and how it is stated."""
    years = sorted({cell.year for cell in cells})
    heads = {**_WHICH, **_WHO}
    for year in years:
        heads |= {str(year): str(year), f"{year}_state": f"{year} (état)"}
    heads |= {"change": "Évolution", "change_percent": "Évolution (%)", "change_years": "Années"}
    made = view("indicators", "Indicateurs par département", heads)
    rows: dict[tuple[Key, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[_row(cell), cell.departement].append(cell)
    for code, mine in _in_order(rows):
        row: dict[str, Any] = which(_telling(mine)) | who(code)
        for year in years:
            row[f"{year}_state"] = NOT_ASKED
        for cell in mine:
            row[str(cell.year)] = cell.value
            row[f"{cell.year}_state"] = cell.state
        made.add(row | _change(mine))
    return made


def _row(cell: Cell) -> Key:
    return Key(cell.key.indicator, cell.key.qualifier, "", cell.key.kind)


def _telling(mine: list[Cell]) -> Cell:
    """The cell that says the unit, where one does."""
    return next((cell for cell in mine if cell.key.unit), mine[0])


def _in_order(groups: Mapping[tuple[Key, _By], list[Cell]]) -> Iterator[tuple[_By, list[Cell]]]:
    """Year or département, and cells, of each group, indicator by indicator."""
    ordered = sorted(groups.items(), key=lambda pair: (_sorting(pair[1][0]), pair[0][1]))
    yield from ((by, some) for (_, by), some in ordered)


def _sorting(cell: Cell) -> tuple[bool, str, str, int]:
    return (
        not cell.national,
        cell.key.indicator,
        cell.key.qualifier,
        list(KINDS).index(cell.key.kind),
    )


def _change(mine: list[Cell]) -> dict[str, Any]:
    """From the first year stated to the last, where both bear one unit."""
    told = sorted((cell for cell in mine if cell.value is not None), key=lambda cell: cell.year)
    if len(told) < 2 or told[0].key.unit != told[-1].key.unit:
        return {}
    first, last = told[0], told[-1]
    if first.value is None or last.value is None:
        return {}
    gap = last.value - first.value
    return {
        "change": tidy(gap),
        "change_percent": tidy(100 * gap / first.value) if first.value else None,
        "change_years": f"{first.year}-{last.year}",
    }


def values(groups: Groups, denominators: Denominators) -> View:
    """One row per cell: its value, rank and place among those that state one, and its source."""
    heads = {
        **_WHICH,
        "year": "Année",
        **_WHO,
        "state": "État",
        "value": "Valeur",
        "rank": "Rang",
        "of": "Sur",
        "median": "Médiane",
        "outlier": "Valeur atypique",
        **{f"per_{name}": f"Pour 1 {name}" for name in denominators.names},
        **_FROM,
    }
    made = view("values", "Valeurs, rangs et sources", heads)
    for year, some in _in_order(groups):
        known = stated(some)
        told, ranked = summary(list(known.values())), ranks(known)
        for cell in some:
            row = which(cell) | {"year": year} | who(cell.departement)
            made.add(row | _standing(cell, told, ranked) | denominators.per(cell) | _source(cell))
    return made


def _standing(cell: Cell, told: Summary, ranked: dict[str, int]) -> dict[str, Any]:
    if cell.value is None:
        return {"state": cell.state}
    return {
        "state": cell.state,
        "value": cell.value,
        "rank": ranked[cell.departement],
        "of": told.count,
        "median": told.middle,
        "outlier": told.unusual(cell.value),
    }


def _source(cell: Cell) -> dict[str, Any]:
    return {
        "document_id": cell.document_id,
        "source": cell.source,
        "page": cell.page,
        "raw": cell.raw,
    }


def statistics(groups: Groups) -> View:
    """Per indicator, kind and year: how many state it, and the summary of what they state."""
    heads = {
        **_WHICH,
        "year": "Année",
        "departements": "Départements",
        STATED: "Énoncé",
        **{state: said for state, said in STATES.items() if state not in (STATED, NOT_ASKED)},
        **HEADS,
    }
    made = view("statistics", "Statistiques des valeurs énoncées", heads)
    for year, some in _in_order(groups):
        told = summary(list(stated(some).values()))
        row = which(some[0]) | {"year": year, "departements": len(some)}
        row |= {state: sum(cell.state == state for cell in some) for state in STATES}
        made.add(row | told.columns())
    return made


def attainment(cells: list[Cell]) -> View:
    """Achieved over target of one year, where a département states both in one unit."""
    heads = {
        **{name: said for name, said in _WHICH.items() if name != "kind"},
        "year": "Année",
        **_WHO,
        "achieved": "Atteint",
        "target": "Cible",
        "attainment": "Atteint ÷ cible (%)",
        "reason": "Pourquoi pas",
        "achieved_source": "Source de l'atteint",
        "target_source": "Source de la cible",
    }
    made = view("attainment", "Cibles et résultats", heads)
    pairs: dict[tuple[str, str, str, int], dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        place = (cell.key.indicator, cell.key.qualifier, cell.departement, cell.year)
        pairs[place][cell.key.kind] = cell
    for (_, _, code, year), pair in pairs.items():
        if "achieved" in pair and "target" in pair:
            done, due = pair["achieved"], pair["target"]
            row = which(done if done.key.unit else due) | {"year": year} | who(code)
            made.add(row | _attained(done, due))
    return made


def _attained(done: Cell, due: Cell) -> dict[str, Any]:
    row: dict[str, Any] = {
        "achieved": done.value,
        "target": due.value,
        "achieved_source": f"{done.source}, p. {done.page}",
        "target_source": f"{due.source}, p. {due.page}",
    }
    if done.value is None or due.value is None:
        which_one = "atteint" if done.value is None else "cible"
        state = STATES[(done if done.value is None else due).state]
        return row | {"reason": f"{which_one} : {state}"}
    if done.key.unit != due.key.unit:
        return row | {"reason": "unités différentes"}
    if due.value == 0:
        return row | {"reason": "cible nulle"}
    return row | {"attainment": tidy(100 * done.value / due.value)}


def pairs(cells: list[Cell]) -> View:
    """Two départements and how much of what each states the other states too."""
    heads = {
        "departement_a": "Département A",
        "departement_b": "Département B",
        "stated_a": "Énoncé par A",
        "stated_b": "Énoncé par B",
        "both": "Comparables",
    }
    made = view("pairs", "Ce que deux départements énoncent tous deux", heads)
    known: dict[str, set[tuple[Key, int]]] = defaultdict(set)
    for cell in cells:
        if cell.state == STATED:
            known[cell.departement].add((cell.key, cell.year))
        else:
            known.setdefault(cell.departement, set())
    for one, other in combinations(sorted(known), 2):
        made.add(
            {
                "departement_a": one,
                "departement_b": other,
                "stated_a": len(known[one]),
                "stated_b": len(known[other]),
                "both": len(known[one] & known[other]),
            }
        )
    return made
