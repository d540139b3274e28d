"""The budget of an action, in the four ways that reports print it."""

from __future__ import annotations

from samples.blocks import Block, Bullets, Cell, Grid, Para
from samples.facts import Action, Line
from samples.layouts import SPACES, Layout
from samples.money import percent, printed

NAMES = {
    "etat": "État",
    "departement": "Département",
    "region": "Région",
    "caf": "CAF",
    "msa": "MSA",
    "ue": "FSE+",
    "commune": "Commune",
    "epci": "Communauté de communes",
    "france_travail": "France Travail",
    "cpam": "CPAM",
    "ars": "ARS",
}
WITH_ARTICLE = {
    "etat": "l'État",
    "departement": "le Département",
    "region": "la Région",
    "caf": "la CAF",
    "msa": "la MSA",
    "ue": "le FSE+",
    "france_travail": "France Travail",
    "epci": "la communauté de communes",
    "ars": "l'ARS",
    "cpam": "la CPAM",
    "commune": "la commune",
}
ORIGINS = {"report": "Report", "avenant": "Avenant", "convention": "Convention"}


class Purse:
    """Prints the lines of one action; `ids` gives the anchor of each line."""

    def __init__(self, action: Action, key: str, layout: Layout) -> None:
        self.action, self.key, self.layout = action, key, layout
        self.space = SPACES[layout.space]

    def anchor(self, line: Line) -> str:
        return f"[[{line_anchor(self.key, self.action, line)}]]"

    def amount(self, line: Line) -> str:
        if line.amount is None:
            return line.words
        rank = self.action.lines.index(line)
        notation = self.layout.notations[rank % len(self.layout.notations)]
        return printed(line.amount, notation, self.space)

    def marked(self, line: Line) -> str:
        return self.anchor(line) + self.amount(line)

    def funder(self, line: Line) -> str:
        return self.layout.etat if line.funder == "etat" else NAMES[line.funder or ""]

    def short(self, line: Line) -> str:
        return {"departement": "CD", "etat": self.layout.etat}.get(
            line.funder or "", NAMES.get(line.funder or "", "")
        )

    def article(self, line: Line) -> str:
        return "l'" + self.layout.etat if line.funder == "etat" else WITH_ARTICLE[line.funder or ""]


def line_anchor(key: str, action: Action, line: Line) -> str:
    """The anchor of a line of the action that `key` names."""
    return f"{key}:line:{action.lines.index(line)}"


def rate_sentence(action: Action) -> str:
    """What is said of the consumption rate; nothing when it is not printed."""
    if action.rate is None:
        return ""
    as_of = f" au {action.as_of}" if action.as_of else ""
    return f"Le taux de consommation des crédits est de {percent(action.rate)} %{as_of}."


def planned_bullets(purse: Purse) -> list[Block]:
    """`Budget total : …`, then a bullet per share."""
    blocks: list[Block] = [Para(f"Du {purse.action.period}")] if purse.action.period else []
    blocks.extend(
        Para(f"{purse.anchor(line)}Budget total : {purse.amount(line)}")
        for line in purse.action.of("planned", "total")
    )
    items = []
    for rank, line in enumerate(purse.action.of("planned", "share")):
        origin = ORIGINS.get(line.origin or "", "Part")
        year = f" {line.year}" if line.year else ""
        source = (
            f"{origin} {purse.short(line)}{year}"
            if rank % 2 == 0 or not year
            else (f"{origin}{year} {purse.short(line)}")
        )
        items.append((0, f"{purse.anchor(line)}{source} : {purse.amount(line)}"))
    return [*blocks, Bullets(tuple(items))] if items else blocks


def executed_bullets(purse: Purse) -> list[Block]:
    """`Consommation totale : …`, then two bullets per funder."""
    action = purse.action
    blocks: list[Block] = [Para(f"Au {action.as_of} :")] if action.as_of else []
    blocks.extend(
        Para(f"{purse.anchor(line)}Consommation totale : {purse.amount(line)}")
        for line in action.of("executed", "total")
    )
    items = []
    for line in action.lines:
        if line.phase != "executed" or line.role == "total":
            continue
        if line.role == "share":
            words = f"Dépenses exécutées sur la part financée par {purse.article(line)}"
        elif line.funder == "etat":
            words = f"Dépenses à reporter sur {line.year} sur la part financée par {purse.article(line)}"
        else:
            words = f"Dépenses à reprogrammer sur {line.year} par {purse.article(line)}"
        items.append((0, f"{purse.anchor(line)}{words} = {purse.amount(line)}"))
    return [*blocks, Bullets(tuple(items))] if items else blocks


def combined_table(purse: Purse) -> Grid:
    """Funders in rows; planned, executed, remaining in columns; a total row."""
    lines = {(line.funder, line.phase, line.role): line for line in purse.action.lines}
    columns = [("planned", "share"), ("executed", "share")]
    carried = purse.action.of("executed", "carry_over")
    if carried:
        columns.append(("executed", "carry_over"))
    head = ["Financeur", "Budget prévu", "Dépenses exécutées"]
    if carried:
        head.append(f"Reste à reporter sur {carried[0].year}")
    rows = [tuple(Cell(text) for text in head)]
    for funder in dict.fromkeys(line.funder for line in purse.action.lines if line.funder):
        first = next(line for line in purse.action.lines if line.funder == funder)
        cells = [Cell(purse.funder(first))]
        for phase, role in columns:
            line = lines.get((funder, phase, role))  # type: ignore[arg-type]
            cells.append(Cell(purse.marked(line) if line else ""))
        rows.append(tuple(cells))
    total = [Cell("Total")]
    for phase, role in columns:
        line = lines.get((None, phase, "total" if role == "share" else role))  # type: ignore[arg-type]
        total.append(Cell(purse.marked(line) if line else ""))
    return Grid(
        f"{purse.key}:budget-table",
        (*rows, tuple(total)),
        1,
        (2.0, *(1.4 for _ in columns)),
        purse.layout.ruling,
        total_row=True,
        align="right",
        font_size=9,
    )


