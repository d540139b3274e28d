"""Budget lines of the form `label : amount` or `label = amount`, a bullet or a line each."""

from __future__ import annotations

import re

from normalize.amounts import find_amounts, leading_amount, read_amount
from normalize.labels import Phase, line_role
from normalize.rapport_execution.lines import Line, Period, line_of
from schemas.printed import Text

SEPARATOR = re.compile(r"[=:](?!\d)|\s[–—-]\s(?=\(?[-−]?\s?\d)|\.{4,}|…{2,}|\t")
STATES = ("stated", "uncertain", "not_applicable", "not_available", "blank")


def labelled_line(text: Text, phase: Phase | None, period: Period) -> Line | None:
    """The line that a whole block states; None where it is anything but a label and its slot."""
    for start, end in _slots(text.value):
        label = line_role(text.value[:start], phase)
        if label.role is None:
            continue
        slot = text.slice(end, len(text.value)).strip()
        reading = read_amount(_bare(slot.value))
        if reading.state not in STATES:
            first = leading_amount(slot.value)
            if first is None or not _is_aside(slot.value[first.end :]):
                continue
            reading, slot = first.reading, slot.slice(first.start, first.end)
        line = line_of(label, phase, reading, slot if slot else text, period)
        if line is not None:
            return line
    return None


def _slots(value: str) -> list[tuple[int, int]]:
    """Where a label may end and its slot begin: the last separator first, `=` before `:`.

    A label without separator is one that a single amount follows and ends the line.
    """
    found = [match.span() for match in SEPARATOR.finditer(value)]
    found.sort(key=lambda span: (value[span[0]] != "=", -span[0]))
    amounts = find_amounts(value)
    if not found and len(amounts) == 1 and not value[amounts[0].end :].strip(" .;,"):
        found = [(amounts[0].start, amounts[0].start)]
    return found


def _bare(slot: str) -> str:
    """The slot without the mark that ends a sentence or a list item."""
    return re.sub(r"(?<![.\s])\s?[.;,]$", "", slot.strip())


def _is_aside(rest: str) -> bool:
    """Whether what follows an amount only comments on it: in parentheses, or after `dont`, `soit`.

    A second amount outside them is one more figure, which a single line does not hold.
    """
    rest = re.sub(r"\([^()]*\)", " ", rest)
    aside = re.match(r"\s*[,;]?\s*(?:dont|soit|hors|y compris|TTC|HT|\.?$)\b?", rest, re.IGNORECASE)
    return aside is not None or not find_amounts(rest)
