"""Title, date and year of a report, as its first pages print them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.dates import find_dates
from normalize.rapport_execution.template import FIRST_PAGES, declaration
from normalize.running import running
from normalize.text import fold
from schemas.facts import BudgetLine
from schemas.printed import PrintedDocument, Text

MOST_WORDS_OF_TITLE = 45
MOST_WORDS_BESIDE_A_DATE = 5
YEAR = re.compile(r"(?<![\d.,/-])20[0-4]\d(?!\s?[-/]\s?20\d\d)(?![\d.,/]\d|\s?€)")
ABOUT = re.compile(r"\b(?:exercice|annee) (?:civile )?20[0-4]\d\b(?! ?[-/])")
RANGE = re.compile(r"20\d\d\s?[-/–]\s?(?:20)?\d\d")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the first pages tell; None where they do not, or tell two things."""

    title: str | None
    date: dt.date | None
    year: int | None


def identity(printed: PrintedDocument, lines: Sequence[BudgetLine]) -> Identity:
    """Title and date of a report, and the year that it is about.

    The year is the one that the title names, else a running line, else the cover (`exercice
    2022`), else the year in which most of
    its executed budgets end.
    """
    texts = list(_opening(printed))
    title = _title(texts)
    running_lines = [text.value for text in printed.furniture]
    covers = [match[0] for text in texts for match in ABOUT.finditer(fold(text.value))]
    year = _year([title or ""]) or _year(running_lines) or _year(covers) or _executed_year(lines)
    return Identity(title, _date(texts), year)


def _opening(printed: PrintedDocument) -> Iterator[Text]:
    """Headings and texts of the first pages, in order, the table of contents left out."""
    for block in printed.preamble:
        if block.text and block.kind != "toc" and block.text.page <= FIRST_PAGES:
            yield block.text
    for section in printed.sections:
        if section.heading.page > FIRST_PAGES:
            return
        yield section.heading
        yield from (b.text for b in section.blocks if b.text and b.kind != "toc")


def _title(texts: Sequence[Text]) -> str | None:
    """The first text that calls itself a report, in the words of the declaration."""
    words = declaration()["titles"]
    for text in texts:
        said = running(text)
        if len(said.split()) <= MOST_WORDS_OF_TITLE and any(word in fold(said) for word in words):
            return said
    return None


def _date(texts: Sequence[Text]) -> dt.date | None:
    """The day that stands by itself on the first page (`29 septembre 2023`, `Fait le …`)."""
    for text in texts:
        if text.page > 1:
            return None
        found = find_dates(text.value)
        if len(found) != 1 or found[0].date is None or found[0].precision != "day":
            continue
        beside = len(text.value.split()) - len(found[0].raw.split())
        if found[0].valid and beside <= MOST_WORDS_BESIDE_A_DATE:
            return found[0].date
    return None


def _year(texts: Sequence[str]) -> int | None:
    """The one year that some texts name; that of a range (`2022-2023`) is not one."""
    found = {int(year) for text in texts for year in YEAR.findall(RANGE.sub(" ", text))}
    return found.pop() if len(found) == 1 else None


def _executed_year(lines: Sequence[BudgetLine]) -> int | None:
    ends = Counter(
        line.period_end.year for line in lines if line.phase == "executed" and line.period_end
    )
    years = ends.most_common(2)
    if not years or (len(years) > 1 and years[0][1] == years[1][1]):
        return None
    return years[0][0]
