"""From lines that an engine read to words: where each begins and ends is measured on the ink."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import numpy as np

from extract.ocr.setting import CAPITAL, Marks, Setting, marks_of, settings_of, within
from extract.ocr.shapes import Ink, SeenLine
from extract.ocr.weight import weigh
from schemas.printed import Box, Word

SPECK = 0.12  # of a line's height: less is no part of a letter
APART, DIGITS_APART = 0.20, 0.67  # of the size: paper between letters, middles of two digits
DASH_APART = 0.26  # of the size: a minus stands off its figure by less than a blank
STRETCHED, ENOUGH = 1.27, 4  # times the usual step of a line's digits, where it has so many steps
FILLED = 0.85  # of the step from digit to digit: the ink of one
GROUP = re.compile(r"[0-9]{3}(?![0-9])|[0-9]{6}(?![0-9])")
FIRST = re.compile(r"(?<!\w)1(?:er|re)\Z")
WORD = re.compile(r"[^\W\d_]{3}")  # `1ers` is a word
NUMERO = re.compile(r"[nN]°")
BULLETS = "•○●▪■"
DASHES = "-–—−"
HUNDREDTHS = re.compile(r"[0-9][.,][0-9]{2}\Z")
LONG = re.compile(r"[0-9]{4}\Z")
RAISED = (0.80, 0.18)  # a raised figure is so much smaller, and stands so much higher


def words_of(lines: Sequence[SeenLine], ink: Ink, dpi: float, page: int) -> list[list[Word]]:
    """The words of each line, in points, with the edges of their letters."""
    every = marks_of(ink, dpi)
    parts = [within(every, line) for line in lines]
    settings = settings_of(lines, parts, ink, dpi)
    weigh(lines, settings)
    return [
        list(_words(line, own, each, dpi, page))
        for line, own, each in zip(lines, parts, settings, strict=True)
    ]


def _words(line: SeenLine, marks: Marks, setting: Setting, dpi: float, page: int) -> Iterator[Word]:
    unit = 72.0 / dpi
    runs = _runs(marks, setting.size)
    line = spaced(line, runs, setting.size)
    slices = [match.span() for match in re.finditer(r"\S+", line.text)]
    sides = _sides(line, slices, runs)
    for number, ((start, end), (x0, x1)) in enumerate(zip(slices, sides, strict=True)):
        own = (marks.x0 < x1) & (marks.x1 > x0)
        top = float(marks.top[own].min()) if own.any() else setting.baseline - 0.7 * setting.size
        bottom = float(marks.bottom[own].max()) if own.any() else setting.baseline
        inside = [run for run in runs if x0 <= (run[0] + run[1]) / 2 <= x1]
        edges = _edges(line.centres[start:end], x0, x1, inside)
        yield Word(
            text=line.text[start:end],
            page=page,
            box=Box(x0 * unit, top * unit, x1 * unit, bottom * unit),
            baseline=setting.baseline * unit,
            size=round(setting.size * unit, 1),
            bold=setting.bold,
            italic=False,
            angle=0,
            edges=tuple(edge * unit for edge in edges),
            raised=_raised(line.text[start:end], marks, edges, setting),
            space=" " if number else "",
        )


def spaced(line: SeenLine, runs: Sequence[tuple[float, float]], size: float) -> SeenLine:
    """The line with the blanks that the ink shows and the engine left out."""
    places = [_run_at(runs, centre) for centre in line.centres]
    middles = _middles(line.text, runs, places)
    pitch = _pitch(middles, places)
    apart = min(DIGITS_APART * size, STRETCHED * pitch) if pitch else DIGITS_APART * size
    text, centres = line.text[:1], list(line.centres[:1])
    for index in range(1, len(line.text)):
        before, after = places[index - 1], places[index]
        pair = line.text[index - 1 : index + 1]
        if _must_part(line.text, index):
            text += " "
            centres.append((line.centres[index - 1] + line.centres[index]) / 2)
        # A run between the two is a letter that its middle was not told of.
        elif before is not None and after == before + 1 and _may_part(line.text, index):
            one, other = middles[index - 1], middles[index]
            step = other - one if one is not None and other is not None else 0.0
            if _apart(pair, runs[before], runs[after], size, step > apart):
                text += " "
                centres.append((line.centres[index - 1] + line.centres[index]) / 2)
        text += line.text[index]
        centres.append(line.centres[index])
    return line._replace(text=text, centres=tuple(centres))


def _must_part(text: str, index: int) -> bool:
    """Whether a word ends there whatever the ink shows: `1erjanvier`, `•Avenant`, `RAPPORTN°2`."""
    if index == 1 and text[0] in BULLETS:
        return text[1].isalnum()
    if NUMERO.match(text, index) and text[index - 1].isalpha():
        return True
    return bool(FIRST.search(text[:index]) and WORD.match(text, index))


def _may_part(text: str, index: int) -> bool:
    """Whether an engine may have left a blank out there: no word has both signs in a row.

    Between digits it parts groups of three; a dash that stands off a figure is no minus.
    """
    pair = text[index - 1 : index + 1]
    if pair[0] in DASHES and pair[1].isdigit():
        return index == 1 or text[index - 2].isspace()
    if not pair.isalnum():
        return False
    if pair.isdigit():
        return bool(GROUP.match(text, index)) and not LONG.search(text[:index])
    return pair[0].isdigit() or pair[1].isdigit() or (pair[0].islower() and pair[1].isupper())


def _apart(
    pair: str,
    before: tuple[float, float],
    after: tuple[float, float],
    size: float,
    stretched: bool,
) -> bool:
    """Whether a blank stands between two letters; `stretched`: two digits far from each other.

    Digits are all as wide: their middles tell, the paper beside a 1 does not.
    """
    if pair.isdigit():
        return stretched and after[0] - before[1] > APART * size / 2
    return after[0] - before[1] > (DASH_APART if pair[0] in DASHES else APART) * size


def _middles(
    text: str, runs: Sequence[tuple[float, float]], places: Sequence[int | None]
) -> list[float | None]:
    """Where each digit has its middle; those that touch share their run of ink."""
    found: list[float | None] = [None] * len(text)
    for place, group in itertools.groupby(range(len(text)), key=places.__getitem__):
        own = list(group)
        if place is None or not all(text[index].isdigit() for index in own):
            continue
        if places.count(place) > len(own):
            continue
        x0, x1 = runs[place]
        step = (x1 - x0) / (len(own) - 1 + FILLED)
        for rank, index in enumerate(own):
            found[index] = x0 + (rank + FILLED / 2) * step
    return found


def _pitch(middles: Sequence[float | None], places: Sequence[int | None]) -> float:
    """From middle to middle of the digits of a line, where enough stand side by side; else 0."""
    steps = sorted(
        after - before
        for (before, after), (a, b) in zip(
            itertools.pairwise(middles), itertools.pairwise(places), strict=True
        )
        if before is not None and after is not None and a is not None and b in (a, a + 1)
    )  # fmt: skip
    return steps[len(steps) // 2] if len(steps) >= ENOUGH else 0.0


def _run_at(runs: Sequence[tuple[float, float]], centre: float) -> int | None:
    return next((at for at, (x0, x1) in enumerate(runs) if x0 - 1 <= centre <= x1 + 1), None)


def _runs(marks: Marks, size: float) -> list[tuple[float, float]]:
    """Stretches of ink along a line, with paper between them."""
    high = marks.bottom - marks.top
    wide = marks.x1 - marks.x0
    letters = (high >= SPECK * size) | (wide >= SPECK * size)
    found: list[list[float]] = []
    for index in np.argsort(marks.x0):
        if not letters[index]:
            continue
        x0, x1 = float(marks.x0[index]), float(marks.x1[index])
        if found and x0 <= found[-1][1]:
            found[-1][1] = max(found[-1][1], x1)
        else:
            found.append([x0, x1])
    return [(x0, x1) for x0, x1 in found]


def _sides(
    line: SeenLine, slices: Sequence[tuple[int, int]], runs: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Where each word begins and ends: at the widest gap between its neighbours' letters."""
    left = runs[0][0] if runs else line.x0
    right = runs[-1][1] if runs else line.x1
    sides = []
    for index, (_, end) in enumerate(slices):
        begin = left
        if index + 1 < len(slices):
            low, high = line.centres[end - 1], line.centres[slices[index + 1][0]]
            stop, left = _gap(runs, low, high)
        else:
            stop = max(right, begin)
        sides.append((begin, max(stop, begin + 1.0)))
    return sides


