"""Which of the columns of money is the sum granted."""

from __future__ import annotations

from normalize.funders import find_funders
from normalize.grants.columns import GRANTABLE, Money
from normalize.grants.grid import Grid
from normalize.grants.header import Columns
from normalize.grants.sums import plain_sum
from normalize.grants.words import says
from normalize.text import fold

LEAST_FIGURES = 0.5  # of the cells of the column that hold something


def granted_column(grid: Grid, columns: Columns, last: int, context: str) -> tuple[int, str] | None:
    """The column of the sum granted, and a doubt where several may be it."""
    moneys = list(columns.moneys.items())
    if (
        len(moneys) == 1
        and moneys[0][1].sort == "expected"
        and says("context", "grants", fold(context))
    ):
        return moneys[0][0], ""
    found = {
        column: money
        for column, money in columns.moneys.items()
        if money.sort in GRANTABLE and _holds_figures(grid, column, last)
    }
    if not found:
        return None
    found = _of_this_year(found)
    best = min(_rank(money) for money in found.values())
    left = [column for column, money in found.items() if _rank(money) == best]
    if len(left) == 1:
        return left[0], ""
    totals = [column for column in left if columns.moneys[column].total]
    if len(totals) == 1:
        return totals[0], _doubt_of_total(columns, left)
    names = ", ".join(f"« {columns.labels[column]} »" for column in left)
    latest = max(left, key=lambda column: (found[column].year or 0, column))
    return latest, f"plusieurs colonnes peuvent être le montant accordé : {names}"


def _rank(money: Money) -> int:
    return GRANTABLE.index(money.sort)


def _of_this_year(found: dict[int, Money]) -> dict[int, Money]:
    """Without what was granted in a former year, where another sum is of a later one.

    A proposal of no year stands beside sums of named years as the one of this year.
    """
    years = [money.year for money in found.values() if money.year is not None]
    proposals = {c: m for c, m in found.items() if m.sort == "proposed" and m.year is None}
    rest = [money for column, money in found.items() if column not in proposals]
    if proposals and rest and all(money.year is not None for money in rest):
        return proposals
    if len(set(years)) > 1 and len({money.sort for money in found.values()}) > 1:
        return {c: m for c, m in found.items() if m.year in (None, max(years))}
    return found


def _holds_figures(grid: Grid, column: int, last: int) -> bool:
    """Whether most of what the column holds are sums."""
    texts = [grid.text(row, column) for row in range(last, grid.table.rows)]
    filled = [text for text in texts if text]
    states = [plain_sum(text) for text in filled]
    sums = sum(reading.amount is not None or reading.state != "text" for reading in states)
    return not filled or sums >= LEAST_FIGURES * len(filled)


def _doubt_of_total(columns: Columns, left: list[int]) -> str:
    """A total beside the shares of several funders may be the cost of the whole."""
    funders = [column for column in left if find_funders(columns.labels[column])]
    if not funders:
        return ""
    names = ", ".join(f"« {columns.labels[column]} »" for column in left)
    return f"le total couvre plusieurs financeurs : {names}"
