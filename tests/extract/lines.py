"""Lines put on pages by hand."""

from __future__ import annotations

from extract.lines import Line, make_line
from schemas.printed import Box, Word

WIDE = 0.5  # times the size: a character


def line(
    text: str,
    x: float = 60,
    y: float = 100,
    *,
    size: float = 10,
    bold: bool = False,
    page: int = 1,
) -> Line:
    """A line with its baseline at `y`; two blanks or more are a wide gap of 40 points."""
    words: list[Word] = []
    for part in text.split("  "):
        if words:
            x += 40
        for token in part.split():
            end = x + WIDE * size * len(token)
            box = Box(x, y - 0.8 * size, end, y + 0.2 * size)
            edges = tuple(x + WIDE * size * index for index in range(len(token) + 1))
            words.append(Word(token, page, box, y, size, bold, False, 0, edges))
            x = end + WIDE * size
    return make_line(words)
