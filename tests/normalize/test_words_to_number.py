"""Numbers in words, in three spellings, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.words_to_number import find_words, read_words

SMALL = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
SWISS = {7: "septante", 8: "huitante", 9: "nonante"}


def below_hundred(n: int, *, swiss: bool, last: bool) -> str:
    if n < 20:
        return SMALL[n]
    tens, unit = divmod(n, 10)
    if tens >= 7 and not swiss:
        if tens >= 8:
            if n == 80:
                return "quatre-vingts" if last else "quatre-vingt"
            return f"quatre-vingt-{SMALL[n - 80]}"
        return "soixante et onze" if n == 71 else f"soixante-{SMALL[n - 60]}"
    word = TENS.get(tens) or SWISS[tens]
    if unit == 0:
        return word
    return f"{word} et un" if unit == 1 else f"{word}-{SMALL[unit]}"


def below_thousand(n: int, *, swiss: bool, last: bool) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return below_hundred(n, swiss=swiss, last=last)
    words = "cent" if hundreds == 1 else f"{SMALL[hundreds]} cent"
    if not rest:
        return words + ("s" if hundreds > 1 and last else "")
    return f"{words} {below_hundred(rest, swiss=swiss, last=last)}"


def print_words(n: int, *, swiss: bool = False, hyphens: bool = False) -> str:
    """The number in words: traditional, Swiss, or with the hyphens of 1990."""
    if n == 0:
        return SMALL[0]
    parts = []
    for scale, name in ((10**9, "milliard"), (10**6, "million"), (1000, "mille")):
        count, n = divmod(n, scale)
        if count and scale == 1000:
            told = "" if count == 1 else below_thousand(count, swiss=swiss, last=False) + " "
            parts.append(f"{told}mille")
        elif count:
            told = below_thousand(count, swiss=swiss, last=True)
            parts.append(f"{told} {name}{'s' if count > 1 else ''}")
    if n:
        parts.append(below_thousand(n, swiss=swiss, last=True))
    text = " ".join(parts)
    return text.replace(" ", "-") if hyphens else text


@given(st.integers(min_value=0, max_value=10**12 - 1), st.booleans(), st.booleans(), st.booleans())
def test_what_is_printed_reads_back(n: int, swiss: bool, hyphens: bool, upper: bool) -> None:
    text = print_words(n, swiss=swiss, hyphens=hyphens)
    assert read_words(text.upper() if upper else text) == n


def test_every_number_below_two_thousand() -> None:
    assert [read_words(print_words(n)) for n in range(2000)] == list(range(2000))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("trois cent mille", 300000),
        ("deux mille quatre cent trente-deux", 2432),
        ("quatre-vingt-dix-sept", 97),
        ("quatre vingt dix sept", 97),
        ("soixante et onze", 71),
        ("soixante-et-onze", 71),
        ("vingt-et-une", 21),
        ("septante et un", 71),
        ("octante-deux", 82),
        ("nonante-neuf", 99),
        ("deux cents", 200),
        ("deux-cent-mille", 200000),
        ("cent un mille", 101000),
        ("mille et un", 1001),
        ("mil neuf cent quatre-vingt-dix", 1990),
        ("dix-neuf cent quatre-vingt", 1980),
        ("un million deux cent mille", 1200000),
        ("trois milliards de", 3 * 10**9),
        ("ZÉRO", 0),
        ("ze\u0301ro", 0),
        ("trente\u2011deux", 32),
        ("trois\u00a0cent\u202fmille", 300000),
    ],
)
def test_spellings(text: str, value: int) -> None:
    assert read_words(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "et",
        "deux trois",
        "vingt dix",
        "vingt et deux",
        "un mille",
        "mille mille",
        "million",
        "deux zéro",
        "dix-neuf cent mille",
        "mille un million",
        "cent cent",
        "trente-onze",
        "trois cents personnes",
        "300",
    ],
)
def test_what_the_grammar_does_not_derive(text: str) -> None:
    assert read_words(text) is None


def test_find_words() -> None:
    text = "les trois cent mille euros de septembre"
    assert [text[slice(*span)] for span in find_words(text)] == ["trois cent mille"]