def _gap(runs: Sequence[tuple[float, float]], low: float, high: float) -> tuple[float, float]:
    """The widest paper between two letters; half way where their ink touches."""
    gaps = [
        (before[1], after[0])
        for before, after in itertools.pairwise(runs)
        if after[0] > low and before[1] < high
    ]
    if not gaps:
        return (low + high) / 2, (low + high) / 2
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _edges(
    centres: Sequence[float], x0: float, x1: float, runs: Sequence[tuple[float, float]]
) -> list[float]:
    """Edges of the letters: of the ink where it has a stretch for each, else half way."""
    if len(runs) == len(centres):
        inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(runs)]
    else:
        inner = [(a + b) / 2 for a, b in itertools.pairwise(centres)]
    edges = [x0, *(min(max(each, x0), x1) for each in inner), x1]
    return [float(each) for each in np.maximum.accumulate(edges)]


def _raised(
    text: str, marks: Marks, edges: Sequence[float], setting: Setting
) -> tuple[tuple[int, int], ...]:
    """Figures at the end of a word that are set small and high: a note's mark.

    Hundredths are none, nor is one as wide as those before it: the foot of a figure may be lost
    beside a rule.  Nothing is where no letter tells how the line is set.
    """
    if HUNDREDTHS.search(text) or not setting.letters:
        return ()
    usual = _width(text, marks, edges)
    match = re.search(r"(?<=\w)[0-9]{1,2}\Z", text)
    first = len(text)
    for index in range(len(text) - 1, match.start() - 1 if match else len(text), -1):
        middle = (marks.x0 + marks.x1) / 2
        own = (middle >= edges[index]) & (middle <= edges[index + 1])
        own &= marks.bottom - marks.top > SPECK * setting.size
        if not own.any():
            break
        high = float(marks.bottom[own].max() - marks.top[own].min())
        lift = setting.baseline - float(marks.bottom[own].max())
        if high > RAISED[0] * CAPITAL * setting.size or lift < RAISED[1] * setting.size:
            break
        wide = float(marks.x1[own].max() - marks.x0[own].min())
        if usual and text[index] != "1" and wide > RAISED[0] * usual:
            break
        first = index
    return ((first, len(text)),) if 0 < first < len(text) else ()


def _width(text: str, marks: Marks, edges: Sequence[float]) -> float:
    """How wide the first figure of a word is that is no 1; 0 where nothing tells."""
    first = re.search(r"[02-9]", text)
    if first is None:
        return 0.0
    middle = (marks.x0 + marks.x1) / 2
    own = (middle >= edges[first.start()]) & (middle <= edges[first.start() + 1])
    return float(marks.x1[own].max() - marks.x0[own].min()) if own.any() else 0.0