def planned_table(purse: Purse) -> Grid:
    """Where the shares have an origin: funder, origin, amount."""
    rows = [tuple(Cell(text) for text in ("Financeur", "Origine des crédits", "Montant prévu"))]
    for line in purse.action.of("planned", "share"):
        origin = f"{ORIGINS.get(line.origin or '', '')} {line.year or ''}".strip()
        rows.append((Cell(purse.funder(line)), Cell(origin), Cell(purse.marked(line))))
    rows.extend(
        (Cell("Budget total"), Cell(), Cell(purse.marked(line)))
        for line in purse.action.of("planned", "total")
    )
    return Grid(
        f"{purse.key}:planned-table",
        tuple(rows),
        1,
        (2.0, 1.6, 1.4),
        purse.layout.ruling,
        numeric_from=2,
        total_row=True,
        align="right",
        font_size=9,
    )


def executed_table(purse: Purse) -> tuple[list[Block], Grid]:
    """Funder, spent, carried over.

    The total is a row, unless that row would leave open what is carried over in all: then it is a
    line above the table.
    """
    carried = purse.action.of("executed", "carry_over")
    totals = purse.action.of("executed", "total")
    year = carried[0].year if carried else ""
    head = ("Financeur", "Dépenses exécutées", f"À reporter sur {year}")
    rows = [tuple(Cell(text) for text in head[: 3 if carried else 2])]
    for line in purse.action.of("executed", "share"):
        left = [Cell(purse.marked(c)) for c in carried if c.funder == line.funder]
        rows.append((Cell(purse.funder(line)), Cell(purse.marked(line)), *left))
    in_all = [Cell(purse.marked(c)) for c in carried if c.funder is None]
    above: list[Block] = []
    for line in totals:
        if carried and not in_all:
            above.append(Para(f"{purse.anchor(line)}Consommation totale : {purse.amount(line)}"))
        else:
            rows.append((Cell("Consommation totale"), Cell(purse.marked(line)), *in_all))
    grid = Grid(
        f"{purse.key}:executed-table",
        tuple(rows),
        1,
        (2.0, 1.5, 1.5)[: len(rows[0])],
        purse.layout.ruling,
        total_row=not above,
        align="right",
        font_size=9,
    )
    return above, grid


def years_table(purse: Purse) -> Grid:
    """Funders in rows; under `Prévu` and `Exécuté` one column per year."""
    lines = {(line.funder, line.phase, line.year): line for line in purse.action.lines}
    years = sorted({line.year for line in purse.action.lines if line.year})
    phases = [("planned", "Budget prévisionnel"), ("executed", "Budget exécuté")]
    first = (Cell("Financeurs", row_span=2), *(Cell(n, column_span=len(years)) for _, n in phases))
    rows = [first, tuple(Cell(str(year)) for _ in phases for year in years)]
    for funder in [*dict.fromkeys(x.funder for x in purse.action.lines if x.funder), None]:
        named = next(line for line in purse.action.lines if line.funder == funder)
        cells = [Cell(purse.funder(named) if funder else "Total")]
        for phase, _ in phases:
            for year in years:
                line = lines.get((funder, phase, year))  # type: ignore[arg-type]
                cells.append(Cell(purse.marked(line) if line else ""))
        rows.append(tuple(cells))
    widths = (1.6, *(1.0 for _ in range(2 * len(years))))
    return Grid(
        f"{purse.key}:budget-table",
        tuple(rows),
        2,
        widths,
        purse.layout.ruling,
        total_row=True,
        align="right",
        font_size=8,
    )


def planned_sentence(purse: Purse) -> str:
    """`Le budget prévisionnel de l'action s'élève à …, dont … à la charge de …`."""
    (total,) = purse.action.of("planned", "total")
    shares = [
        f"{purse.marked(line)} à la charge {_of(purse.article(line))}"
        for line in purse.action.of("planned", "share")
    ]
    return (
        f"Le budget prévisionnel de l'action s'élève à {purse.marked(total)}, dont {_list(shares)}."
    )


def executed_sentence(purse: Purse) -> str:
    """`Au 31 décembre 2022, … ont été dépensés, dont … par …`."""
    (total,) = purse.action.of("executed", "total")
    shares = [
        f"{purse.marked(line)} par {purse.article(line)}"
        for line in purse.action.of("executed", "share")
    ]
    text = f"Au {purse.action.as_of}, {purse.marked(total)} ont été dépensés, dont {_list(shares)}."
    for line in purse.action.of("executed", "carry_over"):
        if line.amount is None:
            continue
        text += (
            f" Sur la part financée par {purse.article(line)}, {purse.marked(line)}"
            f" restent à reporter sur {line.year}."
        )
    return text


def _of(name: str) -> str:
    if name.startswith("le "):
        return "du " + name[3:]
    return "de " + name


def _list(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " et " + items[-1]
