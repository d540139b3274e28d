"""Two independent readings of a figure agree; where they do not, totals may tell which is right."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.evidence import place_of
from reconcile.findings import finding
from reconcile.readings import Choice, Doubt, choose, doubt_of
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.rules import annex, budget
from reconcile.sums import Sum
from reconcile.tables.grid import by_table, grids
from reconcile.tables.totals import judge
from reconcile.wording import told
from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Cell
from schemas.findings import Finding

NOTHING = "…"  # what stands for words that the second reading does not see
TOLD: dict[Choice, str] = {
    "first": " Les totaux donnent raison à la première lecture.",
    "second": " Les totaux donnent raison à la seconde lecture (proposition, à vérifier).",
    "none": "",
}


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Every sum and every cell that was read twice; a sum in a cell counts once."""
    amounts = [row for row in facts.amounts if row.second_reading]
    read: list[Amount | Cell] = [*amounts, *_cells_alone(facts)]
    doubts = [doubt_of(row) for row in read if row.second_reading != "confirmed"]
    chosen = choose(doubts, sums(facts, document_id)) if doubts else []
    yield from (AGREED for _ in range(len(read) - len(doubts)))
    yield from (SKIPPED for _ in range(_left_out(facts)))
    for doubt, choice in zip(doubts, chosen, strict=True):
        yield failed(_finding(doubt, choice, document_id))


def sums(facts: DocumentFacts, document_id: str) -> Iterator[Sum]:
    """Every total that is held against its parts: in tables, budgets and annexes."""
    for table, cells in by_table(facts):
        for judged in (each for grid in grids(table, cells) for each in judge(grid)):
            yield from (each for _, each in (*judged.held, *judged.off))
    found = [each for _, each in budget.shares_and_totals(facts)]
    found += [each for _, each in annex.totals(facts, document_id)]
    yield from (each for each in found if each is not None)


def _finding(doubt: Doubt, choice: Choice, document_id: str) -> Finding:
    """A warning; an information where the totals confirm the reading that was kept."""
    row = doubt.row
    check_it = "" if choice == "first" else " : à vérifier sur la page"
    return finding(
        "reading",
        document_id,
        f"Page {row.page}",
        f"{_told(row)}{check_it}.{TOLD[choice]}",
        severity="info" if choice == "first" else "warning",
        stated=doubt.value,
        computed=doubt.other if choice == "second" else None,
        unit=row.unit,
        places=[place_of(row, document_id)],
    )


def _told(row: Amount | Cell) -> str:
    """Both readings."""
    if isinstance(row, Amount) and row.amount is None and row.raw == row.second_reading:
        return f"« {row.raw} », page {row.page}, ne se lit qu'à la seconde lecture"
    second = "rien" if row.second_reading == NOTHING else f"« {row.second_reading} »"
    if isinstance(row, Amount):
        first = "rien" if row.amount is None else told(row.amount, row.unit)
        what = f"Un montant de la page {row.page} se lit {first}"
    else:
        what = f"Une case de la page {row.page} se lit « {row.value} »"
    return f"{what}, et {second} à la seconde lecture"


def _left_out(facts: DocumentFacts) -> int:
    """How many sums, and cells with figures, have no second reading on pages that were read twice."""
    rows: list[Amount | Cell] = [*facts.amounts, *facts.cells]
    twice = {row.page for row in rows if row.second_reading}
    return len(
        [
            row
            for row in rows
            if not row.second_reading and row.page in twice and any(map(str.isdigit, row.raw))
        ]
    )


def _cells_alone(facts: DocumentFacts) -> Iterator[Cell]:
    """The cells that were read twice and print no sum that is told already.

    A cell that another program fills otherwise is told, though the sum in it be confirmed.
    """
    sums: dict[int, list[Amount]] = {}
    for row in facts.amounts:
        if row.second_reading:
            sums.setdefault(row.page, []).append(row)
    for cell in facts.cells:
        off = cell.second_reading != "confirmed"
        if cell.second_reading and not any(
            (not off or row.second_reading != "confirmed")
            and cell.x0 - 1 <= row.x0 and row.x1 <= cell.x1 + 1
            and cell.top - 1 <= row.top and row.bottom <= cell.bottom + 1
            for row in sums.get(cell.page, ())
        ):  # fmt: skip
            yield cell


RULES = (
    Rule(
        "reading",
        "Deux lectures indépendantes d'un chiffre concordent",
        "Un chiffre mal lu fausse tout ce qui en découle : deux lectures qui diffèrent le signalent.",
        "27 410,00 € à la première lecture, 27 140,00 € à la seconde.",
        check,
    ),
)
