"""Totals stated in sentences, against the table, the list or the set of tables they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reconcile.evidence import Figure, figure
from reconcile.findings import finding
from reconcile.intervals import Interval, total
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.sums import Sum, exchanged_words, gap_words, in_doubt_first
from reconcile.tables.grid import Grid, grids
from reconcile.vocabulary import fold, words
from reconcile.wording import money
from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Cell, Table

_MOST_PARTS = 8
_FEWEST_ROWS = 3  # of a list without a total of its own
_TOTALS = ("total", "subtotal")


@dataclass(frozen=True, slots=True)
class Listed:
    """A table that lists sums: what it adds up to, and the totals that it prints."""

    table: Table
    parts: tuple[Figure, ...]
    totals: tuple[Figure, ...]

    @property
    def span(self) -> Interval:
        """What it adds up to."""
        return total(part.span for part in self.parts)


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Every sum in a sentence that calls itself a total."""
    listed = list(_listed(facts))
    for at, amount in enumerate(facts.amounts):
        if amount.table_id is None and amount.amount is not None and _is_total(amount):
            stated = figure(amount, document_id, amount.amount)
            if stated is not None:
                yield from _judged(facts, at, stated, listed, document_id)


def _is_total(amount: Amount) -> bool:
    """Whether the words just before the sum make it a total."""
    spot = amount.context.find(" ".join(amount.raw.split()))
    before = fold(amount.context[:spot] if spot >= 0 else amount.context)
    near = " ".join(before.split()[-6:])
    return any(word in near for word in words("prose")["totals"])


def _judged(
    facts: DocumentFacts, at: int, stated: Figure, listed: Sequence[Listed], document_id: str
) -> Iterator[Verdict]:
    amount = facts.amounts[at]
    if any(stated.span.meets(each.span) for each in listed) or _prints(stated, listed):
        yield AGREED
        return
    every = total(each.span for each in listed)
    if len(listed) > 1 and stated.span.meets(every):
        yield AGREED
        return
    parts = _announced(facts, at, document_id)
    if parts is not None:
        ways = [Sum(stated, parts[:count]) for count in range(2, len(parts) + 1)]
        if any(way.holds for way in ways):
            yield AGREED
        else:
            yield SKIPPED
        return
    meant = _meant(facts, amount, listed)
    if meant is None:
        yield SKIPPED
        return
    yield _finding(stated, meant, document_id)


def _prints(stated: Figure, listed: Sequence[Listed]) -> bool:
    return any(stated.value == each.value for entry in listed for each in entry.totals)


def _announced(facts: DocumentFacts, at: int, document_id: str) -> tuple[Figure, ...] | None:
    """The sums that follow a sentence that announces them; None where it announces none."""
    amount = facts.amounts[at]
    folded = fold(amount.context)
    if not any(word in folded for word in words("prose")["lists"]):
        return None
    following = [
        each
        for row in facts.amounts[at + 1 : at + 1 + _MOST_PARTS]
        if row.section_id == amount.section_id
        and (each := figure(row, document_id, row.amount)) is not None
    ]
    return tuple(following) if len(following) > 1 else None


def _meant(facts: DocumentFacts, amount: Amount, listed: Sequence[Listed]) -> list[Listed] | None:
    """The tables that the sentence speaks of, where there is no doubt; None elsewhere.

    A sentence that points at sums means all the lists before it; a line `Montant des …` of its
    own, just under the only list, means that list.
    """
    listed = [each for each in listed if each.table.part_id == amount.part_id]
    before = [each for each in listed if _precedes(each.table, amount)]
    folded = fold(amount.context)
    points = any(word in folded for word in words("prose")["sets"])
    if not before or len(before) != len(listed):
        return None
    if len(before) == 1:
        single = sum(each.context == amount.context for each in facts.amounts) == 1
        labelled = folded.startswith(tuple(words("prose")["labels"])) and len(folded.split()) <= 12
        alone = single and labelled and amount.page == before[0].table.page_end
        return before if alone or (points and single) else None
    return before if points and all(each.totals for each in before) else None


def _precedes(table: Table, amount: Amount) -> bool:
    end = table.bottom if table.page_end == table.page else 0.0
    return (table.page_end, end) <= (amount.page, amount.top)


def _listed(facts: DocumentFacts) -> Iterator[Listed]:
    """Tables of several rows with one column of sums of money."""
    cells: dict[str, list[Cell]] = {}
    for cell in facts.cells:
        cells.setdefault(cell.table_id, []).append(cell)
    for table in facts.tables:
        grid, _ = grids(table, cells.get(table.table_id, []))
        lane = _money_lane(grid)
        if lane is None:
            continue
        totals = [line for line in grid.lines if line.strong and line.kind in _TOTALS]
        plain = [line for line in grid.lines if line not in totals and lane in line.values]
        few = len(plain) < (1 if totals else _FEWEST_ROWS)
        if few or any(lane in line.unknown for line in grid.lines):
            continue
        yield Listed(
            table,
            tuple(line.values[lane] for line in plain),
            tuple(line.values[lane] for line in totals if lane in line.values),
        )


def _money_lane(grid: Grid) -> int | None:
    """The column of sums, where there is only one."""
    lanes = [index for index, lane in grid.lanes.items() if lane.unit == "EUR"]
    if not lanes:
        lanes = [index for index, lane in grid.lanes.items() if lane.named and lane.summed]
    return lanes[0] if len(lanes) == 1 else None


def _finding(stated: Figure, meant: Sequence[Listed], document_id: str) -> Verdict:
    parts = tuple(each for entry in meant for each in entry.parts)
    checked = Sum(stated, parts)
    shown = tuple(entry.totals[-1] for entry in meant if entry.totals) or parts
    computed = sum((part.value for part in parts), Decimal(0))
    words_, doubtful = exchanged_words(checked) if len(meant) == 1 else ("", None)
    what = "le tableau" if len(meant) == 1 else f"les {len(meant)} tableaux"
    message = (
        f"Le texte (page {stated.place.page}) annonce {money(stated.value)} et {what} "
        f"({len(parts)} montants) {'font' if len(meant) > 1 else 'fait'} {money(computed)}, "
        f"{gap_words(checked.gap)}.{words_}"
    )
    return failed(
        finding(
            "prose_total", document_id, "Total annoncé dans le texte", message,
            in_doubt_first((stated, *shown), doubtful),
            stated=stated.value, computed=computed, unit="EUR",
        )
    )  # fmt: skip


RULES = (
    Rule(
        "prose_total",
        "Un total annoncé dans une phrase est celui du tableau dont elle parle",
        "C'est la phrase que l'assemblée vote ; le tableau est ce qui sera payé.",
        "« pour un montant total de 2 907 824 € » ; les 22 tableaux font 2 907 284 €.",
        check,
    ),
)
