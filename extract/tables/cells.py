"""Words into the cells of a grid, and cells to their text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.lines import Line, group_lines, make_line, text_of
from extract.tables.figures import is_figure
from extract.tables.shapes import Area, Grid
from schemas.printed import Piece, Text, Word, union

WAIST = 0.3  # of the size: height of the middle of a small letter above the baseline
BEYOND = 0.3  # of the size: a word that passes the side of its cell by this overflows


def middle(word: Word) -> tuple[float, float]:
    """The point of a word that tells which cell it is in."""
    x0, top, x1, bottom = word.box
    return (x0 + x1) / 2, (top + bottom) / 2 if word.angle else word.baseline - WAIST * word.size


def place_words(grid: Grid, words: Sequence[Word]) -> dict[Area, list[Word]]:
    """Each word in the cell where its middle lies; words outside of the grid are left out."""
    home = {
        (row, column): area
        for area in grid.areas
        for row in range(area.row, area.row_end)
        for column in range(area.column, area.column_end)
    }
    placed: dict[Area, list[Word]] = {area: [] for area in grid.areas}
    xs, ys = grid.xs, grid.ys
    left, top, right, bottom = grid.box
    for word in words:
        x0, _, x1, _ = word.box
        if not left <= (x0 + x1) / 2 <= right:
            continue
        x, y = middle(word)
        if top <= y <= bottom:
            column = min(bisect_right(xs, x), len(xs) - 1) - 1
            row = min(bisect_right(ys, y), len(ys) - 1) - 1
            placed[home[row, column]].append(word)
    return placed


def column_edge_words(grid: Grid, placed: Mapping[Area, Sequence[Word]]) -> list[tuple[Word, Area]]:
    """The words that print well beyond the left or right side of their cell."""
    found = []
    for area, words in placed.items():
        low, high = grid.xs[area.column], grid.xs[area.column_end]
        for word in words:
            slack = BEYOND * word.size
            x0, _, x1, _ = word.box
            if (x0 < low - slack or x1 > high + slack) and not word.angle:
                found.append((word, area))
    return found


def cell_text(words: Sequence[Word]) -> Text:
    """The words of one cell as one text, turned ones as they are read."""
    if not words:
        return Text()
    if len(words) == 1 and not words[0].raised:
        return Text(words[0].text, (Piece(0, words[0], 0, len(words[0].text), False),))
    return text_of(cell_lines(words))


def cell_lines(words: Sequence[Word]) -> list[Line]:
    """The words of one cell as lines, turned ones last."""
    turned = [word for word in words if word.angle]
    if not turned:
        return [make_line(words)] if _are_level(words) else group_lines(words)
    lines = group_lines(words)
    for angle in (270, 90, 180):
        lines += _turned_lines([word for word in turned if word.angle == angle], angle)
    return lines


def _are_level(words: Sequence[Word]) -> bool:
    """Whether upright words plainly stand on one line, as those of most cells do."""
    if len(words) == 1:
        return True
    if words[0].baseline != words[-1].baseline or words[0].size <= 0:
        return False
    return len({word.baseline for word in words}) == 1 and len({word.size for word in words}) == 1


def _turned_lines(words: Sequence[Word], angle: int) -> list[Line]:
    """Turned words gathered into lines, in the order of reading."""
    sign = 1 if angle == 270 else -1
    ordered = sorted(words, key=lambda word: sign * _across(word, angle))
    lines: list[list[Word]] = []
    for word in ordered:
        last = lines[-1][0] if lines else None
        if last and abs(_across(word, angle) - _across(last, angle)) < 0.5 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_turned_line(line, angle) for line in lines]


def _across(word: Word, angle: int) -> float:
    if angle == 180:
        return (word.box.top + word.box.bottom) / 2
    return (word.box.x0 + word.box.x1) / 2


def _turned_line(words: Sequence[Word], angle: int) -> Line:
    def along(word: Word) -> float:
        return {90: word.box.top, 270: -word.box.bottom, 180: -word.box.x1}[angle]

    ordered = tuple(sorted(words, key=along))
    first = ordered[0]
    box = union(word.box for word in ordered)
    letters = sum([len(word.text) for word in ordered])
    bold = all(word.bold for word in ordered)
    return Line(ordered, box, first.baseline, first.size, bold, letters)


def part_merged_figures(grid: Grid, placed: dict[Area, list[Word]]) -> Grid:
    """Cells merged over rows for want of a rule, parted where each row has its own figure."""
    parted: list[Area] = []
    for area in grid.areas:
        rows = range(area.row, area.row_end)
        if area.column_end - area.column > 1 or len(rows) < 2:
            parted.append(area)
            continue
        words = placed[area]
        shares = {row: [w for w in words if row_at(grid, w) == row] for row in rows}
        if all(is_figure(_plain(share)) for share in shares.values()):
            del placed[area]
            for row, share in shares.items():
                part = Area(row, area.column, row + 1, area.column_end)
                placed[part] = share
                parted.append(part)
        else:
            parted.append(area)
    return replace(grid, areas=tuple(parted)) if len(parted) > len(grid.areas) else grid


def row_at(grid: Grid, word: Word) -> int:
    """The grid row that the middle of a word lies in."""
    return min(bisect_right(grid.ys, middle(word)[1]), len(grid.ys) - 1) - 1


def _plain(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in sorted(words, key=lambda word: word.box.x0))
