"""Lines of the margin that state something: they are text, however many pages print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.lines import Line
from extract.marks import anatomy, fold
from extract.units import figure_words

YEAR = re.compile(r"(?:19|20)\d\d")
LABELLED = re.compile(r"([^:]*[^\W\d_][^:]*):\s*(.*)")
APART = 1.5  # times the size: a gap that parts what stands left, centred and right
NEAR = 4  # words before a colon that say what the figure behind it is
LARGE = 1000  # what is less may be a page number, or that of a department, an article…


def line_parts(line: Line) -> list[str]:
    """What stands left, centred and right on a line."""
    wide = APART * line.size
    if line.widest <= wide:
        return [line.text]
    parts = [line.words[0].text]
    for before, word in pairwise(line.words):
        if word.box.x0 - before.box.x1 > wide:
            parts.append(word.text)
        else:
            parts[-1] += word.space + word.text
    return parts


def states_figure(parts: Sequence[str]) -> bool:
    """Whether the parts of a line state a figure: an amount, a labelled one, a row of a table.

    >>> [states_figure(each) for each in (["Aide : 12 000"], ["Total", "6 000"], ["Page : 3"])]
    [True, True, False]
    """
    line = " ".join(parts)
    if not any(each.isdigit() for each in line):
        return False
    return bool(_amount().search(line)) or _is_labelled(line) or _is_row(parts)


def is_label(line: str) -> bool:
    """Whether a line announces a figure below it, and not that of the page or an address."""
    return line.rstrip().endswith(":") and not _names_thing(line.rstrip().rstrip(":"))


def is_lone_figure(part: str) -> bool:
    """Whether a part of a line is nothing but a figure, with its unit; a year is none."""
    return bool(_figure().fullmatch(part.strip())) and not YEAR.fullmatch(part.strip())


def _is_labelled(line: str) -> bool:
    found = LABELLED.fullmatch(line)
    return found is not None and is_lone_figure(found[2]) and not _names_thing(found[1])


def _is_row(parts: Sequence[str]) -> bool:
    """Whether several parts are lone figures, or one is too great for a page number."""
    figures = [part for part in parts if is_lone_figure(part)]
    large = any(int(re.sub(r"\D", "", part)) >= LARGE for part in figures)
    return (len(figures) > 1 or large) and len(parts) > 1


def _names_thing(label: str) -> bool:
    """Whether a label names what has a number of its own: a page, a telephone, an act."""
    words = re.findall(r"[\w°]+", fold(label))[-NEAR:]
    return not words or any(word in anatomy()["numbered"] for word in words)


@cache
def _figure() -> re.Pattern[str]:
    """One figure; its groups of three digits may be apart."""
    units, taxes = figure_words("units"), figure_words("taxes")
    figure = r"[-+−–]?\s?(?:\d{1,3}(?:[\s.'’]\d{3})+|\d+)(?:[.,]\d+)?"
    return re.compile(rf"{figure}\s*(?:{units})?\s*(?:{taxes})?\.?", re.IGNORECASE)


@cache
def _amount() -> re.Pattern[str]:
    """A figure before a unit of money."""
    return re.compile(rf"\d\s*(?:{figure_words('currencies')})(?!\w)", re.IGNORECASE)
