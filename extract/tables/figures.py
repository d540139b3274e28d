"""What a cell looks like, as far as layout needs to know: a figure, a year, a mark, words."""

from __future__ import annotations

import re
from functools import cache

from extract.units import figure_words

_MARK = r"(?:⁽(?:[⁰¹²³⁴-⁹]{1,3}|\w)⁾|[⁰¹²³⁴-⁹]{1,3}|[ᵃᵇᶜᶠᵍ])"
MARKS = re.compile(rf"(?<=[\d%€)]){_MARK}(?: ?[,;/⁻⁺]? ?{_MARK})*[,;]?")
YEAR = re.compile(r"[(\[]?\s*(19|20)\d\d\s*([-/–]\s*((19|20)?\d\d))?\s*[)\]]?\s*\*?")


def is_figure(text: str) -> bool:
    """Whether the text is one number, with its sign and unit; a year is one too."""
    if text.lstrip()[:1].isalpha():
        return False
    return bool(_patterns()[0].fullmatch(MARKS.sub("", text).strip()))


def is_year(text: str) -> bool:
    """Whether the text is a year or a pair of years."""
    return bool(YEAR.fullmatch(text.strip()))


def is_mark(text: str) -> bool:
    """Whether the text stands for a missing figure."""
    return bool(text.strip()) and bool(_patterns()[1].fullmatch(text.strip()))


def is_value(text: str) -> bool:
    """Whether the text is one number, and no year."""
    return is_figure(text) and not is_year(text)


def states(text: str) -> bool:
    """Whether the text is a number, or stands for a missing one."""
    return is_figure(text) or is_mark(text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a figure is printed, and what stands in place of one."""
    units, taxes = figure_words("units"), figure_words("taxes")
    figure = (
        r"[(\[]?\s*[-+−–±~<>≈]?\s*[€$]?\s*\d[\d\s.,'’]*\s*[)\]]?\s*"
        rf"({units})?\s*({taxes})?\s*[)\]]?(\s*\(\w{{1,2}}\))?\s*\*{{0,3}}"
    )
    return re.compile(figure, re.IGNORECASE), re.compile(figure_words("marks"), re.IGNORECASE)
