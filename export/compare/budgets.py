"""Budgets side by side: planned, executed, rate, shares and carry-overs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from export.compare.denominators import Denominators
from export.compare.indicators import who
from export.compare.lines import Budget, Place, whole
from export.compare.statistics import Summary, ranks, summary, tidy
from export.compare.views import View, view

SUMS = {
    "planned": "Prévu (€)",
    "executed": "Exécuté (€)",
    "planned_etat": "Prévu, État (€)",
    "planned_departement": "Prévu, département (€)",
    "executed_etat": "Exécuté, État (€)",
    "executed_departement": "Exécuté, département (€)",
    "carry_over": "À reporter (€)",
}
RANKED = ("planned", "executed", "rate")
_WHO = {"departement_code": "Code", "departement": "Département", "region": "Région"}
_ACTION = {"measure": "Mesure", "number": "Numéro", "action": "Action"}
_FROM = {"document_id": "Document", "source": "Fichier", "page": "Page"}
_STATES = {f"{name}_state": f"{said.removesuffix(' (€)')} : état" for name, said in SUMS.items()}
_MONEY = frozenset(SUMS)

DUPLICATED = "double"
"""Where a report of the same département and year states the same: counted once."""


def per_action(budgets: list[Budget]) -> View:
    """One row per action and year, as its document states it."""
    heads = {
        **_WHO,
        "year": "Année",
        **_ACTION,
        **SUMS,
        "rate": "Taux (%)",
        "overrun": "Dépassement (€)",
        **_STATES,
        **_FROM,
    }
    made = view("actions", "Budgets par action", heads, _MONEY | {"overrun"})
    for budget in budgets:
        row = _head(budget.place) | {
            "measure": budget.measure,
            "number": budget.number,
            "action": budget.title,
            "page": budget.page,
        }
        for name in SUMS:
            known = budget.of(name)
            row |= {name: known.amount, f"{name}_state": known.state}
        planned, executed = row["planned"], row["executed"]
        if planned is not None and executed is not None:
            row["overrun"] = executed - planned if executed > planned else None
            row["rate"] = _rate(executed, planned)
        made.rows.append(row)
    return made


def _head(place: Place) -> dict[str, Any]:
    return who(place.departement) | {
        "year": place.year,
        "document_id": place.document_id,
        "source": place.source,
    }


def _rate(executed: Decimal, planned: Decimal) -> Decimal | None:
    return tidy(100 * executed / planned) if planned else None


Group = Callable[[Budget], str]


def per_measure(budgets: list[Budget]) -> View:
    """One row per measure, département and year: what its actions add up to."""
    heads = {**_WHO, "year": "Année", "measure": "Mesure", **_COMMON, **_FROM}
    made = view("measures", "Budgets par mesure", heads, _MONEY)
    made.rows.extend(_rows(budgets, lambda budget: budget.measure or "", "measure"))
    return made


def per_departement(budgets: list[Budget], denominators: Denominators) -> View:
    """One row per département and year, with its rank and what stands out."""
    per = {f"per_{name}": f"Exécuté pour 1 {name}" for name in denominators.names}
    heads = {**_WHO, "year": "Année", **_COMMON, **_RANKS, **per, **_FROM, "note": "Remarque"}
    made = view("budgets", "Budgets par département", heads, _MONEY)
    rows = [dict(row) for row in _rows(budgets, lambda budget: "", None)]
    _mark_repeated(rows)
    for row in rows:
        code, year = row["departement_code"], row["year"]
        row.update(denominators.divide(row.get("executed"), code, year))
    for year in {row["year"] for row in rows if row["year"] is not None}:
        _rank([row for row in rows if row["year"] == year and comparable(row)])
    made.rows.extend(rows)
    return made


_COMMON = {
    "actions": "Actions",
    "actions_both": "Actions à prévu et exécuté énoncés",
    **SUMS,
    "rate": "Taux (%)",
    **_STATES,
}
_RANKS = {
    **{
        f"{name}_rank": f"Rang, {said}"
        for name, said in zip(RANKED, ("prévu", "exécuté", "taux"), strict=True)
    },
    **{
        f"{name}_of": f"Sur, {said}"
        for name, said in zip(RANKED, ("prévu", "exécuté", "taux"), strict=True)
    },
    "outlier": "Valeur atypique",
}


def _rows(budgets: list[Budget], group: Group, name: str | None) -> list[Mapping[str, Any]]:
    groups: dict[tuple[str, int | None, str, str], list[Budget]] = defaultdict(list)
    for budget in budgets:
        place = budget.place
        groups[place.departement, place.year, group(budget), place.document_id].append(budget)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0][0], pair[0][1] or 0))
    return [_row(some) | ({name: key[2]} if name else {}) for key, some in ordered]


def _row(some: list[Budget]) -> dict[str, Any]:
    """Sums are there where every action states its own; the rate is that of actions with both."""
    row = _head(some[0].place) | {"actions": len(some), "page": min(one.page for one in some)}
    for name in SUMS:
        known = whole([one.of(name) for one in some])
        row |= {name: known.amount, f"{name}_state": known.state}
    both = [
        (planned, executed)
        for one in some
        if (planned := one.of("planned").amount) is not None
        and (executed := one.of("executed").amount) is not None
    ]
    row["actions_both"] = len(both)
    if both:
        planned, executed = (sum(many, Decimal(0)) for many in zip(*both, strict=True))
        row["rate"] = _rate(executed, planned)
    return row


def _mark_repeated(rows: list[dict[str, Any]]) -> None:
    """Two reports of one département and year: the same figures count once, others not at all."""
    there: dict[tuple[str, int | None], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        there[row["departement_code"], row["year"]].append(row)
    for some in there.values():
        first = some[0]
        for other in some[1:]:
            if all(other.get(name) == first.get(name) for name in (*RANKED, "actions")):
                other["note"] = f"double de {first['source']} : compté une fois"
            else:
                for row in some:
                    row["note"] = "plusieurs rapports de la même année diffèrent : non comparé"
                break


def comparable(row: Mapping[str, Any]) -> bool:
    """Whether a row enters ranks and medians."""
    return not row.get("note") and row["year"] is not None


def _rank(rows: list[dict[str, Any]]) -> None:
    for name in RANKED:
        known = {at: row[name] for at, row in enumerate(rows) if row.get(name) is not None}
        told = summary(list(known.values()))
        for at, rank in ranks(known).items():
            rows[at] |= {f"{name}_rank": rank, f"{name}_of": told.count}
            _stands_out(rows[at], name, told)


_SAID = {"planned": "prévu", "executed": "exécuté", "rate": "taux"}


def _stands_out(row: dict[str, Any], name: str, told: Summary) -> None:
    if why := told.unusual(row[name]):
        before = f"{row['outlier']} ; " if row.get("outlier") else ""
        row["outlier"] = f"{before}{_SAID[name]} {why}"


def budget_statistics(departements: View) -> View:
    """Per year and sum: how many départements state it, and the summary of what they state."""
    heads = {
        "year": "Année",
        "what": "Grandeur",
        "departements": "Départements",
        "stated": "Énoncé",
        "least": "Minimum",
        "first_quartile": "Q1",
        "median": "Médiane",
        "third_quartile": "Q3",
        "most": "Maximum",
        "mean": "Moyenne",
    }
    made = view("budget_statistics", "Statistiques des budgets", heads)
    rows = [row for row in departements.rows if comparable(row)]
    for year in sorted({row["year"] for row in rows}):
        some = [row for row in rows if row["year"] == year]
        for name in (*SUMS, "rate"):
            told = summary([row[name] for row in some if row.get(name) is not None])
            made.rows.append(
                {
                    "year": year,
                    "what": name,
                    "departements": len(some),
                    "stated": told.count,
                    "least": told.least,
                    "first_quartile": told.first,
                    "median": told.middle,
                    "third_quartile": told.third,
                    "most": told.most,
                    "mean": told.mean,
                }
            )
    return made
