"""The page of a comparison: pictures, each with its table, and where every figure is printed.

In French, self-contained, without a script and without anything from a network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.resources import files

from export import html
from export.compare import charts
from export.compare.budgets import comparable
from export.compare.cells import STATED, STATES, Cell
from export.compare.charts import Bar, written
from export.compare.comparability import MARKS
from export.compare.comparison import Comparison
from export.compare.indicators import KINDS, who
from export.compare.statistics import summary
from export.french import count
from export.html import Html, tag

PICTURED = 6  # indicators that get pictures: those that most départements state
MULTIPLES = 3  # of these, how many are followed over the years

Pictured = tuple[str, str, str]
"""Indicator, qualifier and unit."""


def page(done: Comparison, documents: str = "documents") -> Html:
    """The page; `documents` is where the files of the documents are, from the page."""
    style = (files(__package__) / "page.css").read_text("utf-8")
    many = count(len(done.departements), "département", "départements")
    chosen = _most_stated(done.cells)
    return html.page(
        "Départements comparés",
        style,
        tag("h1", "Départements comparés"),
        tag(
            "p",
            f"{many}. Seules les valeurs énoncées par les documents entrent dans les médianes, "
            "les moyennes et les rangs ; les autres sont montrées comme elles sont imprimées. "
            "Chaque chiffre renvoie au document et à la page qui l'impriment.",
        ),
        _legend(),
        *_map_of_what_is_there(done),
        *(
            part
            for one in chosen
            for part in _indicator(done.cells, one, one in chosen[:MULTIPLES])
        ),
        *_budgets(done),
        *_matrix(done),
        *_sources(done, documents),
    )


def _legend() -> Html:
    items = (f"{mark} {STATES[state]}" for state, mark in MARKS.items())
    return tag("p", "Légende : " + " · ".join(items))


def _link(document_id: str, page_number: int, text: object) -> Html:
    return tag("a", text, href=f"#d-{document_id}", title=f"page {page_number}")


def _cell(cell: Cell) -> Html:
    said = written(cell.value, cell.key.unit) if cell.value is not None else STATES[cell.state]
    return _link(cell.document_id, cell.page, said)


def _figure(title: str, picture: Html, heads: Sequence[str], rows: Iterable[Html]) -> Html:
    beside = tag("div", html.table(heads, rows), class_="scroll", tabindex="0")
    return tag("figure", tag("figcaption", title), picture, beside)


def _who(code: str) -> str:
    return f"{code} {who(code)['departement']}"


def _bar(code: str, value: Decimal | None, mark: str = "") -> Bar:
    return Bar(code, who(code)["departement"], value, mark)


def _map_of_what_is_there(done: Comparison) -> list[Html]:
    told: dict[str, list[Cell]] = {code: [] for code in done.departements}
    for cell in done.cells:
        told[cell.departement].append(cell)
    if not done.cells:
        return []
    counts = {code: sum(cell.state == STATED for cell in some) for code, some in told.items()}
    title = "Nombre de valeurs d'indicateurs énoncées par département"
    rows = (html.row(_who(code), str(counts[code]), str(len(told[code]))) for code in told)
    bars = [_bar(code, Decimal(number)) for code, number in counts.items()]
    return [
        tag("h2", "Qui énonce quoi"),
        _figure(
            title, charts.tile_map(bars, "", title), ("Département", "Énoncées", "Demandées"), rows
        ),
    ]


def _most_stated(cells: list[Cell]) -> list[Pictured]:
    """The indicators that most départements state as achieved, those of the national list first."""
    who_states: dict[tuple[bool, Pictured], set[str]] = defaultdict(set)
    for cell in cells:
        if cell.state == STATED and cell.key.kind == "achieved":
            place = (cell.key.indicator, cell.key.qualifier, cell.key.unit)
            who_states[not cell.national, place].add(cell.departement)
    ordered = sorted(who_states.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][1]))
    return [place for (_, place), some in ordered if len(some) > 1][:PICTURED]


def _indicator(cells: list[Cell], chosen: Pictured, over_years: bool) -> list[Html]:
    _, qualifier, unit = chosen
    mine = [
        cell for cell in cells if (cell.key.indicator, cell.key.qualifier, cell.key.unit) == chosen
    ]
    achieved = [cell for cell in mine if cell.key.kind == "achieved"]
    year = _year_most_told(achieved)
    here = sorted(
        (cell for cell in achieved if cell.year == year), key=lambda cell: cell.departement
    )
    bars = [_bar(cell.departement, cell.value, MARKS[cell.state]) for cell in here]
    middle = summary([bar.value for bar in bars if bar.value is not None]).middle
    name = mine[0].label + (f" – {qualifier}" if qualifier else "")
    rows = [html.row(_who(cell.departement), _cell(cell), f"p. {cell.page}") for cell in here]
    heads = ("Département", f"{year}", "Page")
    title = f"{name}, {year}"
    made = [
        tag("h2", name),
        _figure(f"{title} : carte", charts.tile_map(bars, unit, f"{title}, carte"), heads, rows),
        _figure(
            f"{title} : du plus grand au plus petit",
            charts.ranked_bars(bars, middle, unit, f"{title}, rangs"),
            heads,
            [html.row("Médiane", written(middle, unit), ""), *_ranked(here)],
        ),
    ]
    return [*made, _over_years(mine, name)] if over_years else made


def _ranked(here: list[Cell]) -> list[Html]:
    ordered = sorted(here, key=lambda cell: (cell.value is None, -(cell.value or 0)))
    return [html.row(_who(cell.departement), _cell(cell), f"p. {cell.page}") for cell in ordered]


def _year_most_told(achieved: list[Cell]) -> int:
    counts: dict[int, int] = defaultdict(int)
    for cell in achieved:
        counts[cell.year] += cell.state == STATED
    return max(counts, key=lambda year: (counts[year], year))


def _over_years(mine: list[Cell], name: str) -> Html:
    series: dict[str, dict[str, dict[int, Decimal]]] = {"achieved": {}, "target": {}}
    for cell in sorted(mine, key=lambda cell: cell.year):
        if cell.value is not None and cell.key.kind in series:
            series[cell.key.kind].setdefault(cell.departement, {})[cell.year] = cell.value
    names = {code: who(code)["departement"] for code in series["achieved"]}
    title = f"{name} : années (trait plein : atteint ; pointillé : cible ; chaque département à son échelle, depuis zéro)"
    picture = charts.small_multiples(series["achieved"], series["target"], names, title)
    years = sorted({cell.year for cell in mine})
    told: dict[tuple[str, str], dict[int, Cell]] = defaultdict(dict)
    for cell in mine:
        told[cell.departement, cell.key.kind][cell.year] = cell
    rows = (
        html.row(
            _who(code),
            KINDS[kind],
            *(_cell(known[year]) if year in known else "·" for year in years),
        )
        for (code, kind), known in sorted(told.items())
    )
    return _figure(title, picture, ("Département", "Nature", *map(str, years)), rows)


def _budgets(done: Comparison) -> list[Html]:
    rows = [row for row in done.view("budgets").rows if comparable(row)]
    if not rows:
        return []
    made = [tag("h2", "Budgets : prévu et exécuté")]
    for year in sorted({row["year"] for row in rows}):
        here = [row for row in rows if row["year"] == year]
        told = (
            html.row(
                _link(row["document_id"], row["page"], _who(row["departement_code"])),
                written(row.get("planned"), "EUR"),
                written(row.get("executed"), "EUR"),
                written(row.get("rate"), "%"),
                f"{row['actions_both']} / {row['actions']}",
            )
            for row in here
        )
        title = f"Prévu et exécuté en {year}"
        heads = ("Département", "Prévu", "Exécuté", "Taux", "Actions qui énoncent les deux")
        made.append(_figure(title, charts.planned_executed(here, title), heads, told))
    return made


def _matrix(done: Comparison) -> list[Html]:
    codes = sorted({cell.departement for cell in done.cells})
    rows: dict[tuple[bool, str, str, str, int], dict[str, Cell]] = defaultdict(dict)
    for cell in done.cells:
        key = cell.key
        rows[not cell.national, key.indicator, key.qualifier, key.kind, cell.year][
            cell.departement
        ] = cell
    made = []
    for (_, _, qualifier, kind, year), known in sorted(rows.items(), key=lambda pair: pair[0]):
        name = next(iter(known.values())).label + (f" – {qualifier}" if qualifier else "")
        marks = (
            tag(
                "td",
                _link(known[code].document_id, known[code].page, MARKS[known[code].state])
                if code in known
                else MARKS["not_asked"],
                class_="mark",
            )
            for code in codes
        )
        stated = sum(cell.state == STATED for cell in known.values())
        head = tag("th", f"{name}, {KINDS[kind]}, {year}", scope="row")
        made.append(tag("tr", head, tag("td", str(stated), class_="n"), *marks))
    if not made:
        return []
    heads = ("Indicateur", "Comparables", *map(_who, codes))
    return [
        tag("h2", "Comparabilité"),
        tag("p", "Deux départements ne se comparent que là où tous deux portent ●."),
        _legend(),
        tag("div", html.table(heads, made), class_="scroll", tabindex="0"),
    ]


def _sources(done: Comparison, documents: str) -> list[Html]:
    known = {cell.document_id: (cell.source, cell.departement) for cell in done.cells}
    known |= {
        row["document_id"]: (row["source"], row["departement_code"])
        for row in done.view("budgets").rows
    }
    rows = (
        tag(
            "tr",
            tag("td", tag("a", source, href=f"{documents}/{document_id}.json")),
            tag("td", _who(code)),
            id=f"d-{document_id}",
        )
        for document_id, (source, code) in sorted(known.items(), key=lambda pair: pair[1])
    )
    return [tag("h2", "Documents"), html.table(("Fichier", "Département"), rows)]
