"""Rules that letters beside them hide in part: their pieces joined again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.ocr.shapes import SeenLine
from schemas.printed import Rule

# Points.
ALIGNED = 1.0  # pieces of one rule lie so near to one line
HIDDEN = {False: 250.0, True: 48.0}  # as much as letters hide: a line of text, or three lines' ends
LOST = 7.0  # a rule may fade out for so long
MEETS = 2.5  # between the end of a piece and the rule that it ends at
WIDE = 2.2  # letters: between the texts of two cells there is more
UNDER = 0.6  # part of the gap that lines of text reach over


def bridged(rules: Sequence[Rule], unit: float, text: Sequence[SeenLine]) -> list[Rule]:
    """The same rules, pieces of one joined where lines of `text` stand beside the gap."""
    found: list[Rule] = []
    for vertical in (False, True):
        own = sorted((rule for rule in rules if rule.vertical == vertical), key=_start)
        while own:
            rule = own.pop(0)
            while (after := _next(rule, own)) is not None and _hidden(
                rule, after, rules, unit, text
            ):
                own.remove(after)
                rule = _joined(rule, after)
            found.append(rule)
    return found


def _start(rule: Rule) -> float:
    return rule.span[0]


def _next(rule: Rule, others: Sequence[Rule]) -> Rule | None:
    """The nearest piece that goes on where a rule ends."""
    end = rule.span[1]
    ahead = [
        other
        for other in others
        if abs(other.at - rule.at) <= ALIGNED and other.span[0] - end > -ALIGNED
    ]
    after = min(ahead, key=_start, default=None)
    return after if after and after.span[0] - end <= HIDDEN[rule.vertical] else None


def _hidden(
    rule: Rule, after: Rule, rules: Sequence[Rule], unit: float, text: Sequence[SeenLine]
) -> bool:
    """Whether a rule is lost between two pieces, and does not end there: no letters stand on it."""
    low, high = rule.span[1], after.span[0]
    if high - low <= ALIGNED:
        return True
    at = (rule.at + after.at) / 2
    if high - low > (rule.span[1] - rule.span[0]) + (after.span[1] - after.span[0]):
        return False
    if all(_meets(rules, rule.vertical, at, end) for end in (low, high)):
        return False
    over = [
        each for each in text if _reaches(each, rule.vertical, at / unit, low / unit, high / unit)
    ]
    if any(crosses(each, rule.vertical, at / unit) for each in over):
        return False
    return high - low <= LOST or _share(over, rule.vertical, low / unit, high / unit) >= UNDER


def _meets(rules: Sequence[Rule], vertical: bool, at: float, end: float) -> bool:
    """Whether a piece ends at a rule across it."""
    return any(
        other.vertical != vertical
        and abs(other.at - end) < MEETS
        and other.span[0] - MEETS < at < other.span[1] + MEETS
        for other in rules
    )


def _reaches(line: SeenLine, vertical: bool, at: float, low: float, high: float) -> bool:
    """Whether the box of a line lies over a part of the gap; pixels."""
    if vertical:
        return line.x0 - 1 <= at <= line.x1 + 1 and line.top < high and line.bottom > low
    return line.top - 1 <= at <= line.bottom + 1 and line.x0 < high and line.x1 > low


def crosses(line: SeenLine, vertical: bool, at: float, wide: float = WIDE) -> bool:
    """Whether the letters of a line stand on both sides of an upright rule, or on a level one."""
    if not vertical:
        return stands_on(line.top, line.bottom, at)
    letters = [x for x, each in zip(line.centres, line.text, strict=False) if each != " "]
    before = [x for x in letters if x < at]
    after = [x for x in letters if x >= at]
    if not before or not after:
        return False
    step = (line.centres[-1] - line.centres[0]) / max(len(line.centres) - 1, 1)
    return after[0] - before[-1] < wide * step


def stands_on(top: float, bottom: float, at: float) -> bool:
    """Whether the letters of a line from `top` to `bottom` stand on a level rule."""
    high = bottom - top
    return top + 0.3 * high < at < bottom - 0.3 * high


def _share(lines: Sequence[SeenLine], vertical: bool, low: float, high: float) -> float:
    """The part of the gap over which lines lie."""
    over = np.zeros(max(int(high - low), 1), np.bool_)
    for line in lines:
        start, end = (line.top, line.bottom) if vertical else (line.x0, line.x1)
        over[max(int(start - low), 0) : max(int(end - low) + 1, 0)] = True
    return float(over.mean())


def _joined(rule: Rule, after: Rule) -> Rule:
    return Rule(
        min(rule.x0, after.x0),
        min(rule.top, after.top),
        max(rule.x1, after.x1),
        max(rule.bottom, after.bottom),
        rule.vertical,
    )
