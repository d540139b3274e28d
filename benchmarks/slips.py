"""Slips of the pen: one thing of what was read of a sample altered, in every row that reads it."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.relations import Sample, breaks, unit
from quitus.figures import Digits, altered
from reconcile.rules import RULES
from schemas.dataset import DocumentFacts

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? (?:{MONTHS}) (?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Plant:
    """A contradiction planted: its kind, the facts that it gives, whether a rule can see it."""

    sample: str
    kind: str
    words: str
    facts: DocumentFacts
    visible: bool


Slip = Callable[[Sample, random.Random], Plant | None]


def _reprinted(found: Sample, kind: str, news: dict[int, str]) -> Plant | None:
    """Figures printed with other digits; None where nothing changes."""
    changes = {}
    for rank, new in news.items():
        figure = found.figures[rank]
        if new == figure.digits or len(new) != len(figure.digits):
            return None
        changes[rank] = (int(new) * unit(figure)).copy_sign(figure.value)
    facts = altered(
        found.facts, [(found.figures[rank], _reprints(new)) for rank, new in news.items()]
    )
    words = " ; ".join(
        f"p. {found.figures[rank].page} {found.figures[rank].raw!r} -> {new}"
        for rank, new in news.items()
    )
    return Plant(found.name, kind, words, facts, breaks(found, dict(changes)))


def _reprints(new: str) -> Digits:
    return lambda digits: new


def digit_changed(found: Sample, draw: random.Random) -> Plant | None:
    rank = draw.randrange(len(found.figures))
    digits = found.figures[rank].digits
    at = draw.randrange(len(digits))
    other = draw.choice([digit for digit in "0123456789" if digit != digits[at]])
    return _reprinted(found, "digit changed", {rank: digits[:at] + other + digits[at + 1 :]})


def digits_exchanged(found: Sample, draw: random.Random) -> Plant | None:
    rank = draw.randrange(len(found.figures))
    digits = found.figures[rank].digits
    if len(digits) < 2:
        return None
    at = draw.randrange(len(digits) - 1)
    new = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return _reprinted(found, "digits exchanged", {rank: new})


def amounts_exchanged(found: Sample, draw: random.Random) -> Plant | None:
    rank = draw.randrange(len(found.figures))
    one = found.figures[rank]
    near = [
        other
        for other, each in enumerate(found.figures)
        if each.page == one.page
        and each.money == one.money
        and each.value != one.value
        and len(each.digits) == len(one.digits)
        and unit(each) == unit(one)
    ]
    if not near:
        return None
    other = draw.choice(near)
    news = {rank: found.figures[other].digits, other: one.digits}
    return _reprinted(found, "amounts exchanged", news)


def total_shifted(found: Sample, draw: random.Random) -> Plant | None:
    sums = [each for each in found.relations if each.kind == "sum"]
    if not sums:
        return None
    rank = draw.choice(sums).stated
    digits = found.figures[rank].digits
    moved = int(digits) + draw.choice((-1, 1)) * 10 ** draw.randrange(len(digits))
    return _reprinted(found, "total shifted", {rank: str(max(moved, 0)).zfill(len(digits))})


def share_dropped(found: Sample, draw: random.Random) -> Plant | None:
    """A line of a budget that is not there, in any of the rows that would read it."""
    shares = [
        rank
        for rank, each in enumerate(found.figures)
        if any(
            reading.table == "budget_lines"
            and found.facts.budget_lines[reading.index].role == "share"
            for reading in each.readings
        )
        and not any(reading.table == "cells" for reading in each.readings)
    ]
    if not shares:
        return None
    rank = draw.choice(shares)
    gone: dict[str, set[int]] = defaultdict(set)
    for reading in found.figures[rank].readings:
        gone[reading.table].add(reading.index)
    update = {
        table: tuple(
            row for index, row in enumerate(getattr(found.facts, table)) if index not in dropped
        )
        for table, dropped in gone.items()
    }
    figure = found.figures[rank]
    words = f"p. {figure.page} {figure.raw!r} dropped"
    return Plant(
        found.name,
        "row dropped",
        words,
        found.facts.model_copy(update=update),
        breaks(found, {rank: None}),
    )


def row_dropped(found: Sample, draw: random.Random) -> Plant | None:
    """A row of a table that is not there."""
    facts = found.facts
    summed = {rank for each in found.relations for rank in each.parts}
    rows = [
        (cell.table_id, cell.row)
        for rank in summed
        for reading in found.figures[rank].readings
        if reading.table == "cells"
        for cell in (facts.cells[reading.index],)
    ]
    if not rows:
        return share_dropped(found, draw)
    table_id, row = draw.choice(sorted(set(rows)))
    inside = {
        i for i, cell in enumerate(facts.cells) if cell.table_id == table_id and cell.row == row
    }
    if any(facts.cells[index].row_span > 1 for index in inside):
        return None
    ranks = {
        rank
        for rank, each in enumerate(found.figures)
        if any(r.table == "cells" and r.index in inside for r in each.readings)
    }
    gone: dict[str, set[int]] = defaultdict(set)
    for rank in ranks:
        for reading in found.figures[rank].readings:
            gone[reading.table].add(reading.index)
    update = {
        table: tuple(
            each for index, each in enumerate(getattr(facts, table)) if index not in dropped
        )
        for table, dropped in gone.items()
        if table != "cells"
    }
    update["cells"] = tuple(
        cell.model_copy(update={"row": cell.row - 1})
        if cell.table_id == table_id and cell.row > row
        else cell
        for index, cell in enumerate(facts.cells)
        if index not in inside
    )
    update["tables"] = tuple(
        each.model_copy(update={"rows": each.rows - 1}) if each.table_id == table_id else each
        for each in facts.tables
    )
    return Plant(
        found.name,
        "row dropped",
        f"row {row} of {table_id} dropped",
        facts.model_copy(update=update),
        breaks(found, dict.fromkeys(ranks)),
    )


COUNTS = ("votes_for", "votes_against", "abstentions", "operations", "structures", "present_count")


def count_off_by_one(found: Sample, draw: random.Random) -> Plant | None:
    ranks = [
        rank
        for rank, each in enumerate(found.figures)
        if any(reading.field in COUNTS for reading in each.readings)
    ]
    if not ranks:
        return None
    rank = draw.choice(ranks)
    digits = found.figures[rank].digits
    return _reprinted(found, "count off by one", {rank: str(int(digits) + 1).zfill(len(digits))})


def period_reversed(found: Sample, draw: random.Random) -> Plant | None:
    """A period that ends before it starts."""
    tables = ("budget_lines", "grants", "proposals", "agreements", "agreement_terms", "actions")
    rows = [
        (table, index)
        for table in tables
        for index, row in enumerate(getattr(found.facts, table))
        if row.period_start and row.period_end and row.period_start < row.period_end
    ]
    if not rows:
        return None
    table, index = draw.choice(rows)
    every = list(getattr(found.facts, table))
    row = every[index]
    every[index] = row.model_copy(
        update={"period_start": row.period_end, "period_end": row.period_start}
    )
    facts = found.facts.model_copy(update={table: tuple(every)})
    words = f"{table} p. {row.page}"
    visible = _has_rule("date")
    return Plant(found.name, "period reversed", words, facts, visible)


def date_impossible(found: Sample, draw: random.Random) -> Plant | None:
    """A day that its month does not have, where a text states a date."""
    places = [
        (index, match)
        for index, section in enumerate(found.facts.sections)
        for match in DATE.finditer(section.text)
    ]
    if not places:
        return None
    index, match = draw.choice(places)
    every = list(found.facts.sections)
    text = every[index].text
    wrong = text[: match.start(1)] + draw.choice(("32", "35", "39")) + text[match.end(1) :]
    every[index] = every[index].model_copy(update={"text": wrong})
    facts = found.facts.model_copy(update={"sections": tuple(every)})
    words = f"p. {every[index].page} {match[0]!r}"
    return Plant(found.name, "impossible date", words, facts, _has_rule("date"))


def _has_rule(name: str) -> bool:
    return any(rule.name == name for rule in RULES)


SLIPS: tuple[Slip, ...] = (
    digit_changed,
    digits_exchanged,
    amounts_exchanged,
    row_dropped,
    total_shifted,
    count_off_by_one,
    date_impossible,
    period_reversed,
)


def plants(samples: Sequence[Sample], drawn: int, seed: int) -> Iterator[Plant]:
    """Contradictions drawn at random, the kinds in turn as far as the samples allow."""
    draw = random.Random(seed)
    made = tries = 0
    while made < drawn and tries < 50 * drawn:
        slip = SLIPS[tries % len(SLIPS)]
        tries += 1
        plant = slip(draw.choice(samples), draw)
        if plant is not None:
            made += 1
            yield plant
