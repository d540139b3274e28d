"""Totals of tables of any kind, by rows and by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reconcile.evidence import Figure
from reconcile.findings import finding
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.sums import LOOSE, Sum, Witnesses, exchanged_words, in_doubt_first
from reconcile.tables.grid import Grid, Line, by_table, grids
from reconcile.tables.relations import Derived, Related, relate
from reconcile.tables.totals import Judged, judge
from reconcile.wording import direction, told
from schemas.dataset import DocumentFacts
from schemas.facts import Table
from schemas.findings import Finding

_SHOWN = 60


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Every total and subtotal of every table, against what it covers.

    Tables are looked at one at a time and let go; what is said of sums that do not hold exactly
    waits until all are heard.
    """
    witnesses = Witnesses()
    wide: list[tuple[Grid, Line, int, Sum]] = []
    later: list[Verdict] = []
    last: list[Verdict] = []
    for table, cells in by_table(facts):
        for grid in grids(table, cells):
            for each in judge(grid):
                for lane, checked in each.held:
                    if witnesses.hear(checked):
                        wide.append((grid, each.line, lane, checked))
                    else:
                        yield AGREED
                later += _others(grid, each, document_id)
            last += _relations(grid, document_id)
    yield from _wide(wide, document_id, plain=witnesses.plain)
    yield from later
    yield from last


def _wide(
    wide: Sequence[tuple[Grid, Line, int, Sum]], document_id: str, *, plain: bool
) -> Iterator[Verdict]:
    """Sums whose gap rounding explains; a warning in a document that does not round."""
    for grid, line, lane, checked in wide:
        if plain:
            yield failed(_finding(grid, line, lane, checked, document_id, doubt=LOOSE))
        else:
            yield AGREED


def _others(grid: Grid, judged: Judged, document_id: str) -> Iterator[Verdict]:
    """Sums that do not hold, and those that could not be judged."""
    for _ in range(judged.unjudged):
        yield SKIPPED
    for lane, checked in judged.off:
        doubt = _doubt(grid, judged, lane, checked)
        yield failed(_finding(grid, judged.line, lane, checked, document_id, doubt=doubt))


def _doubt(grid: Grid, judged: Judged, lane: int, checked: Sum) -> str:
    """What may explain that a sum does not hold; empty where nothing does."""
    signed = any(figure.value < 0 for figure in checked.figures)
    if lane in judged.gaps and (checked.gap > 0 or signed):
        return " Des cases vides peuvent l'expliquer."
    if not grid.table.header_rows and grid.table.page > 1 and not judged.held:
        return " Sans en-tête, le tableau peut être la suite d'un autre."
    return ""


def _finding(
    grid: Grid, line: Line, lane: int, checked: Sum, document_id: str, *, doubt: str
) -> Finding:
    """The finding; a warning where there is a doubt to be said."""
    unit = grid.lanes[lane].unit
    words, doubtful = exchanged_words(checked, unit=unit)
    message = (
        f"{_where(grid.table)}, {_named(line.label, 'colonne' if grid.across else 'ligne')}"
        f"{_along(grid, lane)} : {told(checked.stated.value, unit)} annoncés, "
        f"{told(checked.computed, unit)} par addition de {len(checked.parts)} chiffres, soit "
        f"{told(abs(checked.gap), unit)} {direction(checked.gap)} que leur somme.{words}{doubt}"
    )
    return finding(
        "table_total",
        document_id,
        _subject(grid.table, line),
        message,
        in_doubt_first(checked.figures, doubtful),
        severity="warning" if doubt else "error",
        stated=checked.stated.value,
        computed=checked.computed,
        unit=unit,
    )


def _relations(grid: Grid, document_id: str) -> Iterator[Verdict]:
    """Means, balances and rates."""
    for related in relate(grid):
        for _ in range(related.held):
            yield AGREED
        for _ in range(related.unjudged):
            yield SKIPPED
        for lane, derived in related.off:
            yield failed(_derived(grid, related, lane, derived, document_id))


def _derived(
    grid: Grid, related: Related, lane: int, derived: Derived, document_id: str
) -> Finding:
    formula = related.formula
    unit = grid.lanes[lane].unit if not grid.across else None
    computed = _same_places(derived.computed, derived.stated)
    gap = derived.stated.value - computed
    names = [grid.lines[i].label for i in formula.lines] if formula else []
    message = (
        f"{_where(grid.table)}, {_named(related.line.label, 'colonne' if grid.across else 'ligne')}"
        f"{_along(grid, lane)} : {told(derived.stated.value, unit)} annoncés, "
        f"{told(computed, unit)} par calcul ({_recipe(related, names)}), soit "
        f"{told(abs(gap), unit)} {direction(gap)}."
    )
    return finding(
        "table_total",
        document_id,
        _subject(grid.table, related.line),
        message,
        (derived.stated, *derived.parts),
        severity="error" if related.sure else "warning",
        stated=derived.stated.value,
        computed=computed,
        unit=unit,
    )


def _same_places(value: Decimal, stated: Figure) -> Decimal:
    """The value with the decimals that the figure prints."""
    width = stated.span.width
    return value.quantize(width.normalize()) if width else value


def _recipe(related: Related, names: list[str]) -> str:
    quoted = [f"« {_short(name)} »" for name in names]
    kind = related.line.kind
    if kind == "mean":
        return f"moyenne de {len(quoted)} chiffres"
    return f"{quoted[0]} {'moins' if kind == 'balance' else '÷'} {quoted[1]}"


def _where(table: Table) -> str:
    name = f"Tableau « {_short(table.caption)} »" if table.caption else "Tableau"
    return f"{name} (page {table.page})"


def _named(label: str, kind: str) -> str:
    return f"{kind} « {_short(label)} »" if label else kind


def _along(grid: Grid, lane: int) -> str:
    label = grid.lanes[lane].label
    return f", {_named(label, 'ligne' if grid.across else 'colonne')}" if label else ""


def _subject(table: Table, line: Line) -> str:
    return _short(" – ".join(filter(None, (table.caption, line.label))) or table.table_id)


def _short(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"


RULES = (
    Rule(
        "table_total",
        "Un total de tableau est celui de ses lignes ou de ses colonnes",
        "Une ligne ou une colonne qui se dit total, sous-total ou moyenne doit être celle des "
        "chiffres qu'elle couvre ; les sous-totaux ne comptent qu'une fois, les colonnes qui ne "
        "s'additionnent pas sont laissées de côté.",
        "Ligne « Total », colonne « Montant » : 14 000,00 € annoncés, 13 500,00 € par addition.",
        check,
    ),
)
