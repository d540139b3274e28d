"""Cells that hold several figures, each with its label: `Adultes : 118 Mineurs : 32`.

The whole cell must be such figures: where words or digits are left that no rule explains there
is no reading, so that nothing is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from normalize.blanks import fold, plain
from normalize.numbers import NumberReading, read_number
from normalize.states import state_words
from normalize.values import one_of, vocabulary

# Groups of exactly three: a year that labels the next figure is not the last group of this one.
_RUN = r"(?:[0-9]{1,3}(?: [0-9]{3}(?![0-9]))+(?:[.,][0-9]+)?|[0-9]+(?:[.,'][0-9]+)*)"
_BETWEEN = re.compile(r"[\s;,|/•·▪*-]*(?:et\s+|puis\s+)?")


@dataclass(frozen=True, slots=True)
class LabelledNumber:
    """A figure and its label; offsets are those of the text given.

    A figure without a label of its own (`12` in `12 (dont 3 femmes)`) has an empty one.
    """

    label: str
    reading: NumberReading
    label_start: int
    label_end: int
    start: int
    end: int


def labelled_numbers(text: str) -> list[LabelledNumber]:
    """Every `label : number`, `label = number` or `number (label)` of a cell, in order.

    Empty where the cell is anything else.

    >>> [(n.label, n.reading.value) for n in labelled_numbers("Adultes : 118 Mineurs : 32")]
    [('Adultes', Decimal('118')), ('Mineurs', Decimal('32'))]
    """
    folded = _folded(text)
    for pattern in (_label_first(), _number_first()):
        found = _all(text, folded, pattern)
        if found:
            return found
    return _part_of_whole(text, folded)


def _folded(text: str) -> str:
    """Folded, but a capital after a figure stays: `12 Femmes : 3` opens a label, not a unit."""
    printed = plain(text)
    folded = list(fold(printed))
    for match in re.finditer(r"(?<=[0-9] )[^\W\d_](?=[^\W\d_]*[a-zà-ÿ])", printed):
        if match[0].isupper():
            folded[match.start()] = match[0]
    return "".join(folded)


@cache
def _value() -> str:
    """A figure with its sign and unit, or a word that says why there is none."""
    units = one_of([*vocabulary("units")["percent"], *vocabulary("units")["words"]])
    money = r"[km]?€|euros?"
    return rf"(?:[-+] ?)?{_RUN}(?: ?(?:{units}|{money})(?![a-z]| ?[:=]))?|{one_of(state_words())}(?![a-z])|-(?= |$)"


@cache
def _label_first() -> re.Pattern[str]:
    label = r"[^:=]*?[A-Za-z°][^:=]*?|(?:19|20)[0-9]{2}"
    return re.compile(rf"(?P<label>{label}) ?[:=] ?(?P<value>{_value()})(?![a-z0-9/])")


@cache
def _number_first() -> re.Pattern[str]:
    return re.compile(rf"(?P<value>{_value()}) ?\((?P<label>[^()0-9]*[a-z][^()0-9]*)\)")


def _all(text: str, folded: str, pattern: re.Pattern[str]) -> list[LabelledNumber]:
    """Figures one after the other to the end of the text; none unless they explain it all."""
    found: list[LabelledNumber] = []
    at = 0
    while True:
        between = _BETWEEN.match(folded, at)
        at = between.end() if between else at
        match = pattern.match(folded, at)
        if match is None:
            break
        found.append(_labelled(text, folded, match))
        at = match.end()
    rest = folded[at:].strip(" .;,")
    aside = re.fullmatch(r"\([^()0-9]*\)|", rest)
    return found if aside is not None else []


def _labelled(text: str, folded: str, match: re.Match[str]) -> LabelledNumber:
    low, high = _trimmed(text, *match.span("label"))
    start, end = _trimmed(text, *match.span("value"))
    reading = read_number(text[start:end])
    if re.search(r"[0-9] [0-9]", folded[start:end]) and _goes_on(text, end):
        note = "le dernier groupe peut ouvrir le libellé suivant"
        reading = replace(reading, state="uncertain", ambiguous=True, note=note)
    return LabelledNumber(text[low:high], reading, low, high, start, end)


def _goes_on(text: str, end: int) -> bool:
    """Whether small letters follow a figure (`2 100 premiers jours : 3`): a label that goes on."""
    follows = text[end:].lstrip()
    return bool(follows) and follows[0].islower() and ":" in follows


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


@cache
def _whole_and_part() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?P<value>{_value()})[ ,]*\(? ?dont (?P<part>{_RUN} ?%?) ?"
        r"(?P<label>[a-z][^()0-9]*?)\)?[ .]*"
    )


def _part_of_whole(text: str, folded: str) -> list[LabelledNumber]:
    """`12 (dont 3 femmes)`: the whole without a label, then the part with its own."""
    match = _whole_and_part().fullmatch(folded)
    if match is None:
        return []
    start, end = _trimmed(text, *match.span("value"))
    first, last = _trimmed(text, *match.span("part"))
    low, high = _trimmed(text, *match.span("label"))
    return [
        LabelledNumber("", read_number(text[start:end]), start, start, start, end),
        LabelledNumber(text[low:high], read_number(text[first:last]), low, high, first, last),
    ]
