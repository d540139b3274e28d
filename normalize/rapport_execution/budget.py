"""The budget of an action: its planned and executed totals, shares and carry-overs.

A budget is printed as lines (`label : amount`), in tables or in sentences; each block is tried as
each in this order.  What holds amounts and could not be read as a line is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise, zip_longest

from normalize.act import Act
from normalize.amounts import find_amounts
from normalize.captions import NO_MEASURE, PERCENT, Measure, stated_measure
from normalize.headings import PHASES, HeadingRole, heading_role
from normalize.labels import Phase, line_role
from normalize.periods import find_periods, read_as_of
from normalize.rapport_execution.budget_tables import TableLines, table_lines
from normalize.rapport_execution.labelled import labelled_lines
from normalize.rapport_execution.lines import NO_PERIOD, Line, Period, row, without_subtotals
from normalize.rapport_execution.owners import Owner, ancestors
from normalize.rapport_execution.sentences import sentence_lines
from normalize.rapport_execution.table_kinds import table_kind
from normalize.rapport_execution.template import Part
from normalize.text import clean
from schemas.facts import BudgetLine
from schemas.printed import Block, PrintedCell, PrintedSection, PrintedTable, Text

MOST_SHOWN = 4  # sums of a table that a warning quotes
MOST_LEAD = 12  # words of a line that speaks of those under it
SLOT_OF_FIGURES = re.compile(r"[:=](?=[^:=]*\d[\d  ]*\d{3}(?![\d/]))")


@dataclass(slots=True)
class _Place:
    """What the text before a line has told of it."""

    phase: Phase | None = None
    period: Period = NO_PERIOD
    leads: list[tuple[int, str]] = field(default_factory=list)  # level and words over the line
    unread: list[Text] = field(default_factory=list)
    cells: list[list[PrintedCell]] = field(default_factory=list)  # of each table, the unread ones
    measure: Measure = NO_MEASURE  # in what the sums count, where a heading or a line says so


def budget_lines(
    found: Sequence[Owner], parts: Sequence[Part], act: Act, warnings: dict[str, list[str]]
) -> Iterator[BudgetLine]:
    """The budget of each action, in order; `warnings` receives, by action, what was not understood."""
    for rank, owner in enumerate(found, start=1):
        lines: list[Line] = []
        unread: list[Text] = []
        cells: list[list[PrintedCell]] = []
        phase: Phase | None = None
        over = _measure_above(owner.section, act)
        for section in (owner.section, *owner.members):
            role = parts[section.index].role
            phase = PHASES.get(role or "") or (phase if _continues(role, section, owner) else None)
            place = _Place(phase, _as_of(section), unread=unread, cells=cells, measure=over)
            _counts_in(section.title.value, place)
            lines += _section_lines(section, place, role)
            over = _measure_after(section, over)
        for line in without_subtotals(lines):
            yield row(line, act, f"a{rank}")
        said = [*map(_unread, unread), *map(_unread_cells, cells)]
        if said:
            warnings[f"a{rank}"] = said


def _continues(role: str | None, section: PrintedSection, owner: Owner) -> bool:
    """Whether a heading without a part of its own stands within the budget before it."""
    return (
        role is None
        and section is not owner.section
        and line_role(section.title.value) != (line_role(""))
    )


def _section_lines(
    section: PrintedSection, place: _Place, role: HeadingRole | None
) -> Iterator[Line]:
    blocks = list(chain.from_iterable(map(_parted, section.blocks)))
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.table is not None:
            yield from _table_lines(block.table, place, role)
        elif _is_budget(role) and block.kind in ("paragraph", "bullet", "note"):
            yield from _block_lines(block, after, place)


def _parted(block: Block) -> Iterator[Block]:
    """A block, parted before and after each of its printed lines that is a phase and no more.

    In a list without indents such a line looks like the rest of the line over it.
    """
    text = block.text
    opens = [at for at, *_, newline in text.pieces if newline and at]
    ends = [*opens, len(text)]
    cuts = {0, len(text)}
    for start, end in zip([0, *opens], ends, strict=True):
        line = text.value[start:end].strip()
        if line[:1].isupper() and len(ends) > 1 and heading_role(line.rstrip(" :")) in PHASES:
            cuts |= {start, end}
    if len(cuts) <= 2:
        yield block
        return
    for start, end in pairwise(sorted(cuts)):
        yield replace(block, text=text.slice(start, end).strip())


def _table_lines(table: PrintedTable, place: _Place, role: HeadingRole | None) -> Iterator[Line]:
    """The lines of a table that is a budget; its sums that were not understood are noted."""
    own = heading_role(table.caption.value) if table.caption else None
    role = own if _is_budget(own) else role
    kind = table_kind(table, role)
    if kind == "indicators":
        return
    found = TableLines()
    if kind == "budget":
        phase = PHASES.get(own or "") or place.phase
        found = table_lines(table, phase, place.period, place.measure)
    unread = found.unread
    if not found.lines and not unread and _is_budget(role):
        unread = [cell for cell in table.cells if find_amounts(cell.text.value)]
    if unread:
        place.cells.append(unread)
    yield from found.lines


def _is_budget(role: HeadingRole | None) -> bool:
    return role is not None and role.startswith("budget")


def _block_lines(block: Block, after: Block | None, place: _Place) -> Iterator[Line]:
    text, level = block.text, block.level if block.kind == "bullet" else 0
    place.leads = [lead for lead in place.leads if lead[0] < level]
    if level == 0:
        _counts_in(text.value, place)
    if _introduces(text.value, place):
        return
    if _stands_over(text.value) and _is_under(after, level):
        place.leads.append((level, text.value.strip().rstrip(" :")))
        return
    lead = " ".join(words for _, words in place.leads)
    lines = labelled_lines(text, place.phase, place.period, lead, place.measure)
    if lines:
        yield from lines
    elif find_amounts(text.value):
        yield from sentence_lines(text, place.phase, place.period, place.unread)
    elif _labels_figures(text.value):
        place.unread.append(text)


def _labels_figures(value: str) -> bool:
    """Whether figures without a currency stand behind the label of a budget (`État : 12 x 500`)."""
    slot = SLOT_OF_FIGURES.search(value)
    return slot is not None and line_role(value[: slot.start()]).role in ("total", "share")


def _counts_in(value: str, place: _Place) -> None:
    """Notes in what the sums that follow count (`Montants en milliers d'euros :`)."""
    if len(value.split()) > MOST_LEAD or find_amounts(value) or re.search(r"[:=].*\d", value):
        return
    said = stated_measure(value)
    if said.unit not in (None, PERCENT):
        place.measure = said


def _measure_above(section: PrintedSection, act: Act) -> Measure:
    """In what the sums of an action count, as the opening of the report or a heading above says."""
    sections = act.printed.sections
    over = _measure_after_blocks(act.printed.preamble, NO_MEASURE)
    for above in reversed(ancestors(section, sections)):
        over = _measure_after(above, over)
    return over


def _measure_after(section: PrintedSection, over: Measure) -> Measure:
    """In what the sums after a section count: what it says last, unless that is of its own table."""
    return _measure_after_blocks(section.blocks, over)


def _measure_after_blocks(blocks: Sequence[Block], over: Measure) -> Measure:
    place = _Place(measure=over)
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind == "paragraph" and (after is None or after.table is None):
            _counts_in(block.text.value, place)
    return place.measure


def _stands_over(value: str) -> bool:
    """Whether a line states no amount and may be the label of the lines under it."""
    slot = re.search(r"[:=](.*)$", value)
    if find_amounts(value) or (slot is not None and slot[1].strip()):
        return False
    return len(value.split()) <= MOST_LEAD and not value.rstrip().endswith((".", ";"))


def _is_under(after: Block | None, level: int) -> bool:
    return after is not None and after.kind == "bullet" and after.level > level


def _introduces(value: str, place: _Place) -> bool:
    """Whether a block only tells the phase or the period of the lines after it."""
    if find_amounts(value) or len(value.split()) > 16:
        return False
    role = heading_role(clean(value).rstrip(" :"))
    if role in PHASES:
        place.phase = PHASES[role]
    period = _period(value)
    if period is not None and value.rstrip(" .:").endswith(_last_figure(value)):
        place.period = period
        return line_role(value).role in (None, "rate") or role in PHASES
    return role in PHASES


def _last_figure(value: str) -> str:
    """The end of the date that closes a line of a period, as printed."""
    return value.rstrip(" .:")[-2:] if value.rstrip(" .:)")[-1:].isdigit() else "\0"


def _period(value: str) -> Period | None:
    """The period that a text states, or the day up to which it counts; None where several."""
    periods = find_periods(value)
    if len(periods) > 1:
        return NO_PERIOD
    if periods and periods[0].valid:
        return Period(periods[0].start, periods[0].end)
    day = read_as_of(value)
    return Period(None, day.date) if day is not None and day.valid else None


def _as_of(section: PrintedSection) -> Period:
    return _period(section.title.value) or NO_PERIOD


def _unread(text: Text) -> str:
    return f"Phrase budgétaire non interprétée en entier, page {text.page} : « {clean(text.value)[:160]} »."


def _unread_cells(cells: Sequence[PrintedCell]) -> str:
    shown = ", ".join(f"« {clean(cell.text.value)[:40]} »" for cell in cells[:MOST_SHOWN])
    more = f" et {len(cells) - MOST_SHOWN} autres" if len(cells) > MOST_SHOWN else ""
    return f"Montants d'un tableau de budget non interprétés, page {cells[0].page} : {shown}{more}."
