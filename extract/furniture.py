"""Running headers, footers and page numbers: what a page prints that is not its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from extract.lines import Line
from extract.marks import PAGE_NUMBER, fold

EDGE = 0.14  # part of the page's height, at its top and bottom, where furniture stands
DEEP = 5  # furniture is among the outermost lines of a page
SAME = 7.0  # points between two places that count as one
OFTEN = 0.34  # part of the pages that a running line stands on
FEW = 3  # pages that a running line stands on at least (2 in a document of two or three)
FIGURES = re.compile(r"\d+")


def running_lines(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the positions, in its list of lines, that are furniture."""
    found: list[set[int]] = [set() for _ in pages]
    margins = [_margin(lines, height) for lines, height in zip(pages, heights, strict=True)]
    _mark_repeated(pages, heights, margins, found)
    _mark_numbers(pages, margins, found)
    return found


def _margin(lines: Sequence[Line], height: float) -> list[int]:
    """Positions of the lines that stand where furniture may."""
    order = sorted(range(len(lines)), key=lambda index: lines[index].baseline)
    outer = set(order[:DEEP]) | set(order[-DEEP:])
    return [
        index
        for index in order
        if index in outer
        and (lines[index].box.bottom < EDGE * height or lines[index].box.top > (1 - EDGE) * height)
    ]


def _mark_repeated(
    pages: Sequence[Sequence[Line]],
    heights: Sequence[float],
    margins: Sequence[Sequence[int]],
    found: list[set[int]],
) -> None:
    """Lines that say the same, but for a page number, at the same place of many pages."""
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for page, indexes in enumerate(margins):
        for index in indexes:
            alike[FIGURES.sub("#", fold(pages[page][index].text))].append((page, index))
    enough = min(FEW, max(2, len(pages) - 1))
    for places in alike.values():
        for group in _by_place(pages, heights, places):
            numbers = {page for page, _ in group}
            span = max(numbers) - min(numbers) + 1
            if len(numbers) >= enough and len(numbers) >= OFTEN * span and _counts(pages, group):
                for page, index in group:
                    found[page].add(index)


def _by_place(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], places: list[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """The places gathered by their distance from the nearer edge of the page."""

    def distance(place: tuple[int, int]) -> float:
        line, height = pages[place[0]][place[1]], heights[place[0]]
        return line.baseline if line.baseline < height / 2 else line.baseline - height

    groups: list[list[tuple[int, int]]] = []
    last = 0.0
    for place in sorted(places, key=distance):
        here = distance(place)
        if groups and here - last <= SAME:
            groups[-1].append(place)
        else:
            groups.append([place])
        last = here
    return groups


def _counts(pages: Sequence[Sequence[Line]], group: list[tuple[int, int]]) -> bool:
    """Whether the figures of the lines are all the same, or go on with the pages."""
    figures = [tuple(map(int, FIGURES.findall(pages[page][index].text))) for page, index in group]
    if len({len(each) for each in figures}) != 1:
        return False
    for column in zip(*figures, strict=True):
        offsets = Counter(value - page for value, (page, _) in zip(column, group, strict=True))
        if len(set(column)) > 1 and offsets.most_common(1)[0][1] < 0.7 * len(group):
            return False
    return True


def _mark_numbers(
    pages: Sequence[Sequence[Line]], margins: Sequence[Sequence[int]], found: list[set[int]]
) -> None:
    """Bare page numbers, wherever they stand in the margin, that go on with the pages."""
    places = []
    for page, indexes in enumerate(margins):
        for index in indexes:
            number = PAGE_NUMBER.match(pages[page][index].text.strip())
            if number:
                places.append((page, index, int(number[1]) - page))
    offsets = Counter(offset for _, _, offset in places)
    pages_of = {offset: {page for page, _, each in places if each == offset} for offset in offsets}
    enough = min(FEW, max(2, len(pages) - 1))
    for page, index, offset in places:
        if len(pages_of[offset]) >= enough:
            found[page].add(index)
