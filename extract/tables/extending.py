"""Rows that stand above the first or below the last rule of a table, in its columns."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lines import Line, group_lines
from extract.tables.alignment import column_at, runs_of
from extract.tables.cells import middle
from extract.tables.figures import is_figure
from schemas.printed import Word

# In parts of the font size.
NEAR = 1.1  # blank between the rule and the line beyond it
FAR = 1.6  # blank between two lines beyond it
DEPTH = 12  # lines looked at on each side


def lines_below(
    xs: Sequence[float],
    bottom: float,
    last: Sequence[Line],
    words: Sequence[Word],
    strict: bool = True,
) -> list[Line]:
    """Lines right below a table that state figures where its last row does, top to bottom.

    When `strict`, none of them may print across a column edge.
    """
    wanted = _figure_columns(last, xs)
    if not wanted:
        return []
    found: list[Line] = []
    edge = bottom
    for line in _lines(words, xs, bottom - 1, bottom + DEPTH * 14.0):
        limit = (FAR if found else NEAR) * line.size
        if line.box.top - edge > limit or not _fits(line, xs, strict):
            break
        if not _figure_columns([line], xs) & wanted:
            break
        found.append(line)
        edge = line.box.bottom
    return found


def lines_above(xs: Sequence[float], top: float, words: Sequence[Word]) -> list[Line]:
    """Lines right above a table that name its columns, top to bottom."""
    found: list[Line] = []
    edge = top
    for line in reversed(_lines(words, xs, top - 60.0, top + 1)):
        limit = (0.6 if found else NEAR) * line.size
        if edge - line.box.bottom > limit or not _fits(line, xs):
            break
        found.insert(0, line)
        edge = line.box.top
    return found


def _lines(words: Sequence[Word], xs: Sequence[float], top: float, bottom: float) -> list[Line]:
    """Lines between two heights, none of whose words lies beside the columns."""
    near = [word for word in words if top < middle(word)[1] < bottom]
    lines = group_lines(near)
    return [line for line in lines if xs[0] - 3 <= line.box.x0 and line.box.x1 <= xs[-1] + 3]


def _fits(line: Line, xs: Sequence[float], strict: bool = True) -> bool:
    """Whether a line prints in two columns or more, and across the edge of none."""
    runs = runs_of(line, 0.6)
    columns = {column_at((run.x0 + run.x1) / 2, xs) for run in runs}
    crossed = any(run.x0 + 1 < x < run.x1 - 1 for run in runs for x in xs[1:-1])
    return len(columns) > 1 and not (strict and crossed)


def _figure_columns(lines: Sequence[Line], xs: Sequence[float]) -> set[int]:
    return {
        column_at((run.x0 + run.x1) / 2, xs)
        for line in lines
        for run in runs_of(line, 0.6)
        if is_figure(run.text)
    } - {0}
