"""Sums of money within running prose.

Only what carries a currency is money: years, quantities, percentages and dates never are.  The
number is read leftwards from its mark, by these rules:

- groups of exactly three digits join; a group of one to three digits opens the number;
- what might belong to something else makes it uncertain: a year before a group of three
  (`en 2022 500 €` gives 500), a numbered thing (`article 3 500 €`), another number beside it;
- a character that its font does not name (U+FFFD) right before the number may be one of its
  digits;
- a hyphen is a sign only where it touches the digits and nothing else; a minus sign always;
- `de 10 000 à 20 000 €` gives both, the first with the currency of the second, and neither is
  sure: a range states no sum;
- cents are glued to a mark that is glued to its number (`12€50`);
- an approximation (`environ 500 €`) is uncertain;
- `trois cent mille (300 000) euros` gives both, words and digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from normalize.amount_doubts import (
    BOUND,
    Number,
    approximate,
    bounds,
    changing,
    glued,
    glued_date,
)
from normalize.amount_reading import CUT, AmountSpan, doubted, from_digits, is_cut, stated, unread
from normalize.blanks import MINUS, fold, kinds
from normalize.currency import Mark, find_marks, may_have_marks
from normalize.digits import RUN, Digits, read_digits
from normalize.remembered import remembered
from normalize.words_to_number import number_words, read_words

_WINDOW = 64  # characters that a number in digits can take
_BLANKS = r"[ \u00a0]{0,12}"  # marks of notes on a figure are blanks by then
_RUN_BEFORE = re.compile(rf"(?<![0-9])({RUN}){_BLANKS}$")
_SPLIT_BEFORE = re.compile(
    rf"(?<![0-9])({RUN})(?:[ \u00a0]([.,])[ \u00a0]?|([.,])[ \u00a0])([0-9]{{2}}){_BLANKS}$"
)
_RUN_AFTER = re.compile(rf"[ \u00a0]?({RUN})(?![0-9]|[.,][0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PART_OF_DATE = re.compile(r"(?:[0-9]{1,2}[/.-][0-9]{1,2}|(?:19|20)[0-9]{2})[/.-]$")
_IN_PARENTHESES = re.compile(r"\(([^()]{1,160})\)[ \u00a0]*$")
_RANGE = re.compile(
    rf"(?<![a-z])(?:de|entre)[ \u00a0]+({RUN})[ \u00a0]+(?:a|et)[ \u00a0]+$"
    rf"|(?<![0-9a-z.,/°])({RUN})[ \u00a0]+a[ \u00a0]+$"
)
_CENTS = re.compile(
    r"(?:[ \u00a0]*,?[ \u00a0]*(?:et[ \u00a0]+)?([a-z -]+?|[0-9]{1,2})[ \u00a0]*"
    r"(?:centimes?|cts?)(?![a-z])|([0-9]{2})(?![0-9a-z]|[.,][0-9]))"
)
_AND_A_HALF = re.compile(r"(?<=[ns])[ \u00a0]et[ \u00a0]demie?$")


_ONLY_SCALES = re.compile(r"(?:millions?|milliards?|[ \u00a0-])+")
_OF_A_COLUMN = re.compile(r"(?<![a-z])en[ \u00a0]+$")


_LOST_BEFORE = re.compile("(?:\ufffd|[0-9]\ufffd[ \u00a0])$")
LOST = "caractère illisible devant le nombre"
GLUED = "chiffres collés après la devise"


def find_amounts(text: str) -> list[AmountSpan]:
    """Every sum of money in the text, in order; offsets are those of `text`.

    >>> [(s.start, s.end, s.reading.amount) for s in find_amounts("le 30/06/2023 : 5 000 €")]
    [(16, 23, Decimal('5000'))]
    """
    return list(_found(text))


@remembered
def _found(text: str) -> tuple[AmountSpan, ...]:
    if not may_have_marks(text):
        return ()
    printed = kinds(text)
    folded = fold(printed)
    found: list[AmountSpan] = []
    floor = 0
    for mark in find_marks(printed, folded):
        spans = list(_spans(printed, folded, mark, floor))
        found.extend(_whole(text, span) for span in spans)
        floor = max([mark.end, *(span.end for span in spans)])
    return tuple(bounds(folded, sorted(found, key=lambda span: span.start)))


def _whole(text: str, span: AmountSpan) -> AmountSpan:
    """The span, in doubt where the end of a line cuts its figures, or one of them is illegible."""
    doubts: tuple[str, ...] = ()
    if "\n" in text[span.start : span.end] and is_cut(text[span.start : span.end]):
        doubts = (CUT,)
    if _LOST_BEFORE.search(text, max(0, span.start - 3), span.start):
        doubts += (LOST,)
    return replace(span, reading=doubted(span.reading, doubts)) if doubts else span


def _spans(printed: str, folded: str, mark: Mark, floor: int) -> Iterator[AmountSpan]:
    """What one mark makes money: the number before it, or the one after it."""
    low = max(floor, mark.start - 170)
    closed = folded[low : mark.start].rstrip(" \u00a0").endswith(")")
    inner = _IN_PARENTHESES.search(folded, low, mark.start) if closed else None
    if inner is None:
        spans = _before(printed, folded, mark, floor, mark.start)
    else:
        outer = _before(printed, folded, mark, floor, inner.start())
        outer = [replace(span, end=_trimmed(printed, inner.start())) for span in outer]
        note = outer and re.fullmatch(r"[0-9]{1,2}|\*+", inner[1])
        spans = outer + ([] if note else _before(printed, folded, mark, floor, inner.end(1)))
    yield from spans
    if not spans and not mark.spelled:
        yield from _after(printed, folded, mark)


def _before(printed: str, folded: str, mark: Mark, floor: int, end: int) -> list[AmountSpan]:
    """The amount whose number, in digits or in words, ends at `end`."""
    number = _number_before(printed, floor, end)
    if number:
        return list(_in_digits(printed, folded, mark, number, floor))
    words = _in_words(folded, mark, floor, mark.cut if end == mark.start else end)
    return [words] if words else []


def _trimmed(printed: str, end: int) -> int:
    """Where the text before `end` ends without its blanks."""
    while end and printed[end - 1] in " \u00a0":
        end -= 1
    return end


def _number_before(printed: str, floor: int, end: int) -> Number | None:
    """The number whose last digit stands before `end`."""
    low = max(floor, end - _WINDOW)
    match = _RUN_BEFORE.search(printed, low, end)
    split = _SPLIT_BEFORE.search(printed, low, end) if match else None
    if split:
        whole = _last_number(printed, *split.span(1))
        figures = f"{whole.text}{split[2] or split[3]}{split[4]}"
        return Number(
            whole.start, split.end(4), figures, (*whole.doubts, "blanc près de la virgule")
        )
    return _last_number(printed, match.start(1), match.end(1)) if match else None


def _last_number(printed: str, start: int, end: int) -> Number:
    """Of a run of digits parted by blanks, the groups that make its last number."""
    parts = list(re.finditer(r"[^ \u00a0]+", printed[start:end]))
    first = len(parts) - 1
    head = re.split(r"[.,']", parts[first][0])[0]
    while first and len(head) == 3 and re.fullmatch(r"[0-9]{1,3}", parts[first - 1][0]):
        first -= 1
        head = parts[first][0]
        if len(head) < 3:
            break
    at = start + parts[first].start()
    if first and glued_date(printed, at):
        first += 1
        at = start + parts[first].start()
    doubts = _beside(parts[first - 1][0] if first else "", head)
    if first == 1 and _PART_OF_DATE.search(printed, max(0, start - 6), start):
        doubts = ()
    if not first and len(parts) > 1 and glued_date(printed, start):
        at, doubts = start + parts[1].start(), ()
    return Number(at, end, printed[at:end], doubts)


def _beside(left: str, head: str) -> tuple[str, ...]:
    """The doubt that a number standing just before, with only a blank between, gives."""
    if not left or (_YEAR.fullmatch(left) and len(head) != 3):
        return ()
    if re.fullmatch(r"[0-9]{5,}", left) and len(head) != 3:
        return ()
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}", left):
        return ()
    return (f"précédé de {left}",)


def _in_digits(
    printed: str, folded: str, mark: Mark, number: Number, floor: int
) -> Iterator[AmountSpan]:
    """The amount that a number and its mark make; a range gives its first bound too."""
    digits = read_digits(number.text)
    start, negative, sign_doubts = _sign(printed, number.start)
    start = max(start, floor)
    doubts = (*number.doubts, *sign_doubts, *glued(printed, folded, number))
    doubts += approximate(folded, start, mark.end)
    doubts += ("« m » : mille ou million",) if mark.doubtful else ()
    if digits is None:
        reading = unread("uncertain", mark.unit, f"groupes de chiffres mal formés : {number.text}")
        yield AmountSpan(start, mark.end, reading)
        return
    if not negative and (span := _range_start(printed, folded, mark, number.start, floor)):
        yield span
        doubts += (BOUND,) if BOUND in span.reading.note else ()
    cents, end, cents_doubts = _cents(folded, mark, number)
    doubts += cents_doubts
    if cents and digits.precision < 1:
        reading = unread("uncertain", mark.unit, f"centimes après des décimales : {number.text}")
        yield AmountSpan(start, end, reading)
        return
    if cents:
        digits = Digits(digits.value + cents, Decimal("0.01"))
    reading = from_digits(
        digits, mark.unit, mark.scale, doubts, negative=negative, scaled=mark.scaled
    )
    yield AmountSpan(start, end, reading)


def _sign(printed: str, start: int) -> tuple[int, bool, tuple[str, ...]]:
    """Where the number begins with its sign, whether it is negative, and the doubts."""
    match = re.search(r"[-+−][ \u00a0]?$", printed[max(0, start - 2) : start])
    if match is None:
        return start, False, ()
    at = start - len(match[0])
    sign, before = printed[at], printed[max(0, at - 16) : at]
    opens = not before or before[-1] in " \u00a0(:=\n"
    if sign == "+":
        return (at, False, ()) if opens and len(match[0]) == 1 else (start, False, ())
    if sign == MINUS and opens:
        return at, True, ()
    if len(match[0]) == 1:
        if opens:
            return at, True, ()
        doubt = ("fourchette ou numéro",) if before[-1].isdigit() else ()
        return start, False, doubt
    bare = before.rstrip(" \u00a0")
    doubt = ("tiret ou signe moins",) if not bare or bare[-1] in ":=" else ()
    return start, False, doubt


def _range_start(
    printed: str, folded: str, mark: Mark, start: int, floor: int
) -> AmountSpan | None:
    """`de 10 000 à` or `10 000 à` before the number: a first bound that shares its mark."""
    match = _RANGE.search(folded, max(floor, start - _WINDOW), start)
    if match is None:
        return None
    number = _last_number(printed, *match.span(match.lastindex or 1))
    digits = read_digits(number.text)
    is_year = _YEAR.fullmatch(number.text) is not None
    if digits is None or (is_year and match[1] is None):
        return None
    changes = changing().search(folded, max(0, match.start() - 40), match.start())
    doubts: tuple[str, ...] = (*(() if changes else (BOUND,)), *number.doubts)
    doubts += ("échelle du second nombre",) if mark.scaled else ()
    doubts += ("peut être une année",) if is_year else ()
    reading = from_digits(digits, mark.unit, mark.scale, doubts, scaled=mark.scaled)
    return AmountSpan(number.start, number.end, reading)


def _cents(
    folded: str, mark: Mark, number: Number | None = None
) -> tuple[Decimal | None, int, tuple[str, ...]]:
    """`et cinquante centimes`, or `50` glued to the mark; where the amount ends, and the doubts.

    Figures glued to a mark are cents where the mark is glued to its number: `12€50`. Where a
    blank parts these, or more figures follow, they belong to something else.
    """
    match = None if mark.scaled else _CENTS.match(folded, mark.end)
    said = (match[1] or match[2]) if match else None
    if match is None or said is None:
        return None, mark.end, ()
    apart = number is None or number.end < mark.start or " " in number.text.replace("\u00a0", " ")
    if match[2] and apart:
        return None, mark.end, (GLUED,)
    value = Decimal(said) if said.isdigit() else read_words(said)
    if value is None or value > 99:
        return None, mark.end, ()
    return value.scaleb(-2), match.end(), ()


def _in_words(folded: str, mark: Mark, floor: int, end: int) -> AmountSpan | None:
    """The number words before the mark; those that end on millions are rounded to them."""
    cut = re.sub(r"(?:d'|(?<![a-z])de|[ \u00a0])*$", "", folded[max(floor, end - 200) : end])
    half = _AND_A_HALF.search(cut)
    cut = cut[: half.start()] if half else cut
    shift = max(floor, end - 200)
    run = next((m for m in number_words().finditer(cut) if m.end() == len(cut)), None)
    if run is None or _ONLY_SCALES.fullmatch(run[0]):
        return None
    value = read_words(run[0])
    if value is None:
        return AmountSpan(
            shift + run.start(), mark.end, unread("uncertain", mark.unit, f"« {run[0]} »")
        )
    scale = mark.scale if end == mark.cut and end == mark.start else Decimal(1)
    last = re.search(r"(million|milliard)s?$", run[0])
    precision = Decimal({"million": 10**6, "milliard": 10**9}[last[1]]) if last else Decimal(1)
    if half:
        value, precision = value + precision / 2, precision / 10
    cents, stop, _ = _cents(folded, mark)
    if cents:
        value, precision = value + cents, Decimal("0.01")
    doubts: tuple[str, ...] = ("« m » : mille ou million",) if mark.doubtful else ()
    doubts += approximate(folded, shift + run.start(), stop)
    reading = stated(value * scale, mark.unit, precision * scale, doubts)
    return AmountSpan(shift + run.start(), stop, reading)


def _after(printed: str, folded: str, mark: Mark) -> Iterator[AmountSpan]:
    """`€ 1 200`: a mark that no number precedes, unless it says the unit of a column."""
    match = _RUN_AFTER.match(printed, mark.end)
    if match is None or _OF_A_COLUMN.search(folded, max(0, mark.start - 4), mark.start):
        return
    if _has_own_mark(printed, folded, match.end()):
        return
    digits = read_digits(match[1])
    if digits is None:
        yield AmountSpan(mark.start, match.end(), unread("uncertain", mark.unit, match[1]))
        return
    doubts = ("peut être une année",) if _YEAR.fullmatch(match[1]) else ()
    reading = from_digits(digits, mark.unit, mark.scale, doubts, scaled=mark.scaled)
    yield AmountSpan(mark.start, match.end(), reading)


def _has_own_mark(printed: str, folded: str, end: int) -> bool:
    """Whether a currency follows the number that ends there."""
    blanks = len(printed) - len(printed[end:].lstrip()) - end
    start = end + blanks
    marks = find_marks(printed[start : start + 12], folded[start : start + 12])
    return bool(marks) and marks[0].start == 0
