"""Sums of a budget table that name others: shares that close a total, totals told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from normalize.labels import Phase
from normalize.rapport_execution.budget_rows import is_account
from normalize.rapport_execution.budget_sums import Sum, line_of_cell, stated_in


def closed(sums: Sequence[Sum], phase: Phase | None) -> list[Sum]:
    """The sums, with the rows of no known name that make the shares of a column its total.

    One of an account plan that adds up the rows under it is none (`74 - Subventions`).
    """
    found = list(sums)
    for column in {each.cell.column for each in sums}:
        here = [i for i, each in enumerate(found) if each.cell.column == column]
        for index in here:
            if is_account(found[index].row.label) and _heads(found[index], found, here):
                said = replace(found[index].row.reading, subtotal=True)
                found[index] = replace(found[index], row=replace(found[index].row, reading=said))
        totals = [found[i].line for i in here if found[i].row.reading.role == "total"]
        parts = [i for i in here if (line := found[i].line) and line.role == "share"]
        left = [i for i in here if _is_nameless(found[i])]
        if len(totals) != 1 or totals[0] is None or not parts or not left:
            continue
        if sum(stated_in(found[i]) for i in (*parts, *left)) == totals[0].reading.amount:
            for i in left:
                row = replace(found[i].row, unknown=found[i].row.label)
                line = line_of_cell(found[i].cell, row, found[i].column, phase, alone=False)
                found[i] = replace(found[i], row=row, line=line)
    return found


def with_phase_totals(sums: Sequence[Sum], phase: Phase | None) -> list[Sum]:
    """The sums, with each subtotal that is the whole of one phase as its total.

    `Budget prévisionnel | Sous-total` below the shares of that phase, which has no other total.
    """
    found = list(sums)
    for index, each in enumerate(sums):
        said = each.row.reading
        if each.line is not None or not said.subtotal or said.role is not None or not said.phase:
            continue
        own = [one for one in sums if one.cell.column == each.cell.column]
        rows = [one for one in own if one.row.reading.phase == said.phase]
        parts = [one for one in rows if one.line is not None]
        partial = [one for one in rows if one.row.reading.subtotal and one.line is None]
        shares = all(one.line is not None and one.line.role == "share" for one in parts)
        whole = sum(map(stated_in, parts), Decimal(0))
        if len(partial) == 1 and len(parts) > 1 and shares and whole == stated_in(each):
            row = replace(each.row, reading=replace(said, role="total", subtotal=False))
            line = line_of_cell(each.cell, row, each.column, phase, alone=False)
            found[index] = replace(each, row=row, line=line)
    return found


def _heads(one: Sum, sums: Sequence[Sum], here: Sequence[int]) -> bool:
    """Whether the sum of a row is that of the rows under it, up to the next of its kind."""
    under = []
    for index in here:
        each = sums[index]
        if each.cell.row > one.cell.row:
            if is_account(each.row.label) or each.row.reading.role == "total":
                break
            under.append(stated_in(each))
    return bool(under) and sum(under) == stated_in(one)


def _is_nameless(each: Sum) -> bool:
    """Whether a cell states a sum beside words that name no funder, and is no expense."""
    row = each.row
    plain = row.kind == "other" and bool(row.label) and not row.unknown and not row.spends
    return plain and not row.reading.subtotal and each.column.is_value and stated_in(each) != 0


def lines_made(sums: Sequence[Sum]) -> list[Sum]:
    """The sums that make lines; of rows of another kind, only where no total adds them up."""
    made = [each for each in sums if each.line is not None]
    totals = any(each.row.reading.role == "total" for each in made)
    several = len({each.cell.row for each in sums if each.cell.text}) > 1
    by_column = any(each.head.role == "share" for each in made)
    if not totals and (by_column or not several):
        return made
    return [each for each in made if each.row.kind != "other" or each.row.unknown]


def is_repeated(one: Sum, made: Sequence[Sum]) -> bool:
    """Whether a sum only says again what others of its table do.

    So does a total, of rows or of columns, of the shares of one funder that are told one by one;
    and the second of two equal totals, of what is spent and of what pays for it.
    """
    line = one.line
    if line is None or line.role == "carry_over":
        return False
    if line.role == "total":
        return one.row.holds == "expenses" and any(_is_same_total(one, each) for each in made)
    crossed = one.row.reading.role == "total" or one.head.role == "total"
    if not crossed:
        return False
    parts = [each for each in made if each is not one and _is_part(each, one)]
    if one.row.reading.role == "total":
        return bool(parts)
    years = {each.line.year for each in parts if each.line}
    whole = line.reading.amount
    return len(parts) > 1 and (
        (None not in years and len(years) == len(parts))
        or sum((_amount(each) for each in parts), Decimal(0)) == whole
    )


def _is_part(each: Sum, crossed: Sum) -> bool:
    """Whether a sum is a share that a total of the same funder and phase holds."""
    one, whole = each.line, crossed.line
    if one is None or whole is None or one.role != "share" or one.phase != whole.phase:
        return False
    if (one.funder and one.funder.funder, one.other) != (
        whole.funder and whole.funder.funder,
        whole.other,
    ):
        return False
    if crossed.row.reading.role == "total":
        same = each.cell.column == crossed.cell.column
        return same and each.row.reading.role != "total"
    return each.cell.row == crossed.cell.row and each.head.role != "total"


def _is_same_total(spent: Sum, paid: Sum) -> bool:
    one, other = spent.line, paid.line
    if one is None or other is None or paid.row.holds == "expenses" or other.role != "total":
        return False
    same = (one.phase, one.year, one.reading.amount) == (
        other.phase,
        other.year,
        other.reading.amount,
    )
    return same and one.reading.amount is not None


def _amount(each: Sum) -> Decimal:
    line = each.line
    return line.reading.amount if line and line.reading.amount is not None else Decimal(0)
