"""Budgets side by side: planned, executed, rate, shares and carry-overs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from export.compare import lines
from export.compare.denominators import Denominators
from export.compare.indicators import who
from export.compare.statistics import HEADS, Summary, ranks, summary, tidy
from export.compare.views import Record, Streamed, View, view

if TYPE_CHECKING:
    import duckdb

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
_PLACES = len(_FROM)
_STATES = {f"{name}_state": f"{said.removesuffix(' (€)')} : état" for name, said in SUMS.items()}
_MONEY = frozenset(SUMS)
BATCH = 5_000  # rows of the database held at a time


def per_action(base: duckdb.DuckDBPyConnection) -> View:
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
    many = lines.count(base, by_measure=None)
    return made.holding(Streamed(many, lambda: _actions(base, made.at)))


def _actions(base: duckdb.DuckDBPyConnection, at: Mapping[str, int]) -> Iterator[Record]:
    for code, year, measure, number, title, document, source, page, states, *sums in _all(
        base, lines.ACTIONS
    ):
        planned, executed = sums[:2]
        rate = overrun = None
        if planned is not None and executed is not None:
            overrun = executed - planned if executed > planned else None
            rate = _rate(executed, planned)
        told = (*_named(code), year, measure, number, title, *sums, rate, overrun)
        yield Record(at, (*told, *_split(states), document, source, page))


def _all(base: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query; one is gone through before the next is asked."""
    found = base.execute(query)
    while some := found.fetchmany(BATCH):
        yield from some


@cache
def _named(code: str) -> tuple[str, ...]:
    return tuple(who(code).values())


@cache
def _split(states: str) -> tuple[str, ...]:
    """The states of SUMS; few combinations exist, and each is held once."""
    return tuple(states.split())


def _rate(executed: Decimal, planned: Decimal) -> Decimal | None:
    return tidy(100 * executed / planned) if planned else None


def per_measure(base: duckdb.DuckDBPyConnection) -> View:
    """One row per measure, département and year: what its actions add up to."""
    heads = {**_WHO, "year": "Année", "measure": "Mesure", **_COMMON, **_FROM}
    made = view("measures", "Budgets par mesure", heads, _MONEY)
    many = lines.count(base, by_measure=True)

    def rows() -> Iterator[Record]:
        for measure, told in _rows(base, by_measure=True):
            yield Record(made.at, (*told[:4], measure, *told[4:]))

    return made.holding(Streamed(many, rows))


def per_departement(base: duckdb.DuckDBPyConnection, denominators: Denominators) -> View:
    """One row per département and year, with its rank and what stands out."""
    per = {f"per_{name}": f"Exécuté pour 1 {name}" for name in denominators.names}
    heads = {**_WHO, "year": "Année", **_COMMON, **_RANKS, **per, **_FROM, "note": "Remarque"}
    made = view("budgets", "Budgets par département", heads, _MONEY)
    rows = [told for _, told in _rows(base, by_measure=False)]
    at = made.at
    notes = _repeated([(Record(at, row), row[-2]) for row in rows])
    by_year: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        year = row[at["year"]]
        if place not in notes and year is not None:
            by_year[year].append(place)
    standing = {
        place: told
        for some in by_year.values()
        for place, told in _standing(some, [Record(at, rows[place]) for place in some])
    }
    told = []
    for place, row in enumerate(rows):
        known = Record(at, row)
        code, year = known["departement_code"], known["year"]
        divided = denominators.divide(known["executed"], code, year) if per else {}
        ranked = standing.get(place, {})
        beside = (*map(ranked.get, _RANKS), *map(divided.get, per))
        whole = (*row[:-_PLACES], *beside, *row[-_PLACES:], notes.get(place))
        told.append(Record(at, whole))
    return made.holding(told)


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


def _rows(
    base: duckdb.DuckDBPyConnection, *, by_measure: bool
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The measure, and the cells of _WHO, the year, _COMMON and _FROM; rates by exact decimals."""
    for code, year, measure, document, source, page, *rest in _all(base, lines.whole(by_measure)):
        states, actions, both, planned, executed, *sums = rest
        rate = _rate(executed, planned) if both else None
        told = (*_named(code), year, actions, both, *sums, rate, *_split(states))
        yield measure, (*told, document, source, page)


def _repeated(rows: list[tuple[Record, str]]) -> dict[int, str]:
    """Two reports of one département and year: the same figures count once, others not at all.

    Rows come with the file that they are of.
    """
    there: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for place, (row, _) in enumerate(rows):
        there[row["departement_code"], row["year"]].append(place)
    notes: dict[int, str] = {}
    for some in there.values():
        told = [tuple(rows[place][0][name] for name in (*RANKED, "actions")) for place in some]
        if all(one == told[0] for one in told):
            said = f"double de {rows[some[0]][1]} : compté une fois"
            notes.update(dict.fromkeys(some[1:], said))
        else:
            said = "plusieurs rapports de la même année diffèrent : non comparé"
            notes.update(dict.fromkeys(some, said))
    return notes


def comparable(row: Mapping[str, Any]) -> bool:
    """Whether a row enters ranks and medians."""
    return not row.get("note") and row["year"] is not None


def _standing(places: list[int], rows: list[Record]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rank of each row among those that state it, and what stands out."""
    found: dict[int, dict[str, Any]] = {place: {} for place in places}
    for name in RANKED:
        known = {
            place: row[name]
            for place, row in zip(places, rows, strict=True)
            if row[name] is not None
        }
        told = summary(list(known.values()))
        for place, rank in ranks(known).items():
            one = found[place]
            one |= {f"{name}_rank": rank, f"{name}_of": told.count}
            _stands_out(one, name, known[place], told)
    yield from found.items()


_SAID = {"planned": "prévu", "executed": "exécuté", "rate": "taux"}


def _stands_out(row: dict[str, Any], name: str, value: Decimal, told: Summary) -> None:
    if why := told.unusual(value):
        before = f"{row['outlier']} ; " if row.get("outlier") else ""
        row["outlier"] = f"{before}{_SAID[name]} {why}"


def budget_statistics(departements: View) -> View:
    """Per year and sum: how many départements state it, and the summary of what they state."""
    heads = {
        "year": "Année",
        "what": "Grandeur",
        "departements": "Départements",
        "stated": "Énoncé",
        **HEADS,
    }
    made = view("budget_statistics", "Statistiques des budgets", heads)
    by_year: dict[int, list[Record]] = defaultdict(list)
    for row in departements.rows:
        if comparable(row):
            by_year[row["year"]].append(row)
    for year, some in sorted(by_year.items()):
        for name in (*SUMS, "rate"):
            told = summary([row[name] for row in some if row.get(name) is not None])
            counts = {"departements": len(some), "stated": told.count}
            made.add({"year": year, "what": name, **counts, **told.columns()})
    return made
