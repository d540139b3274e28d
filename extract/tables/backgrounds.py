"""What lines and backgrounds say besides ruling: underlines dropped, fills read as rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from extract.tables.ladders import Ladder
from schemas.printed import Box, Fill, Rule, Word

# In points.
BAR = 5.0  # a background less high or wide is a bar of a drawing
TALL = 400.0  # one higher is the ground of a page or a text box
ASIDE = 2.5  # sides of a background and rules this near are in line
NEAR = 30.0  # how far above or below the background such a rule may end
ENDS = 1.6  # an underline begins and ends with its words within this


def without_underlines(rules: Iterable[Rule], words: Sequence[Word]) -> Iterator[Rule]:
    """The rules that do not underline words: as long as some words of a line, close below."""
    rules = list(rules)
    if not rules:
        return
    upright = sorted((word for word in words if not word.angle), key=lambda word: word.baseline)
    heights = [word.baseline for word in upright]
    for rule in rules:
        if rule.vertical or not _underlines(rule, upright, heights):
            yield rule


def _underlines(rule: Rule, words: Sequence[Word], heights: Sequence[float]) -> bool:
    near = words[bisect_left(heights, rule.at - 5.0) : bisect_right(heights, rule.at + 1.0)]
    above = [word for word in near if rule.at - word.baseline <= 0.28 * word.size]
    starts = any(abs(word.box.x0 - rule.x0) <= ENDS for word in above)
    return starts and any(abs(word.box.x1 - rule.x1) <= ENDS for word in above)


def fill_edges(fills: Iterable[Fill], outside: Sequence[Box]) -> Iterator[Rule]:
    """The upper and lower edge of each background that lies in none of the boxes, as rules."""
    for fill in fills:
        box = fill.box
        if min(box.width, box.height) < BAR or box.height > TALL:
            continue
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if not any(area.holds(x, y) for area in outside):
            yield Rule(box.x0, box.top, box.x1, box.top, False)
            yield Rule(box.x0, box.bottom, box.x1, box.bottom, False)


def fills_beside(fills: Iterable[Fill], ladders: Sequence[Ladder]) -> tuple[list[Fill], list[Fill]]:
    """The backgrounds within the reach of ruled tables, and those that stand apart from them."""
    spans = [[ladder.x0, ladder.rules[0].at, ladder.x1, ladder.rules[-1].at] for ladder in ladders]
    beside: list[Fill] = []
    left = sorted(fills, key=lambda fill: fill.box.top)
    while spans and left:
        reached = [fill for fill in left if _reach(spans, fill.box)]
        if not reached:
            break
        beside += reached
        known = {id(fill) for fill in reached}
        left = [fill for fill in left if id(fill) not in known]
    return beside, left


def _reach(spans: Sequence[list[float]], box: Box) -> bool:
    """Whether a background lies within or near a table; the table then reaches to its end."""
    for span in spans:
        x0, top, x1, bottom = span
        wide = min(box.x1, x1) - max(box.x0, x0) > 0
        if wide and box.top < bottom + NEAR and box.bottom > top - NEAR:
            span[1], span[3] = min(top, box.top), max(bottom, box.bottom)
            return True
    return False


def fill_sides(fills: Iterable[Fill], rules: Sequence[Rule]) -> Iterator[Rule]:
    """The sides of backgrounds that stand in line with upright rules close by, as rules.

    Some tables rule their plain cells and leave the coloured ones to their colour.
    """
    uprights = sorted((rule for rule in rules if rule.vertical), key=lambda rule: rule.at)
    places = [rule.at for rule in uprights]
    if not places:
        return
    for fill in fills:
        x0, top, x1, bottom = fill.box
        if min(x1 - x0, bottom - top) < BAR or bottom - top > TALL:
            continue
        left, right = (_in_line(x, fill.box, uprights, places) for x in (x0, x1))
        if left:
            yield Rule(x0, top, x0, bottom, True)
        if right:
            yield Rule(x1, top, x1, bottom, True)
        if left and right:
            yield Rule(x0, top, x1, top, False)
            yield Rule(x0, bottom, x1, bottom, False)


def _in_line(x: float, box: Box, uprights: Sequence[Rule], places: Sequence[float]) -> bool:
    near = uprights[bisect_left(places, x - ASIDE) : bisect_right(places, x + ASIDE)]
    return any(r.top <= box.bottom + NEAR and r.bottom >= box.top - NEAR for r in near)
