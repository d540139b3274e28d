"""Numbers in French words: `deux mille quatre cent trente-deux`.

The traditional spelling, that of the 1990 rectifications (hyphens throughout) and the Swiss and
Belgian tens are read.  The grammar is strict: what it does not derive is no number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from normalize.blanks import fold, key
from normalize.values import one_of, vocabulary


def read_words(text: str) -> Decimal | None:
    """The whole number that the whole text spells, or None.

    >>> read_words("un million deux cent mille"), read_words("deux trois")
    (Decimal('1200000'), None)
    """
    tokens = [t for t in re.split(r"[ -]+", key(text)) if t not in ("de", "d'", "")]
    try:
        reader = _Reader(tokens)
    except KeyError:
        return None
    value = reader.number() if tokens else None
    return Decimal(value) if value is not None and reader.done else None


def find_words(text: str) -> list[tuple[int, int]]:
    """Where number words stand in folded text with uniform blanks: runs that may be numbers."""
    return [match.span() for match in number_words().finditer(fold(text))]


@cache
def number_words() -> re.Pattern[str]:
    """A run of number words in folded text; whether it is a number is for `read_words`."""
    word = one_of(_values())
    return re.compile(rf"(?<![\w-]){word}(?:(?:[ \u00a0-]+(?:et[ \u00a0-]+)?){word})*(?![\w-])")


@cache
def _values() -> dict[str, tuple[str, int]]:
    words = vocabulary("number_words")
    return {word: (kind, n) for kind, table in words.items() for word, n in table.items()}


class _Reader:
    """Recursive descent over the words of one number."""

    def __init__(self, tokens: list[str]) -> None:
        values = _values() | {"et": ("and", 0)}
        self.words = [(token, *values[token]) for token in tokens]
        self.at = 0

    @property
    def done(self) -> bool:
        return self.at == len(self.words)

    def number(self) -> int | None:
        """Falling scales, each with its count: milliards, millions, mille, the rest."""
        if [word for word, _, _ in self.words] == ["zero"]:
            self.at = 1
            return 0
        total, bound = 0, 10**12
        while not self.done:
            count = self.below_thousand(joined=total > 0)
            scale = self.take("scales", below=bound)
            if count is None and scale != 1000:
                return None
            if scale == 1000 and count == 1:
                return None  # `un mille` is no number
            if scale is not None and count is not None and count > 999:
                return None
            if scale is None:
                return total + (count or 0)
            total, bound = total + (1 if count is None else count) * scale, scale
        return total

    def below_thousand(self, joined: bool) -> int | None:
        """`[deux] cent [trois]`; counts up to dix-neuf cents are kept, as years spell them."""
        start = self.at
        head = self.below_hundred(joined)
        if head is not None and not 2 <= head <= 19 and self.peek("hundreds"):
            self.at = start
            return None
        if self.take("hundreds") is None:
            return head
        rest = self.below_hundred(joined=True)
        return (head or 1) * 100 + (rest or 0)

    def below_hundred(self, joined: bool) -> int | None:
        """`vingt et un`, `soixante-dix-sept`, `quatre-vingt-onze`; `et un` after a larger part."""
        start = self.at
        if joined and self.take("and") is not None and not self.peek("units", (1, 11)):
            self.at = start
            return None
        unit = self.take("units")
        if unit is None:
            tens = self.take("tens")
            return None if tens is None else tens + self.after_tens(tens)
        if unit == 4 and self.peek("tens", (20,)):
            self.at += 1
            return 80 + self.after_tens(80)
        if unit == 10 and self.peek("units", (7, 8, 9)):
            return 10 + (self.take("units") or 0)
        return unit if unit else None

    def after_tens(self, tens: int) -> int:
        """The unit after a ten: to 19 after soixante and quatre-vingt, to 9 after the others."""
        start = self.at
        limit = 16 if tens in (60, 80) else 9
        joined = self.take("and") is not None
        unit = self.take("units")
        if unit is None or not 0 < unit <= limit or (joined and unit not in (1, 11)):
            self.at = start
            return 0
        if unit == 10 and self.peek("units", (7, 8, 9)):
            return 10 + (self.take("units") or 0)
        return unit

    def peek(self, kind: str, values: tuple[int, ...] = ()) -> bool:
        if self.done:
            return False
        _, found, value = self.words[self.at]
        return found == kind and (not values or value in values)

    def take(self, kind: str, below: int | None = None) -> int | None:
        if not self.peek(kind):
            return None
        value = self.words[self.at][2]
        if below is not None and value >= below:
            return None
        self.at += 1
        return value
