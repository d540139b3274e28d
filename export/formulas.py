"""Keeps spreadsheets from running what a PDF prints, when they open a CSV.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and formulas can
call programs.  Such a cell is written with an apostrophe before it, the mark that spreadsheets
give to text.  What can only be a number, a bare dash, or words after a dash (a bullet: at worst a
name that does not exist) is written as it is.
"""

from __future__ import annotations

import re

MARK = "'"
SUSPECT = frozenset("=+-@\t\r＝＋－＠" + MARK)
_ALWAYS = frozenset("=@\t\r＝＠")
_HARMLESS = re.compile(
    r"""[+\-]\ ?\d[\d\s.,]*(?:\s?(?:%|€|[a-zA-Z]+))?   # one number, its unit
    |[+\-\s]*                                          # a dash that stands for nothing
    |[+\-]+\s?(?!\d)                                   # words: no operator, and no cell
     (?!.*(?<![^\W\d])\$?[a-zA-Z]{1,3}\$?\d)
     [^(|!\[\]{}"=@*/^&<>]*
    """,
    re.VERBOSE | re.DOTALL,
)


def defused(text: str) -> str:
    """The text as a CSV may hold it; `original` gives the text back."""
    return MARK + text if text[:1] in SUSPECT and _runs(text.lstrip(MARK)) else text


def original(cell: str) -> str:
    """The text of a cell that `defused` has written."""
    return cell[1:] if cell[:1] == MARK and _runs(cell.lstrip(MARK)) else cell


def _runs(text: str) -> bool:
    first = text[:1]
    if first in _ALWAYS:
        return bool(first)
    return first in "+-＋－" and bool(first) and _HARMLESS.fullmatch(text) is None
