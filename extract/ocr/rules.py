"""Ruling lines found in a picture, faded and broken ones too."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extract.ocr.bridging import bridged, crosses
from extract.ocr.faint import faint_ink, without_text
from extract.ocr.followed import followed, followed_level, repeated
from extract.ocr.loose import without_strokes
from extract.ocr.shapes import Grey, Ink, SeenLine
from extract.ocr.shine import without_shine
from schemas.printed import Rule

# Points.
SHORTEST = 15.0  # a shorter line may be the stroke of a letter
PIECE = {False: 9.0, True: 12.0}  # what is left whole of a broken line; upright strokes are longer
BREAK = 3.0  # a line may be broken for so long
THICKEST = 3.4
GREY = 1.2  # on either side of a black bar
LONG = 36.0  # straight for so long a stretch: no stamp or stroke of a pen
LEAST, TIGHT = 5.0, 26.0  # distances of two level rules with one line of text between them
STREAK = 0.97  # of the height of the page: the scanner, not the printer, draws so
BLACK = 0.6  # part of a rule that is ink where it is not faded
JOINED = 4.0  # points between the end of a rule and the one that it meets
SHADED, TEXT = 40.0, 1.7  # points of a shaded band; from letter to letter, in letters
WHOLE = 0.85  # part of the way from one to the other that is ink: letters cover less


def find_rules(
    ink: Ink, dpi: float, text: Sequence[SeenLine] = (), grey: Grey | None = None
) -> tuple[list[Rule], Ink]:
    """The rules, in points from the top left, and the ink that is none of theirs.

    What lies wholly within a line of `text` is a stroke of its letters.  Faded rules are looked
    for where the picture itself is given.
    """
    unit = 72.0 / dpi
    left = ink.copy()
    calm = None if grey is None else without_text(grey, ink, dpi, text)
    found: list[Rule] = []
    for vertical in (False, True):
        lines = _lines(ink, unit, vertical)
        if calm is not None:
            faint = faint_ink(calm, dpi, vertical)
            # The grey beside a black bar is none: it would be too thick for a rule.
            faint[cv2.dilate(lines, _bar(2 * round(GREY / unit) + 1, not vertical)) > lines] = 0
            lines = _lines(lines | faint, unit, vertical)
        kept = np.zeros_like(ink)
        found += _rules(lines, unit, vertical, kept, text)
        left[kept > 0] = 0
    found = bridged(found, unit, text)
    if grey is not None:
        found = without_shine(found, grey, unit)
        found = followed(found, grey, ink, unit, text)
        found = followed_level(found, grey, ink, unit, text)
    found = [rule for rule in found if not rule.vertical or _ends(rule, found, ink, unit)]
    found = without_strokes(found, ink, unit)
    if grey is not None:
        found += repeated(found, grey, ink, unit, text)
    found += _short_walls(left, unit, found)
    found = without_strokes(found, ink, unit)
    found = _without_shading(found, unit, text)
    _clear(left, unit, found)
    return found, left


def _without_shading(found: Sequence[Rule], unit: float, text: Sequence[SeenLine]) -> list[Rule]:
    """The rules without short upright strokes of lines where one stands amid the letters."""
    short = [rule for rule in found if rule.vertical and rule.bottom - rule.top <= SHADED]
    shaded: set[int] = set()
    for line in text:
        own = [rule for rule in short if _over(rule, unit, line)]
        if any(crosses(line, True, rule.at / unit, TEXT) for rule in own):
            shaded.update(id(rule) for rule in own)
    return [rule for rule in found if id(rule) not in shaded]


def _over(rule: Rule, unit: float, line: SeenLine) -> bool:
    """Whether an upright rule stands within the box of a line."""
    middle = (line.top + line.bottom) / 2
    return line.x0 < rule.at / unit < line.x1 and rule.top < middle * unit < rule.bottom


def _clear(left: Ink, unit: float, found: Sequence[Rule]) -> None:
    """What is left of upright rules goes from the ink: beside a figure it would be a letter."""
    for rule in found:
        if rule.vertical:
            rows = slice(max(int(rule.top / unit) - 1, 0), int(rule.bottom / unit) + 2)
            left[rows, max(int(rule.x0 / unit) - 1, 0) : int(rule.x1 / unit) + 2] = 0


def _ends(rule: Rule, found: Sequence[Rule], ink: Ink, unit: float) -> bool:
    """Whether an upright rule is black, or stands between level ones: a streak does neither."""
    part = ink[
        int(rule.top / unit) : int(rule.bottom / unit),
        int(rule.x0 / unit) - 1 : int(rule.x1 / unit) + 2,
    ]
    whole = rule.bottom - rule.top > STREAK * ink.shape[0] * unit
    if part.size and not whole and (part > 0).any(axis=1).mean() > BLACK:
        return True
    level = [each for each in found if not each.vertical
             and each.x0 - JOINED <= rule.at <= each.x1 + JOINED]  # fmt: skip
    return all(any(abs(each.at - end) < JOINED for each in level) for end in rule.span)


def _lines(ink: Ink, unit: float, vertical: bool) -> Ink:
    """The ink that runs straight for long enough, breaks closed."""
    # A line a little off its axis climbs by a pixel.
    found = cv2.dilate(ink, _bar(3, not vertical))
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, _bar(round(PIECE[vertical] / unit), vertical))
    found = cv2.morphologyEx(found, cv2.MORPH_CLOSE, _bar(round(BREAK / unit), vertical))
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, _bar(round(SHORTEST / unit), vertical))
    return np.asarray(found, np.uint8)


def _short_walls(left: Ink, unit: float, found: Sequence[Rule]) -> list[Rule]:
    """Upright lines too short to be told from letters, but from one level rule to the next.

    What they cover is taken from the ink `left`.
    """
    level = sorted((rule for rule in found if not rule.vertical), key=lambda rule: rule.at)
    upright = [rule for rule in found if rule.vertical]
    walls: list[Rule] = []
    for index, above in enumerate(level):
        for below in itertools.islice(level, index + 1, None):
            if below.at - above.at > TIGHT:
                break
            x0, x1 = max(above.x0, below.x0), min(above.x1, below.x1)
            if below.at - above.at < LEAST or x1 - x0 < SHORTEST:
                continue
            for wall in _between(left, unit, x0, x1, above.bottom, below.top):
                if not any(_covers(rule, wall) for rule in (*upright, *walls)):
                    walls.append(wall)
    for wall in walls:
        rows, columns = (slice(int(a / unit), int(b / unit) + 2) for a, b in (
            wall.span, (wall.x0 - unit, wall.x1)))  # fmt: skip
        left[rows, columns] = 0
    return walls


def _between(
    ink: Ink, unit: float, x0: float, x1: float, top: float, bottom: float
) -> Iterator[Rule]:
    """Columns of ink all the way from `top` to `bottom`."""
    first = int(x0 / unit)
    strip = ink[int(top / unit) + 1 : int(bottom / unit), first : int(x1 / unit) + 1]
    if not strip.size:
        return
    full = (cv2.dilate(strip, _bar(3, False)) > 0).mean(axis=0) >= WHOLE
    edges = np.flatnonzero(np.diff(np.concatenate(([False], full, [False])).astype(np.int8)))
    for start, end in edges.reshape(-1, 2):
        # The dilation added a pixel on either side.
        low, high = (first + start + 1) * unit, (first + max(end - 1, start + 2)) * unit
        if high - low <= THICKEST:
            yield Rule(low, top, high, bottom, True)


def _covers(rule: Rule, wall: Rule) -> bool:
    """Whether a rule stands where this wall does."""
    middle = (wall.top + wall.bottom) / 2
    return abs(rule.at - wall.at) < THICKEST and rule.top <= middle <= rule.bottom


def _bar(length: int, vertical: bool) -> Ink:
    return np.ones((length, 1) if vertical else (1, length), np.uint8)


def _rules(
    lines: Ink,
    unit: float,
    vertical: bool,
    kept: Ink,
    text: Sequence[SeenLine],
    *,
    again: bool = True,
) -> Iterator[Rule]:
    """The connected parts that are straight and thin; a long one in what is not, once more."""
    thicker = np.zeros_like(lines) if again else None
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    for number in range(1, count):
        x, y, wide, high, area = (int(each) for each in stats[number])
        long, across = (high, wide) if vertical else (wide, high)
        thick = area / max(long, 1) - 2  # the dilation added a pixel on either side
        if thick * unit > THICKEST or across * unit > THICKEST + 0.03 * long * unit:
            if thicker is not None and long * unit > LONG:
                own = np.s_[y : y + high, x : x + wide]
                thicker[own][labels[own] == number] = 255
            continue
        if _is_letter(x, y, x + wide, y + high, text):
            continue
        part = kept[y : y + high, x : x + wide]
        part[labels[y : y + high, x : x + wide] == number] = 255
        x0, top, x1, bottom = x * unit, y * unit, (x + wide) * unit, (y + high) * unit
        middle = (x0 + x1) / 2 if vertical else (top + bottom) / 2
        if across * unit > THICKEST:
            own = (labels[y : y + high, x : x + wide] == number).sum(axis=0 if vertical else 1)
            half_way = int(np.searchsorted(np.cumsum(own), area / 2))
            middle = ((x if vertical else y) + half_way + 0.5) * unit
        half = max(thick, 1) * unit / 2
        if vertical:
            yield Rule(middle - half, top, middle + half, bottom, True)
        else:
            yield Rule(x0, middle - half, x1, middle + half, False)
    if thicker is not None and thicker.any():
        # A stroke that runs into a rule and leaves it again is not as straight.
        bar = _bar(round(LONG / unit), vertical)
        long_ones = np.asarray(cv2.morphologyEx(thicker, cv2.MORPH_OPEN, bar), np.uint8)
        yield from _rules(long_ones, unit, vertical, kept, text, again=False)


def _is_letter(x0: int, top: int, x1: int, bottom: int, text: Sequence[SeenLine]) -> bool:
    for line in text:
        high = line.bottom - line.top
        if (
            line.x0 - 2 <= x0
            and x1 <= line.x1 + 2
            and line.top - 0.1 * high <= top
            and bottom <= line.bottom - 0.05 * high
            and x1 - x0 < 0.8 * (line.x1 - line.x0)
        ):
            return True
    return False
