"""Short straight stretches of what was drawn by hand or stamped: no ruling lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.ocr.shapes import Ink
from schemas.printed import Rule

# Points.
SHORT = 60.0  # a longer stretch of a seal or a signature is not straight
MEETS = 3.0  # between the end of a rule and the one across that it meets
BEYOND = 2.4  # beyond its end the ink of a stroke goes on
ASIDE = {False: 3.6, True: 2.0}  # as far to its side, at most: strokes bend, letters stand off
LIKE = 1.0  # rules so near to one line stand in it
PART, NEAR = 14.0, 1.6  # along and to either side of a rule: where its slope is measured
FEW = 12  # pixels along it: less tells no slope
# Parts.
SLANTED = 0.05  # of its length: a page lies straighter, a curved one too
UPRIGHT = 0.02  # of its length: no hand draws straighter
ON = 0.8  # of the way that there is ink on, where a stroke goes on


def without_strokes(rules: Sequence[Rule], ink: Ink, unit: float) -> list[Rule]:
    """The rules but for short ones whose ink goes on beyond their ends where no rule does.

    A rule ends in nothing, or at a rule across.  `unit` is points per pixel.
    """
    return [rule for rule in rules if not _is_stroke(rule, rules, ink, unit)]


def _is_stroke(rule: Rule, rules: Sequence[Rule], ink: Ink, unit: float) -> bool:
    start, end = rule.span
    if end - start > SHORT:
        return False
    slope = abs(_slope(rule, ink, unit))
    if not _has_like(rule, rules) and slope > SLANTED:
        return True
    on = [_goes_on(rule, rules, way, ink, unit) for way in (-1, 1)]
    # From rule to rule, ink beyond one end may be a title's right beside the table.
    walls = slope <= UPRIGHT and all(any(_meets(rule, at, o) for o in rules) for at in rule.span)
    return any(on) if rule.vertical and not walls else all(on)


def _has_like(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether another rule stands in the same line, as in other rows of a table."""
    return any(
        other is not rule and other.vertical == rule.vertical and abs(other.at - rule.at) <= LIKE
        for other in rules
    )


def _slope(rule: Rule, ink: Ink, unit: float) -> float:
    """How far its ink leaves its axis, per point along it; from the run nearest to the axis."""
    middle = sum(rule.span) / 2
    low, high = max(rule.span[0], middle - PART / 2), min(rule.span[1], middle + PART / 2)
    along = slice(max(int(low / unit), 0), int(high / unit) + 1)
    first = max(int((rule.at - NEAR) / unit), 0)
    across = slice(first, int((rule.at + NEAR) / unit) + 1)
    part = ink[along, across] if rule.vertical else ink[across, along].T
    places = []
    for at, row in enumerate(part > 0):
        filled = np.flatnonzero(row)
        if len(filled):
            runs = np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1)
            centres = [float(run.mean()) for run in runs]
            places.append((at, min(centres, key=lambda x: abs(x + first + 0.5 - rule.at / unit))))
    if len(places) < FEW:
        return 0.0
    x, y = np.array(places, np.float64).T
    return float(np.cov(x, y)[0, 1] / np.var(x, ddof=1))


def _goes_on(rule: Rule, rules: Sequence[Rule], way: int, ink: Ink, unit: float) -> bool:
    """Whether there is ink all along beyond an end, beside the rule's own axis too."""
    end = rule.span[0] if way < 0 else rule.span[1]
    met = [_far_side(other, way) for other in rules if _meets(rule, end, other)]
    begin = max([end, *met], key=lambda at: way * at) + way * unit
    if any(_takes_up(rule, begin + way * BEYOND / 2, other) for other in rules):
        return False
    low, high = sorted((begin, begin + way * BEYOND))
    along = slice(max(int(low / unit), 0), max(int(high / unit), 0))
    aside = ASIDE[rule.vertical]
    across = slice(max(int((rule.at - aside) / unit), 0), int((rule.at + aside) / unit) + 1)
    part = ink[along, across] if rule.vertical else ink[across, along].T
    return bool(part.size) and float(np.mean((part > 0).any(axis=1))) >= ON


def _meets(rule: Rule, end: float, other: Rule) -> bool:
    """Whether an end lies at a rule across."""
    return (
        other.vertical != rule.vertical
        and abs(other.at - end) <= MEETS
        and other.span[0] - MEETS <= rule.at <= other.span[1] + MEETS
    )


def _far_side(rule: Rule, way: int) -> float:
    _, low, _, high = rule[:4] if not rule.vertical else (0.0, rule.x0, 0.0, rule.x1)
    return low if way < 0 else high


def _takes_up(rule: Rule, at: float, other: Rule) -> bool:
    """Whether another rule stands where one would go on."""
    same = other.vertical == rule.vertical and other is not rule
    return (
        same
        and abs(other.at - rule.at) <= ASIDE[rule.vertical]
        and other.span[0] <= at <= other.span[1]
    )
