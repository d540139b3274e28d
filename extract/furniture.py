"""Running headers, footers and page numbers: what a page prints that is not its text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extract.lines import Line
from extract.marks import fold
from extract.page_numbers import FIGURES, numbered_words, page_number
from extract.stating import is_label, is_lone_figure, line_parts, states_figure

EDGE = 0.14  # part of the page's height, at its top and bottom, where furniture stands
DEEP = 5  # furniture is among the outermost lines of a page
SAME = 7.0  # points between two places that count as one
OFTEN = 0.34  # part of the pages that a running line stands on
FEW = 3  # pages that a running line stands on at least (2 in a document of two or three)
SURE = 4  # pages: a line that fewer have is none if it goes on with the text
BELOW = 2.5  # times the size: the step from a label to the figure below it
TEXT = 1.5  # times the size: the step between two lines of one paragraph
MOSTLY = 0.6  # part of its pages on which a running line stands outside the text
GOES_ON = 0.7  # part of the pages on which a running figure is that of the page

Place = tuple[int, int]  # a page and the position of a line in its list, both from 0


class _Running(NamedTuple):
    """A line of the margin as it may come back on other pages.

    `words` are its parts but the page number, in no order (left and right change places on
    facing pages); `figures` the numbers in them; `number` the page number, if it has one.
    """

    words: tuple[str, ...]
    figures: tuple[int, ...]
    number: int | None


def running_lines(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the positions, in its list of lines, that are furniture."""
    found: list[set[int]] = [set() for _ in pages]
    margins = [_margin(lines, height) for lines, height in zip(pages, heights, strict=True)]
    running = {
        (page, index): _running(pages[page][index])
        for page, indexes in enumerate(margins)
        for index in _silent(pages[page], indexes)
    }
    repeated = _repeated(pages, heights, running)
    for page, index in repeated | _numbers(running, repeated, len(pages)):
        found[page].add(index)
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


def _silent(lines: Sequence[Line], indexes: Sequence[int]) -> list[int]:
    """Positions of the lines that state no figure; a label and the figure below it state one."""
    kept: list[int] = []
    label: int | None = None
    for index in indexes:
        line = lines[index]
        parts = line_parts(line)
        if label is not None and is_lone_figure(line.text) and _is_below(line, lines[label]):
            kept = [each for each in kept if each != label]
        elif not states_figure(parts):
            kept.append(index)
        label = index if is_label(line.text) else None
    return kept


def _is_below(line: Line, label: Line) -> bool:
    """Whether a line stands right below another, and begins where it does."""
    near = 0 < line.baseline - label.baseline < BELOW * label.size
    return near and abs(line.box.x0 - label.box.x0) < label.size


def _running(line: Line) -> _Running:
    """The parts of a line, its page number taken out."""
    number: int | None = None
    words: list[str] = []
    for part in line_parts(line):
        bare = page_number(part) if number is None else None
        if bare is not None:
            number = bare
            continue
        cut = numbered_words(part) if number is None else None
        if cut:
            number = cut[1]
        words.append(fold(cut[0] if cut else part))
    figures = tuple(int(each) for word in sorted(words) for each in FIGURES.findall(word))
    return _Running(tuple(FIGURES.sub("#", word) for word in sorted(words)), figures, number)


def _repeated(
    pages: Sequence[Sequence[Line]],
    heights: Sequence[float],
    running: dict[Place, _Running],
) -> set[Place]:
    """Lines that say the same, but for a page number, at the same place of many pages."""
    alike: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place, each in running.items():
        alike[each.words].append(place)
    enough = _enough(len(pages))
    groups: list[list[Place]] = []
    for places in alike.values():
        for group in _by_place(pages, heights, places):
            numbers = {page for page, _ in group}
            span = max(numbers) - min(numbers) + 1
            often = len(numbers) >= enough and len(numbers) >= OFTEN * span
            if len(numbers) < SURE and any(_in_text(pages[page], index) for page, index in group):
                continue
            if often and _same_figures(group, running) and _goes_on(group, running):
                groups.append(group)
    return _at_the_edge(pages, heights, _no_text(pages, groups, running))


def _no_text(
    pages: Sequence[Sequence[Line]], groups: list[list[Place]], running: dict[Place, _Running]
) -> list[list[Place]]:
    """The groups whose words stand in the margin more often than in the text.

    The heading that each action of a template has may well open three pages.
    """
    said = {_text(pages[page][index]) for group in groups for page, index in group}
    ends = {words[-1] for words in said}
    inside = Counter(
        text
        for page, lines in enumerate(pages if said else ())
        for index, line in enumerate(lines)
        if line.words[-1].text in ends
        and (page, index) not in running
        and (text := _text(line)) in said
    )
    return [
        group
        for group in groups
        if max(inside[_text(pages[page][index])] for page, index in group) < len(group)
    ]


