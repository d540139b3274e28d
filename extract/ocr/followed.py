"""Rules followed where they are too pale to be found, between letters that hide them.

That a rule stands in a column is known by its pieces; where it goes on, less is enough to see it.
Level rules are followed on the sheet laid on its side, where they stand upright.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extract.ocr.bridging import ALIGNED, crosses, stands_on
from extract.ocr.faint import BESIDE, FAINT
from extract.ocr.shapes import Grey, Ink, SeenLine
from schemas.printed import Rule

# Points.
CHUNK = 3.0  # stretches over which grain averages out
REACH = 60.0  # beyond its last piece, up to a level rule
NEAR = 1.5  # of a level rule: its own grey
AT_END = 2.5  # an end so near to a level rule is there
LEAST = 5.0  # from one level rule to the next: less holds no text
# Parts.
CLEAR = 0.25  # of a stretch that is free of letters, at least
SEEN = 0.8  # of what is free that is darker than the paper on both sides
LEAST_SEEN, MEAN = 0.33, 0.45  # of what is plainly darker: so much each, and so much on the whole
# Pixels.
WANDER = 3  # by which a rule leaves its column
BAND = 3  # of paper on either side
TOUCH = 2  # beside a rule: ink there is a letter's, that its grey reaches over

Levels = npt.NDArray[np.float64]


class _Sheet(NamedTuple):
    """The picture, its ink, points per pixel; what stands on it."""

    grey: Grey
    ink: Ink
    unit: float
    level: Sequence[Rule]
    text: Sequence[SeenLine]
    lying: bool = False  # laid on its side: lines of text run down the columns


def followed_level(
    rules: Sequence[Rule], grey: Grey, ink: Ink, unit: float, text: Sequence[SeenLine]
) -> list[Rule]:
    """The same rules, level ones joined and lengthened as far as they are seen to go on."""
    turned = [_turned(rule) for rule in rules]
    sheet = _sheet(turned, grey.T, ink.T, unit, [_lying(line) for line in text])
    return [_turned(rule) for rule in _followed(turned, sheet._replace(lying=True))]


def _turned(rule: Rule) -> Rule:
    """The rule with its axes exchanged."""
    return Rule(rule.top, rule.x0, rule.bottom, rule.x1, not rule.vertical, rule.dashed)


def _lying(line: SeenLine) -> SeenLine:
    return line._replace(x0=line.top, top=line.x0, x1=line.bottom, bottom=line.x1)


def followed(
    rules: Sequence[Rule], grey: Grey, ink: Ink, unit: float, text: Sequence[SeenLine]
) -> list[Rule]:
    """The same rules, upright ones joined and lengthened as far as they are seen to go on."""
    return _followed(rules, _sheet(rules, grey, ink, unit, text))


def _followed(rules: Sequence[Rule], sheet: _Sheet) -> list[Rule]:
    found = []
    left = sorted((rule for rule in rules if rule.vertical), key=lambda rule: rule.top)
    while left:
        rule = left.pop(0)
        rule = rule._replace(top=_reached(sheet, rule, up=True))
        for after in [each for each in left if abs(each.at - rule.at) <= ALIGNED]:
            if not _goes_on(sheet, (rule.at + after.at) / 2, rule.bottom, after.top):
                break
            left.remove(after)
            rule = _joined(rule, after)
        found.append(rule._replace(bottom=_reached(sheet, rule, up=False)))
    return [*sheet.level, *found]


def repeated(
    rules: Sequence[Rule], grey: Grey, ink: Ink, unit: float, text: Sequence[SeenLine]
) -> Iterator[Rule]:
    """Between two level rules, the walls that stand in a column known by its other rows."""
    sheet = _sheet(rules, grey, ink, unit, text)
    upright = [rule for rule in rules if rule.vertical]
    known: list[Rule] = []
    for rule in upright:
        if not any(abs(other.at - rule.at) <= ALIGNED for other in known):
            known.append(rule)
    for rule in known:
        own = [other for other in upright if abs(other.at - rule.at) <= 2 * ALIGNED]
        for above, below in itertools.pairwise(_across(sheet, rule.at)):
            middle = (above + below) / 2
            if below - above < LEAST or any(each.top < middle < each.bottom for each in own):
                continue
            if _goes_on(sheet, rule.at, above, below):
                yield rule._replace(top=above, bottom=below)


def _sheet(
    rules: Sequence[Rule], grey: Grey, ink: Ink, unit: float, text: Sequence[SeenLine]
) -> _Sheet:
    level = sorted((rule for rule in rules if not rule.vertical), key=lambda rule: rule.at)
    return _Sheet(grey, ink, unit, level, text)


def _across(sheet: _Sheet, at: float) -> list[float]:
    """Where level rules cross a column, from the top."""
    return [each.at for each in sheet.level if each.x0 - AT_END <= at <= each.x1 + AT_END]


def _joined(rule: Rule, after: Rule) -> Rule:
    return Rule(
        min(rule.x0, after.x0), rule.top, max(rule.x1, after.x1),
        max(rule.bottom, after.bottom), True,
    )  # fmt: skip


def _reached(sheet: _Sheet, rule: Rule, *, up: bool) -> float:
    """Where a rule ends: at the next level rule, if it is seen to go on so far."""
    end = rule.top if up else rule.bottom
    across = _across(sheet, rule.at)
    if any(abs(at - end) <= AT_END for at in across):
        return end
    ahead = [at for at in across if abs(at - end) <= REACH and (at < end) == up]
    if not ahead:
        return end
    stop = max(ahead) if up else min(ahead)
    return stop if _goes_on(sheet, rule.at, min(end, stop), max(end, stop)) else end


def _goes_on(sheet: _Sheet, at: float, top: float, bottom: float) -> bool:
    """Whether a column is darker than the paper on both sides wherever no letters hide it."""
    if bottom - top <= ALIGNED:
        return True
    if any(_stands(line, at, top, bottom, sheet) for line in sheet.text):
        return False
    seen = _chunks(sheet, at, top, bottom)
    if not len(seen) or float(seen.mean()) < MEAN * FAINT:
        return False
    return bool(np.mean(seen > LEAST_SEEN * FAINT) >= SEEN)


def _chunks(sheet: _Sheet, at: float, top: float, bottom: float) -> Levels:
    """How much darker a column is than its sides, chunk by chunk; none where letters hide it."""
    middle, reach = int(at / sheet.unit), round(BESIDE / sheet.unit) + WANDER
    first, last = int(top / sheet.unit), int(bottom / sheet.unit) + 1
    part = np.s_[first:last, max(middle - reach, 0) : middle + reach + 1]
    grey, bare = sheet.grey[part].astype(np.float64), sheet.ink[part] == 0
    chunk = round(CHUNK / sheet.unit)
    if grey.shape[1] <= 2 * reach:
        return np.empty(0)
    core, beyond = np.s_[reach - WANDER : reach + WANDER + 1], reach - WANDER
    side, free = np.full(len(grey), np.inf), np.ones(len(grey), np.bool_)
    for paper, way in ((bare[:, :beyond], -1), (bare[:, -beyond:][:, ::-1], 1)):
        level = grey[:, :BAND] if way < 0 else grey[:, -BAND:]
        side = np.minimum(side, np.where(paper.all(axis=1), level.mean(axis=1), np.inf))
        free &= paper[:, -TOUCH:].all(axis=1)
    rows = (first + np.arange(len(grey)) + 0.5) * sheet.unit
    free &= np.isfinite(side)
    for across in _across(sheet, at):
        free &= np.abs(rows - across) > NEAR
    many = int(free.sum()) // chunk
    if many * chunk < CLEAR * len(grey):
        return np.empty(0)
    darker = (side[:, None] - grey[:, core])[free][: many * chunk]
    return np.asarray(darker.reshape(many, chunk, -1).mean(axis=1).max(axis=1))


def _stands(line: SeenLine, at: float, top: float, bottom: float, sheet: _Sheet) -> bool:
    """Whether the letters of a line stand on a column, within a stretch of it."""
    unit = sheet.unit
    if line.top * unit >= bottom or line.bottom * unit <= top:
        return False
    if sheet.lying:
        return stands_on(line.x0, line.x1, at / unit)
    return crosses(line, True, at / unit)
