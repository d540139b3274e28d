"""What comparing the reports must give, worked out from their facts and not from the PDFs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from statistics import median

from samples.comparaison.facts import (
    BASE,
    COVER,
    ENTRANTS,
    ORIENTED,
    PLACES,
    UNSPENT,
    YEARS,
    done,
    due,
    money,
    oriented,
)
from samples.reports.build import Written, cell

IDS = {
    ENTRANTS: "nombre_de_nouveaux_entrants",
    ORIENTED: "nombre_de_nouveaux_entrants_orientes",
    COVER: "taux_de_couverture_premier_accueil_30_min",
}
VALUES = ["indicator", "kind", "year", "departement_code", "state", "value", "rank", "of", "median"]
BUDGETS = [
    "departement_code",
    "year",
    "actions",
    "actions_both",
    "planned",
    "executed",
    "rate",
    "executed_rank",
    "executed_of",
]

Row = dict[str, object]


def texts() -> dict[str, str]:
    """The expected tables as CSV, by name."""
    return {
        "values.csv": _csv(VALUES, _values()),
        "budgets.csv": _csv(BUDGETS, _budgets()),
    }


def _csv(names: list[str], rows: Iterator[Row]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: "" if v is None else v for name, v in row.items()} for row in rows)
    return out.getvalue()


def _values() -> Iterator[Row]:
    for label, indicator in IDS.items():
        first: dict[str, Written] = {
            code: {ENTRANTS: BASE[code], ORIENTED: oriented(code, 2018), COVER: None}[label]
            for code in PLACES
        }
        yield from _group(indicator, "baseline", 2018, first)
        for year in YEARS:
            told = {code: done(code, year)[label] for code in PLACES}
            yield from _group(indicator, "achieved", year, told)
        for year in YEARS:
            told = {code: due(code, year + 1)[label] for code in PLACES}
            yield from _group(indicator, "target", year + 1, told)


def _group(indicator: str, kind: str, year: int, told: dict[str, Written]) -> Iterator[Row]:
    figures = {code: cell(written)[0] for code, written in told.items()}
    known = [figure.value for figure in figures.values() if figure.value is not None]
    for code, figure in figures.items():
        row: Row = {
            "indicator": indicator,
            "kind": kind,
            "year": year,
            "departement_code": code,
            "state": figure.state,
        }
        if figure.value is not None:
            above = sum(value > figure.value for value in known)
            row |= {
                "value": figure.value,
                "rank": above + 1,
                "of": len(known),
                "median": f"{median(known).normalize():f}",
            }
        yield row


def _budgets() -> Iterator[Row]:
    for code in PLACES:
        for year in YEARS:
            yield _budget(code, year)


def _spent(code: str, year: int) -> Decimal | None:
    """What the département spent in all, where all its actions say so."""
    if (code, year) in UNSPENT:
        return None
    return sum((2 * spent for _, spent in money(code, year)), Decimal(0))


def _budget(code: str, year: int) -> Row:
    actions = money(code, year)
    told = actions[1:] if (code, year) in UNSPENT else actions
    spent, plan = (sum(many, Decimal(0)) for many in ((a[1] for a in told), (a[0] for a in told)))
    executed = _spent(code, year)
    row: Row = {
        "departement_code": code,
        "year": year,
        "actions": len(actions),
        "actions_both": len(told),
        "planned": sum(2 * plan for plan, _ in actions),
        "executed": executed,
        "rate": f"{round(100 * spent / plan, 4).normalize():f}",
    }
    if executed is not None:
        others = [other for one in PLACES if (other := _spent(one, year)) is not None]
        row |= {
            "executed_rank": 1 + sum(other > executed for other in others),
            "executed_of": len(others),
        }
    return row