def _text(line: Line) -> tuple[str, ...]:
    """The words of a line, without the number or mark that opens it."""
    words = tuple(word.text for word in line.words)
    return words if words[0][-1].isalpha() else words[1:] or words


def _at_the_edge(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], groups: list[list[Place]]
) -> set[Place]:
    """The lines of groups that stand outside the text on most of the pages that have them.

    Nothing but running lines stands beyond one of them, and it is no nearer to the text than to
    the next of these: the same words may well close or open the text of several pages.
    """
    found = {place for group in groups for place in group}
    kept: set[Place] = set()
    for group in groups:
        outside = sum(_stands_outside(pages[p], heights[p], i, found, p) for p, i in group)
        if outside >= MOSTLY * len(group):
            kept.update(group)
    return kept


def _stands_outside(
    lines: Sequence[Line], height: float, index: int, found: set[Place], page: int
) -> bool:
    line = lines[index]
    top = line.baseline < height / 2
    order = sorted(range(len(lines)), key=lambda each: lines[each].baseline, reverse=not top)
    at = order.index(index)
    level = [i for i in order if abs(lines[i].baseline - line.baseline) < 2.0]
    beyond = [i for i in order[:at] if i not in level]
    if any((page, i) not in found and not _is_number(lines[i]) for i in beyond):
        return False
    inner = [i for i in order[at:] if i not in level]
    if not beyond or not inner:
        return True
    outward = abs(line.baseline - lines[beyond[-1]].baseline)
    inward = abs(lines[inner[0]].baseline - line.baseline)
    return outward < TEXT * line.size or outward <= inward


def _is_number(line: Line) -> bool:
    """Whether a line is a page number, or words around one."""
    return _running(line).number is not None


def _in_text(lines: Sequence[Line], index: int) -> bool:
    """Whether a line of words goes on with the next one towards the middle of its page."""
    line = lines[index]
    if len(line.words) <= FEW:
        return False
    outer = line.baseline < min([each.baseline for each in lines]) + DEEP * line.size
    steps = [(each.baseline - line.baseline) * (1 if outer else -1) for each in lines]
    return any(
        abs(other.size - line.size) < 0.5 and abs(other.box.x0 - line.box.x0) < line.size
        for other, step in zip(lines, steps, strict=True)
        if 0 < step < TEXT * line.size
    )


def _enough(pages: int) -> int:
    return min(FEW, max(2, pages - 1))


def _by_place(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], places: list[Place]
) -> list[list[Place]]:
    """The places gathered by their distance from the nearer edge of the page."""

    def distance(place: Place) -> float:
        line, height = pages[place[0]][place[1]], heights[place[0]]
        return line.baseline if line.baseline < height / 2 else line.baseline - height

    groups: list[list[Place]] = []
    last = 0.0
    for place in sorted(places, key=distance):
        here = distance(place)
        if groups and here - last <= SAME:
            groups[-1].append(place)
        else:
            groups.append([place])
        last = here
    return groups


def _same_figures(group: Sequence[Place], running: dict[Place, _Running]) -> bool:
    """Whether the figures in the words are the same everywhere: headings that count are not."""
    return len({running[place].figures for place in group}) == 1


def _goes_on(group: Sequence[Place], running: dict[Place, _Running]) -> bool:
    """Whether the page numbers, where there are any, go on with the pages."""
    numbered = [(place[0], number) for place in group if (number := running[place].number)]
    if len({number for _, number in numbered}) < 2:
        return True
    offsets = Counter(number - page for page, number in numbered)
    return offsets.most_common(1)[0][1] >= GOES_ON * len(numbered)


def _numbers(running: dict[Place, _Running], repeated: set[Place], pages: int) -> set[Place]:
    """Bare page numbers, wherever they stand in the margin, that go on with the pages."""
    offsets: dict[Place, int] = {}
    pages_of: dict[int, set[int]] = defaultdict(set)
    for place, each in running.items():
        if each.number is not None and (place in repeated or not each.words):
            offsets[place] = each.number - place[0]
            pages_of[offsets[place]].add(place[0])
    enough = 1 if pages == 1 and set(pages_of) == {1} else _enough(pages)
    return {place for place, offset in offsets.items() if len(pages_of[offset]) >= enough}
