"""The tables of one page: ruled ones first, then those with level rules or backgrounds only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.lines import Line, group_lines
from extract.tables.backgrounds import (
    fill_edges,
    fill_sides,
    fills_beside,
    without_underlines,
)
from extract.tables.crowded import doubt_crowded
from extract.tables.headed import headed_tables
from extract.tables.ladders import ladders
from extract.tables.level import level_tables
from extract.tables.parting import part_frame
from extract.tables.ruled import ruled_table
from extract.tables.segments import frames, join_rules
from extract.tables.shapes import Frame, PageTable
from extract.tables.unruled import unruled_tables
from schemas.printed import Box, PrintedPage, Rule, Word

CLEAR = 5.0  # points: tables that share less than this do not overlap


def find_tables(page: PrintedPage) -> list[PageTable]:
    """The tables of one page, from top to bottom."""
    return part_tables(page)[0]


def part_tables(page: PrintedPage) -> tuple[list[PageTable], list[Line]]:
    """The tables of one page, from top to bottom; and the lines of the words in none of them."""
    found, boxed = _ruled(page)
    found += _level(page, found, boxed)
    words = _untaken(page, found)
    lines = group_lines(words)
    for tables in (headed_tables, unruled_tables):
        more = list(tables(page, words, lines))
        if more:
            found += more
            words = _untaken(page, found)
            lines = group_lines(words)
    told = [doubt_crowded(_beside_others(table, found)) for table in found]
    return sorted(told, key=lambda table: (table.box.top, table.box.x0)), lines


def _beside_others(table: PageTable, found: Sequence[PageTable]) -> PageTable:
    """The table, in doubt where it overlaps another that does not lie whole within it."""
    if not any(other is not table and _overlap(table.box, other.box) for other in found):
        return table
    note = f"Page {table.page} : Des tableaux se chevauchent."
    return replace(table, sure=False, warnings=(*table.warnings, note))


def _overlap(a: Box, b: Box) -> bool:
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    if min(wide, high) <= CLEAR:
        return False
    return wide * high < 0.9 * min(a.width * a.height, b.width * b.height)


def _ruled(page: PrintedPage) -> tuple[list[PageTable], list[Frame]]:
    """Tables closed by rules on both axes, the innermost first; and the frames that are none."""
    found: list[PageTable] = []
    left: Sequence[Word] = page.words
    boxed: list[Frame] = []
    rules = [*page.rules, *fill_sides(page.fills, page.rules)]
    level, upright = join_rules(rules, False), join_rules(rules, True)
    parts = [part for frame in frames(level, upright) for part in part_frame(frame)]
    for part in sorted(parts, key=lambda part: part.box.width * part.box.height):
        table = ruled_table(part, page, left)
        if table is None:
            boxed.append(part)
        else:
            found.append(table)
            left = [word for word in left if id(word) not in table.words]
    return found, boxed


def _level(
    page: PrintedPage, ruled: Sequence[PageTable], boxed: Sequence[Frame]
) -> Iterator[PageTable]:
    """Tables that level rules or the edges of backgrounds make, outside of the ruled ones.

    The level rules of a box stay among themselves: a box around text is no part of a table.
    """
    taken = {key for table in ruled for key in table.words}
    for frame in boxed:
        if len(frame.level) > 2:
            for table in level_tables(frame.level, page, _left(page, taken)):
                taken |= table.words
                yield table
    boxes = [*(table.box for table in ruled), *(frame.box for frame in boxed)]
    free = [rule for rule in page.rules if not rule.vertical and not _within(rule, boxes)]
    drawn = list(without_underlines(free, page.words))
    beside, apart = fills_beside(page.fills, ladders(join_rules(drawn, False)))
    for rules in ([*drawn, *fill_edges(beside, boxes)], [*fill_edges(apart, boxes)]):
        if len(rules) > 1:
            for table in level_tables(join_rules(rules, False), page, _left(page, taken)):
                taken |= table.words
                yield table


def _within(rule: Rule, boxes: Sequence[Box]) -> bool:
    x, y = (rule.x0 + rule.x1) / 2, rule.at
    return any(x0 <= x <= x1 and top - 2 <= y <= bottom + 2 for x0, top, x1, bottom in boxes)


def _left(page: PrintedPage, taken: set[int]) -> list[Word]:
    """The words that no table took yet."""
    return [word for word in page.words if id(word) not in taken] if taken else [*page.words]


def _untaken(page: PrintedPage, found: Sequence[PageTable]) -> list[Word]:
    """The words that none of these tables took."""
    return _left(page, {key for table in found for key in table.words})
