"""The page of a comparison: pictures, each with its table, and where every figure is printed.

In French, self-contained, without a script and without anything from a network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.resources import files

from export import html
from export.compare import charts, page_budgets, page_indicators
from export.compare.cells import NOT_ASKED, STATED, STATES, Cell
from export.compare.comparability import MARKS
from export.compare.comparison import Comparison
from export.compare.indicators import KINDS
from export.compare.links import Links
from export.compare.page_parts import bar, figure, named
from export.french import count
from export.html import Html, tag

_SPELLED = {"not_available": "non disponible"}
MATRIX = 400  # lines of the matrix that a page can hold


def page(done: Comparison, links: Links) -> Html:
    """The page; `links` say where the documents are from it."""
    style = (files(__package__) / "page.css").read_text("utf-8")
    many = count(len(done.departements), "département", "départements")
    body = [
        tag("h1", "Départements comparés"),
        tag(
            "p",
            f"{many}. Seules les valeurs énoncées par les documents entrent dans les médianes, "
            "les moyennes et les rangs ; les autres sont montrées comme elles sont imprimées. "
            "Chaque chiffre renvoie au document et à la page qui l'impriment.",
        ),
        _legend(),
        *_map_of_what_is_there(done),
        *page_indicators.sections(done.cells, links),
        *page_budgets.sections(done.view("budgets").rows, links),
        *_matrix(done.cells, links),
    ]
    return html.page("Départements comparés", style, *body, *_documents(links))


def _legend() -> Html:
    items = (
        tag("span", tag("b", mark), f" = {_SPELLED.get(state, STATES[state])}", class_="key")
        for state, mark in MARKS.items()
    )
    return tag("p", "Légende : ", html.join(items, " "))


def _map_of_what_is_there(done: Comparison) -> list[Html]:
    told: dict[str, list[Cell]] = {code: [] for code in done.departements}
    for cell in done.cells:
        told[cell.departement].append(cell)
    if not done.cells:
        return []
    counts = {code: sum(cell.state == STATED for cell in some) for code, some in told.items()}
    title = "Nombre de valeurs d'indicateurs énoncées par département"
    rows = [
        html.row(named(code), html.figure_of(counts[code]), html.figure_of(len(told[code])))
        for code in told
    ]
    bars = [bar(code, Decimal(number)) for code, number in counts.items()]
    heads = ("Département", "Énoncées", "Demandées")
    return [
        tag("h2", "Qui énonce quoi"),
        figure(title, charts.tile_map(bars, "", title), heads, rows),
    ]


Line = tuple[bool, str, str, str, int]
"""Whether its own (not of the national list), indicator, qualifier, kind and year."""


def _matrix(cells: Sequence[Cell], links: Links) -> list[Html]:
    codes = sorted({cell.departement for cell in cells})
    lines: dict[Line, dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        key = cell.key
        lines[not cell.national, key.indicator, key.qualifier, key.kind, cell.year][
            cell.departement
        ] = cell
    if not lines:
        return []
    ordered = sorted(lines.items(), key=lambda pair: pair[0])
    rows = [_marks(line, known, codes, links) for line, known in ordered[:MATRIX]]
    heads = ("Indicateur", "Compa\u00adrables", *map(_upright, codes))
    left = len(ordered) - MATRIX
    more = f"Et {count(left, 'ligne', 'lignes')} de plus, que donne --view comparability."
    return [
        tag("h2", "Comparabilité"),
        tag("p", "Deux départements ne se comparent que là où tous deux portent ●."),
        _legend(),
        tag("div", html.table(heads, rows, class_="matrix"), class_="scroll", tabindex="0"),
        *([tag("p", more)] if left > 0 else []),
    ]


def _upright(code: str) -> Html:
    return tag("span", named(code), class_="up")


def _marks(line: Line, known: dict[str, Cell], codes: Iterable[str], links: Links) -> Html:
    _, _, qualifier, kind, year = line
    name = next(iter(known.values())).label + (f" – {qualifier}" if qualifier else "")
    marks = (
        tag("td", _mark(known[code], links) if code in known else MARKS[NOT_ASKED], class_="mark")
        for code in codes
    )
    stated = sum(cell.state == STATED for cell in known.values())
    head = tag("th", f"{name}, {KINDS[kind]}, {year}", scope="row")
    return tag("tr", head, tag("td", str(stated), class_="n"), *marks)


def _mark(cell: Cell, links: Links) -> Html:
    return links.to(cell.document_id, cell.source, cell.page, MARKS[cell.state])


def _documents(links: Links) -> list[Html]:
    """The documents that the page links to."""
    if not links.told:
        return []
    rows = []
    for document_id, source in sorted(links.told.items(), key=lambda pair: (pair[1], pair[0])):
        pdf = links.pdf(source)
        read = tag("a", "ce qui en a été lu", href=f"{links.documents}/{document_id}.json")
        name = tag("a", source, href=pdf) if pdf else source
        rows.append(tag("tr", tag("td", name), tag("td", read), id=f"d-{document_id}"))
    return [tag("h2", "Documents"), html.table(("Fichier", "Lecture"), rows)]
