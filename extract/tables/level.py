"""Tables that have level rules only: columns from the rules' ends or from the words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extract.lines import Line
from extract.tables.alignment import cuts_runs, runs_of
from extract.tables.cells import middle
from extract.tables.extending import lines_above, lines_below
from extract.tables.figures import is_figure, is_year
from extract.tables.grid import grid_of
from extract.tables.ladders import Band, Ladder, bands_of, heights_of, ladders, runs_of_bands
from extract.tables.level_columns import level_columns
from extract.tables.level_sides import level_rows, level_sides
from extract.tables.ruled import TOP, table_of
from extract.tables.shapes import PageTable, Segment
from schemas.printed import PrintedPage, Word

BARE = 6.0  # points: a band higher than this that prints nothing is no double rule
MOST = 0.7  # part of the width that two rules at least must cover


def level_tables(
    rules: Sequence[Segment], page: PrintedPage, words: Sequence[Word]
) -> Iterator[PageTable]:
    """The tables that level rules alone make, from the rules that no frame took."""
    for ladder in ladders(rules):
        for bands in runs_of_bands(bands_of(ladder, words), ladder):
            part = _between(ladder, bands[0].top, bands[-1].bottom)
            table = _table(part, bands, page, words) if part else None
            if table is not None:
                yield table


def _between(ladder: Ladder, top: float, bottom: float) -> Ladder | None:
    """The rules of a ladder from one height to another."""
    part = Ladder()
    for rule in ladder.rules:
        if top - 3 <= rule.at <= bottom + 3:
            part.add(rule)
    return part if part.rules else None


def _table(
    ladder: Ladder, bands: Sequence[Band], page: PrintedPage, words: Sequence[Word]
) -> PageTable | None:
    """The table in these bands, when their words stand in columns."""
    lines = [line for band in bands for line in band.lines]
    told = [band for band in bands if band.lines]
    bare = sum(not band.lines and band.bottom - band.top > BARE for band in bands)
    if not lines or bare > len(told) or len(_whole(ladder)) < 2:
        return None
    xs = level_columns(ladder, bands, told)
    if len(xs) < 3 or cuts_runs(lines, xs) or runs_out(ladder, bands, words):
        return None
    bands = _with_heads(bands, xs, words)
    bands, xs = _with_ends(ladder, bands, xs, words)
    ys, walls = level_rows(bands, xs)
    grid = grid_of(xs, ys, *level_sides(ladder, bands, xs, ys, walls))
    table = table_of(grid, "horizontal", page, words)
    return table if table is not None and stands_in_columns(table, page) else None


def _with_heads(
    bands: Sequence[Band], xs: Sequence[float], words: Sequence[Word]
) -> Sequence[Band]:
    """The bands with the header above the first rule, when the first row states figures."""
    first = [run.text for line in bands[0].lines for run in runs_of(line)]
    if not any(is_figure(text) and not is_year(text) for text in first):
        return bands
    above = lines_above(xs, bands[0].top, words)
    if not above:
        return bands
    return [Band(above[0].box.top - 1, bands[0].top, tuple(above)), *bands]


def _with_ends(
    ladder: Ladder, bands: Sequence[Band], xs: tuple[float, ...], words: Sequence[Word]
) -> tuple[Sequence[Band], tuple[float, ...]]:
    """The bands with the rows that no rule closes below the last, and the columns of all."""
    bottom, last = bands[-1].bottom, bands[-1].lines
    for strict in (False, True):
        below = lines_below(xs, bottom, last, words, strict)
        if not below:
            continue
        longer = [*bands, Band(bottom, below[-1].box.bottom + 1, tuple(below))]
        edges = xs if strict else level_columns(ladder, longer, [b for b in longer if b.lines])
        if len(edges) == len(xs):
            return longer, edges
    return bands, xs


def runs_out(ladder: Ladder, bands: Sequence[Band], words: Sequence[Word]) -> bool:
    """Whether lines of text run on beyond the sides: the rules underline a part of them."""
    top, bottom = bands[0].top, bands[-1].bottom
    beside = [
        word
        for word in words
        if top < middle(word)[1] < bottom and not ladder.x0 - 2 <= middle(word)[0] <= ladder.x1 + 2
    ]
    lines = [line for band in bands for line in band.lines]
    return any(_touches(word, line) for word in beside for line in lines)


def _touches(word: Word, line: Line) -> bool:
    gap = max(line.box.x0 - word.box.x1, word.box.x0 - line.box.x1)
    return abs(word.baseline - line.baseline) < 0.3 * line.size and gap < 0.5 * line.size


def _whole(ladder: Ladder) -> list[float]:
    """The heights at which rules cover most of the width."""
    covered = dict.fromkeys(heights_of(ladder), 0.0)
    for rule in ladder.rules:
        height = min(covered, key=lambda height: abs(height - rule.at))
        covered[height] += rule.length
    return [
        height for height, length in covered.items() if length >= MOST * (ladder.x1 - ladder.x0)
    ]


def stands_in_columns(table: PageTable, page: PrintedPage) -> bool:
    """Whether rows state something in more than one column, and the first is no chart's scale."""
    lines = [{id(cell): cell for cell in line if cell.text}.values() for line in table.slots]
    full = sum(len(line) > 1 for line in lines)
    named = any(char.isalpha() for cell in table.cells for char in cell.text.value)
    if len(lines) == 1:
        # The last row of a table may stand alone on its page: a label and its figures.
        texts = [cell.text.value for cell in table.cells]
        wide = len(texts) > 2 or table.box.top < TOP * page.height
        return named and bool(texts[0]) and wide and any(map(is_figure, texts[1:]))
    if 0 < table.header_rows <= full and _in_bold(table):
        return named and not _is_scale(table)
    return named and full >= 2 and 2 * full >= len(lines) and not _is_scale(table)


def _in_bold(table: PageTable) -> bool:
    """Whether the header is bold, and names most of the columns."""
    head = [cell for cell in table.cells if cell.row < table.header_rows and cell.text]
    named = {c for cell in head for c in range(cell.column, cell.column + cell.column_span)}
    return all(cell.text.bold for cell in head) and len(named) >= table.columns - 1 > 1


def _is_scale(table: PageTable) -> bool:
    """Whether the first column prints the evenly spaced figures beside a chart."""
    texts = [c.text.raw for c in table.cells if c.column == 0 and c.text]
    marks = [line for text in texts for line in text.split("\n")]
    if len(marks) < 3 or not all(is_figure(mark) for mark in marks):
        return False
    values = [int(re.sub(r"\D", "", mark) or 0) for mark in marks]
    steps = {a - b for a, b in itertools.pairwise(values)}
    return len(steps) == 1 and values[0] != values[-1]
