"""Totals stated in sentences, against the table, the list or the set of tables they speak of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from reconcile.evidence import Figure, figure
from reconcile.findings import finding
from reconcile.intervals import Interval, total
from reconcile.registry import AGREED, SKIPPED, Rule, Verdict, failed
from reconcile.sums import Sum, exchanged_words, gap_words, in_doubt_first
from reconcile.tables.grid import Grid, by_rows, by_table
from reconcile.vocabulary import fold, words
from reconcile.wording import money
from schemas.dataset import DocumentFacts
from schemas.facts import Amount, Table

_MOST_PARTS = 8
_FEWEST_ROWS = 3  # of a list without a total of its own
_TOTALS = ("total", "subtotal")


@dataclass(frozen=True, slots=True)
class Listed:
    """A table that lists sums: what it adds up to, and the totals that it prints."""

    table: Table
    parts: tuple[Figure, ...]
    totals: tuple[Figure, ...]
    span: Interval


class Lists:
    """The lists of a document, so ordered that a sum need not be held against each of them."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        spans = sorted(each.span for each in listed)
        self._lows = [span.low for span in spans]
        self._highest = list(accumulate((span.high for span in spans), max))
        self._totals = {each.value for entry in listed for each in entry.totals}
        self._together = total(spans) if len(listed) > 1 else None
        self._parts: dict[str, list[Listed]] = {}
        for entry in listed:
            self._parts.setdefault(entry.table.part_id, []).append(entry)
        self._ends = {part: max(map(_end, lists)) for part, lists in self._parts.items()}

    def tell(self, stated: Figure) -> bool:
        """Whether a list adds up to a figure or prints it as its total, or all add up to it."""
        up_to = bisect_right(self._lows, stated.span.high)
        if up_to and self._highest[up_to - 1] >= stated.span.low:
            return True
        if stated.value in self._totals:
            return True
        return self._together is not None and stated.span.meets(self._together)

    def before(self, amount: Amount) -> Sequence[Listed]:
        """The lists of its part, where they all stand before a sum; none elsewhere."""
        end = self._ends.get(amount.part_id)
        if end is None or end > (amount.page, amount.top):
            return ()
        return self._parts[amount.part_id]


def check(facts: DocumentFacts, document_id: str) -> Iterator[Verdict]:
    """Every sum in a sentence that calls itself a total."""
    stated = list(_totals(facts, document_id))
    lists = Lists(list(_listed(facts)) if stated else ())
    for at, each in stated:
        yield from _judged(facts, at, each, lists, document_id)


def _totals(facts: DocumentFacts, document_id: str) -> Iterator[tuple[int, Figure]]:
    """The totals that sentences state, with their positions among the amounts."""
    for at, amount in enumerate(facts.amounts):
        if amount.table_id is None and amount.amount is not None and _is_total(amount):
            stated = figure(amount, document_id, amount.amount)
            if stated is not None:
                yield at, stated


def _is_total(amount: Amount) -> bool:
    """Whether the words just before the sum make it a total."""
    spot = amount.context.find(" ".join(amount.raw.split()))
    before = fold(amount.context[:spot] if spot >= 0 else amount.context)
    near = " ".join(before.split()[-6:])
    return any(word in near for word in words("prose")["totals"])


def _judged(
    facts: DocumentFacts, at: int, stated: Figure, lists: Lists, document_id: str
) -> Iterator[Verdict]:
    if lists.tell(stated):
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
    meant = _meant(facts, facts.amounts[at], lists)
    if meant is None:
        yield SKIPPED
        return
    yield _finding(stated, meant, document_id)


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


def _meant(facts: DocumentFacts, amount: Amount, lists: Lists) -> Sequence[Listed] | None:
    """The tables that the sentence speaks of, where there is no doubt; None elsewhere.

    A sentence that points at sums means all the lists before it; a line `Montant des …` of its
    own, just under the only list, means that list.
    """
    before = lists.before(amount)
    if not before:
        return None
    folded = fold(amount.context)
    points = any(word in folded for word in words("prose")["sets"])
    if len(before) == 1:
        single = sum(each.context == amount.context for each in facts.amounts) == 1
        labelled = folded.startswith(tuple(words("prose")["labels"])) and len(folded.split()) <= 12
        alone = single and labelled and amount.page == before[0].table.page_end
        return before if alone or (points and single) else None
    return before if points and all(each.totals for each in before) else None


def _end(listed: Listed) -> tuple[int, float]:
    """The page and the height that its table ends at, as far as is known."""
    table = listed.table
    return table.page_end, table.bottom if table.page_end == table.page else 0.0


def _listed(facts: DocumentFacts) -> Iterator[Listed]:
    """Tables of several rows with one column of sums of money."""
    for table, cells in by_table(facts):
        grid = by_rows(table, cells)
        lane = _money_lane(grid)
        if lane is None:
            continue
        totals = [line for line in grid.lines if line.strong and line.kind in _TOTALS]
        plain = [line for line in grid.lines if line not in totals and lane in line.values]
        few = len(plain) < (1 if totals else _FEWEST_ROWS)
        if few or any(lane in line.unknown for line in grid.lines):
            continue
        parts = tuple(line.values[lane] for line in plain)
        yield Listed(
            table,
            parts,
            tuple(line.values[lane] for line in totals if lane in line.values),
            total(part.span for part in parts),
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
