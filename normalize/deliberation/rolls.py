"""Tables of members: a column for each status, or a line for each member with a cross."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalize.deliberation.names import Named, is_name, read_name, read_names
from normalize.deliberation.words import bare, declaration
from normalize.remembered import remembered
from normalize.text import clean, fold
from schemas.printed import PrintedTable, Text

LONGEST_TITLE = 90  # characters
LEAST_NAMED = 0.6  # share of the lines of a roll that name a member
LEAST_TOLD = 0.8  # share of its lines that say whether the member was there


@dataclass(frozen=True, slots=True)
class Listed:
    """A member of a roll, and the status that it gives; `said` is the title that gives it."""

    named: Named
    status: str
    said: str


@remembered
def read_roll(table: PrintedTable) -> tuple[Listed, ...]:
    """The members that a table names; empty where it is no roll."""
    rows = _rows(table)
    if len(rows) < 2:
        return ()
    for way in (_crossed, _in_columns, _worded):
        found = way(rows)
        if found:
            return tuple(found)
    return ()


def is_roll(table: PrintedTable | None) -> bool:
    """Whether a table is one of members."""
    return table is not None and bool(read_roll(table))


def _rows(table: PrintedTable) -> list[dict[int, Text]]:
    found: list[dict[int, Text]] = [{} for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = cell.text
    return [row for row in found if any(row.values())]


def _in_columns(rows: Sequence[dict[int, Text]]) -> list[Listed]:
    """`Présents | Excusés | Pouvoirs`, the members of each in the cells below."""
    titles = {column: text for column, text in rows[0].items() if text}
    statuses = {column: status_of(text.value) for column, text in titles.items()}
    if len(titles) < 2 or not all(statuses.values()):
        return []
    found: list[Listed] = []
    for column, status in statuses.items():
        for row in rows[1:]:
            text = row.get(column) or Text()
            if status:
                found += [Listed(each, status, bare(titles[column])) for each in read_names(text)]
    return found


def _crossed(rows: Sequence[dict[int, Text]]) -> list[Listed]:
    """A line for each member, a cross in the column of its status, at times who votes for it."""
    titles = {column: text.value for column, text in rows[0].items() if text}
    holders = [column for column, title in titles.items() if _holder().search(bare(title))]
    marked = {
        column: status
        for column, title in titles.items()
        if (status := status_of(title)) and _is_of_crosses(rows, column)
    }
    if not marked:
        return []
    names = [column for column in titles if column < min(marked)]
    found = []
    for row in rows[1:]:
        named = _member(row, names)
        ticked = [column for column in marked if row.get(column)]
        proxy = next((name for column in holders if (name := _holds(row.get(column)))), None)
        if named is None or len(ticked) > 1 or not (ticked or proxy):
            continue
        status = marked[ticked[0]] if ticked else "excused"
        title = titles[ticked[0]] if ticked else titles[holders[0]]
        found.append(Listed(replace(named, proxy=proxy or named.proxy), status, bare(title)))
    return found if len(found) >= LEAST_NAMED * (len(rows) - 1) else []


def _worded(rows: Sequence[dict[int, Text]]) -> list[Listed]:
    """A line for each member, its status in words beside its name."""
    for column in sorted({column for row in rows for column in row} - {0}):
        told = [row for row in rows[1:] if status_of((row.get(column) or Text()).value)]
        if len(told) < LEAST_TOLD * (len(rows) - 1):
            continue
        found = []
        for row in told:
            named = _member(row, [each for each in row if each < column])
            said = row[column].value
            if named is not None:
                found.append(Listed(named, status_of(said) or "", bare(said)))
        if len(found) >= LEAST_NAMED * len(told):
            return found
    return []


def _is_of_crosses(rows: Sequence[dict[int, Text]], column: int) -> bool:
    said = [fold(text.value).strip() for row in rows[1:] if (text := row.get(column))]
    return all(_cross().fullmatch(each) for each in said)


def _member(row: dict[int, Text], columns: Sequence[int]) -> Named | None:
    texts = [text for column in sorted(columns) if (text := row.get(column))]
    return read_name(Text.join(texts, " ")) if texts else None


def _holds(text: Text | None) -> str | None:
    """The member whom a cell of proxies names."""
    if not text:
        return None
    named = read_name(text)
    if named is not None:
        return named.name
    said = clean(text.value)
    return said if is_name(said, alone=False) else None


@remembered
def status_of(title: str) -> str | None:
    """The status that a title gives to the members under it; None where it is no such title."""
    said = re.sub(r"[\s:.]+$", "", bare(title))
    if len(said) > LONGEST_TITLE or not _title().fullmatch(said):
        return None
    for each in declaration()["attendance"]["statuses"]:
        if any(re.search(word, said) for word in each["words"]):
            return str(each["status"])
    return None


@cache
def _title() -> re.Pattern[str]:
    words = declaration()["attendance"]
    labels, opening = "|".join(words["labels"]), "|".join(words["titles"])
    return re.compile(rf"(?:{labels}|(?:{opening})[^\d;]*)(?: ?\(?\d{{0,3}}\)?)?")


@cache
def _holder() -> re.Pattern[str]:
    return re.compile("|".join(declaration()["attendance"]["holders"]))


@cache
def _cross() -> re.Pattern[str]:
    return re.compile("|".join(declaration()["attendance"]["crosses"]))
