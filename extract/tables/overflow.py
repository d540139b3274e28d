"""Text that overflows its cell is given back to the cell that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extract.tables.alignment import FIGURE_BLANK, goes_on, may_go_on
from extract.tables.cells import column_edge_words, middle
from extract.tables.shapes import Area, Grid
from schemas.printed import Word

# In parts of the font size.
BLANK = 0.42  # words this near on one line are printed in one go
LEVEL = 0.25  # baselines this near are of one line
OVER = 0.3  # words that share more width than this are printed over each other
OPENING = "-−–+(«\"'“€<>≤≥±~*•"  # what a cell may begin with besides letters and digits
PADDING = 2.0  # points between a rule and the text beside it, where a table keeps any
JOINED = 0.8  # the same for parts of one word, which a ligature makes overlap
FAR = 1.5  # a word that passes the side of its cell by this leaves doubt
BESIDE = 0.5  # the same where the next cell prints on that line
TOUCHING = 0.15  # words nearer than this touch
WORDED = re.compile(r"[^\W\d_]{3}")
FIGURES = frozenset("0123456789-−–+(.,")  # what a figure may begin or end with
OVERFLOW = "Un texte déborde sur la cellule voisine."
DIGITS = re.compile(r"[-+−–(]?[\d\s.,€%()]+")


def settle(grid: Grid, placed: dict[Area, list[Word]], ruled: bool = True) -> list[str]:
    """Move words that overflow to the cell of their run; returns warnings on what stays unclear.

    Figures overflow to the left and belong where their right end is; words overflow to the
    right and belong where they begin.  Where no rule draws the columns (not `ruled`), only what
    touches the text beside it overflows.
    """
    home = {id(word): area for area, words in placed.items() for word in words}
    for word, area in column_edge_words(grid, placed):
        if home[id(word)] is area:
            _move_run(grid, placed, home, word, area)
    _rejoin_cut_words(grid, placed)
    _rejoin_cut_figures(grid, placed)
    clashes = [area for area, words in placed.items() if _clash(words)]
    for area in clashes:
        _give_back(grid, placed, home, area)
    warnings = []
    if any(_clash(placed[area]) for area in clashes):
        warnings.append("Des textes se superposent dans une cellule.")
    over = column_edge_words(grid, placed)
    if any(_runs_over(grid, placed, word, area, ruled) for word, area in over):
        warnings.append(OVERFLOW)
    return warnings


def _runs_over(
    grid: Grid, placed: Mapping[Area, Sequence[Word]], word: Word, area: Area, ruled: bool
) -> bool:
    """Whether a word prints so far beyond the right side that it may hide what stands there."""
    edge = grid.xs[area.column_end]
    if word.box.x1 < edge or area.column_end == len(grid.xs) - 1:
        return False
    beside = [
        other
        for next_area, words in placed.items()
        if next_area.column == area.column_end and side_by_side(next_area, area)
        for other in level(word, words)
    ]
    if not ruled:
        return any(other.box.x0 - word.box.x1 < TOUCHING * word.size for other in beside)
    beyond = word.box.x1 - edge
    return beyond > FAR * word.size or (bool(beside) and beyond > BESIDE * word.size)


def _move_run(
    grid: Grid,
    placed: dict[Area, list[Word]],
    home: dict[int, Area],
    word: Word,
    area: Area,
) -> None:
    box = grid.area_box(area)
    beside = [other for other in placed if side_by_side(other, area)]
    run = _run(word, [each for other in (area, *beside) for each in placed[other]])
    run = _without_neighbours(grid, home, run)
    figure = all(DIGITS.fullmatch(each.text) for each in run)
    x = run[-1].box.x1 - 0.5 if figure else run[0].box.x0 + 0.5
    y = middle(word)[1]
    target = next((a for a in (area, *beside) if grid.area_box(a).holds(x, y)), None)
    if target is None or (not figure and x < box.x0 and _clash([*placed[target], *run])):
        return
    for each in run:
        if home[id(each)] is not target:
            placed[home[id(each)]].remove(each)
            placed[target].append(each)
            home[id(each)] = target


def _rejoin_cut_words(grid: Grid, placed: dict[Area, list[Word]]) -> None:
    """A word that a rule cuts, and whose rest cannot begin a text, goes back to its cell whole."""
    left_of = _left_neighbours(placed)
    for area, words in list(placed.items()):
        edge = grid.xs[area.column]
        for rest in [w for w in words if not w.space and not w.angle]:
            if rest.box.x0 - edge >= BLANK * rest.size:
                continue
            for other in left_of(area):
                heads = [w for w in level(rest, placed[other]) if abs(edge - w.box.x1) < 1.0]
                if heads and _goes_back(rest, heads[0], grid, area, other, placed):
                    placed[area].remove(rest)
                    placed[other].append(rest)
                    break


def _left_neighbours(placed: Iterable[Area]) -> Callable[[Area], list[Area]]:
    """Tells the cells that end where a cell begins, on some of its rows."""
    ending: dict[int, list[Area]] = {}
    for area in placed:
        ending.setdefault(area.column_end, []).append(area)

    def left_of(area: Area) -> list[Area]:
        row, end = area.row, area.row_end
        return [o for o in ending.get(area.column, ()) if o.row < end and row < o.row_end]

    return left_of


def _goes_back(
    rest: Word,
    head: Word,
    grid: Grid,
    area: Area,
    other: Area,
    placed: Mapping[Area, Sequence[Word]],
) -> bool:
    """Whether a word that begins at a rule is the rest of one that ends there."""
    if not DIGITS.fullmatch(head.text) and _stands_off(rest, placed[area]):
        return True
    near = rest.box.x0 - grid.xs[area.column] < 1.0
    return near and _is_rest(rest, head, placed[other], grid.xs[other.column])


def _stands_off(rest: Word, words: Sequence[Word]) -> bool:
    """Whether a wide blank parts a word from the text of its cell on the same line."""
    after = [word.box.x0 for word in level(rest, words) if word is not rest]
    return bool(after) and min(after) - rest.box.x1 > rest.size


def _is_rest(rest: Word, head: Word, words: Sequence[Word], left: float) -> bool:
    """Whether the second part of a cut word cannot begin a text of its own.

    It begins with a mark that begins none, or touches the rule while texts here keep off it; but
    a word of letters after a figure is no part of it.
    """
    if not rest.text[0].isalnum() and rest.text[0] not in OPENING:
        return True
    if head.text[-1:].isdigit() and WORDED.match(rest.text):
        return False
    return min(word.box.x0 for word in words) - left >= PADDING and not rest.text[0].isdigit()


def _rejoin_cut_figures(grid: Grid, placed: dict[Area, list[Word]]) -> None:
    """Groups of digits left in the cell before go to the cell where their figure ends.

    Those of a cell of words do, and one that runs over the rule between the two.
    """
    left_of = _left_neighbours(placed)
    for area, words in list(placed.items()):
        edge = grid.xs[area.column]
        heads = [w for w in words if not w.angle and w.box.x0 - edge < FIGURE_BLANK * w.size]
        for head in [w for w in heads if may_go_on(w.text)]:
            for other in left_of(area):
                groups = _groups_before(head, placed[other])
                near = head.box.x0 - edge < BLANK * head.size
                if not (groups and near and _holds_words(other, placed, groups)):
                    groups = [word for word in groups[:1] if word.box.x1 > edge + 0.5]
                if groups:
                    placed[area] += groups
                    placed[other] = [w for w in placed[other] if w not in groups]


def _groups_before(head: Word, words: Sequence[Word]) -> list[Word]:
    """The groups of digits right before a word that goes on with them."""
    line = sorted(level(head, words), key=lambda word: word.box.x0)
    groups: list[Word] = []
    for word in reversed(line):
        after = groups[-1] if groups else head
        gap = after.box.x0 - word.box.x1
        if not 0 <= gap < BLANK * word.size or not goes_on(word.text, after.text):
            break
        groups.append(word)
    return groups


def _holds_words(area: Area, placed: dict[Area, list[Word]], groups: Sequence[Word]) -> bool:
    """Whether a cell says more than these groups, and most cells of its column are words."""
    if not any(word not in groups for word in placed[area]):
        return False
    column = [words for other, words in placed.items() if other.column == area.column and words]
    figures = sum(all(DIGITS.fullmatch(word.text) for word in words) for words in column)
    return 2 * figures < len(column)


def _without_neighbours(grid: Grid, home: Mapping[int, Area], run: Sequence[Word]) -> list[Word]:
    """A run up to the word that stands where the text of its own cell begins."""
    first = home[id(run[0])]
    padding = run[0].box.x0 - grid.xs[first.column]
    for index, word in enumerate(run[1:], 1):
        area = home[id(word)]
        if area is not first and abs(word.box.x0 - grid.xs[area.column] - padding) <= 1.0:
            return list(run[:index])
    return list(run)


def side_by_side(a: Area, b: Area) -> bool:
    """Whether one of two cells begins where the other ends, on a row that both are on."""
    touch = a.column_end == b.column or b.column_end == a.column
    return touch and a.row < b.row_end and b.row < a.row_end


def _run(word: Word, words: Sequence[Word]) -> list[Word]:
    """The words printed in one go with a word, left to right."""
    line = sorted(level(word, words), key=lambda each: each.box.x0)
    here = next(i for i, each in enumerate(line) if each is word)
    first = last = here
    while first and _meets(line[first - 1], line[first]):
        first -= 1
    while last + 1 < len(line) and _meets(line[last], line[last + 1]):
        last += 1
    return line[first : last + 1]


def level(word: Word, words: Sequence[Word]) -> Iterator[Word]:
    """The upright words on the line of one, itself among them."""
    slack = LEVEL * word.size
    return (w for w in words if not w.angle and abs(w.baseline - word.baseline) <= slack)


def _meets(left: Word, right: Word) -> bool:
    if not right.space and left.text[-1].isdigit() and right.text[0] in FIGURES:
        return False  # figures that two cells print close to each other
    return -0.1 * left.size <= right.box.x0 - left.box.x1 <= BLANK * left.size


def _clash(words: Sequence[Word]) -> bool:
    """Whether words of a cell are printed over each other."""
    if len(words) < 2:
        return False
    ordered = sorted(
        (word for word in words if not word.angle), key=lambda w: (round(w.baseline), w.box.x0)
    )
    return any(
        abs(b.baseline - a.baseline) <= LEVEL * a.size
        and a.box.x1 - b.box.x0 > (OVER if b.space else JOINED) * a.size
        and b.box.x1 - a.box.x0 > OVER * a.size
        for a, b in pairwise(ordered)
    )


def _give_back(
    grid: Grid, placed: dict[Area, list[Word]], home: Mapping[int, Area], area: Area
) -> None:
    """Words that go on from the cell to the left go back to it."""
    for other in _left_neighbours(placed)(area):
        for word in list(placed[area]):
            if DIGITS.fullmatch(word.text):
                continue
            if any(_meets(w, word) and w.box.x0 < word.box.x0 for w in level(word, placed[other])):
                placed[area].remove(word)
                placed[other].append(word)
