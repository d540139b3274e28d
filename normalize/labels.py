"""What the short labels of budgets and indicators say: column headers, bullets, rows.

Only labels are read here, never sentences: beyond `MOST_WORDS` words nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from normalize.dates import month_names
from normalize.funders import FunderReading, find_funders, read_funder
from normalize.label_words import account_stage, is_whole, says, without_accounts
from normalize.remembered import remembered
from normalize.text import clean, fold

MOST_WORDS = 30

Phase = Literal["planned", "executed"]
ColumnRole = Literal[
    "planned",
    "executed",
    "carry_over",
    "rate",
    "funder",
    "share",
    "total",
    "year",
    "gap",
    "label",
    "comment",
]
IndicatorRole = Literal[
    "label", "baseline", "situation", "achieved", "target", "comment", "unit", "year", "rate", "gap"
]
SERIES = ("baseline", "situation", "achieved", "target", "year")
LineRole = Literal["total", "share", "carry_over", "rate"]
Origin = Literal["report", "avenant", "convention"]

# A year, not one of an amount (`2 023 €`, `12 2022,50`).
_YEAR = re.compile(r"(?<![\d.,])(?<!\d )(20[0-4]\d)(?![\d]|[.,]\d| ?(?:€|euro|k€|%))")
_DATE = re.compile(
    rf"\d{{1,2}} ?[/.] ?\d{{1,2}} ?[/.] ?\d{{2,4}}|(?:(?:1er|\d{{1,2}}) )?{month_names()} 20\d\d"
)
_REPORT_ON = re.compile(r"\breport\b[^,;:]{0,20} (?:sur|vers) (?:l'annee )?20\d\d")
_RANGE = re.compile(r"20\d\d ?[-/] ?20\d\d")


@dataclass(frozen=True, slots=True)
class BudgetColumn:
    """A column of a budget table; `phase` also for a share or total that names its phase."""

    role: ColumnRole
    phase: Phase | None = None
    funder: FunderReading | None = None
    year: int | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """A column (or row) of an indicator table, and the year that it names."""

    role: IndicatorRole
    year: int | None = None


@dataclass(frozen=True, slots=True)
class LineReading:
    """What the label of a budget line says; None where it does not say.

    `subtotal`: calls itself the total of one funder (`Total Etat`), which must not be added to
    that funder's other lines.  `implied`: says no `total` but is the whole (`Budget : ...`).
    """

    role: LineRole | None = None
    phase: Phase | None = None
    origin: Origin | None = None
    year: int | None = None
    funder: FunderReading | None = None
    subtotal: bool = False
    implied: bool = False


def _carries_over(folded: str) -> bool:
    if says("not_carry_over", folded):
        return False
    return says("carry_over", folded) or _REPORT_ON.search(folded) is not None


def year_of(label: str) -> int | None:
    """The one year that a label names, dates and periods aside; None where it names several."""
    folded = _RANGE.sub(" ", _DATE.sub(" ", fold(label)))
    found = set(_YEAR.findall(folded))
    return int(found.pop()) if len(found) == 1 else None


def is_year(label: str) -> bool:
    """Whether a label is nothing but a year (`2022`, `Exercice 2022`), or that word alone."""
    rest = re.sub(r"(?<!\d)20[0-4]\d(?!\d)", "", fold(label)).strip(" :.-()")
    return not rest or is_whole("year", rest)


def _any_year(label: str) -> int | None:
    """The one year of a header, that of a date included (`Situation au 31/12/2018`)."""
    found = set(re.findall(r"(?<!\d)20[0-4]\d(?!\d)", fold(label)))
    return int(found.pop()) if len(found) == 1 else None


def _phase(folded: str) -> Phase | None:
    planned, executed = says("planned", folded), says("executed", folded)
    if planned == executed:
        return None if planned else account_stage(folded)
    return "planned" if planned else "executed"


def _is_label(text: str) -> bool:
    return 0 < len(clean(text).split()) <= MOST_WORDS


@remembered
def column_role(text: str) -> BudgetColumn | None:
    """What a column of a budget table holds, by its header; None where that is not plain.

    A header that names both phases (`Prévu / Réalisé`) is not plain, unless it is a rate or gap.
    """
    if not _is_label(text):
        return None
    folded = fold(text)
    phase, year, funder = _phase(folded), _any_year(text), read_funder(without_accounts(text))
    total = says("total", folded)
    role = _column_role(folded, phase, year, funder)
    return BudgetColumn(role, phase, funder, year, total) if role else None


def _column_role(
    folded: str, phase: Phase | None, year: int | None, funder: FunderReading | None
) -> ColumnRole | None:
    for kind in ("comment", "rate", "gap", "carry_over"):
        if _carries_over(folded) if kind == "carry_over" else says(kind, folded):
            return kind
    if phase:
        return phase
    if says("planned", folded):
        return None
    if is_whole("funder", folded):
        return "funder"
    if funder:
        return "share"
    if says("total", folded):
        return "total"
    if is_whole("label", folded):
        return "label"
    return "year" if year or is_whole("year", folded) else None


@remembered
def indicator_column(text: str) -> IndicatorColumn | None:
    """What a column of an indicator table holds, by its header; None where that is not plain.

    `Situation` without a year is the baseline, as a reference or a start is in any year; that of a
    year is one only beside what came after it, which `situated` tells.  A header that says both what was reached and
    what was aimed at is not plain.
    """
    if not _is_label(text):
        return None
    folded, year = fold(text), _any_year(text)
    role = _indicator_role(folded, year)
    return IndicatorColumn(role, year) if role else None


def _indicator_role(folded: str, year: int | None) -> IndicatorRole | None:
    for kind in ("comment", "gap", "rate"):
        if says(kind, folded):
            return kind
    if year is None and is_whole("label", folded):
        return "label"
    if is_whole("unit", folded):
        return "unit"
    target, achieved = says("target", folded), says("achieved", folded)
    if not (target or achieved):
        if says("baseline", folded) or is_whole("baseline_alone", _YEAR.sub(" ", folded)):
            return "baseline"
        if says("situation", folded):
            return "baseline" if year is None else "situation"
    if target and achieved:
        return None if re.sub("a atteindre", "", folded) == folded else "target"
    if target:
        return "target"
    if achieved or says("achieved_weak", folded):
        return "achieved"
    if year is not None and re.fullmatch(r"(?:annee |exercice )?20\d\d", folded):
        return "year"
    return None


def situated(heads: Sequence[IndicatorColumn | None]) -> list[IndicatorColumn | None]:
    """The columns (or rows) of a table with what each situation of a year is beside the others.

    It is the baseline where no other column is one and all that name a year name a later one;
    else it is what was reached in that year.
    """
    told = [head for head in heads if head is not None and head.role in SERIES]
    known = any(head.role == "baseline" for head in told)
    found: list[IndicatorColumn | None] = []
    for head in heads:
        if head is None or head.role != "situation" or head.year is None:
            found.append(head)
            continue
        others = [each.year for each in told if each != head]
        later = bool(others) and all(year is None or year > head.year for year in others)
        found.append(IndicatorColumn("baseline" if later and not known else "year", head.year))
    return found


@remembered
def line_role(text: str, phase: Phase | None = None) -> LineReading:
    """What the label of a budget line (a bullet, a row) says of its amount.

    `phase` is that of the heading above, where known: it decides a bare `report`, which brings
    funds of an earlier year into a plan (origin `report`) and carries funds on out of an execution
    (role `carry_over`); one that was spent (`Report 2021 consommé`) is of the execution itself.
    `Report sur 2024`, `à reporter` always carry on.
    """
    if not _is_label(text):
        return LineReading()
    folded = fold(text)
    own_phase, funder, year = _phase(folded), read_funder(without_accounts(text)), year_of(text)
    if says("rate", folded):
        return LineReading("rate", own_phase, None, year, funder)
    carried = _carries_over(folded) or (
        phase == "executed" and own_phase is None and _opens_with_report(folded)
    )
    if carried:
        return LineReading("carry_over", own_phase, None, year, funder)
    origin = _origin(folded)
    many = len({one.funder for one in find_funders(text)}) > 1
    if says("partial", folded) and not funder:
        return LineReading(None, own_phase, None, year, subtotal=True)
    if says("total", folded):
        role: LineRole = "share" if funder else "total"
        return LineReading(role, own_phase, origin, year, funder, subtotal=funder is not None)
    if funder or many or origin:
        return LineReading("share", own_phase, origin, year, funder)
    implied = _is_whole_budget(text)
    return LineReading("total" if implied else None, own_phase, None, year, None, implied=implied)


def _opens_with_report(folded: str) -> bool:
    return re.match(r"(?:credits? |montants? )?report(?:s|es?|ees?)?\b", folded) is not None


def _origin(folded: str) -> Origin | None:
    """Where the funds come from: carried from an earlier year, an avenant, the convention."""
    for origin in ("report", "avenant", "convention"):
        if says(origin, folded):
            return origin
    return None


def _is_whole_budget(text: str) -> bool:
    from normalize.headings import heading_role

    role = heading_role(text)
    return role in ("budget", "budget_planned", "budget_executed") or _is_whole_amount(text)


def _is_whole_amount(text: str) -> bool:
    return is_whole("whole", re.sub(r"20\d\d", " ", fold(text)))
