"""The table of contents: found by its form, so that its lines are never taken for headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.lines import Line
from extract.marks import LEADER_ENTRY, LEADERS, is_contents_title

GAP = 4  # lines that an entry may run over before its page number
LONG = 12  # characters of leaders and page number that make an entry by themselves
LEAST = 3  # entries without leaders that make a table of contents
FALLS = 0.1  # part of the page numbers that may be less than the one before
BEYOND, LAST = 100, 1500  # pages that a table may list beyond those there are; and at most
APART = 1.6  # times the size: the gap before a page number set without leaders


def contents_lines(lines: Sequence[Line], pages: int | None = None) -> set[int]:
    """Positions, in the lines of a document of so many pages, of its table of contents.

    Without a title it is one by its page numbers: budgets too are set with dots.
    """
    entries = [index for index, line in enumerate(lines) if _is_entry(line)]
    entries += _plain_entries(lines, set(entries))
    found: set[int] = set()
    for run in _runs(sorted(set(entries))):
        first = _title_above(lines, run[0])
        titled = is_contents_title(lines[first].text)
        if titled or (len(run) >= LEAST and _are_pages(lines, run, pages)):
            found.update(range(first, run[-1] + 1))
            found.update(_tail(lines, run[-1]))
    return found


def _are_pages(lines: Sequence[Line], run: Sequence[int], pages: int | None) -> bool:
    """Whether the numbers of entries are those of pages: they rise, none is past the last page.

    An excerpt may list pages that it lacks, but for few documents by more than their first
    number and some; the last of rising figures may also be the sum of the others.
    """
    ends = [found[1] for index in run if (found := _leaders(lines[index]))]
    numbers = [int(end) for end in ends if end and end.isdigit()]
    if not numbers:
        return True
    falls = sum(after < before for before, after in pairwise(numbers))
    sums = len(numbers) > 2 and numbers[-1] == sum(numbers[:-1])
    last = LAST if pages is None else numbers[0] + pages + BEYOND
    return falls <= FALLS * len(numbers) and not sums and max(numbers) <= last


def entry_titles(lines: Sequence[Line], found: set[int]) -> list[str]:
    """The titles that the table of contents lists, leaders and page numbers taken off."""
    titles: list[str] = []
    open_title = ""
    for index in sorted(found):
        text = lines[index].text
        if is_contents_title(text):
            continue
        bare = LEADERS.split(text)[0].strip()
        open_title = f"{open_title} {bare}".strip()
        if _is_entry(lines[index]) or _ends_in_number(lines[index]):
            if not LEADERS.search(text):
                open_title = open_title.rsplit(" ", 1)[0]
            titles.append(open_title)
            open_title = ""
    return titles


def _is_entry(line: Line) -> bool:
    found = _leaders(line)
    if not found or found.start() < 2:
        return False
    # The end of a title that runs over two lines may be a year alone.
    words = any(c.isalpha() for c in line.text[: found.start()])
    return words or (len(found[0]) >= LONG and found[1] is not None)


def _leaders(line: Line) -> re.Match[str] | None:
    """The leaders at the end of a line and what follows them; few lines have so many dots."""
    text = line.text
    dotted = text.count(".") > 2 or "……" in text or "____" in text or "····" in text
    return LEADER_ENTRY.search(text) if dotted else None


def _ends_in_number(line: Line) -> bool:
    return len(line.words) > 1 and line.words[-1].text.isdigit()


def _plain_entries(lines: Sequence[Line], known: set[int]) -> list[int]:
    """Entries whose page number stands alone at the right edge, below a title of contents."""
    titles = [index for index, line in enumerate(lines) if is_contents_title(line.text)]
    found: list[int] = []
    for title in titles:
        last = 0
        for index in range(title + 1, len(lines)):
            line = lines[index]
            if index in known:
                continue
            if not _ends_in_number(line):
                if index > (found[-1] if found else title) + GAP:
                    break
                continue
            gap = line.words[-1].box.x0 - line.words[-2].box.x1
            number = int(line.words[-1].text)
            if gap < APART * line.size or number < last:
                break
            last = number
            found.append(index)
    return found


def _runs(entries: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in entries:
        if runs and index - runs[-1][-1] <= GAP:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _title_above(lines: Sequence[Line], first: int) -> int:
    """The title of the table of contents, or the first line of its first entry."""
    for index in range(first, max(first - GAP, -1), -1):
        if is_contents_title(lines[index].text):
            return index
    return first


def _tail(lines: Sequence[Line], last: int) -> list[int]:
    """A page number that fell on a line of its own, or dots whose number did."""
    following = last + 1
    if following < len(lines) and lines[following].text.strip().isdigit():
        no_number = _leaders(lines[last])
        if no_number and not no_number[1]:
            return [following]
    return []
